#include "tidegate/cli/credential_commands.h"

#include <fmt/format.h>

#include "tidegate/cli/call.h"
#include "tidegate/cli/moment.h"
#include "tidegate/gate/credentials/credentials.h"
#include "tidegate/gate/credentials/record_credential.h"

namespace tidegate::cli {
namespace {

Result<std::optional<int>> level(const Arguments& a) {
  if (!a.has("--level")) return std::optional<int>{};
  const std::string text = a.value("--level");
  constexpr std::string_view kLevels = "123456789";
  if (text.size() != 1 || kLevels.find(text[0]) == kLevels.npos)
    return fail({ErrorCode::kMalformed, "is no level from 1 to 9", "--level", "不是 1 至 9 的等级"});
  return std::optional<int>{text[0] - '0'};
}

CredentialSigner signer(const Arguments& a) {
  return {a.value("--key"), a.value("--passphrase-file"), a.value("--kid")};
}

Result<Printed> verify(const Arguments& a, bool json, const Look& look, const GateOptions& options) {
  std::string missing;
  for (const char* option : {"--trust", "--trust-key", "--holder"}) {
    if (a.value(option).empty()) missing += (missing.empty() ? "" : " ") + std::string(option);
  }
  if (!missing.empty())
    return fail(
        {ErrorCode::kMalformed, fmt::format("needs {}", missing), {}, fmt::format("须给出 {}", missing)});
  CredentialVerifyRequest request;
  request.file = a.positional[0];
  request.trust = a.value("--trust");
  request.trust_key = a.value("--trust-key");
  request.statuses = a.values("--status");
  request.holder = a.value("--holder");
  request.systems = a.values("--system");
  request.sites = a.values("--site");
  request.processes = a.values("--process");
  const auto least = level(a);
  if (!least) return fail(least.error());
  request.least_level = *least;
  const auto at = moment_asked(a);
  if (!at) return fail(at.error());
  request.at_ms = *at;
  request.fetches = a.has("--fetch");
  return credential_verify(request, json, look, options);
}

}  // namespace

Result<Printed> run_credential(const Arguments& a, bool json, const Look& look, const GateOptions& options,
                               const std::string& evidence_passphrase_file) {
  const std::string_view name = a.command->name;
  if (a.positional.size() != 1)
    return fail({ErrorCode::kMalformed,
                 fmt::format("{} takes {}", name, a.command->positional),
                 {},
                 fmt::format("{} 的参数应为 {}", name, a.command->positional)});
  const std::string& file = a.positional[0];
  if (name == "credential verify") return verify(a, json, look, options);
  if (name == "credential keygen") {
    const auto algorithm =
        a.value("--algorithm") == "sm2" ? SignatureAlgorithm::kSm2 : SignatureAlgorithm::kEd25519;
    return credential_keygen({file, algorithm, a.value("--passphrase-file")}, json, look);
  }
  if (name == "credential issue") {
    const bool is_sd_jwt = a.value("--form") == "sd-jwt";
    auto issued = credential_issue({file, signer(a), is_sd_jwt, a.value("--out")}, json, look, options);
    if (issued)
      tell_recorded(record_credential(a.value("--out"), evidence_passphrase_file, options), look.lang);
    return issued;
  }
  if (name == "credential status") {
    auto stated = credential_status({file, a.values("--revoke"), a.values("--suspend"), a.values("--restore"),
                                     signer(a), a.value("--out")},
                                    json, look, options);
    if (stated)
      tell_recorded(record_status_list(a.value("--out"), file, evidence_passphrase_file, options), look.lang);
    return stated;
  }
  return credential_trust({file, signer(a), a.value("--out"), a.value("--trust-key")}, json, look, options);
}

}  // namespace tidegate::cli
