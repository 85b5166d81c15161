#include "tidegate/gate/desk/extension_facts.h"

#include "tidegate/gate/desk/decision_point.h"
#include "tidegate/gate/desk/pass_to_extend.h"
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

// As they were written: both are read alike, so that what differs was changed by the firm.
std::optional<Transfer> read_alike(const Json& declaration) {
  const intake::Document document{node_of_json(declaration), true, {}};
  return intake::read_transfer(document, "declaration.json").transfer;
}

}  // namespace

Result<MeteredPass> metered_pass(const DeskReader& reader, const Permit& permit, std::int64_t now_ms) {
  const auto was_recorded = has_usage(reader, permit.id);
  if (!was_recorded) return fail(was_recorded.error());
  if (!*was_recorded) return MeteredPass{};
  const auto usage = permit_usage(reader, permit.id, now_ms);
  if (!usage) return fail(usage.error());
  return MeteredPass{usage->persons.in_total.value_or(0),
                     overruns_of(usage->persons, permit.persons) +
                         overruns_of(usage->sensitive_persons, permit.sensitive_persons) +
                         overruns_of(usage->octets, permit.octets)};
}

Result<ExtensionTest> extension_of(const DeskReader& reader, const Reach& reach, const KeptFiling& kept,
                                   const CheckedFiling& checked, std::int64_t now_ms) {
  ExtensionFacts known;
  if (!kept.extends.empty()) {
    const auto pass = pass_to_extend(reader, reach, kept.extends);
    if (!pass) return fail(pass.error());
    const auto metered = metered_pass(reader, pass->permit, now_ms);
    if (!metered) return fail(metered.error());
    known.approved_persons = pass->permit.persons.total;
    known.metered_persons = metered->persons;
    known.overruns = metered->overruns;
  }
  const auto now = read_alike(typed_json(kept.declaration.root));
  if (!now)
    return fail(
        {ErrorCode::kCorrupt, "the filing's declaration does not read", kept.row.id, "申报内容无法读取"});
  const auto passed = kept.previous ? read_alike(*kept.previous) : std::nullopt;
  return tidegate::extension_of(checked, *now, passed ? &*passed : nullptr, known);
}

}  // namespace tidegate::desk
