// Handing a filing in: what blocks comes back; else its version is kept for ever, and its case opens or goes
// on, in one transaction.
#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/hash.h"
#include "tidegate/base/instant.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/gate/desk/case_book.h"
#include "tidegate/gate/desk/extension_facts.h"
#include "tidegate/gate/desk/filing_credentials.h"
#include "tidegate/gate/desk/filing_work.h"
#include "tidegate/gate/desk/filings.h"
#include "tidegate/gate/desk/handed_papers.h"
#include "tidegate/gate/desk/pass_to_extend.h"
#include "tidegate/gate/desk/permit_succession.h"
#include "tidegate/gate/desk/recipient_links.h"
#include "tidegate/gate/filing/tree_json.h"
#include "tidegate/intake/read_transfer.h"
#include "tidegate/report/json.h"
#include "tidegate/report/labels.h"
#include "tidegate/store/case_codec.h"

namespace tidegate {
namespace {

using desk::KeptFiling;

constexpr std::size_t kMostVersions = 200;  // of a filing; fewer than the store lists

Error too_many_versions() {
  return {ErrorCode::kConflict,
          fmt::format("a filing has {} versions at most: withdraw it and file anew", kMostVersions), ":",
          fmt::format("同一申报至多 {} 个版本，请撤回后重新申报", kMostVersions)};
}

void write_findings(JsonWriter& json, const std::vector<Finding>& findings) {
  json.begin_array();
  for (const Finding& finding : findings) {
    json.begin_object().key("rule").string(finding.rule);
    json.key("severity").string(report::code(finding.severity));
    json.key("state").string(report::code(finding.state)).key("pointer").string(finding.pointer);
    report::write_text(json.key("says"), finding.says);
    report::write_text(json.key("source"), finding.source);
    report::write_text(json.key("fix"), finding.fix);
    json.end_object();
  }
  json.end_array();
}

// docs/formats/filing-version.md. Fills the hashes of `version`.
std::string version_document(const KeptFiling& kept, const CheckedFiling& checked, std::string_view summary,
                             FilingVersion& version) {
  const std::vector<DeskPaper> papers = desk::draft_papers(kept);
  const std::string declaration = canonical_text(typed_json(kept.declaration.root));
  std::string assessment = report::assessment_json(checked.answer, nullptr, 0);
  while (!assessment.empty() && assessment.back() == '\n') assessment.pop_back();
  version.filing_hash = desk::filing_hash(declaration, papers);
  version.record_id = sha256_hex(assessment);
  JsonWriter json;
  json.begin_object().key("declaration").raw(declaration).key("assessment").raw(assessment);
  write_findings(json.key("findings"), checked.answer.findings);
  const Json step = to_json(CaseStep{FilingSubmitted{version}});
  const Json* filing = step.find("filing");
  desk::write_papers(json.key("papers"), papers);
  if (checked.credentials.at_ms != 0) desk::write_looked_up(json.key("credentials"), checked.credentials);
  json.key("summary").raw(summary).key("version").raw(filing == nullptr ? std::string("{}")
                                                                        : canonical_text(*filing));
  json.end_object();
  return json.take();
}

// The statute's clocks begin with the hand-in: it does not come before what is handed in.
Result<void> clock_has_not_gone_back(const KeptFiling& kept, std::int64_t now_ms) {
  std::int64_t last_ms = kept.row.updated_ms;
  for (const DeskPaper& paper : desk::draft_papers(kept)) last_ms = std::max(last_ms, paper.added_ms);
  if (now_ms >= last_ms) return {};
  const std::string last = instant_text(last_ms);
  return fail(
      {ErrorCode::kConflict,
       fmt::format("the server's clock stands before this filing's last change of {}: have it set "
                   "right; what was added by a clock that was ahead is replaced",
                   last),
       ":",
       fmt::format("服务器时钟早于本申报最近一次变更（{}），请先校准时钟；时钟超前时加入的材料请重新上传",
                   last)});
}

Error refusal(const StepRefusal& refused) {
  return {ErrorCode::kConflict, refused.says.en, ":", refused.says.zh};
}

// Opens the case, or takes the step that hands in again. Returns the case's id.
// held  the case, where it has one.
Result<std::string> handed_in(DeskTransaction& t, const desk::Parts& parts, const DeskAsker& asker,
                              const KeptFiling& kept, std::optional<desk::HeldCase> held,
                              const FilingVersion& version) {
  const Actor by = desk::actor_of(asker.account);
  const std::int64_t now = parts.now();
  if (!held) {
    const auto opened = desk::open_case(t, parts, kept.row, version, by, now);
    if (!opened) return fail(opened.error());
    if (opened->refused) return fail(refusal(*opened->refused));
    return opened->row.id;
  }
  CaseStep step = FilingSubmitted{version};
  if (kept.case_state != "returned") step = FilingRevised{version};
  const auto taken = desk::take_step(t, parts, std::move(*held), by, std::move(step), kept.case_seq, now);
  if (!taken) return fail(taken.error());
  if (taken->refused) return fail(refusal(*taken->refused));
  return kept.row.case_id;
}

// The pass may be revoked while its extension is written.
Result<void> still_extends(const DeskReader& reader, const Reach& reach, const KeptFiling& kept) {
  if (kept.extends.empty()) return {};
  const auto permit = reader.permit(reach, kept.extends);
  if (!permit) return fail(permit.error());
  if (auto may = desk::may_be_extended(*permit); !may) return may;
  return desk::is_not_extended(reader, *permit, kept.row.case_id);
}

// A firm files for itself: the declaration's credit code is the firm's, as the desk has registered it.
Result<void> is_own(desk::Parts& parts, const Reach& reach, const KeptFiling& kept, const std::string& firm) {
  const auto row = parts.store->read([&](const DeskReader& reader) { return reader.tenant(reach, firm); });
  if (!row) return fail(row.error());
  const intake::Node* processor = kept.declaration.root.find("processor");
  const intake::Node* uscc = processor == nullptr ? nullptr : processor->find("uscc");
  if (uscc != nullptr && uscc->text == row->uscc) return {};
  return fail({ErrorCode::kOutOfRange, "the credit code is not that of the firm which files",
               "/processor/uscc", "统一社会信用代码与申报单位不一致"});
}

}  // namespace

Result<DeskSubmission> DeskFilings::submit(const DeskAsker& asker, const std::string& id,
                                           std::int64_t version) {
  const desk::FilingHand hand = desk::hand_of(asker, parts_.now());
  auto kept = work_->read(hand.reach, id);
  if (!kept) return fail(kept.error());
  if (kept->row.version != version) return fail(desk::moved_on());
  if (!kept->can_edit()) return fail(desk::may_not_change());
  if (auto may = clock_has_not_gone_back(*kept, parts_.now()); !may) return fail(may.error());
  if (!kept->extends.empty()) {
    const auto pass = parts_.store->read(
        [&](const DeskReader& reader) { return desk::pass_to_extend(reader, hand.reach, kept->extends); });
    if (!pass) return fail(pass.error());
  }
  const auto ready = work_->ready(hand.reach, *kept);
  if (!ready) return fail(ready.error());
  DeskSubmission out{{}, id, 0, {}};
  for (const Finding& finding : ready->checked.answer.findings) {
    if (finding.state == CheckState::kFails && finding.severity == Severity::kBlocks)
      out.blocking.push_back(finding);
  }
  if (!out.blocking.empty()) return out;
  if (auto own = is_own(parts_, hand.reach, *kept, asker.account.tenant); !own) return fail(own.error());
  FilingVersion handed = ready->version;
  if (handed.route == FilingRoute::kEXT) {
    // By numbers, not by what is said.
    const auto test = parts_.store->read([&](const DeskReader& reader) {
      return desk::extension_of(reader, hand.reach, *kept, ready->checked, work_->looks().form, parts_.now());
    });
    if (!test) return fail(test.error());
    if (test->holds != Truth::kUnknown) handed.extension_holds = test->holds == Truth::kTrue;
    if (const auto until = Date::parse(kept->extends_until)) handed.extends_from = *until;
  }
  const std::string document = version_document(*kept, ready->checked, ready->summary, handed);
  const std::string sha256 = sha256_hex(document);
  for (const DeskPaper& paper : desk::draft_papers(*kept)) {
    if (!kept->was_handed_in(paper.id)) kept->handed_in.push_back(paper.id);
  }
  kept->handed_in_hash = handed.filing_hash;
  kept->row.document = desk::document_text(*kept);
  kept->row.route = ready->checked.route;
  kept->row.summary = ready->summary;
  kept->row.state = "submitted";
  kept->row.updated_ms = parts_.now();
  return parts_.store->transact([&](DeskTransaction& t) -> Result<DeskSubmission> {
    FilingRow row = kept->row;
    std::optional<desk::HeldCase> held;
    if (!row.case_id.empty()) {
      // Held before the filing is, as whoever edits it holds them.
      auto of = desk::hold_case(t, hand.reach, row.case_id);
      if (!of) return fail(of.error());
      held = std::move(*of);
    }
    if (auto may = still_extends(t, hand.reach, *kept); !may) return fail(may.error());
    const auto versions = t.filing_versions(hand.reach, id);
    if (!versions) return fail(versions.error());
    if (versions->size() >= kMostVersions) return fail(too_many_versions());
    // Whoever hands in the same version twice meets a row that has moved on.
    if (auto changed = t.change_filing(row); !changed) return fail(changed.error());
    ++row.version;
    const auto number = static_cast<std::int64_t>(versions->size()) + 1;
    if (auto put = t.keep_filing_version({id, number, sha256, parts_.now(), asker.account.id, document});
        !put)
      return fail(put.error());
    auto case_id = handed_in(t, parts_, asker, *kept, std::move(held), handed);
    if (!case_id) return fail(case_id.error());
    const auto leaned_on = desk::rows_of(*case_id, ready->checked.credentials, desk::draft_papers(*kept));
    if (auto put = t.put_case_credentials(*case_id, leaned_on); !put) return fail(put.error());
    if (row.case_id.empty()) {
      row.case_id = *case_id;
      if (auto changed = t.change_filing(row); !changed) return fail(changed.error());
      ++row.version;
    }
    if (auto ended = desk::end_links(t, id, "ended", parts_.now()); !ended) return fail(ended.error());
    AuditRow audit = hand.audit;
    audit.action = "filing.submit";
    audit.object = id;
    t.audit(std::move(audit));
    return DeskSubmission{*case_id, id, row.version, {}};
  });
}

}  // namespace tidegate
