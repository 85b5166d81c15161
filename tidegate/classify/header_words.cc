#include "tidegate/classify/header_words.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/mix.h"
#include "tidegate/classify/tsv.h"

namespace tidegate {
namespace {

constexpr std::size_t kLongestForm = 255;  // bytes
constexpr std::int32_t kDefaultWeight = 900;
// Initials stand for many words: the fewer letters, the less they say.
constexpr std::array<std::int32_t, 5> kInitialsPermille{0, 0, 850, 700, 850};
constexpr std::int32_t kLongInitialsPermille = 930;
constexpr std::size_t kMeaningsOfInitials = 3;
constexpr std::int32_t kLaterInitialsPermille = 450;  // meanings stand in the file's order, commonest first
constexpr std::size_t kBriefLetters = 3;
constexpr std::int32_t kBriefPermille = 620;
constexpr std::array<std::string_view, 6> kPlainGroups{"ID.", "CT.", "DM.", "GEN.", "BIZ.", "NET."};
constexpr std::array<std::string_view, 8> kPlainTypes{"VEH.VIN",        "FIN.IBAN",     "SEC.CARD_AUTH",
                                                      "SEC.PASSWORD",   "MED.LAB",      "MED.DIAGNOSIS",
                                                      "MED.MEDICATION", "MED.RECORD_NO"};

std::int32_t initials_permille(std::size_t letters) {
  return letters < kInitialsPermille.size() ? kInitialsPermille[letters] : kLongInitialsPermille;
}

bool is_same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && same_bytes(a.data(), b.data(), a.size());
}

// Bit of a name in a list of at most 64; the name is added when new.
std::optional<std::uint64_t> bit_of(std::vector<std::string>& names, std::string_view name) {
  const auto at = std::find(names.begin(), names.end(), name);
  const auto place = static_cast<std::size_t>(at - names.begin());
  if (at == names.end()) names.emplace_back(name);
  if (place >= 64) return std::nullopt;
  return std::uint64_t{1} << place;
}

std::string_view without_digits(std::string_view token) {
  while (token.size() > 1 && token.back() >= '0' && token.back() <= '9') token.remove_suffix(1);
  return token;
}

}  // namespace

void add_weight(std::vector<TypeWeight>& types, TypeWeight more) {
  const auto at =
      std::find_if(types.begin(), types.end(), [&](const TypeWeight& t) { return t.type == more.type; });
  if (at == types.end()) {
    types.push_back(more);
  } else {
    at->permille = std::max(at->permille, more.permille);
  }
}

void sort_weights(std::vector<TypeWeight>& types) {
  std::stable_sort(types.begin(), types.end(), [](const TypeWeight& a, const TypeWeight& b) {
    return a.permille != b.permille ? a.permille > b.permille : a.type < b.type;
  });
}

HeaderWords::HeaderWords(std::string_view tsv, const Taxonomy& taxonomy)
    : file_(std::make_shared<const std::string>(tsv)), text_(*file_), slots_(std::size_t{1} << 16) {
  uses_.own().reserve(std::size_t{1} << 16);
  for (const TypeInfo& type : taxonomy.types()) {
    const auto begins = [&](std::string_view group) { return type.code.starts_with(group); };
    is_plain_.push_back(std::any_of(kPlainGroups.begin(), kPlainGroups.end(), begins) ||
                        std::find(kPlainTypes.begin(), kPlainTypes.end(), type.code) != kPlainTypes.end());
  }
}

std::optional<std::uint64_t> HeaderWords::role_bit(std::string_view name) { return bit_of(roles_, name); }
std::optional<std::uint64_t> HeaderWords::topic_bit(std::string_view name) { return bit_of(topics_, name); }

// "ID.NAME:930 topic:person" as a word.
Result<HeaderWord> HeaderWords::meaning(std::string_view text, const Taxonomy& taxonomy) {
  HeaderWord word;
  for (const std::string_view item : split(text, ' ')) {
    const std::size_t colon = item.find(':');
    const std::string_view name = item.substr(0, colon);
    const std::string_view value =
        colon == std::string_view::npos ? std::string_view() : item.substr(colon + 1);
    if (name == "head" || name == "topic") {
      const auto bit = name == "head" ? role_bit(value) : topic_bit(value);
      if (!bit) return fail({ErrorCode::kMalformed, "more than 64 roles or topics"});
      (name == "head" ? word.roles : word.topics) |= *bit;
      continue;
    }
    const auto type = taxonomy.find(name);
    if (!type)
      return fail({ErrorCode::kMalformed, "\"" + std::string(name) + "\" is no type, role or topic"});
    std::int32_t permille = kDefaultWeight;
    if (!value.empty()) std::from_chars(value.data(), value.data() + value.size(), permille);
    if (permille < 1 || permille > 1000) return fail({ErrorCode::kMalformed, "a weight is not in 1..1000"});
    add_weight(word.types, {*type, permille});
  }
  return word;
}

Result<HeaderWord> HeaderWords::add_row(const TsvRow& row, const Taxonomy& taxonomy) {
  auto word = meaning(row.field(1), taxonomy);
  if (!word) return word;
  const auto number = static_cast<std::uint32_t>(meanings_.size());
  meanings_.push_back(*word);
  constexpr std::array<HeaderLanguage, 4> kColumns{HeaderLanguage::kChinese, HeaderLanguage::kEnglish,
                                                   HeaderLanguage::kInitials, HeaderLanguage::kPinyin};
  for (std::size_t c = 0; c < kColumns.size(); ++c) {
    for (const std::string_view form : split(row.field(c + 2), ',')) {
      if (kColumns[c] == HeaderLanguage::kInitials) {
        initials_.emplace_back(form, number);
      } else {
        add(form, number, kColumns[c]);
      }
    }
  }
  return word;
}

void HeaderWords::add_alias(std::string_view alias, std::string_view word) {
  aliases_.emplace_back(alias, word);
  if (!alias.empty() && alias.size() <= kLongestForm) slot(alias).is_token = true;
}

void HeaderWords::finish() {
  for (const auto& [form, row] : initials_) add(form, row, HeaderLanguage::kInitials);
  initials_.clear();
  std::sort(aliases_.begin(), aliases_.end());
}

HeaderWords::Slot& HeaderWords::slot(std::string_view form) {
  if ((used_ + 1) * 4 > slots_.size() * 3) grow();
  std::vector<Slot>& slots = slots_.own();
  const std::size_t mask = slots.size() - 1;
  std::size_t i = mix_bytes(form) & mask;
  while (slots[i].length != 0 && !is_same(form_of(slots[i]), form)) i = (i + 1) & mask;
  if (slots[i].length == 0) {
    slots[i].begin = static_cast<std::uint32_t>(form.data() - text_.data());
    slots[i].length = static_cast<std::uint8_t>(form.size());
    ++used_;
  }
  return slots[i];
}

const HeaderWords::Slot* HeaderWords::look_up(std::string_view form) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = mix_bytes(form) & mask;
  while (slots_[i].length != 0 && !is_same(form_of(slots_[i]), form)) i = (i + 1) & mask;
  return slots_[i].length == 0 ? nullptr : &slots_[i];
}

void HeaderWords::grow() {
  std::vector<Slot>& slots = slots_.own();
  std::vector<Slot> old(slots.size() * 2);
  old.swap(slots);
  const std::size_t mask = slots.size() - 1;
  for (const Slot& held : old) {
    if (held.length == 0) continue;
    std::size_t i = mix_bytes(form_of(held)) & mask;
    while (slots[i].length != 0) i = (i + 1) & mask;
    slots[i] = held;
  }
}

void HeaderWords::add(std::string_view form, std::uint32_t row, HeaderLanguage language) {
  if (form.empty() || form.size() > kLongestForm) return;
  std::size_t units = 0;
  std::size_t word = form.size();  // where an ASCII word began; form.size(): none is open
  for (std::size_t i = 0; i <= form.size(); ++i) {
    const bool is_word = i < form.size() && ascii::is_alnum(form[i]);
    if (is_word && word == form.size()) {
      word = i;
      ++units;
    } else if (!is_word && word < form.size()) {
      if (language != HeaderLanguage::kInitials) slot(form.substr(word, i - word)).is_token = true;
      word = form.size();
    }
    if (i < form.size() && ascii::is_high(form[i]) && (static_cast<unsigned char>(form[i]) & 0xC0) != 0x80)
      ++units;
  }
  longest_ = std::max(longest_, units);
  Slot& held = slot(form);
  std::vector<Use>& uses = uses_.own();
  uses.push_back({row, 0, language});
  const auto place = static_cast<std::uint32_t>(uses.size());
  if (held.first == 0) {
    held.first = place;
  } else {
    uses[held.last - 1].next = place;
  }
  held.last = place;
}

// Types whose short words ("ip", "vin", "dob") are known by everybody.
bool HeaderWords::is_plain_word(const HeaderWord& word) const {
  return std::all_of(word.types.begin(), word.types.end(),
                     [&](const TypeWeight& t) { return is_plain_[t.type]; });
}

// All meanings of a form. Initials never add to what a written-out word means; of several words with the same
// initials the first in the file counts most.
HeaderWord HeaderWords::word_of(const Slot& slot) const {
  HeaderWord out;
  out.language = uses_[slot.first - 1].language;
  const bool is_brief = slot.length <= kBriefLetters && slot.is_token;
  for (std::uint32_t at = slot.first; at != 0; at = uses_[at - 1].next) {
    const Use& use = uses_[at - 1];
    const bool is_initials = use.language == HeaderLanguage::kInitials;
    if (is_initials && out.language != HeaderLanguage::kInitials) continue;
    const HeaderWord& meaning = meanings_[use.row];
    std::int32_t share = is_initials ? initials_permille(slot.length) : 1000;
    if (is_initials && at != slot.first) share = share * kLaterInitialsPermille / 1000;
    for (TypeWeight t : meaning.types) {
      if (is_brief && use.language == HeaderLanguage::kEnglish && !is_plain_[t.type])
        t.permille = t.permille * kBriefPermille / 1000;
      t.permille = t.permille * share / 1000;
      add_weight(out.types, t);
    }
    out.roles |= meaning.roles;
    if (!is_brief || is_plain_word(meaning)) out.topics |= meaning.topics;
  }
  sort_weights(out.types);
  if (out.language == HeaderLanguage::kInitials && out.types.size() > kMeaningsOfInitials)
    out.types.resize(kMeaningsOfInitials);
  return out;
}

std::optional<HeaderWord> HeaderWords::find(std::string_view form) const {
  const Slot* at = look_up(form);
  if (at == nullptr || at->first == 0) return std::nullopt;
  return word_of(*at);
}

bool HeaderWords::is_token(std::string_view word) const {
  const Slot* at = look_up(word);
  return at != nullptr && at->is_token;
}

std::optional<std::string_view> HeaderWords::singular(std::string_view token) {
  constexpr std::array<std::string_view, 6> kShort{"ids", "ips", "nos", "tels", "uids", "vins"};
  if (!token.ends_with('s')) return std::nullopt;
  const bool may_be = token.size() > 4 || std::find(kShort.begin(), kShort.end(), token) != kShort.end();
  if (!may_be) return std::nullopt;
  return token.substr(0, token.size() - (token.ends_with("sses") ? 2 : 1));
}

// One ASCII word as written, then without digits at its end, by its alias, without a plural s.
std::optional<HeaderWord> HeaderWords::find_token(std::string_view token) const {
  for (const std::string_view form : {token, without_digits(token)}) {
    if (auto word = find(form)) return word;
    if (const auto alias = alias_of(form)) return find(*alias);
    if (const auto one = singular(form)) {
      if (auto word = find(*one)) return word;
    }
  }
  return std::nullopt;
}

std::optional<std::string_view> HeaderWords::alias_of(std::string_view token) const {
  const auto at = std::lower_bound(aliases_.begin(), aliases_.end(), std::pair(token, std::string_view()));
  if (at == aliases_.end() || at->first != token) return std::nullopt;
  return at->second;
}

}  // namespace tidegate
