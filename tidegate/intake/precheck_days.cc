// V08, V13, V22, V23: days that the calendar or the law speaks against. A plan may lie ahead and a frame
// contract be old, so that most of this asks.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "tidegate/intake/precheck_case.h"

namespace tidegate::intake {
namespace {

const Date& pipl_in_force() {
  static const Date day = *Date::of(2021, 11, 1);
  return day;
}
const Date& standard_contract_in_force() {
  static const Date day = *Date::of(2023, 6, 1);
  return day;
}
const Date& assessment_in_force() {
  static const Date day = *Date::of(2022, 9, 1);
  return day;
}

// The day of filing as stated, against the day on which it is asked: what is handed in today is filed today.
void ask_of_filing(PrecheckCase& c) {
  const Date today = c.context.as_of;
  const auto& date = c.t.filing.date;
  const auto& to = c.t.filing.assessed_to;
  if (to && *to > today && *to <= c.filing_date) {
    c.fails(8, "/filing/assessed/to",
            {fmt::format("the assessment ends on {}, which is still to come", to->str()),
             fmt::format("评估完成时间为 {}，尚未到来", to->str())},
            {"finish it, then file; or mend the date", "请在评估完成后申报，或更正日期"});
  }
  if (c.context.filed_on || !date || *date >= today) return;  // where the day is known, none is asked for
  if (*date < months_before(today, 3)) {
    c.asks(8, "/filing/date",
           {fmt::format("the day of filing, {}, lies more than three months back", date->str()),
            fmt::format("申报日期 {} 早于今日三个月以上", date->str())},
           {"state the day on which it is handed in; it stays where that filing is being supplemented",
            "请填写实际申报日期；补充材料的，保留原申报日期"});
  } else if (to && *to < months_before(today, 3) && *to >= months_before(*date, 3)) {
    c.asks(8, "/filing/assessed/to",
           {"by the day of filing it is in time, by today it was finished more than three months ago",
            "按所填申报日期未超过三个月，按今日计算已超过三个月"},
           {"handed in today it must be made anew; it stays where that filing is being supplemented",
            "如今日申报，请重新评估；补充材料的，以原申报日期计算"});
  }
}

void ask_of_old_contract(PrecheckCase& c, const LegalDocument& d, const std::string& at) {
  const bool is_standard = d.kind == "standard_contract";
  const auto& signed_on = d.signed_on ? d.signed_on : d.effective_on;
  if (!signed_on) return;
  const std::string where = at + (d.signed_on ? "/signed_on" : "/effective_on");
  if (is_standard && *signed_on < standard_contract_in_force()) {
    c.asks(22, where,
           {fmt::format("dated {}: the standard contract is of 2023-06-01", signed_on->str()),
            fmt::format("日期为 {}：标准合同自 2023-06-01 起施行", signed_on->str())},
           {"conclude the contract of the national text, or mend the date",
            "请按国家网信部门制定的标准合同订立，或更正日期"});
  } else if (!is_standard && *signed_on < pipl_in_force()) {
    c.asks(13, where,
           {fmt::format("dated {}, before the Personal Information Protection Law", signed_on->str()),
            fmt::format("日期为 {}，早于个人信息保护法施行", signed_on->str())},
           {"attach what was agreed since on the six matters, or mend the date",
            "请附此后就六项约定订立的补充文件，或更正日期"},
           Beside::kInForce);
  }
}

void ask_of_contract(PrecheckCase& c, const LegalDocument& d, const std::string& at) {
  const Date today = c.context.as_of;
  const bool is_standard = d.kind == "standard_contract";
  ask_of_old_contract(c, d, at);
  if (d.signed_on && d.effective_on && *d.effective_on < *d.signed_on) {
    c.asks(is_standard ? 22 : 13, at + "/effective_on",
           {fmt::format("in effect from {}, before it was signed on {}", d.effective_on->str(),
                        d.signed_on->str()),
            fmt::format("生效日期 {} 早于签署日期 {}", d.effective_on->str(), d.signed_on->str())},
           {"mend the day that is wrong", "请更正有误的日期"});
  }
  if (d.signed_on && *d.signed_on > today) {
    c.asks(is_standard ? 22 : 13, at + "/signed_on",
           {fmt::format("the day of signing, {}, is still to come", d.signed_on->str()),
            fmt::format("签署日期 {} 尚未到来", d.signed_on->str())},
           is_standard ? Text{"sign it, then file; or mend the date", "请签署后备案，或更正日期"}
                       : Text{"a document still to be concluded has no day of signing: leave it out",
                              "拟订立的法律文件尚无签署日期，请勿填写；或更正日期"});
  }
  if (is_standard && d.effective_on && *d.effective_on > today) {
    c.asks(22, at + "/effective_on",
           {fmt::format("the contract takes effect on {} and is filed after that", d.effective_on->str()),
            fmt::format("合同于 {} 生效；标准合同生效后方可备案", d.effective_on->str())},
           {"file within 10 working days from the day on which it takes effect",
            "请在标准合同生效之日起10个工作日内备案"});
  }
  if (d.expires_on && *d.expires_on < std::max(today, c.filing_date)) {
    c.asks(
        is_standard ? 22 : 13, at + "/expires_on",
        {fmt::format("expired on {}", d.expires_on->str()), fmt::format("已于 {} 到期", d.expires_on->str())},
        {"attach the contract that is in force, or mend the date", "请附有效的合同，或更正日期"});
  }
}

void ask_of_pass(PrecheckCase& c) {
  const auto& result = c.t.filing.last_pass.result_date;
  if (!c.files("EXT") || !result) return;
  if (*result > c.context.as_of || *result < assessment_in_force()) {
    c.asks(23, "/filing/last_pass/result_date",
           {fmt::format("no assessment can have been passed on {}", result->str()),
            fmt::format("{} 不可能有安全评估结果", result->str())},
           {"copy the day from the notice of the result", "请按评估结果通知书填写"});
  }
}

}  // namespace

Date months_before(Date day, int months) {
  int year = day.year();
  int month = day.month() - months;
  while (month < 1) {
    month += 12;
    --year;
  }
  for (int d = day.day(); d > 28; --d) {
    if (const auto same = Date::of(year, month, d)) return *same;
  }
  return *Date::of(year, month, std::min(day.day(), 28));
}

void check_days(PrecheckCase& c) {
  ask_of_filing(c);
  for (std::size_t i = 0; i < c.t.legal_documents.size(); ++i)
    ask_of_contract(c, c.t.legal_documents[i], fmt::format("/legal_documents/{}", i));
  ask_of_pass(c);
}

}  // namespace tidegate::intake
