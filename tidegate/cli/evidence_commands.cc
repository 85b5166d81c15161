// Runs tidegate evidence: reads its words, calls a journey.
#include "tidegate/cli/evidence_commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tidegate/cli/moment.h"
#include "tidegate/gate/evidence/bundles.h"
#include "tidegate/gate/evidence/own_log.h"

namespace tidegate::cli {
namespace {

OwnLogPlace place(const Arguments& a) { return {a.value("--log"), a.value("--passphrase-file")}; }

Error needs(const char* option) {
  return {ErrorCode::kMalformed, fmt::format("needs {}", option), {}, fmt::format("须给出 {}", option)};
}

Result<Printed> record(const Arguments& a, bool json, const Look& look, const GateOptions& options) {
  if (a.value("--subject").empty()) return fail(needs("--subject"));
  LogRecordRequest request{place(a), a.positional[0], a.value("--subject"), "permit", "live", {}};
  if (a.has("--kind")) request.kind = a.value("--kind");
  if (a.has("--status")) request.status = a.value("--status");
  for (const std::string& field : a.values("--field")) {
    const std::size_t at = field.find('=');
    if (at == 0 || at == std::string::npos)
      return fail({ErrorCode::kMalformed, "is not NAME=VALUE", "--field", "不是 名称=值"});
    request.fields.emplace_back(field.substr(0, at), field.substr(at + 1));
  }
  return log_record(request, json, look, options);
}

// Those of the own log.
Result<Printed> run_log(const Arguments& a, bool json, const Look& look, const GateOptions& options) {
  const std::string_view name = a.command->name;
  if (name == "evidence record") return record(a, json, look, options);
  if (name == "evidence erase") return log_erase(place(a), a.positional[0], json, look, options);
  if (name == "evidence publish")
    return log_publish(place(a), a.has("--despite-witnesses"), json, look, options);
  if (name == "evidence rotate-key") return log_rotate_key(place(a), a.has("--sm"), json, look, options);
  if (name == "evidence declare-policy")
    return log_declare_policy(place(a), a.positional[0], json, look, options);
  if (name == "evidence status") return log_status(place(a), json, look, options);
  if (name == "evidence trust") return log_trust(place(a), json, look, options);
  if (name == "evidence init") {
    if (!a.has("--origin")) return fail(needs("--origin"));
    return log_init({place(a), a.value("--origin"), a.has("--sm"), a.value("--witnesses")}, json, look,
                    options);
  }
  if (!a.has("--out")) return fail(needs("--out"));
  if (!a.has("--index") && !a.has("--subject")) return fail(needs("--subject"));
  return log_bundle({place(a), a.value("--index"), a.value("--subject"), a.values("--show"),
                     a.value("--statement"), a.value("--out")},
                    json, look, options);
}

}  // namespace

Result<Printed> run_evidence(const Arguments& a, bool json, const Look& look, const GateOptions& options) {
  const std::string_view name = a.command->name;
  const bool takes_one = !a.command->positional.empty();
  if (a.positional.size() != (takes_one ? 1U : 0U))
    return fail({ErrorCode::kMalformed,
                 fmt::format("{} takes {}", name, takes_one ? a.command->positional : "no such argument"),
                 {},
                 fmt::format("{} 的参数应为{}", name,
                             takes_one ? " " + std::string(a.command->positional) : std::string("空"))});
  if (name == "evidence page") return evidence_page(a.value("--out"), json, look);
  constexpr std::array kOfBundles{std::string_view("evidence verify"), std::string_view("evidence show"),
                                  std::string_view("evidence receipt")};
  if (std::find(kOfBundles.begin(), kOfBundles.end(), name) == kOfBundles.end())
    return run_log(a, json, look, options);
  if (name == "evidence show") return evidence_show(a.positional[0], json, look);
  const auto at = moment_asked(a);
  if (!at) return fail(at.error());
  const EvidenceVerifyRequest request{a.positional[0],     a.value("--trust"),  *at,
                                      a.value("--tsa-ca"), a.values("--block"), a.value("--rpc"),
                                      a.value("--ca")};
  if (name == "evidence receipt") return evidence_receipt(request, a.value("--out"), json, look, options);
  return evidence_verify(request, json, look, options);
}

}  // namespace tidegate::cli
