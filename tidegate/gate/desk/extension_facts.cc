#include "tidegate/gate/desk/extension_facts.h"

#include <fmt/format.h>

#include "tidegate/clearance/clocks.h"
#include "tidegate/gate/desk/decision_point.h"
#include "tidegate/gate/desk/pass_to_extend.h"
#include "tidegate/gate/desk/refused_flows.h"
#include "tidegate/gate/filing/extension.h"
#include "tidegate/gate/filing/tree_json.h"
#include "tidegate/intake/read_transfer.h"

namespace tidegate::desk {
namespace {

bool is_above(const std::optional<std::int64_t>& counted, const std::optional<std::int64_t>& bound) {
  return bound && counted.value_or(0) > *bound;
}

std::int64_t overruns_of(const UsedAmount& used, const YearlyBound& bound) {
  return (is_above(used.this_year, bound.per_year) ? 1 : 0) + (is_above(used.in_total, bound.total) ? 1 : 0);
}

}  // namespace

std::optional<Transfer> read_alike(const Json& declaration) {
  const intake::Document document{node_of_json(declaration), true, {}};
  return intake::read_transfer(document, "declaration.json").transfer;
}

Result<ExtensionFacts> facts_of_pass(const DeskReader& reader, const Permit& permit, std::int64_t now_ms) {
  ExtensionFacts known;
  known.approved_persons = permit.persons.total;
  known.approved_sensitive = permit.sensitive_persons.total;
  const auto refused = refused_flows(reader, permit.id);
  if (!refused) return fail(refused.error());
  known.refused_flows = refused->count;
  known.last_refused_on = refused->last_on;
  const auto was_recorded = has_usage(reader, permit.id);
  if (!was_recorded) return fail(was_recorded.error());
  if (!*was_recorded) return known;
  const auto usage = permit_usage(reader, permit, now_ms);
  if (!usage) return fail(usage.error());
  known.metered_persons = usage->persons.in_total.value_or(0);
  known.overruns = overruns_of(usage->persons, permit.persons) +
                   overruns_of(usage->sensitive_persons, permit.sensitive_persons) +
                   overruns_of(usage->octets, permit.octets);
  return known;
}

Result<ExtensionTest> extension_of(const DeskReader& reader, const Reach& reach, const KeptFiling& kept,
                                   const CheckedFiling& checked, const filing::Form& form,
                                   std::int64_t now_ms) {
  ExtensionFacts known;
  if (!kept.extends.empty()) {
    const auto pass = pass_to_extend(reader, reach, kept.extends);
    if (!pass) return fail(pass.error());
    auto of_pass = facts_of_pass(reader, pass->permit, now_ms);
    if (!of_pass) return fail(of_pass.error());
    known = std::move(*of_pass);
  }
  const auto now = read_alike(typed_json(kept.declaration.root));
  if (!now)
    return fail(
        {ErrorCode::kCorrupt, "the filing's declaration does not read", kept.row.id, "申报内容无法读取"});
  const auto passed = kept.previous ? read_alike(*kept.previous) : std::nullopt;
  return tidegate::extension_of(checked.answer.findings, *now, passed ? &*passed : nullptr, known, form);
}

std::optional<Finding> against_window(Date ends, const DeskLaw& law, Date today) {
  const DayAnswer opens = extension_opens(ends, law.rules, law.calendar);
  if (today >= opens.furthest && today < ends) return std::nullopt;
  Finding finding;
  finding.rule = "V23";
  finding.severity = Severity::kBlocks;
  finding.pointer = "/filing/last_pass";
  finding.source = {"CN-PPR-2024 art.9", "《促进和规范数据跨境流动规定》第九条"};
  if (today >= ends) {
    finding.says = {fmt::format("the pass that is to be extended holds no longer since {}", ends.str()),
                    fmt::format("拟延长的评估结果自 {} 起已失效", ends.str())};
    finding.fix = {"file for a new assessment", "请重新申报安全评估"};
    return finding;
  }
  finding.says = {
      fmt::format("an extension is asked for in the last {} working days before {}, when the pass ends",
                  law.rules.extension_window_days, ends.str()),
      fmt::format("延长申请须在有效期届满（{}）前 {} 个工作日内提出", ends.str(),
                  law.rules.extension_window_days)};
  const Text estimate = of_estimate(opens);
  finding.fix = {
      fmt::format("hand it in from {} on{}; the draft is kept until then", opens.day.str(), estimate.en),
      fmt::format("请自 {} 起提交{}；草稿保留至届时", opens.day.str(), estimate.zh)};
  return finding;
}

}  // namespace tidegate::desk
