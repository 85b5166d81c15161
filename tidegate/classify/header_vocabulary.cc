#include "tidegate/classify/header_vocabulary.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/header_units.h"
#include "tidegate/classify/tsv.h"

namespace tidegate {
namespace {

constexpr std::string_view kFile = "models/header_vocabulary.tsv";
constexpr std::size_t kLongestHeader = 256;
constexpr std::int32_t kDefaultWeight = 900;
// Initials stand for many words: the fewer letters, the less they say.
constexpr std::array<std::int32_t, 5> kInitialsPermille{0, 0, 850, 700, 850};
constexpr std::int32_t kLongInitialsPermille = 930;
constexpr std::size_t kMeaningsOfInitials = 3;
constexpr std::int32_t kLaterInitialsPermille = 450;  // meanings stand in the file's order, commonest first
constexpr std::size_t kLongestForm = 255;             // bytes
constexpr std::string_view kPseudonym = "NET.USER_ID";
constexpr std::string_view kDigestRole = "digest";
constexpr std::string_view kNumberRole = "no";
constexpr std::string_view kLabelRole = "label";
constexpr std::string_view kTypeRole = "type";
constexpr std::size_t kBriefLetters = 3;
constexpr std::int32_t kBriefPermille = 620;
constexpr std::array<std::string_view, 6> kPlainGroups{"ID.", "CT.", "DM.", "GEN.", "BIZ.", "NET."};
constexpr std::array<std::string_view, 8> kPlainTypes{"VEH.VIN",        "FIN.IBAN",     "SEC.CARD_AUTH",
                                                      "SEC.PASSWORD",   "MED.LAB",      "MED.DIAGNOSIS",
                                                      "MED.MEDICATION", "MED.RECORD_NO"};
// What systems put before the names of their columns: SAP's own fields, Kingdee's F, Yonyou's letter of the
// type.
constexpr std::array<std::string_view, 12> kPrefixes{"f",  "zz", "z",    "fd", "fld", "col",
                                                     "vc", "pk", "attr", "t",  "c",   "x"};
constexpr std::string_view kCustomField = "__c";  // Salesforce
constexpr std::string_view kPrefixLetters = "fcidbnstv";
constexpr std::int32_t kUnfoldedPermille = 800;
// "诊断编码", "民族代码": the code of such a thing is the thing.
constexpr std::array<std::string_view, 13> kCodedTypes{
    "DM.DISABILITY", "DM.RELIGION",   "DM.GENDER",    "MED.DIAGNOSIS", "MED.MEDICATION",
    "MED.LAB",       "MED.GENETIC",   "DM.ETHNICITY", "DM.MARITAL",    "DM.NATIONALITY",
    "EE.EDUCATION",  "EE.OCCUPATION", "DM.POLITICAL"};
constexpr std::int32_t kCodedPermille = 880;
// A currency at the end names the unit, not the meaning: "ltv_cny".
constexpr std::array<std::string_view, 8> kCurrencies{"cny", "rmb", "usd", "eur", "hkd", "jpy", "gbp", "inr"};

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

std::int32_t initials_permille(std::size_t letters) {
  return letters < kInitialsPermille.size() ? kInitialsPermille[letters] : kLongInitialsPermille;
}

std::uint64_t hash_of(std::string_view form) {
  std::uint64_t h = 0xCBF29CE484222325ull;
  for (const char c : form) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
  return h ^ (h >> 29);
}

// Bit of a name in a list of at most 64; the name is added when new.
std::optional<std::uint64_t> bit_of(std::vector<std::string>& names, std::string_view name) {
  const auto at = std::find(names.begin(), names.end(), name);
  const auto place = static_cast<std::size_t>(at - names.begin());
  if (at == names.end()) names.emplace_back(name);
  if (place >= 64) return std::nullopt;
  return std::uint64_t{1} << place;
}

constexpr std::array<std::string_view, 40> kUnits{
    "kg", "g",   "t",   "mg", "mm", "cm",  "m",    "km", "km2", "m2", "m3",  "h", "min", "s",
    "ms", "kwh", "mwh", "kw", "mw", "mva", "kv",   "v",  "a",   "hz", "rpm", "r", "mpa", "kpa",
    "pa", "℃",   "°",   "c",  "l",  "ml",  "kgce", "w",  "mg",  "db", "bpm", "d"};

std::string_view without_digits(std::string_view token) {
  while (token.size() > 1 && token.back() >= '0' && token.back() <= '9') token.remove_suffix(1);
  return token;
}

}  // namespace

// "ID.NAME:930 topic:person" as a Word.
Result<HeaderVocabulary::Word> HeaderVocabulary::meaning(std::string_view text, const Taxonomy& taxonomy) {
  Word word;
  for (const std::string_view item : split(text, ' ')) {
    const std::size_t colon = item.find(':');
    const std::string_view name = item.substr(0, colon);
    const std::string_view value =
        colon == std::string_view::npos ? std::string_view() : item.substr(colon + 1);
    if (name == "head" || name == "topic") {
      const auto bit = bit_of(name == "head" ? roles_ : topics_, value);
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

HeaderVocabulary::Slot& HeaderVocabulary::slot(std::string_view form) {
  if ((used_ + 1) * 4 > slots_.size() * 3) grow();
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = hash_of(form) & mask;
  while (slots_[i].length != 0 && form_of(slots_[i]) != form) i = (i + 1) & mask;
  if (slots_[i].length == 0) {
    slots_[i].begin = static_cast<std::uint32_t>(form.data() - text_->data());
    slots_[i].length = static_cast<std::uint8_t>(form.size());
    ++used_;
  }
  return slots_[i];
}

const HeaderVocabulary::Slot* HeaderVocabulary::look_up(std::string_view form) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = hash_of(form) & mask;
  while (slots_[i].length != 0 && form_of(slots_[i]) != form) i = (i + 1) & mask;
  return slots_[i].length == 0 ? nullptr : &slots_[i];
}

void HeaderVocabulary::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& held : old) {
    if (held.length == 0) continue;
    std::size_t i = hash_of(form_of(held)) & mask;
    while (slots_[i].length != 0) i = (i + 1) & mask;
    slots_[i] = held;
  }
}

void HeaderVocabulary::add(std::string_view form, std::uint32_t row, HeaderLanguage language) {
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
  uses_.push_back({row, 0, language});
  const auto place = static_cast<std::uint32_t>(uses_.size());
  if (held.first == 0) {
    held.first = place;
  } else {
    uses_[held.last - 1].next = place;
  }
  held.last = place;
}

// Types whose short words ("ip", "vin", "dob") are known by everybody.
bool HeaderVocabulary::is_plain_word(const Word& word) const {
  return std::all_of(word.types.begin(), word.types.end(),
                     [&](const TypeWeight& t) { return is_plain_[t.type]; });
}

// All meanings of a form. Initials never add to what a written-out word means; of several words with the same
// initials the first in the file counts most.
HeaderVocabulary::Word HeaderVocabulary::word_of(const Slot& slot) const {
  Word out;
  out.language = uses_[slot.first - 1].language;
  const bool is_brief = slot.length <= kBriefLetters && slot.is_token;
  for (std::uint32_t at = slot.first; at != 0; at = uses_[at - 1].next) {
    const Use& use = uses_[at - 1];
    const bool is_initials = use.language == HeaderLanguage::kInitials;
    if (is_initials && out.language != HeaderLanguage::kInitials) continue;
    const Word& meaning = meanings_[use.row];
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

Result<HeaderVocabulary> HeaderVocabulary::parse(std::string_view tsv, const Taxonomy& taxonomy) {
  HeaderVocabulary out;
  out.text_ = std::make_shared<const std::string>(tsv);
  out.slots_.resize(std::size_t{1} << 16);
  out.uses_.reserve(std::size_t{1} << 16);
  out.type_topics_.resize(taxonomy.types().size());
  for (const TypeInfo& type : taxonomy.types()) {
    const auto begins = [&](std::string_view group) { return type.code.starts_with(group); };
    out.is_identifier_.push_back(begins("ID.") || begins("CT.") || begins("NET."));
    out.is_secret_.push_back(begins("SEC."));
    out.is_general_.push_back(begins("GEN."));
    out.is_person_kind_.push_back(begins("DM.") || begins("EE."));
    out.is_coded_.push_back(std::find(kCodedTypes.begin(), kCodedTypes.end(), type.code) !=
                            kCodedTypes.end());
    out.is_plain_.push_back(std::any_of(kPlainGroups.begin(), kPlainGroups.end(), begins) ||
                            std::find(kPlainTypes.begin(), kPlainTypes.end(), type.code) !=
                                kPlainTypes.end());
  }
  constexpr std::array<HeaderLanguage, 4> kColumns{HeaderLanguage::kChinese, HeaderLanguage::kEnglish,
                                                   HeaderLanguage::kInitials, HeaderLanguage::kPinyin};
  const std::vector<TsvRow> rows = tsv_rows(*out.text_);
  // Initials last, so that they see which forms are words already.
  for (const bool initials : {false, true}) {
    std::uint32_t number = 0;
    for (const TsvRow& row : rows) {
      if (row.field(0) != "word") continue;
      if (!initials) {
        auto word = out.meaning(row.field(1), taxonomy);
        if (!word) return fail({word.error().code, word.error().what, row.place(kFile)});
        if (word->types.size() == 1 && out.type_topics_[word->types[0].type] == 0) {
          out.type_topics_[word->types[0].type] = word->topics;
        }
        out.meanings_.push_back(std::move(*word));
      }
      for (std::size_t c = 0; c < kColumns.size(); ++c) {
        if ((kColumns[c] == HeaderLanguage::kInitials) != initials) continue;
        for (const std::string_view form : split(row.field(c + 2), ',')) out.add(form, number, kColumns[c]);
      }
      ++number;
    }
  }
  for (const TsvRow& row : rows) {
    if (row.field(0) == "alias") {
      out.aliases_.emplace_back(row.field(1), row.field(2));
      if (!row.field(1).empty() && row.field(1).size() <= kLongestForm)
        out.slot(row.field(1)).is_token = true;
    } else if (row.field(0) == "lead") {
      out.shorthand_.add(HeaderShorthand::Kind::kLead, row.field(1), row.field(2));
    } else if (row.field(0) == "tail") {
      out.shorthand_.add(HeaderShorthand::Kind::kTail, row.field(1), row.field(2));
    } else if (row.field(0) == "syllable") {
      out.shorthand_.add(HeaderShorthand::Kind::kSyllable, row.field(1), row.field(2));
    } else if (row.field(0) == "pair") {
      const bool is_any = row.field(2) == "*";
      const auto role = bit_of(out.roles_, row.field(1));
      const auto topic = is_any ? std::optional(std::uint64_t{0}) : bit_of(out.topics_, row.field(2));
      const auto word = out.meaning(row.field(3), taxonomy);
      if (!role || !topic || !word || word->types.size() != 1) {
        return fail(
            {ErrorCode::kMalformed, "a pair names no role, topic or type that there is", row.place(kFile)});
      }
      out.pairs_.push_back({*role, *topic, word->types[0]});
    } else if (row.field(0) != "word") {
      return fail({ErrorCode::kMalformed, "a row is neither word, alias, lead, tail, syllable nor pair",
                   row.place(kFile)});
    }
  }
  std::sort(out.aliases_.begin(), out.aliases_.end());
  out.shorthand_.sort();
  out.pseudonym_ = taxonomy.find(kPseudonym).value_or(0);
  out.digest_role_ = bit_of(out.roles_, kDigestRole).value_or(0);
  out.number_role_ = bit_of(out.roles_, kNumberRole).value_or(0);
  out.label_role_ = bit_of(out.roles_, kLabelRole).value_or(0);
  out.type_role_ = bit_of(out.roles_, kTypeRole).value_or(0);
  return out;
}

std::optional<HeaderVocabulary::Word> HeaderVocabulary::find(std::string_view form) const {
  const Slot* at = look_up(form);
  if (at == nullptr || at->first == 0) return std::nullopt;
  return word_of(*at);
}

bool HeaderVocabulary::is_token(std::string_view word) const {
  const Slot* at = look_up(word);
  return at != nullptr && at->is_token;
}

// One ASCII word as written, then without digits at its end, by its alias, without a plural s.
std::optional<HeaderVocabulary::Word> HeaderVocabulary::find_token(std::string_view token) const {
  for (const std::string_view form : {token, without_digits(token)}) {
    if (auto word = find(form)) return word;
    const auto alias =
        std::lower_bound(aliases_.begin(), aliases_.end(), std::pair(form, std::string_view()));
    if (alias != aliases_.end() && alias->first == form) return find(alias->second);
    if (form.size() > 4 && form.back() == 's') {
      if (auto word = find(form.substr(0, form.size() - 1))) return word;
    }
  }
  return std::nullopt;
}

// "cardnumber" as "card", "number", "hzsfzh" as itself: every letter must belong to a known word of three
// letters or more (two for "id", "no", "ip"), fewest words first. The token itself when that fails.
std::vector<std::string> HeaderVocabulary::split_joined(const std::string& token) const {
  if (token.size() < 5 || token.size() > 40 || is_token(token) || find_token(token)) {
    return {token};
  }
  constexpr std::size_t kNone = 1000;
  std::vector<std::size_t> fewest(token.size() + 1, kNone);
  std::vector<std::size_t> from(token.size() + 1, 0);
  fewest[0] = 0;
  for (std::size_t end = 2; end <= token.size(); ++end) {
    for (std::size_t begin = 0; begin + 2 <= end; ++begin) {
      if (fewest[begin] == kNone || fewest[begin] + 1 >= fewest[end]) continue;
      const std::string part = token.substr(begin, end - begin);
      const bool is_tail =
          end == token.size() && (part == "id" || part == "no" || part == "ip" || part == "nm" ||
                                  part == "dt" || part == "num" || part == "cd" || part == "ts");
      if (part.size() < 4 && !is_tail) continue;
      if (!is_token(part)) continue;
      fewest[end] = fewest[begin] + 1;
      from[end] = begin;
    }
  }
  if (fewest.back() == kNone || fewest.back() > 4) return {token};
  std::vector<std::string> parts;
  for (std::size_t end = token.size(); end > 0; end = from[end]) {
    parts.insert(parts.begin(), token.substr(from[end], end - from[end]));
  }
  return parts;
}

std::vector<std::string> HeaderVocabulary::unfolded(const std::string& token,
                                                    HeaderLanguage& language) const {
  if (token.size() < 3 || is_token(token) || find_token(token)) return {};
  std::vector<std::string> units;
  const auto add_chinese = [&](std::string_view word) {
    for (std::string& unit : header_units(word)) units.push_back(std::move(unit));
    if (word == "?") units.emplace_back("?");
  };
  const std::vector<std::string_view> words = shorthand_.read_initials(token);
  if (!words.empty()) {
    for (const std::string_view word : words) add_chinese(word);
    language = HeaderLanguage::kInitials;
    return units;
  }
  if (token.size() > 4 && kPrefixLetters.find(token[0]) != std::string_view::npos) {
    const std::string rest = token.substr(1);
    if (is_token(rest) || find_token(rest)) return {rest};
    const std::vector<std::string> parts = split_joined(rest);
    if (parts.size() > 1) return parts;
  }
  const std::vector<std::size_t> syllables = pinyin_syllables(token);
  const auto is_pinyin = [&](std::string_view form) {
    const auto word = find(form);
    return word && word->language == HeaderLanguage::kPinyin;
  };
  for (std::size_t i = 1; i < syllables.size(); ++i) {
    const std::string tail = token.substr(syllables[i]);
    const auto one = i + 1 == syllables.size() ? shorthand_.syllable(tail) : std::nullopt;
    if (!is_pinyin(tail) && !one) continue;
    // The longest known beginning says what it is about.
    std::size_t known = i;
    while (known > 1 && !is_pinyin(token.substr(0, syllables[known]))) --known;
    const std::string lead = token.substr(0, syllables[known]);
    if (is_pinyin(lead)) units.push_back(lead);
    if (units.empty() || known < i) units.emplace_back("?");
    if (one) {
      add_chinese(*one);
    } else {
      units.push_back(tail);
    }
    language = HeaderLanguage::kPinyin;
    return units;
  }
  return {};
}

// The cut into words that covers most characters with the fewest pieces.
std::vector<HeaderVocabulary::Piece> HeaderVocabulary::pieces(const std::vector<std::string>& units) const {
  struct Best {
    std::int64_t score = 0;
    std::size_t from = 0;
    std::optional<Word> word;
  };
  // "brth dt" is looked for as "birth date" too.
  std::vector<std::string> spelt_out = units;
  for (std::string& unit : spelt_out) {
    const auto alias = std::lower_bound(aliases_.begin(), aliases_.end(),
                                        std::pair(std::string_view(unit), std::string_view()));
    if (alias != aliases_.end() && alias->first == unit) unit = alias->second;
  }
  std::vector<std::size_t> characters(units.size());
  for (std::size_t i = 0; i < units.size(); ++i)
    characters[i] = is_ascii_unit(units[i]) ? units[i].size() : 2;
  std::vector<Best> best(units.size() + 1);
  for (std::size_t end = 1; end <= units.size(); ++end) {
    best[end] = {best[end - 1].score - 3, end - 1, std::nullopt};
    std::size_t covered = 0;
    for (std::size_t begin = end; begin-- > 0 && end - begin <= longest_;) {
      covered += characters[begin];
      const std::int64_t score = best[begin].score + static_cast<std::int64_t>(covered) * 10 - 6;
      if (score < best[end].score) continue;  // of equals, the longer last word
      std::optional<Word> word = find(joined_units(units, begin, end));
      if (!word && end - begin > 1) word = find(joined_units(spelt_out, begin, end));
      if (!word && end - begin == 1 && is_ascii_unit(units[begin])) word = find_token(units[begin]);
      if (!word && end - begin == 2 && is_ascii_unit(units[begin]) && is_ascii_unit(units[begin + 1])) {
        word = find(units[begin] + units[begin + 1]);
      }
      if (word) best[end] = {score, begin, std::move(word)};
    }
  }
  std::vector<Piece> out;
  for (std::size_t end = units.size(); end > 0; end = best[end].from) {
    Piece piece;
    piece.word = std::move(best[end].word);
    for (std::size_t i = best[end].from; i < end; ++i) piece.characters += characters[i];
    out.insert(out.begin(), std::move(piece));
  }
  return out;
}

// Roles whose word after `before` still means what `before` means: "诊断编码" is a diagnosis, "disability
// status" a disability; a type of diagnosis is not one.
std::uint64_t HeaderVocabulary::says_kind_of(const Word& last, const Word* before) const {
  if (before == nullptr || !is_coded_[before->types[0].type]) return 0;
  const bool is_general = std::all_of(last.types.begin(), last.types.end(),
                                      [&](const TypeWeight& t) { return is_general_[t.type]; });
  if (!is_general) return 0;
  const std::uint64_t code = last.types.empty() ? number_role_ | label_role_ : 0;
  return is_person_kind_[before->types[0].type] ? code | type_role_ : code;
}

HeaderReading HeaderVocabulary::read_part(const std::vector<std::string>& units) const {
  HeaderReading out;
  const std::vector<Piece> cut = pieces(units);
  std::size_t all = 0;
  std::size_t known = 0;
  const Word* last = nullptr;
  const Word* before = nullptr;  // the last word with a type before `last`
  for (const Piece& piece : cut) {
    all += piece.characters;
    if (!piece.word) continue;
    known += piece.characters;
    out.topics |= piece.word->topics;
    if (last != nullptr && !last->types.empty()) before = last;
    last = &*piece.word;
  }
  if (last == nullptr) return out;
  out.known_permille = static_cast<std::int32_t>(known * 1000 / all);
  out.language = last->language;
  out.roles = last->roles;
  // Words before the last narrow it; unknown words make it doubtful, most of all after it.
  std::int32_t trust = 1000;
  if (cut.size() > 1) trust = known == all ? 920 : 780;
  if (!cut.back().word) trust = trust * 6 / 10;
  const std::uint64_t says_kind = says_kind_of(*last, before);
  const bool is_code_of_it = (out.roles & says_kind) != 0;
  bool paired = is_code_of_it;
  if (is_code_of_it) add_weight(out.types, {before->types[0].type, kCodedPermille * trust / 1000});
  for (const Pair& pair : pairs_) {
    if (is_code_of_it) break;
    if ((pair.roles & out.roles) == 0 || (pair.topics & out.topics) == 0) continue;
    add_weight(out.types, {pair.type.type, pair.type.permille * trust / 1000});
    paired = true;
  }
  const std::int32_t own = paired && last->roles != 0 ? 600 : 1000;
  for (const TypeWeight& t : last->types)
    add_weight(out.types, {t.type, t.permille * trust / 1000 * own / 1000});
  // "手机号MD5": a digest of an identifier still names its person; of a password it is as good as one.
  const bool hides_a_person =
      before != nullptr && std::any_of(before->types.begin(), before->types.end(), [&](const TypeWeight& t) {
        return is_identifier_[t.type] || is_secret_[t.type];
      });
  if (hides_a_person && (out.roles & digest_role_) != 0) {
    out.types.clear();
    for (const TypeWeight& t : before->types) {
      add_weight(out.types, {t.type, t.permille * (is_secret_[t.type] ? 9 : 5) / 10});
      if (is_identifier_[t.type]) add_weight(out.types, {pseudonym_, t.permille * 9 / 10});
    }
  }
  // "承运状态": a role about nothing known is of its general type.
  if (last->types.empty() && !paired) {
    for (const Pair& pair : pairs_) {
      if (pair.topics != 0 || (pair.roles & out.roles) == 0) continue;
      add_weight(out.types, {pair.type.type, pair.type.permille * trust / 1000});
    }
  }
  // "血压值": a role without a type of its own takes the type of the word before.
  if (before != nullptr && last->types.empty() && !paired) {
    for (const TypeWeight& t : before->types) add_weight(out.types, {t.type, t.permille * 7 / 10});
  }
  sort_weights(out.types);
  return out;
}

// Units of one part, joined words split; what stands before "of" moves to the end: "name of customer".
std::vector<std::string> HeaderVocabulary::part_units(std::string_view part, HeaderLanguage& language) const {
  const std::vector<std::string> raw = header_units(part);
  const bool is_word = find(joined_units(raw, 0, raw.size())).has_value();
  std::vector<std::string> units;
  std::size_t moved = 0;
  for (const std::string& unit : raw) {
    if (!is_word && moved == 0 && (unit == "of" || unit == "des")) {
      moved = units.size();
      continue;
    }
    if (is_ascii_unit(unit)) {
      std::vector<std::string> words = split_joined(unit);
      if (words.size() == 1) {
        std::vector<std::string> more = unfolded(words[0], language);
        if (!more.empty()) words = std::move(more);
      }
      for (std::string& word : words) units.push_back(std::move(word));
    } else {
      units.push_back(unit);
    }
  }
  std::rotate(units.begin(), units.begin() + static_cast<std::ptrdiff_t>(moved), units.end());
  if (is_word) return units;
  if (units.size() > 1 && std::find(kPrefixes.begin(), kPrefixes.end(), units[0]) != kPrefixes.end()) {
    units.erase(units.begin());
  }
  if (units.size() > 1 &&
      std::find(kCurrencies.begin(), kCurrencies.end(), units.back()) != kCurrencies.end()) {
    units.pop_back();
  }
  // "lat_e7", "speed_x10": how the number is scaled.
  const auto is_scale = [](std::string_view unit) {
    return unit.size() > 1 && (unit[0] == 'e' || unit[0] == 'x') &&
           ascii::all(unit.substr(1), ascii::is_digit);
  };
  if (units.size() > 1 && (is_scale(units.back()) || part.ends_with(kCustomField))) units.pop_back();
  // "焦比kg/t", "炉温℃": a unit at the end says nothing of the meaning.
  std::size_t end = units.size();
  while (end > 1 && std::find(kUnits.begin(), kUnits.end(), units[end - 1]) != kUnits.end()) --end;
  if (end > 0 && end < units.size() && !is_ascii_unit(units[end - 1])) units.resize(end);
  return units;
}

HeaderReading HeaderVocabulary::read(std::string_view header) const {
  header = header.substr(0, kLongestHeader);
  const HeaderParts parts = header_parts(header);
  HeaderReading out;
  for (const std::string& part : parts.parts) {
    HeaderLanguage shorthand = HeaderLanguage::kNone;
    const std::vector<std::string> units = part_units(part, shorthand);
    const bool is_flag = !units.empty() && (units[0] == "is" || units[0] == "has" ||
                                            (units.size() > 1 && units[0] == "是" && units[1] == "否") ||
                                            (units.size() > 1 && units[0] == "有" && units[1] == "无"));
    HeaderReading more = read_part(units);
    if (shorthand != HeaderLanguage::kNone) {
      more.language = shorthand;
      for (TypeWeight& t : more.types) t.permille = t.permille * kUnfoldedPermille / 1000;
    }
    for (const TypeWeight& t : more.types) add_weight(out.types, t);
    out.roles |= more.roles;
    out.topics |= more.topics;
    out.known_permille = std::max(out.known_permille, more.known_permille);
    if (out.language == HeaderLanguage::kNone) out.language = more.language;
    out.is_flag = out.is_flag || is_flag;
  }
  if (!parts.aside.empty()) {
    out.unit = parts.aside.size() <= 24 ? parts.aside : std::string();
    out.topics |= read_part(header_units(parts.aside)).topics;
  }
  sort_weights(out.types);
  const std::size_t spaces = static_cast<std::size_t>(std::count(header.begin(), header.end(), ' '));
  out.is_question = header.find('?') != std::string_view::npos ||
                    header.find("？") != std::string_view::npos || spaces >= 7;
  return out;
}

}  // namespace tidegate
