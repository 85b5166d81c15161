#include "tidegate/intake/precheck.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tidegate/intake/answered.h"
#include "tidegate/intake/precheck_case.h"
#include "tidegate/terms/gap_rule.h"

namespace tidegate::intake {
namespace {

// Of the day of filing; what is handed in again may be made by the edition that came in force since.
GuideEdition guide_of(const Transfer& transfer, const PrecheckContext& context, Date filing_date) {
  GuideEdition due = guide_on(filing_date, context.editions);
  if (!context.filed_on) return due;
  GuideEdition now = guide_on(context.as_of, context.editions);
  return transfer.filing.edition == now.number ? now : due;
}

}  // namespace

bool states(const Facts& facts, std::string_view name, const FactValue& value) {
  const FactValue* stated = facts.find(name);
  return stated != nullptr && *stated == value;
}

PrecheckCase::PrecheckCase(const Transfer& transfer, const PrecheckContext& ctx,
                           std::vector<Finding>& findings)
    : t(transfer),
      context(ctx),
      filing_date(ctx.filed_on.value_or(transfer.filing.date.value_or(ctx.as_of))),
      guide(guide_of(transfer, ctx, filing_date)),
      findings_(findings) {}

bool PrecheckCase::has_personal() const {
  const auto& rows = t.facts.items;
  return rows.empty() || std::any_of(rows.begin(), rows.end(),
                                     [](const Facts& row) { return !states(row, "personal", false); });
}

bool PrecheckCase::has_important() const {
  const auto& rows = t.facts.items;
  return std::any_of(rows.begin(), rows.end(), [](const Facts& row) {
    return states(row, "important_notified", true) || states(row, "declared_important", true) ||
           states(row, "self_identified_important", true);
  });
}

Finding& PrecheckCase::add(int rule, CheckState state, std::string pointer, Text says, Text fix) {
  Finding finding;
  finding.rule = name_of_gap_rule(rule);
  finding.severity = severity_of_gap_rule(rule);
  finding.state = state;
  finding.pointer = std::move(pointer);
  finding.says = std::move(says);
  finding.source = source_of_rule(rule, filing_date, guide, t.filing.route);
  finding.fix = std::move(fix);
  return findings_.emplace_back(std::move(finding));
}

void PrecheckCase::fails(int rule, std::string pointer, Text says, Text fix, Beside cites) {
  cite(add(rule, CheckState::kFails, std::move(pointer), std::move(says), std::move(fix)), cites);
}

void PrecheckCase::asks(int rule, std::string pointer, Text says, Text fix, Beside cites) {
  Finding& asked = add(rule, CheckState::kFails, std::move(pointer), std::move(says), std::move(fix));
  asked.severity = Severity::kWarns;
  cite(asked, cites);
}

void PrecheckCase::cite(Finding& finding, Beside cites) const {
  const Text more = source_beside(cites, filing_date);
  if (more.empty()) return;
  finding.source.en += "; " + more.en;
  finding.source.zh += "；" + more.zh;
}

void PrecheckCase::passes(int rule, Text says) { add(rule, CheckState::kPasses, "", std::move(says), {}); }

void PrecheckCase::cannot(int rule, std::string pointer, Text missing) {
  add(rule, CheckState::kNotCheckable, std::move(pointer),
      {"not checkable here: " + missing.en, "此处无法检查：" + missing.zh}, {});
}

void PrecheckCase::blank(int rule, const std::string& pointer, const Text& what, const Text& fix) {
  if (is_filed()) {
    fails(rule, pointer, what, fix);
  } else {
    cannot(rule, pointer, what);
  }
}

bool PrecheckCase::has(int rule) const {
  const std::string name = name_of_gap_rule(rule);
  return std::any_of(findings_.begin(), findings_.end(), [&](const Finding& f) { return f.rule == name; });
}

void PrecheckCase::settle(int rule, Text says) {
  if (!has(rule)) passes(rule, std::move(says));
}

std::vector<Finding> precheck(const Transfer& transfer, const PrecheckContext& context) {
  std::vector<Finding> findings;
  const Transfer told = answered(transfer);
  PrecheckCase c(told, context, findings);
  check_identity(c);
  check_blanks(c, transfer);
  check_days(c);  // before those that pass a rule of which nothing was said
  check_parties(c);
  check_papers(c);
  check_items(c);
  check_persons(c);
  check_flow(c);
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.rule < b.rule; });
  return findings;
}

}  // namespace tidegate::intake
