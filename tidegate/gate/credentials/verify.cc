// Verifies one credential.
#include <fmt/format.h>

#include <algorithm>

#include "tidegate/assure/check.h"
#include "tidegate/assure/credential.h"
#include "tidegate/assure/status_list.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/base/utf8.h"
#include "tidegate/gate/credentials/files.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/cms_signatures.h"
#include "tidegate/ports/http_client.h"
#include "tidegate/ports/signatures.h"
#include "tidegate/terms/uscc.h"

namespace tidegate {
namespace {

constexpr std::size_t kMostStatuses = 200;

Error needs(const char* option) {
  return {ErrorCode::kMalformed, fmt::format("needs {}", option), {}, fmt::format("须给出 {}", option)};
}

// Whether somebody meant a credit code: 18 letters and digits, full-width ones too, of which the second, its
// kind of organisation, is a digit.
bool is_meant_as_code(std::string_view typed) {
  constexpr char32_t kFullWidth = 0xFF01 - 0x21;
  std::string kinds;  // d a digit, l a letter
  for (std::string_view rest = typed; !rest.empty() && kinds.size() <= 18;) {
    char32_t c = next_code_point(rest);
    if (c >= 0xFF01 && c <= 0xFF5E) c -= kFullWidth;
    if (c == U' ' || c == U'\t' || c == 0x3000 || c == 0xA0) continue;
    const bool is_letter = (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
    if (!is_letter && (c < U'0' || c > U'9')) return false;
    kinds += is_letter ? 'l' : 'd';
  }
  return kinds.size() == 18 && kinds[1] == 'd';
}

// A credit code as people type it; anything else is the id of a foreign holder. A code with a slip would be
// the id of nobody, and the answer that the credential is another's. Errors: kMalformed at --holder.
Result<std::string> holder_of(const std::string& typed) {
  const auto code = Uscc::parse_typed(typed);
  if (code) return code->str();
  if (!is_meant_as_code(typed)) return typed;
  return fail({ErrorCode::kMalformed, code.error().what + "; copy it from the business licence anew",
               "--holder", code.error().what_zh + "；请按营业执照重新录入"});
}

Result<std::vector<std::string>> statuses_of(const CredentialVerifyRequest& request) {
  if (request.statuses.size() > kMostStatuses)
    return fail({ErrorCode::kLimit, "more than 200 status lists", "--status", "状态列表超过 200 个"});
  return read_statuses(request.statuses, "--status");
}

}  // namespace

Result<Printed> credential_verify(const CredentialVerifyRequest& request, bool json, const Look& look,
                                  const GateOptions& options) {
  if (request.trust.empty()) return fail(needs("--trust"));
  if (request.trust_key.empty()) return fail(needs("--trust-key"));
  if (request.holder.empty()) return fail(needs("--holder"));
  const auto holder = holder_of(request.holder);
  if (!holder) return fail(holder.error());
  const auto bytes = read_file(request.file, assure::kLargestDocument);
  if (!bytes) return fail(bytes.error());
  const auto cms = cms_check();
  const std::string beside = contents_beside(request.file, [](const std::string& place) {
    auto found = read_file(place, assure::kLargestCredential);
    return found ? std::optional(std::move(*found)) : std::nullopt;
  });
  const assure::ByCertificate by_certificate{cms.get(), beside};
  const auto signatures = signature_check();
  const auto trust = open_trust(request.trust, request.trust_key, *signatures);
  if (!trust) return fail(trust.error());
  auto statuses = statuses_of(request);
  if (!statuses) return fail(statuses.error());
  std::optional<Error> not_fetched;
  if (request.fetches) {
    auto fetched = fetched_status(*bytes, *trust, *signatures, by_certificate, *http_client());
    if (!fetched && statuses->empty()) return fail(fetched.error());
    if (!fetched) not_fetched = fetched.error();
    if (fetched && !fetched->empty()) statuses->push_back(std::move(*fetched));
  }
  const auto rules = credential_rules();
  if (!rules) return fail(rules.error());
  assure::CredentialQuestion question;
  question.holder = *holder;
  question.systems = assure::each_at(request.systems, request.sites);
  question.processes = request.processes;
  question.least_level = request.least_level;
  question.at_ms = request.at_ms.value_or(options.now_ms);
  assure::StatusLists lists(*statuses);
  const auto a =
      assure::check_credential(*bytes, question, *trust, lists, *rules, *signatures, by_certificate);
  // What is due to the kind alone is no failure of this one.
  const bool holds = std::all_of(a.why_not_higher.begin(), a.why_not_higher.end(), [](const auto& reason) {
    return reason.fault == CredentialFault::kFilingAlone || reason.fault == CredentialFault::kKindLimit;
  });
  const ExitCode exit = holds ? ExitCode::kProceed : ExitCode::kVerification;
  const Error* const why = not_fetched ? &*not_fetched : nullptr;
  return Printed{json ? credential_json(a, why) + "\n" : credential_text(a, why, question.at_ms, exit, look),
                 exit};
}

}  // namespace tidegate
