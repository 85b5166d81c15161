#include "tidegate/gate/desk/permit_issue.h"

#include "tidegate/base/hash.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/clearance/clocks.h"
#include "tidegate/gate/desk/filing_document.h"
#include "tidegate/gate/desk/permit_statements.h"
#include "tidegate/intake/read_transfer.h"
#include "tidegate/permit/decision_text.h"
#include "tidegate/permit/sign.h"
#include "tidegate/permit/verify.h"

namespace tidegate::desk {
namespace {

constexpr std::int64_t kSecondMs = 1'000;
constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::size_t kIdDigits = 16;
constexpr const char* kHeldFormat = "tidegate.permit-held/1";

AuditRow issue_row(const PermitGround& ground, const std::string& id, const char* outcome,
                   std::int64_t now_ms) {
  AuditRow row;
  row.at_ms = now_ms;
  if (!ground.decision.steps.empty()) {
    const Actor& by = ground.decision.steps.back().by;
    row.account = by.account;
    row.role = by.role;
    row.desk = {by.agency, by.sector};
  }
  row.tenant = ground.tenant.text();
  row.action = "permit.issue";
  row.object = id;
  row.outcome = outcome;
  row.detail = "{}";
  return row;
}

PermitRow row_of(const PermitGround& ground, std::string id, std::string state, std::int64_t now_ms) {
  PermitRow row;
  row.id = std::move(id);
  row.case_id = ground.decision.case_id;
  row.tenant = ground.tenant;
  row.state = std::move(state);
  row.issued_ms = now_ms;
  return row;
}

Result<PermitIssued> hold(const Parts& parts, DeskTransaction& t, const PermitGround& ground,
                          const Error& error, std::int64_t now_ms) {
  const std::string decided = sha256_hex(permit::decision_text(ground.decision));
  const std::string at = error.where.starts_with('/') ? error.where + ": " : std::string();
  PermitIssued out{"H-" + decided.substr(0, kIdDigits),
                   true,
                   {at + error.what, at + (error.what_zh.empty() ? error.what : error.what_zh)}};
  PermitRow row = row_of(ground, out.id, kHeld, now_ms);
  JsonWriter json;
  json.begin_object().key("format").string(kHeldFormat).key("why").begin_object();
  json.key("en").string(out.why.en).key("zh").string(out.why.zh).end_object().end_object();
  row.document = json.take();
  if (auto kept = t.issue_permit(row); !kept) return fail(kept.error());
  t.audit(issue_row(ground, out.id, kHeld, now_ms));
  if (auto told = tell_of_permit(parts, t, row, "permit.held", now_ms); !told) return fail(told.error());
  return out;
}

// What a stranger with the trust policy alone would find.
std::optional<Error> fault_of(const std::string& file, const permit::TrustPolicy& trust) {
  const auto seen = permit::verify_permit(file, trust);
  if (seen.genuine == permit::Genuine::kYes) return std::nullopt;
  return Error{ErrorCode::kConflict, seen.why.en, {}, seen.why.zh};
}

// The permit that the filing extends, where it is one of the firm's.
std::string replaced_by(const DeskReader& reader, const DecidedCase& decided) {
  const auto filing = reader.filing(Reach::of_whole_desk(), decided.row.filing);
  if (!filing) return {};
  const std::string id = JsonPiece(filing->document).member("extends").string();
  if (id.empty() || !reader.permit(Reach::of_firm(decided.row.tenant), id)) return {};
  return id;
}

// The declaration as it was handed in. Of what this program cannot read nothing is signed.
Result<PermitIssued> issue_of(const Parts& parts, DeskTransaction& t, const DecidedCase& decided,
                              std::int64_t now_ms) {
  const std::string declaration(FilingDocument(decided.filing.document).declaration().text());
  intake::IntakeOutcome read = intake::read_transfer(declaration, "declaration.json");
  const std::string replaces = replaced_by(t, decided);
  if (!read.transfer) {
    const Transfer nothing;
    const intake::Problem& first = read.problems.front();
    return hold(
        parts, t, {decided.row.tenant, decided.decision, nothing, replaces},
        {ErrorCode::kMalformed, "the declaration that was decided of cannot be read: " + first.says.en,
         first.pointer, "无法读取所决定的申报内容：" + first.says.zh},
        now_ms);
  }
  return issue_permit(parts, t, {decided.row.tenant, decided.decision, *read.transfer, replaces}, now_ms);
}

}  // namespace

Result<PermitIssued> issue_permit(const Parts& parts, DeskTransaction& t, const PermitGround& ground,
                                  std::int64_t now_ms) {
  const auto hand = parts.permit_keys->hand(t, now_ms);
  if (!hand) return fail(hand.error());
  const auto settings = permit_settings(t);
  if (!settings) return fail(settings.error());
  permit::PermitTerms terms = ground.terms;
  terms.issuer = settings->issuer;
  terms.signers = {hand->key_id};
  terms.issued_at_ms = now_ms / kSecondMs * kSecondMs;
  terms.status_needed_from_ms = terms.issued_at_ms + settings->grace_hours * kHourMs;
  terms.replaces = ground.replaces;
  const Decision& decision = ground.decision;
  // A result holds from the day on which it was given (CN-PPR-2024 art.9).
  if (!terms.from) terms.from = decision.decided_on;
  if (!terms.until && !decision.valid_until)
    terms.until = months_after(decision.decided_on, settings->validity_months);
  const auto drawn = permit::draw_up(decision, ground.transfer, terms);
  if (!drawn) {
    const bool was_passed =
        decision.kind == DecisionKind::kPassed || decision.kind == DecisionKind::kPartlyPassed;
    if (!was_passed) return fail(drawn.error());
    return hold(parts, t, ground, drawn.error(), now_ms);
  }
  const auto file = permit::sign_permit(*drawn, *hand->secret);
  if (!file) return hold(parts, t, ground, file.error(), now_ms);
  if (const auto fault = fault_of(*file, hand->trust)) return hold(parts, t, ground, *fault, now_ms);

  PermitRow row = row_of(ground, drawn->id, std::string(to_string(PermitState::kActive)), now_ms);
  row.valid_from = drawn->valid.from.str();
  row.valid_until = drawn->valid.to.str();
  row.document = *file;
  if (auto kept = t.issue_permit(row); !kept) return fail(kept.error());
  t.audit(issue_row(ground, drawn->id, "done", now_ms));
  if (auto told = tell_of_permit(parts, t, row, "permit.issued", now_ms); !told) return fail(told.error());
  return PermitIssued{drawn->id, false, {}};
}

Result<void> revoke_permits_of_case(const Parts& parts, DeskTransaction& t, const std::string& case_id,
                                    const std::string& except, const Text& reason, std::int64_t now_ms) {
  const auto rows = t.permits_of_case(Reach::of_whole_desk(), case_id);
  if (!rows) return fail(rows.error());
  for (const PermitRow& row : *rows) {
    if (row.id == except || row.state == kHeld || row.state == to_string(PermitState::kRevoked)) continue;
    const auto whole = t.permit(Reach::of_whole_desk(), row.id);  // a list has no documents
    if (!whole) return fail(whole.error());
    const auto done = state_next(*parts.permit_keys, t, *whole, {PermitState::kRevoked, reason}, now_ms);
    if (!done) return fail(done.error());
    AuditRow audit;
    audit.at_ms = now_ms;
    audit.tenant = row.tenant.text();
    audit.action = "permit.revoke";
    audit.object = row.id;
    audit.outcome = "done";
    audit.detail = "{}";
    t.audit(std::move(audit));
    PermitRow revoked = row;
    revoked.state = to_string(PermitState::kRevoked);
    if (auto told = tell_of_permit(parts, t, revoked, "permit.revoked", now_ms); !told) return told;
  }
  return {};
}

Result<void> settle_permits(const Parts& parts, DeskTransaction& t, const DecidedCase& decided,
                            std::int64_t now_ms) {
  const Decision& decision = decided.decision;
  const bool was_passed =
      decision.kind == DecisionKind::kPassed || decision.kind == DecisionKind::kPartlyPassed;
  std::string id;
  if (was_passed && decided.after.filing().route != FilingRoute::kEX) {
    const auto issued = issue_of(parts, t, decided, now_ms);
    if (!issued) return fail(issued.error());
    id = issued->id;
  }
  return revoke_permits_of_case(parts, t, decided.row.id, id,
                                {"the case was decided again", "该案件已重新作出结论"}, now_ms);
}

Result<void> tell_of_permit(const Parts& parts, DeskTransaction& t, const PermitRow& row, const char* kind,
                            std::int64_t now_ms) {
  if (!parts.told) return {};
  CaseNews news;
  news.kind = kind;
  news.case_id = row.case_id;
  news.tenant = row.tenant;
  news.state = row.state;
  news.at_ms = now_ms;
  news.is_for_firm = true;
  news.permit = row.id;
  return parts.told(t, news);
}

Result<Text> why_held(const PermitRow& row) {
  const auto json = parse_json(row.document, row.id);
  if (!json) return fail({ErrorCode::kCorrupt, json.error().what, row.id, json.error().what_zh});
  JsonFault fault{row.id, {}};
  const JsonReader in(*json, fault);
  Text why = in.member("why").text();
  if (fault.first) return fail({ErrorCode::kCorrupt, fault.first->what, row.id, fault.first->what_zh});
  return why;
}

}  // namespace tidegate::desk
