#include "tidegate/gate/desk/firm_filings.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "tidegate/base/instant.h"
#include "tidegate/report/numbers.h"
#include "tidegate/terms/case.h"
#include "tidegate/terms/case_step.h"

namespace tidegate::desk {
namespace {

constexpr std::int64_t kYearMs = std::int64_t{366} * 24 * 3'600'000;
constexpr std::int64_t kMostPersons = 1'000'000'000'000;

// What is not said counts as nobody.
std::int64_t persons_of(const JsonPiece& piece) {
  std::int64_t persons = 0;
  const std::string_view text = piece.text();
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), persons);
  const bool is_number = error == std::errc{} && end == text.data() + text.size();
  return is_number ? std::clamp<std::int64_t>(persons, 0, kMostPersons) : 0;
}

}  // namespace

Result<FirmFilings> firm_filings(const DeskReader& reader, const TenantId& firm, const std::string& but_of,
                                 std::int64_t now_ms) {
  const Date today = china_date(now_ms);
  FirmCasesAsk ask;
  ask.but_of = but_of;
  ask.since_ms = start_of_china_day(Date::of(today.year(), 1, 1).value());
  ask.against_since_ms = now_ms - kYearMs;
  ask.today = today.str();
  ask.but_route = to_string(FilingRoute::kEXT);
  ask.but_states = {std::string(to_string(CaseState::kTerminated)),
                    std::string(to_string(CaseState::kRefused)),
                    std::string(to_string(CaseState::kNotAccepted))};
  const auto found = reader.firm_cases(firm, ask);
  if (!found) return fail(found.error());
  return FirmFilings{found->cases,
                     found->persons,
                     found->sensitive_persons,
                     found->has_ended,
                     found->has_stopped,
                     found->has_waiting,
                     {found->sectors.begin(), found->sectors.end()},
                     {found->sectors_lately.begin(), found->sectors_lately.end()},
                     !found->persons_unknown};
}

CountedBefore counted_before(const Transfer& declared) {
  const auto persons = [&](std::string_view fact) {
    const FactValue* value = declared.facts.flow.find(fact);
    const auto* n = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
    return n == nullptr ? 0 : *n;
  };
  const auto& rows = declared.facts.items;
  const bool has_persons = rows.empty() || std::any_of(rows.begin(), rows.end(), [](const Facts& row) {
                             const FactValue* personal = row.find("personal");
                             return personal == nullptr || *personal != FactValue{false};
                           });
  return {persons("cumulative_before.pi_nonsensitive"), persons("cumulative_before.pi_sensitive"),
          has_persons};
}

CountedBefore counted_before(const JsonPiece& declaration) {
  const JsonPiece before = declaration.member("cumulative_before");
  const std::vector<JsonPiece> items = declaration.member("scenario").member("items").elements();
  const bool has_persons =
      items.empty() || std::any_of(items.begin(), items.end(), [](const JsonPiece& item) {
        return item.member("class").string() != "GENERAL";
      });
  return {persons_of(before.member("pi_nonsensitive")), persons_of(before.member("pi_sensitive")),
          has_persons};
}

bool counts_too_few(const FirmFilings& held, const CountedBefore& declared) {
  if (!declared.has_persons) return false;
  return !held.is_whole || held.ordinary > declared.ordinary || held.sensitive > declared.sensitive;
}

namespace {

// What they count, and of what they do not say how many it is; never "at least nobody".
Text too_few_words(const FirmFilings& held, const CountedBefore& declared) {
  const bool is_one = held.filings == 1;
  const bool is_whole = held.is_whole;
  std::vector<std::string> en;
  std::vector<std::string> zh;
  const auto count = [&](std::int64_t persons, std::string_view of, std::string_view of_zh) {
    if (!is_whole && persons == 0) return;
    en.push_back(fmt::format("{}{}{}", is_whole ? "" : "at least ", report::grouped(persons), of));
    zh.push_back(fmt::format("{}{} {} 人", of_zh, is_whole ? "" : "至少", report::grouped(persons)));
  };
  count(held.ordinary, " persons", "个人信息");
  count(held.sensitive, en.empty() ? " persons with sensitive data" : " with sensitive data", "敏感个人信息");
  const std::string unsaid = is_one ? "does not say of how many persons it is in all"
                                    : "do not all say of how many persons they are";
  std::string told = fmt::format("as of this check, this year's {} other {} of the firm at the desk ",
                                 held.filings, is_one ? "filing" : "filings");
  std::string told_zh = fmt::format("截至本次核查，本单位本年度已在本平台另行申报 {} 件", held.filings);
  if (!en.empty()) {
    told += fmt::format("{} {}", is_one ? "counts" : "count", fmt::join(en, " and "));
    told_zh += fmt::format("，合计{}", fmt::join(zh, "、"));
  }
  if (!is_whole) {
    told += (en.empty() ? "" : ", and ") + unsaid;
    told_zh += is_one ? "，该申报未说明全部人数" : "，其中有申报未说明全部人数";
  }
  return {fmt::format("{}; {} and {} are declared as counted before", told,
                      report::grouped(declared.ordinary), report::grouped(declared.sensitive)),
          fmt::format("{}；本次申报填写的此前累计为 {} 人、{} 人", told_zh,
                      report::grouped(declared.ordinary), report::grouped(declared.sensitive))};
}

}  // namespace

void check_other_filings(const FirmFilings& held, const CountedBefore& declared,
                         std::vector<Finding>& findings) {
  if (!counts_too_few(held, declared)) return;
  const auto of_split =
      std::find_if(findings.begin(), findings.end(), [](const Finding& f) { return f.rule == "V27"; });
  if (of_split == findings.end() || of_split->state == CheckState::kFails) return;
  of_split->state = CheckState::kFails;
  of_split->pointer = "/cumulative_before";
  of_split->says = too_few_words(held, declared);
  of_split->fix = {
      "count them among the persons sent before and take the route of the sum; splitting a flow is not "
      "allowed. Persons of exempt flows, or who were counted once already, may be left out: an officer looks "
      "at it",
      "请计入此前累计人数，并按合计人数选择路径；不得拆分数量。依法豁免的部分或已去重的自然人可不计入，"
      "由经办人员核实"};
  if (held.is_whole) return;
  of_split->fix.en +=
      ". A filing that names no number counts as of persons where its words are read so, until two persons "
      "of "
      "the desk, one of them a lead, have passed it";
  of_split->fix.zh +=
      "。未说明人数、但文字被识别为涉及个人的申报，在两名办理人员（其中一名为负责人）作出通过结论"
      "之前，按涉及个人计";
}

Result<FirmReasons> against_by_other_filings(const DeskReader& reader, const FirmFilings& held,
                                             const CaseOfFirm& of) {
  FirmReasons why = 0;
  if (counts_too_few(held, of.declared)) why |= kCountsMore;
  if (held.has_ended) why |= kHasEnded;
  if (held.has_stopped) why |= kHasStopped;
  if (held.has_waiting) why |= kHasWaiting;
  const auto is_other = [&](const std::string& one) { return one != of.sector; };
  const bool has_other = std::any_of(held.sectors_lately.begin(), held.sectors_lately.end(), is_other) ||
                         std::any_of(of.sectors.begin(), of.sectors.end(), is_other);
  if (!has_other) return why;
  const auto is_settled = reader.has_passed_by_person(of.firm, of.sector, of.id);
  if (!is_settled) return fail(is_settled.error());
  return *is_settled ? why : why | kOtherSector;
}

std::vector<Text> words_of(FirmReasons reasons) {
  static const std::pair<FirmReasons, Text> kWords[] = {
      {kCountsMore,
       {"the firm's other filings of this year count more persons than are declared, or do not say how many",
        "本单位本年度其他申报的人数多于所填此前累计，或未说明人数"}},
      {kHasEnded,
       {"a filing of the firm was withdrawn, terminated, refused in whole or in part, not accepted, or "
        "contested by officials with success in the last twelve months",
        "本单位近十二个月内有申报被撤回、终止、全部或部分不予通过、不予受理，或经办人员、部门所提异议被采"
        "纳"}},
      {kHasStopped,
       {"a permit of the firm was suspended or revoked in the last twelve months, or is suspended and would "
        "still hold",
        "本单位近十二个月内有许可被暂停或撤销，或在有效期内仍处于暂停状态"}},
      // What a person or an agency looks at there is not passed here meanwhile, under other words.
      {kHasWaiting,
       {"another case of the firm waits for somebody: a person looks at both",
        "本单位另有待处理的项目，须由人员一并审阅"}},
      {kOtherSector,
       {"the firm has filed under another sector in the last twelve months, and no person has passed a "
        "filing "
        "of it under this one",
        "本单位近十二个月内曾以其他行业申报，且本行业尚无经人员通过的申报"}}};
  std::vector<Text> out;
  for (const auto& [bit, words] : kWords) {
    if ((reasons & bit) != 0) out.push_back(words);
  }
  return out;
}

}  // namespace tidegate::desk
