#include "tidegate/assure/pdf_table.h"

#include <algorithm>

namespace tidegate::assure {
namespace {

using Kind = PdfValue::Kind;

constexpr std::size_t kMostRevisions = 100;
constexpr int kDeepest = 8;
constexpr int kMostNodes = 32;  // of the tree of names; a tree, so none stands in it twice
constexpr std::size_t kMostItems = 2'000;
constexpr std::size_t kEntry = 20;  // octets: "nnnnnnnnnn ggggg n" and two that end the line
constexpr std::size_t kPlaceDigits = 10;
constexpr std::int64_t kLastObject = 8'388'607;  // ISO 32000-2, annex C
constexpr std::size_t kLongestWord = 64;         // octets, with the spaces before it, of a number or a word
constexpr std::size_t kLongestValue = std::size_t{256} << 10;
constexpr std::size_t kMostOctets = std::size_t{1} << 20;  // of all values that are looked up

bool are_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The value at `at`, if it ends within so many octets.
std::optional<PdfValue> short_value(std::string_view file, std::size_t at,
                                    std::size_t longest = kLongestWord) {
  if (at >= file.size()) return std::nullopt;
  return pdf_value(file.substr(0, at + std::min(longest, file.size() - at)), at);
}

std::size_t past_spaces(std::string_view file, std::size_t at) {
  while (at < file.size() && is_pdf_space(file[at])) ++at;
  return at;
}

bool is_entry(std::string_view entry) {
  const std::string_view end = entry.substr(18);
  return are_digits(entry.substr(0, kPlaceDigits)) && entry[10] == ' ' && are_digits(entry.substr(11, 5)) &&
         entry[16] == ' ' && (entry[17] == 'n' || entry[17] == 'f') &&
         (end == " \n" || end == " \r" || end == "\r\n");
}

// The newest table's place: the last words of the file say it.
std::optional<std::size_t> newest(std::string_view file) {
  constexpr std::string_view kWord = "startxref";
  constexpr std::string_view kEnd = "%%EOF";
  const std::size_t at = file.rfind(kWord);
  if (at == file.npos || at == 0 || !is_pdf_space(file[at - 1])) return std::nullopt;
  const auto place = short_value(file, at + kWord.size());
  if (!place || place->kind != Kind::kNumber) return std::nullopt;
  const std::size_t end = past_spaces(file, place->end);
  if (!file.substr(end).starts_with(kEnd)) return std::nullopt;
  if (past_spaces(file, end + kEnd.size()) != file.size()) return std::nullopt;
  return static_cast<std::size_t>(place->number);
}

// How often one of the words that begin a table's end stands in the file, with a dictionary or a place behind
// it: what a viewer that rebuilds the tables would go by.
std::size_t times(std::string_view file, std::string_view word, bool (*is_behind)(char)) {
  std::size_t out = 0;
  for (std::size_t at = file.find(word); at != file.npos; at = file.find(word, at + word.size())) {
    const std::size_t behind = past_spaces(file, at + word.size());
    out += behind < file.size() && is_behind(file[behind]) ? 1 : 0;
  }
  return out;
}

// Behind "N 0 obj", where that stands at `at`.
std::optional<std::size_t> past_head(std::string_view file, std::size_t at, std::int64_t number) {
  if (at == 0 || at >= file.size() || !are_digits(file.substr(at, 1))) return std::nullopt;
  const auto own = short_value(file, at);
  const auto generation = own ? short_value(file, own->end) : std::nullopt;
  const auto word = generation ? short_value(file, generation->end) : std::nullopt;
  if (!word || own->kind != Kind::kNumber || own->number != number || generation->kind != Kind::kNumber ||
      generation->number != 0 || word->kind != Kind::kWord || word->text != "obj")
    return std::nullopt;
  return word->end;
}

}  // namespace

std::optional<PdfValue> PdfTable::value(std::size_t at) {
  auto out = short_value(file_, at, std::min(kLongestValue, octets_left_));
  octets_left_ -= std::min(octets_left_, out ? out->end - at : kLongestValue);
  return out;
}

// Sections of "first count" and as many lines; at: behind them. Stricter than a viewer, which would rebuild a
// table that it does not like from the octets, and then show other objects than these.
bool PdfTable::take_entries(std::size_t& at) {
  std::map<std::int64_t, std::size_t> own;
  for (at = past_spaces(file_, at); at < file_.size() && are_digits(file_.substr(at, 1));
       at = past_spaces(file_, at)) {
    const auto first = short_value(file_, at);
    const auto count = first ? short_value(file_, first->end) : std::nullopt;
    if (!count || first->kind != Kind::kNumber || count->kind != Kind::kNumber) return false;
    at = past_spaces(file_, count->end);
    const auto size = static_cast<std::size_t>(count->number);
    if (size == 0 || size > left_ || size * kEntry > file_.size() - at || first->number > kLastObject)
      return false;
    left_ -= size;
    for (std::size_t i = 0; i < size; ++i, at += kEntry) {
      const std::string_view entry = file_.substr(at, kEntry);
      if (!is_entry(entry)) return false;
      const std::int64_t number = first->number + static_cast<std::int64_t>(i);
      std::size_t place = 0;
      for (const char c : entry.substr(0, kPlaceDigits))
        place = place * 10 + static_cast<std::size_t>(c - '0');
      if (entry[17] == 'f') {
        place = 0;
      } else if (entry.substr(11, 5) != "00000" || !past_head(file_, place, number)) {
        return false;
      }
      if (!own.try_emplace(number, place).second) return false;
    }
  }
  places_.merge(own);
  return true;
}

bool PdfTable::take_revision(std::size_t at, std::optional<std::size_t>& earlier) {
  constexpr std::string_view kTable = "xref";
  constexpr std::string_view kTrailer = "trailer";
  earlier.reset();
  if (at >= file_.size() || !file_.substr(at).starts_with(kTable)) return false;
  at += kTable.size();
  if (!take_entries(at) || !file_.substr(at).starts_with(kTrailer)) return false;
  const auto trailer = value(at + kTrailer.size());
  if (!trailer || trailer->kind != Kind::kDictionary || trailer->find("XRefStm") != nullptr ||
      trailer->find("Encrypt") != nullptr)
    return false;
  const PdfValue* const root = trailer->find("Root");
  if (!root_ && (root == nullptr || root->kind != Kind::kReference || !root->is_first)) return false;
  if (!root_) root_ = root->number;
  const PdfValue* const before = trailer->find("Prev");
  if (before == nullptr) return true;
  if (before->kind != Kind::kNumber) return false;
  earlier = static_cast<std::size_t>(before->number);
  return true;
}

std::optional<PdfTable> PdfTable::read(std::string_view file, std::size_t most) {
  PdfTable out(file, most, kMostOctets);
  auto at = newest(file);
  if (!at) return std::nullopt;
  std::size_t revisions = 0;
  for (; at; ++revisions) {
    std::optional<std::size_t> earlier;
    if (revisions == kMostRevisions || !out.take_revision(*at, earlier)) return std::nullopt;
    at = earlier;
  }
  // None beside those that were followed.
  const bool are_all = times(file, "trailer", [](char c) { return c == '<'; }) == revisions &&
                       times(file, "startxref", [](char c) { return c >= '0' && c <= '9'; }) == revisions;
  return are_all ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<PdfValue> PdfTable::object(std::int64_t number) {
  const auto at = places_.find(number);
  const auto behind = at == places_.end() ? std::nullopt : past_head(file_, at->second, number);
  return behind ? value(*behind) : std::nullopt;
}

std::optional<PdfValue> PdfTable::resolved(const PdfValue& named) {
  if (named.kind != Kind::kReference) return named;
  auto out = named.is_first ? object(named.number) : std::nullopt;
  return out && out->kind != Kind::kReference ? std::move(out) : std::nullopt;
}

// A node of the tree of names: pairs of a name and a reference, or further nodes.
bool PdfTable::take_names(const PdfValue& node, int depth, Names& out) {
  if (depth > kDeepest || ++out.nodes > kMostNodes) return false;
  const auto read = resolved(node);
  if (!read || read->kind != Kind::kDictionary) return false;
  const PdfValue* const names = read->find("Names");
  const PdfValue* const kids = read->find("Kids");
  if ((names == nullptr) == (kids == nullptr)) return false;
  const auto list = resolved(names != nullptr ? *names : *kids);
  if (!list || list->kind != Kind::kArray) return false;
  const std::vector<PdfValue>& items = list->items;
  if (items.size() > kMostItems) return false;
  if (kids != nullptr)
    return std::all_of(items.begin(), items.end(),
                       [&](const PdfValue& kid) { return take_names(kid, depth + 1, out); });
  if (items.size() % 2 != 0) return false;
  for (std::size_t i = 0; i < items.size(); i += 2) {
    if (items[i].kind != Kind::kString) return false;
    if (items[i + 1].kind != Kind::kReference) continue;
    if (!items[i + 1].is_first) return false;
    out.files.push_back(items[i + 1].number);
  }
  return true;
}

std::optional<std::vector<std::int64_t>> PdfTable::attached() {
  Names out;
  const auto catalog = root_ ? object(*root_) : std::nullopt;
  const PdfValue* const type = catalog ? catalog->find("Type") : nullptr;
  // A collection may be shown in a way of its own, or not at all.
  if (type == nullptr || !type->is_name("Catalog") || catalog->find("Collection") != nullptr)
    return std::nullopt;
  const PdfValue* const names = catalog->find("Names");
  if (names == nullptr) return std::move(out.files);
  const auto read = resolved(*names);
  if (!read || read->kind != Kind::kDictionary) return std::nullopt;
  const PdfValue* const files = read->find("EmbeddedFiles");
  if (files != nullptr && !take_names(*files, 0, out)) return std::nullopt;
  return std::move(out.files);
}

}  // namespace tidegate::assure
