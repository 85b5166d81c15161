#include "tidegate/cli/evidence_commands.h"

#include <fmt/format.h>

#include <filesystem>

#include "tidegate/cli/moment.h"
#include "tidegate/cli/progress_line.h"
#include "tidegate/cli/say.h"
#include "tidegate/gate/evidence/bundles.h"
#include "tidegate/gate/evidence/many_bundles.h"
#include "tidegate/gate/evidence/own_log.h"

namespace tidegate::cli {
namespace {

OwnLogPlace place(const Arguments& a, Lang lang) {
  return {a.value("--log"), a.value("--passphrase-file"),
          [lang](const Text& said) { tell(fmt::format("tidegate: {}\n", said.in(lang))); }};
}

Error needs(const char* option) {
  return {ErrorCode::kMalformed, fmt::format("needs {}", option), {}, fmt::format("须给出 {}", option)};
}

Result<Printed> record(const Arguments& a, bool json, const Look& look, const GateOptions& options) {
  if (a.value("--subject").empty()) return fail(needs("--subject"));
  LogRecordRequest request{place(a, look.lang), a.positional[0], a.value("--subject"), "permit", "live", {}};
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
  if (name == "evidence erase") return log_erase(place(a, look.lang), a.positional[0], json, look, options);
  if (name == "evidence publish")
    return log_publish(place(a, look.lang), a.has("--despite-witnesses"), json, look, options);
  if (name == "evidence rotate-key")
    return log_rotate_key(place(a, look.lang), a.has("--sm"), json, look, options);
  if (name == "evidence declare-policy")
    return log_declare_policy(place(a, look.lang), a.positional[0], json, look, options);
  if (name == "evidence status") return log_status(place(a, look.lang), json, look, options);
  if (name == "evidence trust") return log_trust(place(a, look.lang), json, look, options);
  if (name == "evidence init") {
    if (!a.has("--origin")) return fail(needs("--origin"));
    return log_init({place(a, look.lang), a.value("--origin"), a.has("--sm"), a.value("--witnesses")}, json,
                    options);
  }
  if (!a.has("--out")) return fail(needs("--out"));
  if (!a.has("--index") && !a.has("--subject")) return fail(needs("--subject"));
  return log_bundle({place(a, look.lang), a.value("--index"), a.value("--subject"), a.values("--show"),
                     a.value("--statement"), a.value("--out")},
                    json, look, options);
}

// Of the first bundle named.
Result<EvidenceVerifyRequest> asked_of_bundle(const Arguments& a) {
  const auto at = moment_asked(a);
  if (!at) return fail(at.error());
  return EvidenceVerifyRequest{a.positional[0],     a.value("--trust"),  *at,
                               a.value("--tsa-ca"), a.values("--block"), a.value("--rpc"),
                               a.value("--ca")};
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
  if (name == "evidence show") return evidence_show(a.positional[0], json, look);
  if (name != "evidence receipt") return run_log(a, json, look, options);
  const auto request = asked_of_bundle(a);
  if (!request) return fail(request.error());
  return evidence_receipt(*request, a.value("--out"), json, look, options);
}

int run_evidence_verify(Call& call) {
  const Arguments& a = call.arguments;
  if (a.positional.empty()) return wrong_count(call, a.command->positional);
  const auto request = asked_of_bundle(a);
  if (!request) return report(request.error(), call.look.lang);
  std::error_code none;
  if (a.positional.size() == 1 && !std::filesystem::is_directory(a.positional[0], none))
    return show(evidence_verify(*request, call.json, call.look, call.options), call.look.lang);
  const auto answer = [&] {
    ProgressLine line(call.around.progress, call.look.lang);
    call.options.progress = line.sink();
    return evidence_verify_many(a.positional, *request, call.json, call.look, call.options);
  }();
  return show(answer, call.look.lang);
}

}  // namespace tidegate::cli
