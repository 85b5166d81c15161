// Runs tidegate permit: reads its words, calls a journey.
#include "tidegate/cli/permit_commands.h"

#include <fmt/format.h>

#include <charconv>

#include "tidegate/base/seen_text.h"
#include "tidegate/cli/call.h"
#include "tidegate/cli/moment.h"
#include "tidegate/gate/permits/permits.h"
#include "tidegate/gate/permits/record_permit.h"

namespace tidegate::cli {
namespace {

Error wrong(const char* option, std::string what, std::string what_zh) {
  return {ErrorCode::kMalformed, std::move(what), option, std::move(what_zh)};
}

Result<std::optional<std::int64_t>> number(const Arguments& a, const char* option, std::int64_t most) {
  if (!a.has(option)) return std::optional<std::int64_t>{};
  const std::string text = a.value(option);
  std::int64_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc{} || end != text.data() + text.size() || n < 0 || n > most)
    return fail(wrong(option, fmt::format("\"{}\" is not a number from 0 to {}", text, most),
                      fmt::format("“{}”不是 0 至 {} 的整数", text, most)));
  return std::optional<std::int64_t>{n};
}

Result<std::optional<Date>> day(const Arguments& a, const char* option) {
  if (!a.has(option)) return std::optional<Date>{};
  auto date = Date::parse(a.value(option));
  if (!date) return fail({date.error().code, date.error().what, option, date.error().what_zh});
  return std::optional<Date>{*date};
}

Result<YearlyBound> bound(const Arguments& a, const char* total, const char* per_year) {
  constexpr std::int64_t kMost = 1'000'000'000'000'000'000;
  const auto all = number(a, total, kMost);
  if (!all) return fail(all.error());
  const auto yearly = number(a, per_year, kMost);
  if (!yearly) return fail(yearly.error());
  return YearlyBound{*yearly, *all};
}

PermitSigner signer(const Arguments& a) { return {a.value("--key"), a.value("--passphrase-file")}; }

Result<PermitVerifyRequest> verify_request(const Arguments& a) {
  const auto at = moment_asked(a);
  if (!at) return fail(at.error());
  return PermitVerifyRequest{a.positional[0],       {a.value("--key"), a.value("--trust")},
                             a.value("--status"),   *at,
                             a.value("--evidence"), a.value("--evidence-trust")};
}

Result<Printed> draft(const Arguments& a, const GateOptions& options) {
  PermitDraftRequest request;
  request.record = a.positional[0];
  request.decision = a.value("--decision");
  request.id = a.value("--id");
  request.issuer = {a.value("--issuer"), a.value("--issuer-zh")};
  if (request.issuer.en.empty() || request.issuer.zh.empty())
    return fail(wrong("--issuer", "name the agency in both languages: --issuer and --issuer-zh",
                      "请用中英文写明签发机构：--issuer 与 --issuer-zh"));
  const auto from = day(a, "--from");
  if (!from) return fail(from.error());
  request.from = *from;
  const auto until = day(a, "--until");
  if (!until) return fail(until.error());
  request.until = *until;
  const auto persons = bound(a, "--persons", "--persons-year");
  if (!persons) return fail(persons.error());
  request.persons = *persons;
  const auto sensitive = bound(a, "--sensitive", "--sensitive-year");
  if (!sensitive) return fail(sensitive.error());
  request.sensitive_persons = *sensitive;
  const auto octets = bound(a, "--octets", "--octets-year");
  if (!octets) return fail(octets.error());
  request.octets = *octets;
  request.encryption = a.value("--encryption");
  return permit_draft(request, options);
}

Result<PermitSigned> state(const Arguments& a, bool json, const Look& look, const GateOptions& options) {
  PermitStateRequest request;
  request.permit = a.positional[0];
  request.last = a.value("--last");
  const std::string_view name = a.command->name;
  request.state = name == "permit suspend"  ? PermitState::kSuspended
                  : name == "permit revoke" ? PermitState::kRevoked
                                            : PermitState::kActive;
  request.reason = {a.value("--reason"), a.value("--reason-zh")};
  const bool is_said_in_english = shows_something(request.reason.en);
  if (request.state != PermitState::kActive && (!is_said_in_english || !shows_something(request.reason.zh)))
    return fail(wrong(!is_said_in_english ? "--reason" : "--reason-zh",
                      "say why in both languages: --reason and --reason-zh",
                      "请用中英文说明理由：--reason 与 --reason-zh"));
  const auto days = number(a, "--days", 3'660);
  if (!days) return fail(days.error());
  request.days = days->value_or(request.days);
  request.signer = signer(a);
  request.out = a.value("--out");
  return permit_state(request, json, look, options);
}

Result<PermitSigned> issue(const Arguments& a, bool json, const Look& look, const GateOptions& options) {
  const auto grace = number(a, "--grace-hours", 720);
  if (!grace) return fail(grace.error());
  PermitIssueRequest request{a.positional[0], signer(a), a.values("--cosigner"), a.value("--out"), 24};
  request.grace_hours = grace->value_or(request.grace_hours);
  return permit_issue(request, json, look, options);
}

Result<Printed> decide(const Arguments& a, bool json, const Look& look, const GateOptions& options) {
  auto verify = verify_request(a);
  if (!verify) return fail(verify.error());
  return permit_decide({std::move(*verify), a.value("--request"), a.value("--usage")}, json, look, options);
}

}  // namespace

Result<Printed> run_permit(const Arguments& a, bool json, const Look& look, const GateOptions& options,
                           const std::string& evidence_passphrase_file) {
  const std::string_view name = a.command->name;
  if (a.positional.size() != 1)
    return fail({ErrorCode::kMalformed,
                 fmt::format("{} takes {}", name, a.command->positional),
                 {},
                 fmt::format("{} 的参数应为 {}", name, a.command->positional)});
  if (name == "permit show") return permit_show(a.positional[0], json, look);
  if (name == "permit decide") return decide(a, json, look, options);
  if (name == "permit draft") return draft(a, options);
  const std::string& word = evidence_passphrase_file;
  if (name == "permit issue") {
    auto issued = issue(a, json, look, options);
    if (!issued) return fail(issued.error());
    tell_recorded(record_permit(a.value("--out"), issued->by, word, options), look.lang);
    return std::move(issued->printed);
  }
  if (name == "permit cosign") {
    auto signed_too = permit_cosign(a.positional[0], signer(a), json, look, options);
    if (!signed_too) return fail(signed_too.error());
    const std::string permit = a.value("--permit");
    const std::string& file = a.positional[0];
    tell_recorded(permit.empty() ? record_permit(file, signed_too->by, word, options)
                                 : record_permit_status(file, permit, signed_too->by, word, options),
                  look.lang);
    return std::move(signed_too->printed);
  }
  if (name == "permit keygen") {
    return permit_keygen({a.positional[0], a.value("--passphrase-file"), a.has("--passphrase")}, json, look,
                         options);
  }
  if (name != "permit verify") {
    auto stated = state(a, json, look, options);
    if (!stated) return fail(stated.error());
    tell_recorded(record_permit_status(a.value("--out"), a.positional[0], stated->by, word, options),
                  look.lang);
    return std::move(stated->printed);
  }
  const auto request = verify_request(a);
  if (!request) return fail(request.error());
  return permit_verify(*request, json, look, options);
}

}  // namespace tidegate::cli
