#include "tidegate/lists/row_index.h"

#include <algorithm>
#include <array>
#include <set>

#include "tidegate/base/utf8.h"

namespace tidegate::lists {
namespace {

constexpr std::size_t kShortChinese = 3;  // characters; a shorter term is weak
constexpr std::size_t kLeastOfClass = 4;  // characters of a phrase out of a class description
constexpr std::size_t kLeastWords = 2;    // the same in English words

// Words that would meet any table.
constexpr std::array<std::string_view, 9> kCommon{
    "个人信息", "敏感个人信息",         "重要数据",       "一般数据",         "国家安全",
    "公共利益", "personal information", "important data", "national security"};

bool asks(const OfficialList& list, const ListRow& row) {
  if (row.kind == "important" || row.kind == "core") return true;
  return list.coverage.kind == "list" && row.route == "assessment" && row.unit != Unit::kScale;
}

// What stands between the parts of a term: commas, brackets and joining words.
constexpr std::array<std::string_view, 26> kBreaks{
    "、", "，", "；", "：", "。", "（", "）", "/",     "以及", "或者", "和",    "及",     "与",
    "或", "等", "的", ", ", "; ", " (", ") ", " and ", " or ", " of ", " for ", " with ", " that "};
// Octets that one of them begins with.
constexpr std::array<bool, 256> kBeginsBreak = [] {
  std::array<bool, 256> begins{};
  for (const std::string_view mark : kBreaks) begins[static_cast<unsigned char>(mark[0])] = true;
  return begins;
}();

std::vector<std::string> parts(std::string_view text) {
  std::vector<std::string> out;
  std::size_t begin = 0;  // of the part
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    const auto begins = [&](std::string_view mark) { return mark[0] == rest[0] && rest.starts_with(mark); };
    const auto at = kBeginsBreak[static_cast<unsigned char>(rest[0])]
                        ? std::find_if(kBreaks.begin(), kBreaks.end(), begins)
                        : kBreaks.end();
    if (at == kBreaks.end()) {
      ++i;
      continue;
    }
    out.emplace_back(text.substr(begin, i - begin));
    i += at->size();
    begin = i;
  }
  out.emplace_back(text.substr(begin));
  return out;
}

// "充电网运行数据" -> "充电网运行": the ends that every row has say nothing.
std::string without_ends(std::string text) {
  constexpr std::array<std::string_view, 3> kBegins{"涉及", "包含", "其他"};
  constexpr std::array<std::string_view, 4> kEnds{"数据", "信息", "情况", "类"};
  for (const std::string_view begin : kBegins) {
    if (text.starts_with(begin)) text.erase(0, begin.size());
  }
  for (const std::string_view end : kEnds) {
    if (text.ends_with(end)) text.resize(text.size() - end.size());
  }
  return text;
}

bool is_common(const Folded& phrase) {
  // Constants of the program, folded once.
  static const std::array<std::string, kCommon.size()> common = [] {
    std::array<std::string, kCommon.size()> runs;
    std::transform(kCommon.begin(), kCommon.end(), runs.begin(),
                   [](std::string_view word) { return fold(word).run; });
    return runs;
  }();
  return std::find(common.begin(), common.end(), phrase.run) != common.end();
}

bool is_short(const Folded& phrase) {
  return phrase.chinese > 0 ? phrase.chinese < kShortChinese : phrase.tokens.size() < kLeastWords;
}

using RowNumber = std::pair<std::string_view, std::string_view>;  // list, row

// Rows in force on the day that stand in place of built-in ones.
std::map<RowNumber, const OfficialList*> replacing_rows(const ListCatalogue& catalogue, Date day) {
  std::map<RowNumber, const OfficialList*> rows;
  for (const OfficialList& list : catalogue.all()) {
    if (!may_replace(list)) continue;
    for (const ListRow& row : list.rows) {
      if (row.in_force.contains(day)) rows.emplace(RowNumber(row.list_id, row.row), &list);
    }
  }
  return rows;
}

}  // namespace

RowIndex::RowIndex(const ListCatalogue& catalogue, const ListWords& words, Date day,
                   const NameTypes& name_types) {
  const std::map<RowNumber, const OfficialList*> replacing = replacing_rows(catalogue, day);
  for (const OfficialList& list : catalogue.all()) {
    for (const ListRow& row : list.rows) {
      if (!row.in_force.contains(day) || !asks(list, row)) continue;
      const auto other = replacing.find({row.list_id, row.row});
      if (list.origin == Origin::kBuiltIn && other != replacing.end()) {
        Replaced& replaced = replaced_[row.list_id];
        replaced.by = other->second;
        ++replaced.rows;
        continue;
      }
      const auto at = static_cast<std::uint32_t>(rows_.size());
      AskingRow asking{&list, &row, words.sectors_in(row.sector.zh + " " + row.sector.en), false};
      asking.is_general = row.sector.empty() || row.sector.zh == "通用";
      rows_.push_back(std::move(asking));
      if (row.unit == Unit::kScale) {
        scale_rows_.push_back(at);
        continue;
      }
      std::set<std::string> types(row.taxonomy.begin(), row.taxonomy.end());
      if (row.unit == Unit::kField) {
        for (const std::string& term : {row.field.zh, row.field.en}) {
          for (std::string& type : name_types(term)) types.insert(std::move(type));
        }
      }
      for (const std::string& type : types) by_type_[type].push_back(at);
      add_words(at, words);
    }
  }
}

void RowIndex::add_phrase(const Folded& phrase, WordHit hit) {
  if (phrase.run.empty() || is_common(phrase)) return;
  hits_.push_back(hit);
  book_.add(phrase, static_cast<std::uint32_t>(hits_.size() - 1));
}

void RowIndex::add_words(std::uint32_t at, const ListWords& words) {
  const ListRow& row = *rows_[at].row;
  const bool is_field = row.unit == Unit::kField;
  for (const std::string& term : {row.field.zh, row.field.en}) {
    const Folded whole = fold(term);
    if (is_field) add_phrase(whole, {at, ListGrade::kExact, is_short(whole)});
    for (const std::string& part : parts(term)) {
      const Folded phrase = fold(without_ends(part));
      const bool is_long =
          phrase.chinese > 0 ? phrase.chinese >= kLeastOfClass : phrase.tokens.size() >= kLeastWords;
      if (!is_long || phrase.run == whole.run) continue;
      add_phrase(phrase, {at, is_field ? ListGrade::kSynonym : ListGrade::kWording, false});
    }
    for (const std::uint32_t thing : words.concepts_in(whole)) {
      for (const Folded& word : words.concepts()[thing])
        add_phrase(word,
                   {at, is_field ? ListGrade::kSynonym : ListGrade::kWording, !is_field || is_short(word)});
    }
  }
}

const std::vector<std::uint32_t>& RowIndex::by_type(std::string_view type) const {
  static const std::vector<std::uint32_t> kNone;
  const auto at = by_type_.find(type);
  return at == by_type_.end() ? kNone : at->second;
}

std::vector<WordHit> RowIndex::by_words(std::string_view name) const {
  std::map<std::uint32_t, WordHit> best;
  for (const std::uint32_t meaning : book_.find(fold(name))) {
    const WordHit& hit = hits_[meaning];
    const auto [at, is_new] = best.emplace(hit.row, hit);
    const auto rank = [](const WordHit& h) { return std::pair(!h.is_weak, h.grade); };
    if (!is_new && rank(at->second) < rank(hit)) at->second = hit;
  }
  std::vector<WordHit> out;
  for (const auto& [row, hit] : best) out.push_back(hit);
  return out;
}

}  // namespace tidegate::lists
