#include "tidegate/clearance/extension.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "tidegate/base/check.h"
#include "tidegate/base/fixed.h"

namespace tidegate {
namespace {

constexpr std::uint64_t kGrowthPercent = 120;  // of what was approved, inclusive

bool within_growth(std::int64_t asked, std::int64_t approved) {
  return Uint128{static_cast<std::uint64_t>(asked)} * 100U <=
         Uint128{static_cast<std::uint64_t>(approved)} * kGrowthPercent;
}

Truth truth(bool holds) { return holds ? Truth::kTrue : Truth::kFalse; }

// Words that are compared, not how they are spaced.
std::string folded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') out += c;
  }
  return out;
}

ExtensionLine purpose(const ExtensionFacts& facts) {
  const auto words = [](const Transfer& t) {
    return std::array<std::string, 3>{folded(t.purpose), folded(t.summary.zh), folded(t.summary.en)};
  };
  const auto before = words(*facts.approved);
  const auto now = words(*facts.now);
  const auto is_silent = [](const std::array<std::string, 3>& said) {
    return said[0].empty() && said[1].empty() && said[2].empty();
  };
  ExtensionLine line{"same_purpose", Truth::kUnknown, {}, {}};
  if (is_silent(before) || is_silent(now)) {
    line.says = {"the purpose is not stated in both versions", "两个版本未都写明目的"};
    line.ask = {"state the purpose in the application as it was approved", "请按已通过的版本写明目的"};
    return line;
  }
  line.holds = truth(before == now);
  line.says = before == now ? Text{"purpose as approved", "目的与已通过的一致"}
                            : Text{"the purpose has changed", "目的已变更"};
  return line;
}

// What an item is, and not its name alone: the same word with another class is another item.
bool is_same_item(const DataItem& a, const DataItem& b) {
  return a.item_class == b.item_class && a.personal == b.personal && a.sensitive == b.sensitive &&
         a.stated == b.stated;
}

// Nothing that was not approved: fewer items are no wider scope.
ExtensionLine scope(const ExtensionFacts& facts) {
  std::multimap<std::string, const DataItem*> approved;
  for (const DataItem& item : facts.approved->items) approved.emplace(folded(item.name), &item);
  if (approved.empty() || facts.now->items.empty()) {
    return {"same_scope",
            Truth::kUnknown,
            {"items are not listed in both versions", "两个版本未都列出数据项"},
            {"list the items that leave", "请列出出境数据项"}};
  }
  std::size_t beyond = 0;
  std::size_t changed = 0;
  for (const DataItem& item : facts.now->items) {
    const auto [from, to] = approved.equal_range(folded(item.name));
    if (from == to) {
      ++beyond;
    } else if (std::none_of(from, to, [&](const auto& one) { return is_same_item(*one.second, item); })) {
      ++changed;
    }
  }
  return {"same_scope",
          truth(beyond + changed == 0),
          {fmt::format("{} items beyond the {} approved, {} of another class or sensitivity", beyond,
                       approved.size(), changed),
           fmt::format("已通过 {} 个数据项，新增 {} 个，类别或敏感性变更 {} 个", approved.size(), beyond,
                       changed)},
          {}};
}

ExtensionLine processor(const ExtensionFacts& facts) {
  if (facts.approved->uscc.empty() || facts.now->uscc.empty()) {
    return {"same_processor",
            Truth::kUnknown,
            {"the credit code is missing", "缺少统一社会信用代码"},
            {"state the unified social credit code", "请填写统一社会信用代码"}};
  }
  const bool same = facts.approved->uscc == facts.now->uscc;
  return {"same_processor",
          truth(same),
          same ? Text{"the same processor", "数据处理者未变"} : Text{"another processor", "数据处理者已变更"},
          {}};
}

ExtensionLine recipients(const ExtensionFacts& facts) {
  const auto names = [](const Transfer& t) {
    std::set<std::pair<std::string, std::string>> out;
    for (const Recipient& r : t.recipients) out.emplace(folded(r.name), r.region);
    return out;
  };
  const auto before = names(*facts.approved);
  const auto now = names(*facts.now);
  if (before.empty() || now.empty()) {
    return {"same_recipients",
            Truth::kUnknown,
            {"recipients are not named in both versions", "两个版本未都列明境外接收方"},
            {"name every recipient abroad", "请列明全部境外接收方"}};
  }
  return {"same_recipients",
          truth(before == now),
          before == now ? Text{"the same recipients", "境外接收方未变"}
                        : Text{"the recipients have changed", "境外接收方已变更"},
          {}};
}

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
  return growth("persons_growth", forecast, facts.approved_persons,
                {"distinct persons over three years", "三年去重人数"},
                {"state the forecast of three years and the number that was approved",
                 "请填写未来三年预估人数和已通过的人数"});
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

ExtensionLine within_pass(const ExtensionFacts& facts) {
  const std::optional<std::int64_t>& approved = facts.approved_persons;
  const bool over = (facts.overruns && *facts.overruns > 0) ||
                    (facts.metered_persons && approved && *facts.metered_persons > *approved);
  if (!over && (!facts.overruns || !facts.metered_persons || !approved)) {
    return {"within_pass",
            Truth::kUnknown,
            {"what really flowed was not metered", "实际出境量未经计量"},
            {"record the flows under the permit at the desk", "请在平台登记该许可项下的实际出境量"}};
  }
  return {
      "within_pass",
      truth(!over),
      {fmt::format("overruns: {}; metered persons: {}", facts.overruns.value_or(0),
                   facts.metered_persons.value_or(0)),
       fmt::format("越限 {} 次；计量人数 {}", facts.overruns.value_or(0), facts.metered_persons.value_or(0))},
      {}};
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
  return {
      "no_major_incident",
      truth(*facts.major_incidents == 0),
      {fmt::format("major incidents of network and data security in three years, as declared by the firm: {}",
                   *facts.major_incidents),
       fmt::format("三年内重大网络和数据安全事件 {} 起（申报单位声明）", *facts.major_incidents)},
      {}};
}

}  // namespace

ExtensionTest extension_test(const ExtensionFacts& facts) {
  TIDEGATE_CHECK(facts.approved != nullptr && facts.now != nullptr);
  ExtensionTest test;
  test.lines = {purpose(facts),   scope(facts),     processor(facts),   recipients(facts), persons(facts),
                important(facts), documents(facts), within_pass(facts), incidents(facts)};
  test.holds = Truth::kTrue;
  for (const ExtensionLine& line : test.lines) test.holds = std::min(test.holds, line.holds);
  return test;
}

}  // namespace tidegate
