#include "tidegate/cli/backup_commands.h"

#include <fmt/format.h>

#include <charconv>

#include "tidegate/base/instant.h"
#include "tidegate/cli/call.h"
#include "tidegate/cli/moment.h"
#include "tidegate/gate/backups/backups.h"
#include "tidegate/gate/backups/record_backup.h"

namespace tidegate::cli {
namespace {

constexpr std::int64_t kLongestMinutes = 60 * 24 * 3'650;

Result<std::optional<std::int64_t>> number(const Arguments& a, const char* option, std::int64_t least,
                                           std::int64_t most) {
  if (!a.has(option)) return std::optional<std::int64_t>{};
  const std::string text = a.value(option);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc{} && end == text.data() + text.size() && value >= least && value <= most)
    return std::optional(value);
  return fail({ErrorCode::kMalformed, fmt::format("is no whole number from {} to {}", least, most), option,
               fmt::format("不是 {} 至 {} 的整数", least, most)});
}

Result<std::optional<std::int64_t>> moment(const Arguments& a, const char* option) {
  if (!a.has(option)) return std::optional<std::int64_t>{};
  const auto ms = parse_instant(a.value(option));
  if (!ms) return fail({ErrorCode::kMalformed, ms.error().what, option, ms.error().what_zh});
  return std::optional(*ms);
}

BackupSigner signer(const Arguments& a) {
  return {{a.value("--key"), a.value("--passphrase-file"), a.value("--kid")}, a.value("--issuer")};
}

Result<Printed> attest(const Arguments& a, bool json, const Look& look, const GateOptions& options) {
  BackupAttestRequest r;
  r.repository = {a.positional[0], a.value("--tool", "files"), a.value("--password-file"),
                  a.value("--snapshot")};
  r.data = a.value("--data");
  r.owner = a.value("--owner");
  r.handler = a.value("--handler");
  r.system = a.value("--system");
  r.site = a.value("--site");
  r.copies = a.values("--copy");
  r.sites = a.value("--sites");
  r.algorithm = a.value("--algorithm");
  r.key_owner = a.value("--key-owner");
  r.key_country = a.value("--key-country");
  const auto rpo = number(a, "--rpo", 0, kLongestMinutes);
  if (!rpo) return fail(rpo.error());
  const auto rto = number(a, "--rto", 0, kLongestMinutes);
  if (!rto) return fail(rto.error());
  const auto grade = number(a, "--gbt20988", 1, 6);
  if (!grade) return fail(grade.error());
  const auto chunk = number(a, "--chunk", 1'024, 1 << 20);
  if (!chunk) return fail(chunk.error());
  const auto made = moment(a, "--made");
  if (!made) return fail(made.error());
  r.rpo_minutes = *rpo;
  r.rto_minutes = *rto;
  if (*grade) r.gbt20988 = static_cast<int>(**grade);
  r.chunk_octets = chunk->value_or(r.chunk_octets);
  r.made_ms = *made;
  r.signer = signer(a);
  r.out = a.value("--out");
  return backup_attest(r, json, look, options);
}

Result<Printed> challenge(const Arguments& a, bool json, const Look& look, const GateOptions& options) {
  const auto draws = number(a, "--draws", 1, 20'000);
  if (!draws) return fail(draws.error());
  return backup_challenge(
      {a.positional[0], a.value("--record"), a.value("--checkpoint"), a.value("--log-trust"),
       static_cast<std::uint64_t>(draws->value_or(300)), a.value("--out")},
      json, look, options);
}

Result<Printed> verify(const Arguments& a, bool json, const Look& look, const GateOptions& options) {
  BackupVerifyRequest r;
  r.manifest = a.positional[0];
  r.owner = a.value("--owner");
  r.systems = a.values("--system");
  r.owner_key = a.value("--owner-key");
  r.trust = a.value("--trust");
  r.trust_key = a.value("--trust-key");
  r.policy = a.value("--log-trust");
  r.list = a.value("--files");
  r.record = a.value("--record");
  r.challenge = a.value("--challenge");
  r.answer = a.value("--answer");
  r.verdicts = a.values("--verdict");
  r.drills = a.values("--drill");
  r.data = a.values("--data");
  r.declared = a.values("--declared");
  r.is_deleted_with_data = a.has("--deleted-with-data");
  const auto at = moment_asked(a);
  if (!at) return fail(at.error());
  r.at_ms = *at;
  r.verifier = signer(a);
  r.out = a.value("--out");
  return backup_verify(r, json, look, options);
}

Result<Printed> drill(const Arguments& a, bool json, const Look& look, const GateOptions& options) {
  BackupDrillRequest r;
  r.manifest = a.positional[0];
  r.repository.path = a.value("--repository");
  r.repository.password_file = a.value("--password-file");
  const bool is_over = r.repository.path.empty();
  r.into = is_over ? a.value("--restored") : a.value("--into");
  const auto start = moment(a, "--start");
  if (!start) return fail(start.error());
  const auto end = moment(a, "--end");
  if (!end) return fail(end.error());
  r.owner_key = a.value("--owner-key");
  r.trust = a.value("--trust");
  r.trust_key = a.value("--trust-key");
  const auto loss = moment(a, "--loss-at");
  if (!loss) return fail(loss.error());
  r.start_ms = *start;
  r.end_ms = *end;
  r.loss_ms = *loss;
  r.signer = signer(a);
  r.out = a.value("--out");
  return backup_drill(r, json, look, options);
}

}  // namespace

Result<Printed> run_backup(const Arguments& a, bool json, const Look& look, const GateOptions& options,
                           const std::string& evidence_passphrase_file) {
  const std::string_view name = a.command->name;
  if (a.positional.size() != 1)
    return fail({ErrorCode::kMalformed,
                 fmt::format("{} takes {}", name, a.command->positional),
                 {},
                 fmt::format("{} 的参数应为 {}", name, a.command->positional)});
  if (name == "backup attest") return attest(a, json, look, options);
  if (name == "backup challenge") return challenge(a, json, look, options);
  if (name == "backup verify" || name == "backup drill") {
    auto done = name == "backup verify" ? verify(a, json, look, options) : drill(a, json, look, options);
    const bool is_signed = !a.value("--key").empty() && !a.value("--out").empty();
    if (done && is_signed) {
      tell_recorded(record_backup(a.value("--out"), a.positional[0], evidence_passphrase_file, options),
                    look.lang);
    }
    return done;
  }
  if (name == "backup answer")
    return backup_answer({a.positional[0], a.value("--manifest"), a.value("--repository"), a.value("--out")},
                         json, look, options);
  const BackupRepository repository{a.positional[0], a.value("--tool", "files"), a.value("--password-file"),
                                    a.value("--snapshot")};
  return backup_inspect({repository, a.value("--sites"), a.values("--declared")}, json, look, options);
}

}  // namespace tidegate::cli
