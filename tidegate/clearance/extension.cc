#include "tidegate/clearance/extension.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/check.h"
#include "tidegate/base/fixed.h"
#include "tidegate/clearance/extension_places.h"
#include "tidegate/clearance/extension_same.h"

namespace tidegate {
namespace {

constexpr std::uint64_t kGrowthPercent = 120;  // of what was approved, inclusive

bool within_growth(std::int64_t asked, std::int64_t approved) {
  return Uint128{static_cast<std::uint64_t>(asked)} * 100U <=
         Uint128{static_cast<std::uint64_t>(approved)} * kGrowthPercent;
}

Truth truth(bool holds) { return holds ? Truth::kTrue : Truth::kFalse; }

ExtensionLine growth(std::string_view id, std::optional<std::int64_t> asked,
                     std::optional<std::int64_t> approved, const Text& of, const Text& ask) {
  if (!asked || !approved || *asked < 0 || *approved < 0) {
    return {id,
            Truth::kUnknown,
            {fmt::format("{}: a number is missing", of.en), fmt::format("{}：缺少数字", of.zh)},
            ask};
  }
  return {id,
          truth(within_growth(*asked, *approved)),
          {fmt::format("{}: {} forecast, {} approved, at most 1.2 times", of.en, *asked, *approved),
           fmt::format("{}：预估 {}，已通过 {}，不得超过 1.2 倍", of.zh, *asked, *approved)},
          {}};
}

ExtensionLine persons(const ExtensionFacts& facts) {
  std::optional<std::int64_t> forecast;
  // Counts are cumulative: the third year's holds all three.
  if (facts.now->forecast.size() == 3) {
    forecast = *std::max_element(facts.now->forecast.begin(), facts.now->forecast.end());
  }
  ExtensionLine all = growth("persons_growth", forecast, facts.approved_persons,
                             {"distinct persons over three years", "三年去重人数"},
                             {"state the forecast of three years and the number that was approved",
                              "请填写未来三年预估人数和已通过的人数"});
  const std::optional<std::int64_t>& sensitive = facts.now->scenario.persons.spi;
  const bool are_none = sensitive.value_or(0) == 0 && facts.approved_sensitive.value_or(0) == 0;
  if (are_none) return all;
  ExtensionLine of_sensitive =
      growth("persons_growth", sensitive, facts.approved_sensitive,
             {"persons of sensitive personal information", "敏感个人信息人数"},
             {"state how many persons' sensitive personal information leaves, and how many were approved",
              "请填写敏感个人信息人数和已通过的人数"});
  ExtensionLine& worse = of_sensitive.holds < all.holds ? of_sensitive : all;
  worse.says = {all.says.en + "; " + of_sensitive.says.en, all.says.zh + "；" + of_sensitive.says.zh};
  return worse;
}

bool declares_important(const Transfer& t) {
  return std::any_of(t.items.begin(), t.items.end(),
                     [](const DataItem& i) { return i.item_class == "IMPORTANT"; });
}

ExtensionLine important(const ExtensionFacts& facts) {
  const bool none = !declares_important(*facts.approved) && !declares_important(*facts.now) &&
                    !facts.approved_important_mb && !facts.forecast_important_mb;
  if (none) {
    return {"important_growth", Truth::kTrue, {"no important data is declared", "未申报重要数据"}, {}};
  }
  return growth(
      "important_growth", facts.forecast_important_mb, facts.approved_important_mb,
      {"important data, MB", "重要数据规模（MB）"},
      {"state the size of important data, approved and forecast", "请填写已通过和预估的重要数据规模"});
}

ExtensionLine documents(const ExtensionFacts& facts) {
  if (!facts.legal_documents_hold) {
    return {"legal_documents",
            Truth::kUnknown,
            {"the legal documents were not checked", "法律文件未经核对"},
            {"map the six clauses to the legal document", "请填写六项约定的条款与页码"}};
  }
  return {"legal_documents",
          truth(*facts.legal_documents_hold),
          *facts.legal_documents_hold ? Text{"all six clauses are mapped", "六项约定均有对应条款"}
                                      : Text{"a clause of the six is missing", "六项约定有缺失"},
          {}};
}

// What was refused did not leave. Whether who tried it kept to the pass is for a person to say.
ExtensionLine within_pass(const ExtensionFacts& facts) {
  const std::optional<std::int64_t>& approved = facts.approved_persons;
  const bool over = (facts.overruns && *facts.overruns > 0) ||
                    (facts.metered_persons && approved && *facts.metered_persons > *approved);
  const std::int64_t refused = facts.refused_flows;
  const Text tried = refused == 0
                         ? Text{}
                         : Text{fmt::format("; flows outside the pass that were refused: {}, the last on {}",
                                            refused, facts.last_refused_on),
                                fmt::format("；超出评估结果而被拒绝的传输 {} 次，最近一次 {}", refused,
                                            facts.last_refused_on)};
  if (!over && (!facts.overruns || !facts.metered_persons || !approved)) {
    // Who meters elsewhere shows it to a person; what was passed must be known.
    return {
        "within_pass",
        Truth::kUnknown,
        {"what really flowed was not metered here" + tried.en, "实际出境量未在本平台计量" + tried.zh},
        {"record the flows under the permit at the desk; of a firm that meters elsewhere an officer looks at "
         "its records and says in the reasons what they come to",
         "请在平台登记该许可项下的实际出境量；在其他系统计量的，由办理人员核查其记录，并在理由中说明认定意"
         "见"},
        approved.has_value()};
  }
  ExtensionLine line{
      "within_pass",
      truth(!over),
      {fmt::format("overruns: {}; metered persons: {}", facts.overruns.value_or(0),
                   facts.metered_persons.value_or(0)) +
           tried.en,
       fmt::format("越限 {} 次；计量人数 {}", facts.overruns.value_or(0), facts.metered_persons.value_or(0)) +
           tried.zh},
      {}};
  if (over || refused == 0) return line;
  line.holds = Truth::kUnknown;
  line.a_person_settles = true;
  line.ask = {"an officer looks at the refused flows and says in the reasons what they come to",
              "由办理人员核查被拒绝的传输，并在理由中说明认定意见"};
  return line;
}

ExtensionLine incidents(const ExtensionFacts& facts) {
  if (!facts.major_incidents) {
    return {"no_major_incident",
            Truth::kUnknown,
            {"major incidents of network and data security were not stated",
             "未说明是否发生重大网络和数据安全事件"},
            {"declare how many there were in three years, 0 where there was none",
             "请申报三年内重大网络和数据安全事件的起数，未发生的填 0"}};
  }
  ExtensionLine line{
      "no_major_incident",
      truth(*facts.major_incidents == 0),
      {fmt::format("major incidents of network and data security in three years, as declared by the firm: {}",
                   *facts.major_incidents),
       fmt::format("三年内重大网络和数据安全事件 {} 起（申报单位声明）", *facts.major_incidents)},
      {}};
  ExtensionLine stated = clearance::no_new_incident(*facts.approved, *facts.now);
  if (line.holds == Truth::kFalse || stated.holds == Truth::kTrue) return line;
  stated.says = {line.says.en + "; " + stated.says.en, line.says.zh + "；" + stated.says.zh};
  return stated;
}

// No rule says what every other change comes to: whoever decides is shown it.
ExtensionLine others(const ExtensionFacts& facts) {
  if (!facts.other_changes)
    return {"others_unchanged",
            Truth::kUnknown,
            {"the approved version is not known", "已通过的版本不详"},
            {"name the pass that is to be extended", "请指明拟延长的评估结果"}};
  if (facts.other_changes->empty())
    return {"others_unchanged", Truth::kTrue, {"all else as approved", "其他申报内容与已通过的一致"}, {}};
  clearance::Places places;
  for (const ChangedField& field : *facts.other_changes)
    places.add({field.name, field.pointer}, clearance::Same::kOpen);
  const Text named = places.open();
  return {"others_unchanged",
          Truth::kUnknown,
          {"differs from what was passed: " + named.en, "与已通过的不一致：" + named.zh},
          {"an officer looks at each and says in the reasons what it comes to",
           "由办理人员逐项核查，并在理由中说明认定意见"},
          true};
}

}  // namespace

ExtensionTest extension_test(const ExtensionFacts& facts) {
  TIDEGATE_CHECK(facts.approved != nullptr && facts.now != nullptr);
  const Transfer& approved = *facts.approved;
  const Transfer& now = *facts.now;
  ExtensionTest test;
  test.lines = {clearance::same_purpose(approved, now),
                clearance::same_scope(approved, now),
                clearance::same_processor(approved, now),
                clearance::same_recipients(approved, now),
                persons(facts),
                important(facts),
                documents(facts),
                within_pass(facts),
                incidents(facts),
                others(facts)};
  test.holds = Truth::kTrue;
  for (ExtensionLine& line : test.lines) {
    test.holds = std::min(test.holds, line.holds);
    line.source = line.id == "legal_documents"    ? "CN-SAM-2022 art.9; CN-QA-2026-07"
                  : line.id == "others_unchanged" ? "CN-SAM-2022 art.14; CN-QA-2026-07"
                                                  : "CN-PPR-2024 art.9; CN-QA-2026-07";
  }
  return test;
}

ExtensionPasses passes(const ExtensionTest& test) {
  if (test.holds == Truth::kTrue) return ExtensionPasses::kYes;
  const bool settles = std::all_of(test.lines.begin(), test.lines.end(), [](const ExtensionLine& line) {
    return line.holds == Truth::kTrue || (line.holds == Truth::kUnknown && line.a_person_settles);
  });
  return settles && !test.lines.empty() ? ExtensionPasses::kWithReasons : ExtensionPasses::kNo;
}

std::string_view to_string(ExtensionPasses passes) {
  switch (passes) {
    case ExtensionPasses::kYes:
      return "yes";
    case ExtensionPasses::kWithReasons:
      return "with_reasons";
    case ExtensionPasses::kNo:
      break;
  }
  return "no";
}

Text against(const ExtensionTest& test) {
  Text out;
  for (const ExtensionLine& line : test.lines) {
    if (line.holds == Truth::kTrue) continue;
    const std::string comma = out.en.empty() ? "" : "; ";
    out.en += comma + fmt::format("{} ({}): {}", line.id,
                                  line.holds == Truth::kFalse ? "not met" : "not known", line.says.en);
    out.zh += (comma.empty() ? "" : "；") +
              fmt::format("{}：{}", line.holds == Truth::kFalse ? "不符合" : "无法判断", line.says.zh);
  }
  return out;
}

}  // namespace tidegate
