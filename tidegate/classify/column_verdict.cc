#include "tidegate/classify/column_verdict.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/column_evidence.h"
#include "tidegate/classify/column_scores.h"
#include "tidegate/classify/couple_names.h"
#include "tidegate/classify/harmless_columns.h"
#include "tidegate/classify/learned/learned_columns.h"
#include "tidegate/classify/listed_values.h"
#include "tidegate/classify/personal_headers.h"
#include "tidegate/classify/proven_types.h"
#include "tidegate/classify/secret_validators.h"
#include "tidegate/classify/subject_identifier.h"
#include "tidegate/classify/subject_roles.h"

namespace tidegate {
namespace {

constexpr std::int32_t kAlsoPermille = 120;  // a runner-up worth a word
constexpr std::size_t kMostAlso = 3;
// A column headed by a person's name or number is about that person, whatever its values look like: never
// sure enough to be left out of the question.
constexpr std::int32_t kMostOfPersonalHeader = 500;

std::vector<bool> personal_headers_of(const TableFeatures& table, const ColumnModel& model) {
  std::vector<std::string_view> headers;
  headers.reserve(table.columns.size());
  for (const ColumnFeatures& column : table.columns) headers.push_back(column.header);
  return personal_headers(headers, model.vocabulary(), model.lexicons());
}

void tell_lists(const ColumnFeatures& features, const SubjectRole& role, std::vector<Evidence>& evidence) {
  const bool lists = std::any_of(features.sample.begin(), features.sample.end(), [&](const SampleCell& cell) {
    std::string_view text = cell.text;
    if (text.size() < cell.length)
      text = text.substr(0, text.find_last_of(",;|\n\t "));  // the last value is cut
    return is_surely_list(role, ascii::trimmed(text));
  });
  if (!lists) return;
  if (evidence.size() >= kMostEvidence) evidence.resize(kMostEvidence - 1);
  evidence.push_back(
      {std::string(kListsSeveral),
       0,
       {"Cells that list several: each is counted as a person", "单元格内列有多个值，逐个计为一人"}});
}

// To overlook what is sensitive costs more than to ask once too often: where sensitive types together are
// this likely, and the likeliest type is none of them, the likeliest of them is the verdict. Permille; set on
// tables labelled by others.
constexpr std::int32_t kSensitiveTogether = 450;

}  // namespace

void prefer_sensitive(std::vector<TypeIndex>& order, const std::vector<std::int32_t>& permille,
                      std::int32_t at_least, const Taxonomy& taxonomy, Date as_of) {
  const auto is_sensitive = [&](TypeIndex type) {
    return taxonomy.sensitivity_on(taxonomy.at(type).code, as_of) != Sensitivity::kNone;
  };
  if (is_sensitive(order[0])) return;
  std::int32_t together = 0;
  for (const TypeIndex type : order) {
    if (permille[type] > 0 && is_sensitive(type)) together += permille[type];
  }
  if (together < at_least) return;
  const auto best = std::find_if(order.begin(), order.end(), is_sensitive);
  std::rotate(order.begin(), best, best + 1);
}

namespace {

// What checks prove is no harmless code, whatever the header resembles: the likeliest of the proven types is
// the verdict then. Permille, before calibration.
constexpr std::int32_t kProven = 960;

bool hold_proven(std::vector<TypeIndex>& order, const std::vector<TypeIndex>& proven,
                 const Taxonomy& taxonomy, Date as_of) {
  if (proven.empty()) return false;
  if (taxonomy.sensitivity_on(taxonomy.at(order[0]).code, as_of) != Sensitivity::kNone) return false;
  const auto best = std::find_first_of(order.begin(), order.end(), proven.begin(), proven.end());
  std::rotate(order.begin(), best, best + 1);
  return true;
}

}  // namespace

namespace {

// "姓名", "name": among what the header may mean is a person's name, or it says of nothing whose name it is.
bool may_name_persons(const ColumnFeatures& features, const ColumnModel& model) {
  constexpr std::int32_t kPerhaps = 300;
  const HeaderReading reading = model.vocabulary().read(features.header);
  const std::vector<std::string>& roles = model.vocabulary().roles();
  const auto name = static_cast<std::size_t>(std::find(roles.begin(), roles.end(), "name") - roles.begin());
  if (reading.types.empty() && name < roles.size() && (reading.roles >> name & 1U) != 0) return true;
  return std::any_of(reading.types.begin(), reading.types.end(), [&](const TypeWeight& weight) {
    return weight.permille >= kPerhaps && model.taxonomy().at(weight.type).code == "ID.NAME";
  });
}

// "John Smith & Mary Brown" is no firm, and "张伟、李娜、王强" under a header of names no text.
bool hold_couples(std::vector<TypeIndex>& order, const ColumnFeatures& features, const ColumnModel& model,
                  Date as_of) {
  const Taxonomy& taxonomy = model.taxonomy();
  if (taxonomy.sensitivity_on(taxonomy.at(order[0]).code, as_of) != Sensitivity::kNone) return false;
  const auto name = taxonomy.find("ID.NAME");
  if (!name) return false;
  const bool is_several = names_couples(features, model.lexicons()) ||
                          (may_name_persons(features, model) && names_lists(features, model.lexicons()));
  if (!is_several) return false;
  const auto at = std::find(order.begin(), order.end(), *name);
  std::rotate(order.begin(), at, at + 1);
  return true;
}

// One card among other numbers is somebody's, or it is a number that happens to pass: a verdict of nothing
// personal is no longer sure.
void tell_perhaps_cards(const ColumnFeatures& features, ColumnProfile& profile) {
  constexpr std::int32_t kUnsure = 700;
  const std::uint64_t cells = cells_perhaps_cards(features, profile.type);
  if (cells == 0) return;
  profile.is_harmless = false;
  if (profile.sensitivity == Sensitivity::kNone) profile.p_permille = std::min(profile.p_permille, kUnsure);
  profile.near_misses.push_back({"FIN.CARD",
                                 cells,
                                 {"pass every check of a payment card number, but are too few to be sure of: "
                                  "look at them",
                                  "符合银行卡号的全部校验，但数量过少，无法确定，请核对"}});
}

}  // namespace

namespace {

// What no password is, under a header that names one: yes or no, a day, a length, stars.
bool may_be_passwords(const ColumnFeatures& features, std::string_view verdict) {
  constexpr std::array<std::string_view, 22> kFlags{
      "0",   "1",  "y",  "n",  "yes", "no",     "true",   "false",  "t",      "f",   "on",
      "off", "是", "否", "有", "无",  "已设置", "未设置", "已修改", "未修改", "set", "unset"};
  constexpr std::uint32_t kLongestCount = 2;  // of digits of a length
  if (features.non_empty == 0 || verdict == "GEN.DATE") return false;
  if (features.max_length <= kLongestCount && features.of(Alphabet::kDigits) == features.non_empty)
    return false;
  return !std::all_of(features.sample.begin(), features.sample.end(), [&](const SampleCell& cell) {
    std::string word(ascii::trimmed(cell.text));
    std::transform(word.begin(), word.end(), word.begin(), ascii::to_lower);
    return is_secret_placeholder(word) || std::find(kFlags.begin(), kFlags.end(), word) != kFlags.end();
  });
}

// Words that name other things too: a mark of a school, papers of a trade, a dish.
bool is_of_other_things(std::string_view header) {
  constexpr std::array<std::string_view, 4> kWords{"pass", "credential", "credentials", "salt"};
  std::string word(ascii::trimmed(header));
  std::transform(word.begin(), word.end(), word.begin(), ascii::to_lower);
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// What the whole header surely names; none: it names nothing, or asks yes or no.
std::optional<TypeIndex> surely_named(std::string_view header, const ColumnModel& model) {
  constexpr std::int32_t kSureOfHeader = 900;
  const HeaderReading reading = model.vocabulary().read(header);
  if (reading.types.empty() || reading.is_flag || reading.is_question || reading.known_permille < 1000)
    return std::nullopt;
  const TypeWeight& named = reading.types[0];
  return named.permille < kSureOfHeader ? std::nullopt : std::optional(named.type);
}

void put_first(std::vector<TypeIndex>& order, TypeIndex type) {
  const auto at = std::find(order.begin(), order.end(), type);
  std::rotate(order.begin(), at, at + 1);
}

// Six digits and plain words are passwords where the whole header says so.
bool hold_passwords(std::vector<TypeIndex>& order, const ColumnFeatures& features, const ColumnModel& model) {
  const std::string_view verdict = model.taxonomy().at(order[0]).code;
  if (verdict.starts_with("SEC.") || is_of_other_things(features.header)) return false;
  const auto named = surely_named(features.header, model);
  if (!named || model.taxonomy().at(*named).code != "SEC.PASSWORD") return false;
  if (!may_be_passwords(features, verdict)) return false;
  put_first(order, *named);
  return true;
}

// Years and months are births where the whole header says so.
bool hold_births(std::vector<TypeIndex>& order, const ColumnFeatures& features, const ColumnModel& model) {
  const std::string_view verdict = model.taxonomy().at(order[0]).code;
  if (!verdict.starts_with("GEN.") || features.sample.empty()) return false;
  const auto named = surely_named(features.header, model);
  if (!named || model.taxonomy().at(*named).code != "DM.BIRTH_DATE") return false;
  const auto births =
      std::count_if(features.sample.begin(), features.sample.end(),
                    [](const SampleCell& cell) { return tells_birth(ascii::trimmed(cell.text)); });
  if (static_cast<std::size_t>(births) * 10 < features.sample.size() * 9) return false;
  put_first(order, *named);
  return true;
}

// UUIDs and digests under "patient" are what "patient id" would be called: identifiers of persons.
bool hold_pseudonyms(std::vector<TypeIndex>& order, const ColumnFeatures& features,
                     const ColumnModel& model) {
  const Taxonomy& taxonomy = model.taxonomy();
  const std::uint64_t keys =
      features.of(ValueKind::kUuid).whole_valid + features.of(ValueKind::kHexHash).whole_valid;
  const std::string_view verdict = taxonomy.at(order[0]).code;
  if (keys == 0 || keys * 10 < features.non_empty * 9 || !verdict.starts_with("GEN.")) return false;
  const bool is_chinese = std::any_of(features.header.begin(), features.header.end(), ascii::is_high);
  const auto named = surely_named(features.header + (is_chinese ? "编号" : " id"), model);
  if (!named) return false;
  const std::string_view code = taxonomy.at(*named).code;
  if (code != "MED.RECORD_NO" && code != "NET.USER_ID" && code != "EE.STAFF_ID") return false;
  put_first(order, *named);
  return true;
}

}  // namespace

std::vector<TypeIndex> ranked_types(const ColumnScores& column, const Taxonomy& taxonomy, Date as_of) {
  std::vector<TypeIndex> order(column.points.size());
  for (std::size_t t = 0; t < order.size(); ++t) order[t] = static_cast<TypeIndex>(t);
  std::stable_sort(order.begin(), order.end(),
                   [&](TypeIndex a, TypeIndex b) { return column.points[a] > column.points[b]; });
  // The rules alone, without values, are not weighed so finely.
  if (!column.steps.empty()) prefer_sensitive(order, column.permille, kSensitiveTogether, taxonomy, as_of);
  return order;
}

std::vector<ColumnProfile> judge_columns(const TableFeatures& table, const ColumnModel& model, Date as_of) {
  const std::vector<ColumnScores> scores = score_columns(table, model);
  const std::vector<bool> is_personal = personal_headers_of(table, model);
  std::vector<ColumnProfile> out;
  out.reserve(table.columns.size());
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const ColumnFeatures& features = table.columns[c];
    std::vector<TypeIndex> order = ranked_types(scores[c], model.taxonomy(), as_of);
    const bool is_held =
        hold_proven(order, proven_types(features, model.taxonomy()), model.taxonomy(), as_of);
    const bool is_of_couples = hold_couples(order, features, model, as_of);
    const bool is_pseudonym = hold_pseudonyms(order, features, model);
    const bool is_named =
        is_pseudonym || hold_passwords(order, features, model) || hold_births(order, features, model);
    const TypeInfo& verdict = model.taxonomy().at(order[0]);
    ColumnProfile profile;
    profile.index = features.index;
    if (!is_personal[c]) profile.name = features.header;
    profile.type = verdict.code;
    profile.sensitivity = model.taxonomy().sensitivity_on(verdict.code, as_of);
    const std::int32_t share = is_held || is_of_couples || is_named ? kProven : scores[c].permille[order[0]];
    profile.p_permille = model.learned() != nullptr && !scores[c].is_empty
                             ? model.learned()->calibrated(share)
                             : model.rules().calibrated(share);
    if (is_personal[c]) profile.p_permille = std::min(profile.p_permille, kMostOfPersonalHeader);
    for (std::size_t i = 1; i < order.size() && profile.also.size() < kMostAlso; ++i) {
      if (scores[c].permille[order[i]] >= kAlsoPermille)
        profile.also.push_back(model.taxonomy().at(order[i]).code);
    }
    profile.cells = features.cells;
    profile.non_empty = features.non_empty;
    profile.distinct = features.distinct_estimate;  // until persons are counted: fill_distinct
    profile.evidence = evidence_for(order[0], scores[c], model);
    profile.near_misses = near_misses_of(features);
    profile.in_text = in_text_of(features);
    if (is_pseudonym) {
      profile.evidence.insert(profile.evidence.begin(),
                              {"header.pseudonym",
                               500,
                               {"keys under a header that names persons", "表头为人员称谓，取值为唯一标识"}});
      profile.evidence.resize(std::min(profile.evidence.size(), kMostEvidence));
    }
    const SubjectRole role = role_of(profile);
    if (role.rank >= 0 || role.name) tell_lists(features, role, profile.evidence);
    if (role.rank >= 0 && holds_cards(features, verdict.code)) {
      if (profile.evidence.size() >= kMostEvidence) profile.evidence.resize(kMostEvidence - 1);
      profile.evidence.push_back({std::string(kHoldsCards),
                                  500,
                                  {"some of its values pass every check of a payment card number",
                                   "部分取值符合银行卡号的全部校验"}});
    }
    // What identifies somebody is counted by itself: tell_proven_cells tells its cells when that is settled.
    if (role.rank < 0) {
      add_proven_cells(features, verdict.code, profile.in_text);
      if (verdict.code != "CT.MOBILE" && has_mobiles_by_chance(features)) {
        profile.near_misses.push_back(
            {"CT.MOBILE",
             features.of(ValueKind::kCnMobile).whole_valid,
             {"digits of a mobile number, but no more of them than chance makes among "
              "the column's numbers: taken for identifiers",
              "形似手机号，但在该字段的数字中不多于随机所致，按编号处理"}});
      }
    }
    profile.important_hint = verdict.important_hint;
    profile.is_harmless = is_harmless(features, profile, model);
    tell_perhaps_cards(features, profile);
    out.push_back(std::move(profile));
  }
  return out;
}

}  // namespace tidegate
