#include "tidegate/report/demo_assessments_test.h"

#include <utility>

#include "tidegate/report/demo_parts_test.h"

namespace tidegate::report {

using namespace demo;

Assessment prohibited_assessment() {
  Assessment a;
  a.program = "tidegate 0.1.0";
  a.as_of = day("2026-11-23");
  a.transfer.id = "court-request";
  a.transfer.origin = "examples/foreign-court/transfer.yaml";
  a.transfer.processor_name = "Example Trading (Shanghai) Co., Ltd.";
  a.transfer.summary = {"Customer ledgers for a court abroad", "应境外法院要求提供客户账册"};
  a.transfer.recipients.emplace_back().region = "US";
  a.transfer.facts.flow.set("facts.foreign_authority_request", true);
  a.transfer.facts.flow.set("facts.competent_authority_approval", false);
  a.transfer.facts.items = {item("ledgers", false, 640)};
  Opinion o;
  o.law = "CN";
  o.pack_id = "cn";
  o.pack_version = "2026.11.23";
  o.as_of = a.as_of;
  o.route = "prohibited";
  o.route_label = {"Prohibited without approval of the competent authority", "未经主管机关批准不得提供"};
  o.route_class = RouteClass::kStop;
  o.authority_label = {"competent authority of the PRC", "中华人民共和国主管机关"};
  o.legal_basis = {"CN-DSL-2021 art.36"};
  o.citations = {cite(
      "CN-DSL-2021 art.36", {"Data Security Law", "数据安全法"},
      {"Data stored in the mainland is not given to a foreign judicial or enforcement body without approval.",
       "非经主管机关批准，不得向外国司法或者执法机构提供存储于境内的数据。"},
      since("2021-09-01"))};
  o.items = {{0, false, "", {}, {}}};
  o.changes = {{"exempt",
                {{"facts.competent_authority_approval",
                  false,
                  true,
                  {"obtain the competent authority's approval", "取得主管机关批准"}}},
                90}};
  o.proof = {rule("cn.foreign_authority", Truth::kTrue, "route=prohibited", {"CN-DSL-2021 art.36"},
                  {leaf(ProofKind::kFact, "facts.foreign_authority_request", Truth::kTrue),
                   leaf(ProofKind::kFact, "not facts.competent_authority_approval", Truth::kTrue)})};
  a.opinions = {o};
  a.record_id = "0041402abc4b2a76b9719d911017c592ae1fb4c8c0c8f3a9d9ad7e1e9d0a9f00";
  a.bundle_path = "court-request.tga";
  a.html_path = "court-request.html";
  return a;
}

Assessment free_assessment() {
  Assessment a;
  a.program = "tidegate 0.1.0";
  a.as_of = day("2026-11-23");
  a.transfer.summary = {"Suppliers' contacts to Singapore", "供应商联系人传至新加坡"};
  a.transfer.recipients.emplace_back().region = "SG";
  a.transfer.facts.items = {item("suppliers", false, 5200)};
  a.transfer.facts.flow.set("exporter.ciio", false);
  Opinion o = china();
  o.route = "exempt";
  o.route_label = {"Exempt from assessment, contract and certification",
                   "免予申报数据出境安全评估、订立个人信息出境标准合同、通过个人信息保护认证"};
  o.route_class = RouteClass::kFree;
  o.authority_label = {};
  o.validity_months.reset();
  o.exemptions = {"art5_volume"};
  o.legal_basis = {"CN-PPR-2024 art.5(1)(2)"};
  o.obligations.resize(3);
  o.gates.clear();
  o.items = {{0, false, "", {"pi_nonsensitive"}, {}}};
  o.margins = {{"pi_nonsensitive", o.margins[1].label, 5200, true, 100000, "scc_or_certification"}};
  o.nearest_flip = CountFlip{0, 100000, "scc_or_certification"};
  o.changes.clear();
  o.doubts.clear();
  o.notes.clear();
  a.opinions = {o};
  return a;
}

Assessment hostile_assessment() {
  Assessment a = rich_assessment();
  const std::string bad =
      "<script>alert(1)</script>\"'&`|[x](javascript:1)*_\x1b[31m\x07\r\n\t\xFF\xC2\x9B"
      "31m\xE2\x80\xAE</td><img src=x onerror=y>-->]]>";
  const Text text{bad, bad};
  a.program = bad;
  Transfer& t = a.transfer;
  t.id = t.origin = t.processor_name = t.uscc = t.industry = bad;
  t.summary = text;
  t.recipients[0].name = t.recipients[0].region = t.recipients[0].role = bad;
  t.links[0].mode = t.links[0].encryption = t.links[0].keys = bad;
  t.facts.flow.set("lawful_basis", Symbol{bad});
  t.facts.flow.set("recipient.country", Symbol{bad});
  for (Facts& facts : t.facts.items) facts.set("category", Symbol{bad});
  for (FileProfile& file : a.profile->files) {
    file.path = file.sha256 = file.format = file.encoding = file.delimiter = bad;
    file.notes = {text};
    for (ColumnProfile& c : file.columns) {
      c.name = c.type = bad;
      c.evidence = {{bad, 500, text}};
      c.near_misses = {{bad, 1, text}};
      c.in_text = {{bad, 2}};
      c.also = {bad};
    }
  }
  a.profile->engine = a.profile->taxonomy_hash = a.profile->as_of = bad;
  a.profile->type_names = {{bad, text}};
  for (ListQuestion& question : a.profile->lists.questions) {
    question.id = question.list_id = bad;
    question.row = {bad, bad, text, bad, bad, bad, bad, bad, bad};
    question.more_rows = {bad};
    question.reasons = {text};
    question.review = {question.review.verdict, bad, bad, bad, bad, text};
  }
  a.profile->lists.consulted = {{bad, text, bad, bad, true, bad, 1, bad, text, bad, bad}};
  a.profile->lists.remarks = {text};
  a.profile->lists.basis = {{bad, text}};
  for (Finding& f : a.findings) {
    f.rule = f.pointer = bad;
    f.says = f.source = f.fix = text;
  }
  for (Opinion& o : a.opinions) {
    o.law = o.pack_id = o.pack_version = o.pack_hash = o.route = o.authority = bad;
    o.route_label = o.authority_label = text;
    o.exemptions = o.legal_basis = o.also_allowed = o.missing_facts = {bad};
    for (Duty& d : o.obligations) d = {bad, text, {bad}};
    for (Duty& d : o.gates) d = {bad, text, {bad}};
    for (Citation& c : o.citations) {
      c.code = c.grade = c.source = bad;
      c.instrument = c.says = text;
    }
    for (ItemOpinion& i : o.items) {
      i.exemption = bad;
      i.counted_in = {bad};
      i.why = text;
    }
    for (Margin& m : o.margins) {
      m.counter = m.route_from_limit = bad;
      m.label = text;
    }
    o.branches = {{{{bad, Symbol{bad}}}, bad, {}, {bad}, {bad}}, {{}, bad, text, {bad}, {bad}}};
    o.counted_as_in_first_branch = true;
    o.questions = {{{bad}, text, bad, text}};
    for (RouteChange& c : o.changes) {
      c.new_route = bad;
      for (FactChange& s : c.steps) s = {bad, Symbol{bad}, Symbol{bad}, text};
    }
    if (o.nearest_flip) o.nearest_flip->new_route = bad;
    for (Doubt& d : o.doubts) d = {bad, text, bad};
    o.notes = {text};
    for (ProofNode& n : o.proof) {
      n.label = n.outcome = bad;
      n.cites = {bad};
    }
    o.labels = {{bad, text}};
  }
  RiskReport& r = *a.risk;
  r.weights_id = r.weights_hash = r.worst_scenario = bad;
  r.gates = r.reasons = r.notes = {text};
  r.next_question = text;
  for (FactorResult& f : r.factors) f.says = text;
  for (ImpactResult& i : r.impacts) i.rule = text;
  for (LaneChange& c : r.changes) c.says = text;
  a.notes = {text};
  a.record_id = a.bundle_path = a.html_path = bad;
  return a;
}

}  // namespace tidegate::report
