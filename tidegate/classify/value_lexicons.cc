#include "tidegate/classify/value_lexicons.h"

#include <algorithm>
#include <array>
#include <optional>

#include "tidegate/classify/tsv.h"

namespace tidegate {
namespace {

constexpr std::string_view kFile = "models/lexicons/values.txt";
constexpr std::size_t kLongestValue = 256;
constexpr std::size_t kLongestWord = 255;  // bytes of a word in a list
constexpr std::size_t kLongestAffix = 8;   // characters of a suffix or prefix
constexpr std::size_t kLongestGroup = 4;   // characters of a token in Chinese text
constexpr std::array<std::string_view, 4> kModeNames{"exact", "suffix", "prefix", "token"};

// Of a word that grows at its end: add() what it gained, and place() it.
class GrowingHash {
 public:
  explicit GrowingHash(std::uint8_t mode) : h_(0xCBF29CE484222325ull ^ mode) {}
  void add(std::string_view more) {
    for (const char c : more) h_ = (h_ ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
  }
  std::uint64_t value() const { return h_ ^ (h_ >> 29); }

 private:
  std::uint64_t h_;
};

std::uint64_t hash_of(std::uint8_t mode, std::string_view word) {
  GrowingHash hash(mode);
  hash.add(word);
  return hash.value();
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
bool is_word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '&' || !is_ascii(c);
}

}  // namespace

std::size_t ValueLexicons::place(std::string_view name) const {
  const auto at = std::find(names_.begin(), names_.end(), name);
  return at == names_.end() ? kMostLexicons : static_cast<std::size_t>(at - names_.begin());
}

std::size_t ValueLexicons::slot_of(Mode mode, std::string_view word, std::uint64_t hash) const {
  const Slot* const slots = slots_.data();
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = hash & mask;
  while (slots[i].length != 0 &&
         !(slots[i].length == word.size() && slots[i].mode == mode && word_of(slots[i]) == word))
    i = (i + 1) & mask;
  return i;
}

std::size_t ValueLexicons::slot_of(Mode mode, std::string_view word) const {
  return slot_of(mode, word, hash_of(mode, word));
}

LexiconSet ValueLexicons::look_up(Mode mode, std::string_view word) const {
  return look_up(mode, word, hash_of(mode, word));
}

LexiconSet ValueLexicons::look_up(Mode mode, std::string_view word, std::uint64_t hash) const {
  const Slot& slot = slots_[slot_of(mode, word, hash)];
  return slot.length == 0 ? LexiconSet() : sets_[slot.set];
}

void ValueLexicons::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_.own());
  for (const Slot& slot : old) {
    if (slot.length != 0) slots_.own()[slot_of(slot.mode, word_of(slot))] = slot;
  }
}

void ValueLexicons::insert(Mode mode, std::string_view word, std::size_t lexicon) {
  if (word.size() > kLongestWord) return;
  if ((used_ + 1) * 4 > slots_.size() * 3) grow();
  Slot& slot = slots_.own()[slot_of(mode, word)];
  if (slot.length == 0) {  // sets_[l] is list l alone
    ++used_;
    slot = {static_cast<std::uint32_t>(word.data() - text_.data()), static_cast<std::uint8_t>(word.size()),
            mode, static_cast<std::uint16_t>(lexicon)};
    return;
  }
  LexiconSet set = sets_[slot.set];
  set.set(lexicon);
  auto at = std::find(sets_.begin(), sets_.end(), set);
  if (at == sets_.end()) at = sets_.insert(sets_.end(), set);
  slot.set = static_cast<std::uint16_t>(at - sets_.begin());
}

Result<ValueLexicons> ValueLexicons::parse(std::string_view text) {
  ValueLexicons out;
  out.file_ = std::make_shared<const std::string>(text);
  out.text_ = *out.file_;
  out.slots_.own().resize(std::size_t{1} << 16);
  for (std::size_t l = 0; l < kMostLexicons; ++l) out.sets_.push_back(LexiconSet().set(l));
  std::optional<Mode> mode;
  std::size_t lexicon = 0;
  for (const TsvRow& row : tsv_rows(out.text_)) {
    const std::string_view line = row.field(0);
    if (line.front() != '[') {
      if (!mode) return fail({ErrorCode::kMalformed, "words stand before the first list", row.place(kFile)});
      for (const std::string_view word : split(line, '|')) {
        if (!word.empty()) out.insert(*mode, word, lexicon);
      }
      continue;
    }
    const std::size_t space = line.find(' ');
    const std::string_view name = line.substr(1, space - 1);
    const std::string_view mode_name = space == std::string_view::npos
                                           ? std::string_view()
                                           : line.substr(space + 1, line.size() - space - 2);
    const auto at = std::find(kModeNames.begin(), kModeNames.end(), mode_name);
    if (at == kModeNames.end() || line.back() != ']') {
      return fail({ErrorCode::kMalformed, "a list's head is not \"[name mode]\"", row.place(kFile)});
    }
    mode = static_cast<Mode>(at - kModeNames.begin());
    lexicon = out.place(name);
    if (lexicon == kMostLexicons) {
      if (out.names_.size() == kMostLexicons) {
        return fail({ErrorCode::kMalformed, "more than 128 lists", row.place(kFile)});
      }
      lexicon = out.names_.size();
      out.names_.emplace_back(name);
    }
  }
  return out;
}

LexiconSet ValueLexicons::match(std::string_view lowered) const {
  LexiconSet found;
  if (lowered.empty()) return found;
  if (lowered.size() > kLongestValue) lowered = lowered.substr(0, kLongestValue);
  found |= look_up(kExact, lowered);
  std::size_t at = lowered.size();
  for (std::size_t n = 0; n < kLongestAffix && at > 0; ++n) {
    do --at;
    while (at > 0 && is_continuation(lowered[at]));
    found |= look_up(kSuffix, lowered.substr(at));
  }
  at = 0;
  GrowingHash prefix(kPrefix);
  for (std::size_t n = 0; n < kLongestAffix && at < lowered.size(); ++n) {
    const std::size_t begin = at;
    do ++at;
    while (at < lowered.size() && is_continuation(lowered[at]));
    prefix.add(lowered.substr(begin, at - begin));
    found |= look_up(kPrefix, lowered.substr(0, at), prefix.value());
  }
  std::size_t word = 0;  // Latin words
  for (at = 0; at <= lowered.size(); ++at) {
    if (at < lowered.size() && is_word_char(lowered[at])) continue;
    if (at > word) found |= look_up(kToken, lowered.substr(word, at - word));
    word = at + 1;
  }
  for (std::size_t begin = 0; begin < lowered.size(); ++begin) {  // groups of Chinese characters
    if (is_ascii(lowered[begin]) || is_continuation(lowered[begin])) continue;
    std::size_t end = begin;
    GrowingHash group(kToken);
    for (std::size_t n = 0; n < kLongestGroup && end < lowered.size() && !is_ascii(lowered[end]); ++n) {
      const std::size_t before = end;
      do ++end;
      while (end < lowered.size() && is_continuation(lowered[end]));
      group.add(lowered.substr(before, end - before));
      found |= look_up(kToken, lowered.substr(begin, end - begin), group.value());
    }
  }
  return found;
}

}  // namespace tidegate
