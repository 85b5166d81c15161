#include "tidegate/intake/precheck.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tidegate/intake/precheck_case.h"

namespace tidegate::intake {
namespace {

constexpr int kRules = 30;

Date guide_from(int edition) {
  if (edition >= 3) return *Date::of(2025, 6, 27);
  return edition == 2 ? *Date::of(2024, 3, 22) : *Date::of(2022, 9, 1);
}

int edition_of(Date day) {
  for (const int edition : {3, 2}) {
    if (day >= guide_from(edition)) return edition;
  }
  return 1;
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
      filing_date(transfer.filing.date.value_or(ctx.as_of)),
      edition(transfer.filing.edition.value_or(0) > 0 ? static_cast<int>(*transfer.filing.edition)
                                                      : edition_of(filing_date)),
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
  finding.rule = rule_name(rule);
  finding.severity = severity_of_rule(rule);
  finding.state = state;
  finding.pointer = std::move(pointer);
  finding.says = std::move(says);
  finding.source = source_of_rule(rule, filing_date, edition, t.filing.route);
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
  const std::string name = rule_name(rule);
  return std::any_of(findings_.begin(), findings_.end(), [&](const Finding& f) { return f.rule == name; });
}

void PrecheckCase::settle(int rule, Text says) {
  if (!has(rule)) passes(rule, std::move(says));
}

std::string rule_name(int rule) { return fmt::format("V{:02}", rule); }

Severity severity_of_rule(int rule) {
  constexpr std::string_view kLetters = "BBBBBRRRRRRRRRRRWWWWWWWWWBWWWB";
  static_assert(kLetters.size() == kRules);
  const char letter = kLetters[static_cast<std::size_t>(rule - 1)];
  return letter == 'B' ? Severity::kBlocks : letter == 'R' ? Severity::kReturned : Severity::kWarns;
}

std::vector<Finding> precheck(const Transfer& transfer, const PrecheckContext& context) {
  std::vector<Finding> findings;
  PrecheckCase c(transfer, context, findings);
  check_identity(c);
  check_blanks(c);
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
