#include "tidegate/gate/filing/extension.h"

#include <set>
#include <tuple>

#include "tidegate/filing/changes.h"
#include "tidegate/gate/filing/declaration_tree.h"

namespace tidegate {
namespace {

std::optional<bool> clauses_hold(const std::vector<Finding>& findings) {
  std::optional<bool> hold;
  for (const Finding& finding : findings) {
    if (finding.rule != "V13" || finding.state == CheckState::kNotCheckable) continue;
    hold = hold.value_or(true) && finding.state == CheckState::kPasses;
  }
  return hold;
}

std::set<std::tuple<std::string, std::string, std::string>> schemas_of(const Transfer& transfer) {
  std::set<std::tuple<std::string, std::string, std::string>> out;  // item, column, type
  for (const DataSource& source : transfer.data) {
    if (source.kind != DataSource::Kind::kSchema) continue;
    for (const auto& [column, type] : source.columns) out.emplace(source.item_name, column, type);
  }
  return out;
}

std::vector<ChangedField> changed_fields(const Transfer& approved, const Transfer& now,
                                         const filing::Form& form) {
  std::vector<ChangedField> out;
  for (std::string& pointer : other_changes(declaration_tree(approved), declaration_tree(now))) {
    Text name{filing::place_of(form, pointer, Lang::kEn), filing::place_of(form, pointer, Lang::kZh)};
    out.push_back({std::move(name), std::move(pointer)});
  }
  // Where data lies is the firm's own matter; of what types an item is, bounds the permit.
  if (schemas_of(approved) != schemas_of(now))
    out.push_back({{"types of the items' schema", "数据项结构中的类型"}, "/data"});
  return out;
}

}  // namespace

ExtensionTest extension_of(const std::vector<Finding>& findings, const Transfer& now,
                           const Transfer* approved, ExtensionFacts known, const filing::Form& form) {
  const Transfer unknown;
  known.approved = approved != nullptr ? approved : &unknown;
  known.now = &now;
  known.approved_important_mb = known.approved->scenario.important_size_mb;
  known.forecast_important_mb = now.scenario.important_size_mb;
  known.legal_documents_hold = clauses_hold(findings);
  known.major_incidents = now.filing.last_pass.major_incidents;
  if (approved != nullptr) known.other_changes = changed_fields(*approved, now, form);
  return extension_test(known);
}

}  // namespace tidegate
