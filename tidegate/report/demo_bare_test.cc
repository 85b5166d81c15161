#include "tidegate/report/demo_assessments_test.h"
#include "tidegate/report/demo_parts_test.h"

namespace tidegate::report {
namespace {

// What a pack says of one answer that differs from the leading case.
Text rest(const std::string& en, const std::string& zh) {
  return {en + ", the rest as usual: security assessment", zh + "，其余同常见情形：安全评估"};
}

}  // namespace

Assessment bare_assessment() {
  Assessment a = rich_assessment();
  a.transfer = {};
  a.transfer.facts.flow.set("recipient.country", Symbol{"SG"});
  a.transfer.facts.flow.set("exporter.ciio", Unknown{});
  a.transfer.facts.items = {demo::item("contacts.jsonl", false, 86250)};
  a.profile->files.erase(a.profile->files.begin());
  a.profile->files[0].columns.pop_back();
  a.profile->lists = {};
  a.profile->totals = {86250, 0, 86250, 0, 0};
  a.findings.clear();
  Opinion o = demo::china();
  o.route = "undetermined";
  o.route_label = {"Undetermined: two answers decide", "无法判定：取决于两项回答"};
  o.route_class = RouteClass::kUndetermined;
  o.exemptions.clear();
  o.authority_label = {};
  o.validity_months.reset();
  o.legal_basis.clear();
  o.obligations.resize(1);
  o.gates.clear();
  o.items = {{0, false, "", {"pi_nonsensitive"}, {}}};
  o.margins = {{"pi_nonsensitive", o.margins[1].label, 86250, true, 100000, "scc_or_certification"},
               {"pi_nonsensitive", o.margins[1].label, 86250, true, 1000000, "security_assessment"}};
  o.counted_as_in_first_branch = true;
  o.nearest_flip.reset();
  o.changes.clear();
  o.doubts.clear();
  o.missing_facts = {"exporter.ciio", "cumulative_before.pi_nonsensitive"};
  o.branches = {
      {{{"exporter.ciio", false}, {"cumulative_before.pi_nonsensitive", std::int64_t{0}}},
       "exempt",
       {"not a CII operator and fewer than 13,750 persons sent this year: exempt",
        "非关键信息基础设施运营者且今年此前出境不足 13,750 人：豁免"},
       {"CN-PPR-2024 art.7(1)(2)"},
       {"--ciio no", "--sent-this-year 0", "--set data[0].important_notified=no"}},
      {{{"exporter.ciio", false}, {"cumulative_before.pi_nonsensitive", std::int64_t{13750}}},
       "scc_or_certification",
       {"not a CII operator and 13,750 persons or more sent this year: standard contract or certification",
        "非关键信息基础设施运营者且今年此前出境 13,750 人以上：标准合同或认证"},
       {},
       {}},
      {{{"exporter.ciio", true}}, "security_assessment", {}, {}, {}},
      {{}, "security_assessment", rest("a state organ", "国家机关"), {"CN-PIPL-2021 art.36"}, {}},
      {{}, "security_assessment", rest("important data", "含重要数据"), {"CN-DSL-2021 art.31"}, {}},
  };
  o.labels.emplace_back("security_assessment", Text{"security assessment", "安全评估"});
  o.questions = {
      {{"exporter.ciio"},
       {"Has the protection authority notified you as an operator of critical information infrastructure?",
        "是否已被保护工作部门认定并通知为关键信息基础设施运营者？"},
       "--ciio yes|no",
       {"CN-PPR-2024 art. 7", "数据跨境流动规定第七条"}},
      {{"cumulative_before.pi_nonsensitive"},
       {"How many persons' data have you sent abroad since 1 January?",
        "今年1月1日以来已向境外提供多少人的个人信息？"},
       "--sent-this-year N",
       {"CN-PPR-2024 arts. 5, 7, 8", "数据跨境流动规定第五、七、八条"}},
  };
  for (ProofNode& node : o.proof) {
    if (node.kind == ProofKind::kRule) node.truth = Truth::kUnknown;
  }
  a.opinions = {o};
  a.risk->gates.clear();
  return a;
}

}  // namespace tidegate::report
