#include "tidegate/classify/header_vocabulary.h"

#include <algorithm>
#include <array>

#include "tidegate/classify/header_cutter.h"
#include "tidegate/classify/header_units.h"
#include "tidegate/classify/tsv.h"

namespace tidegate {
namespace {

constexpr std::string_view kFile = "models/header_vocabulary.tsv";
constexpr std::size_t kLongestHeader = 256;
constexpr std::string_view kPseudonym = "NET.USER_ID";
constexpr std::string_view kDigestRole = "digest";
constexpr std::string_view kNumberRole = "no";
constexpr std::string_view kLabelRole = "label";
constexpr std::string_view kTypeRole = "type";
constexpr std::int32_t kUnfoldedPermille = 800;
// "诊断编码", "民族代码": the code of such a thing is the thing.
constexpr std::array<std::string_view, 13> kCodedTypes{
    "DM.DISABILITY", "DM.RELIGION",   "DM.GENDER",    "MED.DIAGNOSIS", "MED.MEDICATION",
    "MED.LAB",       "MED.GENETIC",   "DM.ETHNICITY", "DM.MARITAL",    "DM.NATIONALITY",
    "EE.EDUCATION",  "EE.OCCUPATION", "DM.POLITICAL"};
constexpr std::int32_t kCodedPermille = 880;

}  // namespace

HeaderVocabulary::HeaderVocabulary(std::string_view tsv, const Taxonomy& taxonomy) : words_(tsv, taxonomy) {
  type_topics_.resize(taxonomy.types().size());
  for (const TypeInfo& type : taxonomy.types()) {
    const auto begins = [&](std::string_view group) { return type.code.starts_with(group); };
    is_identifier_.push_back(begins("ID.") || begins("CT.") || begins("NET."));
    is_secret_.push_back(begins("SEC."));
    is_general_.push_back(begins("GEN."));
    is_person_kind_.push_back(begins("DM.") || begins("EE."));
    is_coded_.push_back(std::find(kCodedTypes.begin(), kCodedTypes.end(), type.code) != kCodedTypes.end());
  }
}

std::optional<Error> HeaderVocabulary::add(const TsvRow& row, const Taxonomy& taxonomy) {
  const std::string_view kind = row.field(0);
  if (kind == "word") {
    const auto word = words_.add_row(row, taxonomy);
    if (!word) return Error{word.error().code, word.error().what, row.place(kFile)};
    if (word->types.size() == 1 && type_topics_[word->types[0].type] == 0) {
      type_topics_[word->types[0].type] = word->topics;
    }
  } else if (kind == "harmless") {
    if (!harmless_.add_row(row)) {
      return Error{ErrorCode::kMalformed, "a harmless header is whole, thing, part or neutral",
                   row.place(kFile)};
    }
  } else if (kind == "alias") {
    words_.add_alias(row.field(1), row.field(2));
  } else if (kind == "lead") {
    shorthand_.add(HeaderShorthand::Kind::kLead, row.field(1), row.field(2));
  } else if (kind == "tail") {
    shorthand_.add(HeaderShorthand::Kind::kTail, row.field(1), row.field(2));
  } else if (kind == "syllable") {
    shorthand_.add(HeaderShorthand::Kind::kSyllable, row.field(1), row.field(2));
  } else if (kind == "pair") {
    const bool is_any = row.field(2) == "*";
    const auto role = words_.role_bit(row.field(1));
    const auto topic = is_any ? std::optional(std::uint64_t{0}) : words_.topic_bit(row.field(2));
    const auto word = words_.meaning(row.field(3), taxonomy);
    if (!role || !topic || !word || word->types.size() != 1) {
      return Error{ErrorCode::kMalformed, "a pair names no role, topic or type that there is",
                   row.place(kFile)};
    }
    pairs_.push_back({*role, *topic, word->types[0]});
  } else {
    return Error{ErrorCode::kMalformed,
                 "a row is neither word, harmless, alias, lead, tail, syllable nor pair", row.place(kFile)};
  }
  return std::nullopt;
}

Result<HeaderVocabulary> HeaderVocabulary::parse(std::string_view tsv, const Taxonomy& taxonomy) {
  HeaderVocabulary out(tsv, taxonomy);
  for (const TsvRow& row : tsv_rows(out.words_.text())) {
    if (auto error = out.add(row, taxonomy)) return fail(std::move(*error));
  }
  out.words_.finish();
  out.shorthand_.sort();
  out.pseudonym_ = taxonomy.find(kPseudonym).value_or(0);
  out.digest_role_ = out.words_.role_bit(kDigestRole).value_or(0);
  out.number_role_ = out.words_.role_bit(kNumberRole).value_or(0);
  out.label_role_ = out.words_.role_bit(kLabelRole).value_or(0);
  out.type_role_ = out.words_.role_bit(kTypeRole).value_or(0);
  return out;
}

// Roles whose word after `before` still means what `before` means: "诊断编码" is a diagnosis, "disability
// status" a disability; a type of diagnosis is not one.
std::uint64_t HeaderVocabulary::says_kind_of(const HeaderWord& last, const HeaderWord* before) const {
  if (before == nullptr || !is_coded_[before->types[0].type]) return 0;
  const bool is_general = std::all_of(last.types.begin(), last.types.end(),
                                      [&](const TypeWeight& t) { return is_general_[t.type]; });
  if (!is_general) return 0;
  const std::uint64_t code = last.types.empty() ? number_role_ | label_role_ : 0;
  return is_person_kind_[before->types[0].type] ? code | type_role_ : code;
}

HeaderReading HeaderVocabulary::read_part(const std::vector<std::string>& units) const {
  HeaderReading out;
  const std::vector<HeaderPiece> cut = HeaderCutter(words_, shorthand_).pieces(units);
  std::size_t all = 0;
  std::size_t known = 0;
  const HeaderWord* last = nullptr;
  const HeaderWord* before = nullptr;  // the last word with a type before `last`
  for (const HeaderPiece& piece : cut) {
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

HeaderReading HeaderVocabulary::read(std::string_view header) const {
  header = header.substr(0, kLongestHeader);
  const HeaderParts parts = header_parts(header);
  HeaderReading out;
  for (const std::string& part : parts.parts) {
    const HeaderCut cut = HeaderCutter(words_, shorthand_).cut(part);
    const std::vector<std::string>& units = cut.units;
    if (out.measure == Measure::kNone) out.measure = cut.measure;
    const bool is_flag = !units.empty() && (units[0] == "is" || units[0] == "has" ||
                                            (units.size() > 1 && units[0] == "是" && units[1] == "否") ||
                                            (units.size() > 1 && units[0] == "有" && units[1] == "无"));
    HeaderReading more = read_part(units);
    if (cut.shorthand != HeaderLanguage::kNone) {
      more.language = cut.shorthand;
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
    if (const Measure stated = measure_of(parts.aside); stated != Measure::kNone) out.measure = stated;
    out.topics |= read_part(header_units(parts.aside)).topics;
  }
  sort_weights(out.types);
  const std::size_t spaces = static_cast<std::size_t>(std::count(header.begin(), header.end(), ' '));
  out.is_question = header.find('?') != std::string_view::npos ||
                    header.find("？") != std::string_view::npos || spaces >= 7;
  return out;
}

bool HeaderVocabulary::every_part(std::string_view header,
                                  bool (HarmlessHeaders::*is)(const std::vector<std::string>&) const) const {
  if (header.size() > kLongestHeader) return false;
  const HeaderParts parts = header_parts(header);
  return std::all_of(parts.parts.begin(), parts.parts.end(), [&](const std::string& part) {
    if ((harmless_.*is)(header_units(part))) return true;
    const HeaderCut cut = HeaderCutter(words_, shorthand_).cut(part);
    return cut.shorthand == HeaderLanguage::kNone && (harmless_.*is)(cut.units);
  });
}

bool HeaderVocabulary::is_harmless(std::string_view header) const {
  return every_part(header, &HarmlessHeaders::is_harmless);
}

bool HeaderVocabulary::is_neutral(std::string_view header) const {
  return every_part(header, &HarmlessHeaders::is_neutral);
}

}  // namespace tidegate
