#include "tidegate/clearance/extension_same.h"

#include <fmt/format.h>

#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/clearance/extension_places.h"

namespace tidegate::clearance {
namespace {

using RecipientKey = std::pair<std::string, std::string>;
RecipientKey key_of(const Recipient& r) { return {folded(r.name), r.region}; }

using Recipients = std::multimap<RecipientKey, const Recipient*>;
Recipients by_key_of(const Transfer& t) {
  Recipients out;
  for (const Recipient& one : t.recipients) out.emplace(key_of(one), &one);
  return out;
}

struct RecipientAnswer {
  Same role = Same::kYes;
  Same use = Same::kYes;
  Same incidents = Same::kYes;
};
RecipientAnswer answer_of(const Recipient& before, const Recipient& now) {
  return {compared(before.role, now.role, false), compared(before.use_and_method, now.use_and_method, false),
          compared(before.incidents, now.incidents, false)};
}

// The least that differs, then the least that is open; of equals the first.
bool is_nearer(const RecipientAnswer& a, const RecipientAnswer& b) {
  const auto count = [](const RecipientAnswer& all, Same same) {
    return (all.role == same) + (all.use == same) + (all.incidents == same);
  };
  return std::pair(count(a, Same::kNo), count(a, Same::kOpen)) <
         std::pair(count(b, Same::kNo), count(b, Same::kOpen));
}

// Of those with one name and region, against the whole one that it is nearest to: who was approved for
// storage in one role and for analysis in another does not swap them. One that is not there before the line
// of recipients speaks of.
RecipientAnswer nearest_of(const Recipients& before, const Recipient& now) {
  const auto [from, to] = before.equal_range(key_of(now));
  if (from == to) return {};
  RecipientAnswer best = answer_of(*from->second, now);
  for (auto one = std::next(from); one != to; ++one) {
    const RecipientAnswer other = answer_of(*one->second, now);
    if (is_nearer(other, best)) best = other;
  }
  return best;
}

void add_uses(Places& places, const Transfer& approved, const Transfer& now) {
  const Recipients before = by_key_of(approved);
  for (std::size_t i = 0; i < now.recipients.size(); ++i) {
    places.add(place_of("use by recipient", "个境外接收方处理数据的用途、方式", i,
                        fmt::format("/scenario/recipients/{}/use_and_method", i)),
               nearest_of(before, now.recipients[i]).use);
  }
}

bool says_none(std::string_view text) {
  const std::string said = folded(text);
  return said == "none" || said == "无" || said == "没有" || said == "未发生";
}

// Who stores longer abroad files anew (CN-SAM-2022 art.14).
void add_retention(Places& places, const Transfer& approved, const Transfer& now) {
  places.add({{"end of retention", "境外保存期限"}, "/scenario/retention/to"},
             no_later(approved.retention_to, now.retention_to));
  places.add({{"when the purpose is met", "目的实现日期"}, "/scenario/purpose_ends"},
             no_later(approved.scenario.purpose_ends, now.scenario.purpose_ends));
  places.add({{"what follows retention", "保存期限届满后的处理方式"}, "/scenario/retention/after"},
             approved.after_retention, now.after_retention, false);
}

bool states_purpose(const Transfer& t) {
  return !folded(t.purpose).empty() || !folded(t.summary.zh).empty() || !folded(t.summary.en).empty() ||
         !folded(t.scenario.purpose).empty();
}

}  // namespace

ExtensionLine same_purpose(const Transfer& approved, const Transfer& now) {
  if (!states_purpose(approved) || !states_purpose(now))
    return {"same_purpose",
            Truth::kUnknown,
            {"the purpose is not stated in both versions", "两个版本未都写明目的"},
            {"state the purpose in the application as it was approved", "请按已通过的版本写明目的"}};
  Places places;
  places.add({{"purpose in one word", "目的（一词）"}, "/purpose"}, approved.purpose, now.purpose, false);
  places.add({{"scenario", "数据出境场景描述"}, "/scenario/summary/zh"}, approved.summary.zh, now.summary.zh,
             false);
  places.add({{"scenario in English", "数据出境场景描述（英文）"}, "/scenario/summary/en"},
             approved.summary.en, now.summary.en, false);
  places.add({{"purpose of the export", "出境目的"}, "/scenario/purpose"}, approved.scenario.purpose,
             now.scenario.purpose, false);
  places.add({{"processing by the recipient", "境外处理用途与方式"}, "/scenario/processing_by_recipient"},
             approved.scenario.processing_by_recipient, now.scenario.processing_by_recipient, true);
  // It says which regulator is asked.
  places.add({{"sector", "涉及行业/领域"}, "/scenario/industry"}, approved.industry, now.industry, false);
  add_uses(places, approved, now);
  add_retention(places, approved, now);
  return places.line("same_purpose", {"purpose, processing, use and retention as approved",
                                      "目的、处理方式、用途和境外保存期限与已通过的一致"});
}

ExtensionLine same_processor(const Transfer& approved, const Transfer& now) {
  if (approved.uscc.empty() || now.uscc.empty())
    return {"same_processor",
            Truth::kUnknown,
            {"the credit code is missing", "缺少统一社会信用代码"},
            {"state the unified social credit code", "请填写统一社会信用代码"}};
  if (approved.uscc == now.uscc)
    return {"same_processor", Truth::kTrue, {"the same processor", "数据处理者未变"}, {}};
  return {"same_processor", Truth::kFalse, {"another processor", "数据处理者已变更"}, {}};
}

ExtensionLine same_recipients(const Transfer& approved, const Transfer& now) {
  const auto keys = [](const Transfer& t) {
    std::set<RecipientKey> out;
    for (const Recipient& one : t.recipients) out.insert(key_of(one));
    return out;
  };
  const std::set<RecipientKey> before = keys(approved);
  const std::set<RecipientKey> after = keys(now);
  if (before.empty() || after.empty())
    return {"same_recipients",
            Truth::kUnknown,
            {"recipients are not named in both versions", "两个版本未都列明境外接收方"},
            {"name every recipient abroad", "请列明全部境外接收方"}};
  if (before != after)
    return {"same_recipients", Truth::kFalse, {"the recipients have changed", "境外接收方已变更"}, {}};
  Places places;
  const Recipients by_key = by_key_of(approved);
  for (std::size_t i = 0; i < now.recipients.size(); ++i) {
    places.add(place_of("role of recipient", "个境外接收方的角色", i,
                        fmt::format("/scenario/recipients/{}/role", i)),
               nearest_of(by_key, now.recipients[i]).role);
  }
  // Who is told in a statement is in no list.
  places.add({{"statement on recipients", "境外接收方统计说明"}, "/scenario/recipients_statement"},
             approved.scenario.recipients_statement, now.scenario.recipients_statement, false);
  return places.line("same_recipients", {"the same recipients in the same roles", "境外接收方及其角色未变"});
}

ExtensionLine no_new_incident(const Transfer& approved, const Transfer& now) {
  Places silent;
  Places other;
  const Recipients before = by_key_of(approved);
  for (std::size_t i = 0; i < now.recipients.size(); ++i) {
    const Recipient& one = now.recipients[i];
    if (says_none(one.incidents) || nearest_of(before, one).incidents == Same::kYes) continue;
    Places& where = folded(one.incidents).empty() ? silent : other;
    where.add(place_of("incidents of recipient", "个境外接收方的安全事件", i,
                       fmt::format("/scenario/recipients/{}/incidents", i)),
              Same::kOpen);
  }
  if (const Text named = silent.open(); !named.empty())
    return {"no_major_incident",
            Truth::kUnknown,
            {"stated in the approved version and not in this one: " + named.en,
             "已通过的版本写明而本版本未写明：" + named.zh},
            {"state what became of it, or none", "请写明情况，未发生的填无"}};
  if (const Text named = other.open(); !named.empty())
    return {"no_major_incident",
            Truth::kUnknown,
            {"incidents are stated that the approved version does not have: " + named.en,
             "写有已通过的版本所没有的安全事件：" + named.zh},
            {"an officer looks at what is stated and says in the reasons whether it was major",
             "由办理人员核查所述事件，并在理由中说明是否属于重大事件"},
            true};
  return {"no_major_incident",
          Truth::kTrue,
          {"the recipients state no new incident", "境外接收方未发生新的安全事件"},
          {}};
}

}  // namespace tidegate::clearance
