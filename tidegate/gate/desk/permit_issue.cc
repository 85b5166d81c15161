#include "tidegate/gate/desk/permit_issue.h"

#include "tidegate/base/hash.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/clearance/clocks.h"
#include "tidegate/gate/desk/case_book.h"
#include "tidegate/gate/desk/extension_standing.h"
#include "tidegate/gate/desk/filing_document.h"
#include "tidegate/gate/desk/permit_basis.h"
#include "tidegate/gate/desk/permit_statements.h"
#include "tidegate/gate/desk/permit_succession.h"
#include "tidegate/intake/read_transfer.h"
#include "tidegate/permit/decision_text.h"
#include "tidegate/permit/sign.h"
#include "tidegate/permit/verify.h"
#include "tidegate/permit/within.h"

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

std::string held_id(const Decision& decision) {
  return "H-" + sha256_hex(permit::decision_text(decision)).substr(0, kIdDigits);
}

Result<PermitIssued> hold(const Parts& parts, DeskTransaction& t, const PermitGround& ground,
                          const Error& error, std::int64_t now_ms) {
  const std::string at = error.where.starts_with('/') ? error.where + ": " : std::string();
  PermitIssued out{held_id(ground.decision),
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

// A fault of key or store is never a reason to hold.
Error of_the_desk(Error error) {
  const bool is_known = error.code == ErrorCode::kConflict || error.code == ErrorCode::kCorrupt ||
                        error.code == ErrorCode::kNotFound;
  if (!is_known) error.code = ErrorCode::kUnavailable;
  return error;
}

// Of a permit that cannot be drawn up or signed as it is.
bool is_about_the_permit(const Error& error) {
  return error.code == ErrorCode::kMalformed || error.code == ErrorCode::kOutOfRange ||
         error.code == ErrorCode::kLimit;
}

// As a lead is told it: the place is one of the declaration, not of the body that was sent.
Error still_open(Error error) {
  if (!is_about_the_permit(error)) return error;
  error.code = ErrorCode::kOutOfRange;
  if (error.where.empty()) return error;
  error.what = error.where + ": " + error.what;
  error.what_zh = error.where + "：" + error.what_zh;
  error.where.clear();
  return error;
}

// What a stranger with the trust policy alone would find.
std::optional<Error> fault_of(const std::string& file, const permit::TrustPolicy& trust) {
  const auto seen = permit::verify_permit(file, trust);
  if (seen.genuine == permit::Genuine::kYes) return std::nullopt;
  return Error{ErrorCode::kOutOfRange, seen.why.en, {}, seen.why.zh};
}

// The permit that the filing extends, where it is one of the firm's.
std::string replaced_by(const DeskReader& reader, const DecidedCase& decided) {
  const auto filing = reader.filing(Reach::of_whole_desk(), decided.row.filing);
  if (!filing) return {};
  const std::string id = JsonPiece(filing->document).member("extends").string();
  if (id.empty() || !reader.permit(Reach::of_firm(decided.row.tenant), id)) return {};
  return id;
}

Error unreadable(const intake::IntakeOutcome& read) {
  const intake::Problem& first = read.problems.front();
  return {ErrorCode::kMalformed, "the declaration that was decided of cannot be read: " + first.says.en,
          first.pointer, "无法读取所决定的申报内容：" + first.says.zh};
}

// What is extended is active still, when what was held is released, and nothing else extends it.
Result<std::optional<Error>> against_the_pass(const DeskReader& reader, const CaseRow& of,
                                              const std::string& pass) {
  if (pass.empty()) return std::optional<Error>();
  const auto row = reader.permit(Reach::of_firm(of.tenant), pass);
  if (!row) return fail(of_the_desk(row.error()));
  const auto why = against_extending(reader, *row, of.id);
  if (!why) return fail(of_the_desk(why.error()));
  if (why->empty()) return std::optional<Error>();
  return std::optional<Error>(Error{ErrorCode::kOutOfRange, why->en, {}, why->zh});
}

// What the decision does not say.
Result<permit::PermitTerms> terms_of(const Parts& parts, const DeskReader& reader, const DecidedCase& decided,
                                     const Transfer& transfer, const std::string& pass,
                                     permit::PermitTerms stated) {
  const FilingVersion& filing = decided.after.filing();
  const Decision& decision = decided.decision;
  const auto from = begins_on(reader, decided.row.tenant, filing, pass, decision.decided_on);
  if (!from) return fail(of_the_desk(from.error()));
  // A result holds from the day on which it was given (CN-PPR-2024 art.9).
  stated.from = *from;
  stated.room = room_of_route(parts, filing, decided.filing, decision, transfer);
  return stated;
}

// The declaration as it was handed in.
intake::IntakeOutcome declared_in(const FilingVersionRow& version) {
  const std::string declaration(FilingDocument(version.document).declaration().text());
  return intake::read_transfer(declaration, "declaration.json");
}

// An extension lasts longer than its pass, is no wider and binds by the same conditions: whatever the test of
// it found.
Result<std::optional<Error>> hold_to_the_extended(const DeskReader& reader, const PermitGround& ground,
                                                  Permit& permit) {
  if (ground.replaces.empty()) return std::optional<Error>();
  const auto row = reader.permit(Reach::of_firm(ground.tenant), ground.replaces);
  if (!row) return fail(of_the_desk(row.error()));
  if (!is_signed(*row)) {
    const Text why = against_pass(*row);
    return std::optional<Error>(Error{ErrorCode::kOutOfRange, why.en, {}, why.zh});
  }
  const auto pass = permit::unverified_permit(row->document, row->id);  // out of our own store
  if (!pass) return fail({ErrorCode::kCorrupt, pass.error().what, row->id, pass.error().what_zh});
  permit::carry_conditions(*pass, permit);
  return permit::beyond(*pass, permit);
}

struct Signed {
  Permit permit;
  std::string file;
};
// Drawn up, signed, and found good.
Result<Signed> sign(const DeskReader& reader, const PermitHand& hand, const PermitSettings& settings,
                    const PermitGround& ground, std::int64_t now_ms) {
  const Decision& decision = ground.decision;
  permit::PermitTerms terms = ground.terms;
  terms.issuer = settings.issuer;
  terms.signers = {hand.key_id};
  terms.issued_at_ms = now_ms / kSecondMs * kSecondMs;
  terms.status_needed_from_ms = terms.issued_at_ms + settings.grace_hours * kHourMs;
  terms.replaces = ground.replaces;
  if (!terms.from) terms.from = decision.decided_on;
  terms.default_until = months_after(decision.decided_on, settings.validity_months);
  auto drawn = permit::draw_up(decision, ground.transfer, terms);
  if (!drawn) return fail(drawn.error());
  auto wider = hold_to_the_extended(reader, ground, *drawn);
  if (!wider) return fail(wider.error());
  if (*wider) return fail(std::move(**wider));
  auto file = permit::sign_permit(*drawn, *hand.secret);
  if (!file) return fail(file.error());
  if (auto fault = fault_of(*file, hand.trust)) return fail(std::move(*fault));
  return Signed{std::move(*drawn), std::move(*file)};
}

Result<PermitIssued> sign_and_keep(const Parts& parts, DeskTransaction& t, const PermitGround& ground,
                                   std::int64_t now_ms) {
  const auto hand = parts.permit_keys->hand(t, now_ms);
  if (!hand) return fail(of_the_desk(hand.error()));
  const auto settings = permit_settings(t);
  if (!settings) return fail(of_the_desk(settings.error()));
  auto made = sign(t, *hand, *settings, ground, now_ms);
  if (!made) return fail(made.error());
  PermitRow row = row_of(ground, made->permit.id, std::string(to_string(PermitState::kActive)), now_ms);
  row.valid_from = made->permit.valid.from.str();
  row.valid_until = made->permit.valid.to.str();
  row.document = std::move(made->file);
  if (auto kept = t.issue_permit(row); !kept) return fail(of_the_desk(kept.error()));
  if (!ground.replaces.empty()) {
    const auto pass = t.permit(Reach::of_firm(ground.tenant), ground.replaces);
    if (!pass) return fail(of_the_desk(pass.error()));
    if (auto kept = keep_successor(parts, t, *pass, row, now_ms); !kept)
      return fail(of_the_desk(kept.error()));
  }
  t.audit(issue_row(ground, row.id, "done", now_ms));
  if (auto told = tell_of_permit(parts, t, row, "permit.issued", now_ms); !told)
    return fail(of_the_desk(told.error()));
  return PermitIssued{row.id, false, {}};
}

// A permit is for the firm that this desk knows, by the code that was certified when it was taken in: what
// was decided of another code is not signed, here or by a lead.
Result<std::optional<Error>> against_the_firm(const DeskReader& reader, const TenantId& tenant,
                                              const Transfer& transfer) {
  const auto firm = reader.tenant(Reach::of_firm(tenant), tenant.text());
  if (!firm) return fail(of_the_desk(firm.error()));
  if (firm->uscc.empty() || firm->uscc == transfer.uscc) return std::optional<Error>();
  return std::optional<Error>(Error{ErrorCode::kOutOfRange,
                                    "is not the credit code under which the firm is certified",
                                    "/processor/uscc", "与企业经核验的统一社会信用代码不一致"});
}

// Of what this program cannot read nothing is signed.
Result<PermitIssued> issue_of(const Parts& parts, DeskTransaction& t, const DecidedCase& decided,
                              std::int64_t now_ms) {
  const intake::IntakeOutcome read = declared_in(decided.filing);
  const std::string replaces = replaced_by(t, decided);
  if (!read.transfer) {
    const Transfer nothing;
    return hold(parts, t, {decided.row.tenant, decided.decision, nothing, replaces}, unreadable(read),
                now_ms);
  }
  auto terms = terms_of(parts, t, decided, *read.transfer, replaces, {});
  if (!terms) return fail(terms.error());
  const PermitGround ground{decided.row.tenant, decided.decision, *read.transfer, replaces,
                            std::move(*terms)};
  const auto foreign = against_the_firm(t, decided.row.tenant, *read.transfer);
  if (!foreign) return fail(foreign.error());
  if (*foreign) return hold(parts, t, ground, **foreign, now_ms);
  return issue_permit(parts, t, ground, now_ms);
}

}  // namespace

Result<PermitIssued> issue_permit(const Parts& parts, DeskTransaction& t, const PermitGround& ground,
                                  std::int64_t now_ms) {
  const bool was_passed =
      ground.decision.kind == DecisionKind::kPassed || ground.decision.kind == DecisionKind::kPartlyPassed;
  auto issued = sign_and_keep(parts, t, ground, now_ms);
  if (issued || !was_passed || !is_about_the_permit(issued.error())) return issued;
  return hold(parts, t, ground, issued.error(), now_ms);
}

Result<PermitIssued> release_held(const Parts& parts, DeskTransaction& t, const PermitRow& held,
                                  const permit::PermitTerms& terms, std::int64_t now_ms) {
  const Reach whole = Reach::of_whole_desk();
  const auto of = case_from_events(t, whole, held.case_id);
  if (!of) return fail(of.error());
  const auto row = t.case_of(whole, held.case_id);
  if (!row) return fail(row.error());
  if (of->decisions.empty() || held_id(of->decisions.back()) != held.id) {
    return fail({ErrorCode::kOutOfRange,
                 "the case was decided again since: this decision gives no permit",
                 {},
                 "该案件此后已重新作出结论，原结论不再签发许可"});
  }
  const auto version = t.filing_version(whole, row->filing, static_cast<std::int64_t>(of->versions.size()));
  if (!version) return fail(version.error());
  const intake::IntakeOutcome read = declared_in(*version);
  if (!read.transfer) return fail(still_open(unreadable(read)));
  const auto foreign = against_the_firm(t, held.tenant, *read.transfer);
  if (!foreign) return fail(foreign.error());
  if (*foreign) return fail(still_open(**foreign));
  const DecidedCase decided{*of, of->decisions.back(), *row, *version};
  const std::string pass = replaced_by(t, decided);
  const auto gone = against_the_pass(t, *row, pass);
  if (!gone) return fail(gone.error());
  if (*gone) return fail(**gone);
  auto whole_terms = terms_of(parts, t, decided, *read.transfer, pass, terms);
  if (!whole_terms) return fail(whole_terms.error());
  auto issued = sign_and_keep(
      parts, t, {held.tenant, decided.decision, *read.transfer, pass, std::move(*whole_terms)}, now_ms);
  if (!issued) return fail(still_open(issued.error()));
  return issued;
}

Result<void> revoke_permits_of_case(const Parts& parts, DeskTransaction& t, const std::string& case_id,
                                    const std::string& except, const Text& reason, std::int64_t now_ms) {
  const auto rows = t.permits_of_case(Reach::of_whole_desk(), case_id);
  if (!rows) return fail(rows.error());
  for (const PermitRow& row : *rows) {
    if (row.id == except || !is_signed(row) || row.state == to_string(PermitState::kRevoked)) continue;
    const auto whole = t.permit(Reach::of_whole_desk(), row.id);  // a list has no documents
    if (!whole) return fail(whole.error());
    const StatementChange revoked_now{PermitState::kRevoked, reason};
    const auto done = state_next(*parts.permit_keys, t, *whole, revoked_now, now_ms);
    if (!done) return fail(done.error());
    if (auto followed = follow_statement(parts, t, *whole, revoked_now, now_ms); !followed) return followed;
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

std::string state_on(const PermitRow& row, Date today) {
  if (!is_signed(row) || row.state == to_string(PermitState::kRevoked)) return row.state;
  const std::string day = today.str();
  if (day >= row.valid_until) return "expired";
  return day < row.valid_from && row.state == to_string(PermitState::kActive) ? "not_yet" : row.state;
}

}  // namespace tidegate::desk
