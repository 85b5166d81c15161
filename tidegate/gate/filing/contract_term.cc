#include "tidegate/gate/filing/contract_term.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/clearance/clocks.h"
#include "tidegate/terms/case_step.h"

namespace tidegate {
namespace {

constexpr std::string_view kRule = "V22";

Finding late(const ContractTerm& term, std::int64_t days, Date filed_on, const Text& source) {
  const Text estimate = of_estimate(term.due);
  Finding out;
  out.rule = kRule;
  out.severity = Severity::kWarns;
  out.state = CheckState::kFails;
  out.pointer = fmt::format("/legal_documents/{}/effective_on", term.document);
  out.says = {
      fmt::format("the contract took effect on {} and had to be filed by {}{}, {} working days later; the "
                  "filing is of {}",
                  term.effective.str(), term.due.day.str(), estimate.en, days, filed_on.str()),
      fmt::format("标准合同于 {} 生效，应在 {} 个工作日内（{} 前，含当日{}）备案；本次备案日期为 {}",
                  term.effective.str(), days, term.due.day.str(), estimate.zh, filed_on.str())};
  out.source = source;
  out.fix = {"file at once and say in the statement on compliance why it is late, or mend the date",
             "请立即备案，并在遵守情况说明中写明逾期原因；日期有误的请更正"};
  return out;
}

}  // namespace

std::optional<ContractTerm> contract_term(const Transfer& transfer, std::string_view route,
                                          const desk::DeskLaw& law) {
  std::optional<ContractTerm> first;
  if (route != to_string(FilingRoute::kSC)) return first;
  for (std::size_t i = 0; i < transfer.legal_documents.size(); ++i) {
    const LegalDocument& document = transfer.legal_documents[i];
    if (document.kind != "standard_contract" || !document.effective_on) continue;
    const DayAnswer due = contract_filing_due(*document.effective_on, law.rules, law.calendar);
    if (!first || due.day < first->due.day) first = ContractTerm{i, *document.effective_on, due};
  }
  return first;
}

void check_contract_term(const Transfer& transfer, std::string_view route, Date filed_on,
                         const desk::DeskLaw& law, std::vector<Finding>& findings) {
  const auto term = contract_term(transfer, route, law);
  if (!term || filed_on <= term->due.furthest) return;
  const auto is_rule = [](const Finding& finding) { return finding.rule == kRule; };
  const auto first = std::find_if(findings.begin(), findings.end(), is_rule);
  if (first == findings.end()) return;
  Finding finding = late(*term, law.rules.contract_filing_days, filed_on, first->source);
  if (first->state == CheckState::kPasses) {
    *first = std::move(finding);
    return;
  }
  const auto behind = std::find_if_not(first, findings.end(), is_rule);
  findings.insert(behind, std::move(finding));
}

Deadline deadline_of(const ContractTerm& term) {
  return {"contract_filing",   {"last day to file the standard contract", "标准合同备案的最后一日"},
          term.due.day,        term.due.estimated,
          term.due.furthest,   true,
          "CN-SCCM-2023 art.7"};
}

}  // namespace tidegate
