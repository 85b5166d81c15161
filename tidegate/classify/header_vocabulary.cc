#include "tidegate/classify/header_vocabulary.h"

#include <algorithm>
#include <array>
#include <charconv>

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
constexpr std::size_t kBriefLetters = 3;
constexpr std::int32_t kBriefPermille = 620;
constexpr std::array<std::string_view, 6> kPlainGroups{"ID.", "CT.", "DM.", "GEN.", "BIZ.", "NET."};
constexpr std::array<std::string_view, 5> kPlainTypes{"VEH.VIN", "FIN.IBAN", "SEC.CARD_AUTH", "SEC.PASSWORD", "MED.LAB"};

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

// Bit of a name in a list of at most 64; the name is added when new.
std::optional<std::uint64_t> bit_of(std::vector<std::string>& names, std::string_view name) {
  const auto at = std::find(names.begin(), names.end(), name);
  const auto place = static_cast<std::size_t>(at - names.begin());
  if (at == names.end()) names.emplace_back(name);
  if (place >= 64) return std::nullopt;
  return std::uint64_t{1} << place;
}

constexpr std::array<std::string_view, 40> kUnits{
    "kg", "g",  "t",   "mg", "mm",  "cm", "m",   "km",  "km2", "m2", "m3", "h",   "min", "s",   "ms",  "kwh", "mwh", "kw",  "mw", "mva",
    "kv", "v",  "a",   "hz", "rpm", "r",  "mpa", "kpa", "pa",  "℃",  "°",  "c",   "l",   "ml",  "kgce", "w",  "mg", "db", "bpm", "d"};

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

void HeaderVocabulary::add(std::string_view form, const Word& word, HeaderLanguage language) {
  const std::vector<std::string> units = header_units(form);
  if (units.empty()) return;
  longest_ = std::max(longest_, units.size());
  if (language != HeaderLanguage::kInitials) {
    for (const std::string& unit : units) {
      if (is_ascii_unit(unit)) tokens_.emplace(unit, true);
    }
  }
  // Short words have many meanings elsewhere: they say less, and nothing of the table's subject.
  const bool is_brief = language == HeaderLanguage::kEnglish && units.size() == 1 && is_ascii_unit(units[0]) &&
                        units[0].size() <= kBriefLetters;
  Word& held = words_[joined_units(units, 0, units.size())];
  if (held.language == HeaderLanguage::kNone) held.language = language;
  // Initials never add to what a written-out word means.
  if (language == HeaderLanguage::kInitials && held.language != language) return;
  const bool is_later = language == HeaderLanguage::kInitials && !held.types.empty();
  for (TypeWeight t : word.types) {
    if (is_brief && !is_plain_[t.type]) t.permille = t.permille * kBriefPermille / 1000;
    if (is_later) t.permille = t.permille * kLaterInitialsPermille / 1000;
    add_weight(held.types, t);
  }
  held.roles |= word.roles;
  if (!is_brief || is_plain_word(word)) held.topics |= word.topics;
}

// Types whose short words ("ip", "vin", "dob") are known by everybody.
bool HeaderVocabulary::is_plain_word(const Word& word) const {
  return word.types.empty() || std::all_of(word.types.begin(), word.types.end(), [&](const TypeWeight& t) { return is_plain_[t.type]; });
}

Result<HeaderVocabulary> HeaderVocabulary::parse(std::string_view tsv, const Taxonomy& taxonomy) {
  HeaderVocabulary out;
  out.type_topics_.resize(taxonomy.types().size());
  for (const TypeInfo& type : taxonomy.types()) {
    const auto begins = [&](std::string_view group) { return type.code.starts_with(group); };
    out.is_plain_.push_back(std::any_of(kPlainGroups.begin(), kPlainGroups.end(), begins) ||
                            std::find(kPlainTypes.begin(), kPlainTypes.end(), type.code) != kPlainTypes.end());
  }
  const std::vector<TsvRow> rows = tsv_rows(tsv);
  constexpr std::array<HeaderLanguage, 4> kColumns{HeaderLanguage::kChinese, HeaderLanguage::kEnglish,
                                                   HeaderLanguage::kInitials, HeaderLanguage::kPinyin};
  // Initials last, so that they see which forms are words already.
  for (const bool initials : {false, true}) {
    for (const TsvRow& row : rows) {
      if (row.field(0) != "word") continue;
      const auto word = out.meaning(row.field(1), taxonomy);
      if (!word) return fail({word.error().code, word.error().what, row.place(kFile)});
      if (word->types.size() == 1 && out.type_topics_[word->types[0].type] == 0)
        out.type_topics_[word->types[0].type] = word->topics;
      for (std::size_t c = 0; c < kColumns.size(); ++c) {
        if ((kColumns[c] == HeaderLanguage::kInitials) != initials) continue;
        for (const std::string_view form : split(row.field(c + 2), ',')) out.add(form, *word, kColumns[c]);
      }
    }
  }
  for (auto& [key, word] : out.words_) {
    sort_weights(word.types);
    if (word.language != HeaderLanguage::kInitials) continue;
    if (word.types.size() > kMeaningsOfInitials) word.types.resize(kMeaningsOfInitials);
    const auto share = initials_permille(key.size());
    for (TypeWeight& t : word.types) t.permille = t.permille * share / 1000;
  }
  for (const TsvRow& row : rows) {
    if (row.field(0) == "alias") {
      out.aliases_.emplace(row.field(1), row.field(2));
      out.tokens_.emplace(row.field(1), true);
    } else if (row.field(0) == "pair") {
      const auto role = bit_of(out.roles_, row.field(1));
      const auto topic = bit_of(out.topics_, row.field(2));
      const auto word = out.meaning(row.field(3), taxonomy);
      if (!role || !topic || !word || word->types.size() != 1) {
        return fail(
            {ErrorCode::kMalformed, "a pair names no role, topic or type that there is", row.place(kFile)});
      }
      out.pairs_.push_back({*role, *topic, word->types[0]});
    } else if (row.field(0) != "word") {
      return fail({ErrorCode::kMalformed, "a row is neither word, alias nor pair", row.place(kFile)});
    }
  }
  return out;
}

const HeaderVocabulary::Word* HeaderVocabulary::find(std::string_view form) const {
  const auto at = words_.find(std::string(form));
  return at == words_.end() ? nullptr : &at->second;
}

// One ASCII word as written, then without digits at its end, by its alias, without a plural s.
const HeaderVocabulary::Word* HeaderVocabulary::find_token(std::string_view token) const {
  for (const std::string_view form : {token, without_digits(token)}) {
    if (const Word* word = find(form)) return word;
    const auto alias = aliases_.find(std::string(form));
    if (alias != aliases_.end()) return find(alias->second);
    if (form.size() > 4 && form.back() == 's') {
      if (const Word* word = find(form.substr(0, form.size() - 1))) return word;
    }
  }
  return nullptr;
}

// "cardnumber" as "card", "number", "hzsfzh" as itself: every letter must belong to a known word of three
// letters or more (two for "id", "no", "ip"), fewest words first. The token itself when that fails.
std::vector<std::string> HeaderVocabulary::split_joined(const std::string& token) const {
  if (token.size() < 5 || token.size() > 40 || tokens_.contains(token) || find_token(token) != nullptr) {
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
      const bool is_tail = end == token.size() && (part == "id" || part == "no" || part == "ip" || part == "nm" ||
                                                  part == "dt" || part == "num" || part == "cd" || part == "ts");
      if (part.size() < 4 && !is_tail) continue;
      if (!tokens_.contains(part)) continue;
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

// The cut into words that covers most characters with the fewest pieces.
std::vector<HeaderVocabulary::Piece> HeaderVocabulary::pieces(const std::vector<std::string>& units) const {
  struct Best {
    std::int64_t score = 0;
    std::size_t from = 0;
    const Word* word = nullptr;
  };
  std::vector<std::size_t> characters(units.size());
  for (std::size_t i = 0; i < units.size(); ++i)
    characters[i] = is_ascii_unit(units[i]) ? units[i].size() : 2;
  std::vector<Best> best(units.size() + 1);
  for (std::size_t end = 1; end <= units.size(); ++end) {
    best[end] = {best[end - 1].score - 3, end - 1, nullptr};
    std::size_t covered = 0;
    for (std::size_t begin = end; begin-- > 0 && end - begin <= longest_;) {
      covered += characters[begin];
      const Word* word = find(joined_units(units, begin, end));
      if (word == nullptr && end - begin == 1 && is_ascii_unit(units[begin])) word = find_token(units[begin]);
      if (word == nullptr && end - begin == 2 && is_ascii_unit(units[begin]) &&
          is_ascii_unit(units[begin + 1])) {
        word = find(units[begin] + units[begin + 1]);
      }
      if (word == nullptr) continue;
      const std::int64_t score = best[begin].score + static_cast<std::int64_t>(covered) * 10 - 6;
      if (score > best[end].score) best[end] = {score, begin, word};
    }
  }
  std::vector<Piece> out;
  for (std::size_t end = units.size(); end > 0; end = best[end].from) {
    Piece piece;
    piece.word = best[end].word;
    for (std::size_t i = best[end].from; i < end; ++i) piece.characters += characters[i];
    out.insert(out.begin(), piece);
  }
  return out;
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
    if (piece.word == nullptr) continue;
    known += piece.characters;
    out.topics |= piece.word->topics;
    if (last != nullptr && !last->types.empty()) before = last;
    last = piece.word;
  }
  if (last == nullptr) return out;
  out.known_permille = static_cast<std::int32_t>(known * 1000 / all);
  out.language = last->language;
  out.roles = last->roles;
  // Words before the last narrow it; unknown words make it doubtful, most of all after it.
  std::int32_t trust = 1000;
  if (cut.size() > 1) trust = known == all ? 920 : 780;
  if (cut.back().word == nullptr) trust = trust * 6 / 10;
  bool paired = false;
  for (const Pair& pair : pairs_) {
    if ((pair.roles & out.roles) == 0 || (pair.topics & out.topics) == 0) continue;
    add_weight(out.types, {pair.type.type, pair.type.permille * trust / 1000});
    paired = true;
  }
  const std::int32_t own = paired && last->roles != 0 ? 600 : 1000;
  for (const TypeWeight& t : last->types)
    add_weight(out.types, {t.type, t.permille * trust / 1000 * own / 1000});
  // "血压值": a role without a type of its own takes the type of the word before.
  if (before != nullptr && last->types.empty() && !paired) {
    for (const TypeWeight& t : before->types) add_weight(out.types, {t.type, t.permille * 7 / 10});
  }
  sort_weights(out.types);
  return out;
}

// Units of one part, joined words split; what stands before "of" moves to the end: "name of customer".
std::vector<std::string> HeaderVocabulary::part_units(std::string_view part) const {
  const std::vector<std::string> raw = header_units(part);
  const bool is_word = find(joined_units(raw, 0, raw.size())) != nullptr;
  std::vector<std::string> units;
  std::size_t moved = 0;
  for (const std::string& unit : raw) {
    if (!is_word && moved == 0 && (unit == "of" || unit == "des")) {
      moved = units.size();
      continue;
    }
    if (is_ascii_unit(unit)) {
      for (std::string& word : split_joined(unit)) units.push_back(std::move(word));
    } else {
      units.push_back(unit);
    }
  }
  std::rotate(units.begin(), units.begin() + static_cast<std::ptrdiff_t>(moved), units.end());
  if (is_word) return units;
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
    const std::vector<std::string> units = part_units(part);
    const bool is_flag = !units.empty() && (units[0] == "is" || units[0] == "has" ||
                                            (units.size() > 1 && units[0] == "是" && units[1] == "否") ||
                                            (units.size() > 1 && units[0] == "有" && units[1] == "无"));
    HeaderReading more = read_part(units);
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
