#include "tidegate/gate/evidence/witness_journeys.h"

#include <fmt/format.h>

#include "tidegate/base/china_time.h"
#include "tidegate/base/instant.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/base/utc_time.h"
#include "tidegate/gate/permits/files.h"
#include "tidegate/ports/signatures.h"

namespace tidegate {
namespace {

void write_keys(JsonWriter& out, const std::vector<evidence::VerifierKey>& keys) {
  out.begin_array();
  for (const evidence::VerifierKey& key : keys) out.string(key.to_text());
  out.end_array();
}

std::string indented(const std::vector<evidence::VerifierKey>& keys) {
  std::string out;
  for (const evidence::VerifierKey& key : keys) out += fmt::format("  {}\n", key.to_text());
  return out;
}

Result<std::unique_ptr<OctetSigner>> open_key_file(const std::string& path,
                                                   const std::string& passphrase_file,
                                                   const GateOptions& gate) {
  const auto file = read_private_key(path, passphrase_file, gate);
  if (!file) return fail(file.error());
  auto signer = open_signer_pem(file->pem, file->passphrase);
  if (!signer) return fail({signer.error().code, signer.error().what, path, signer.error().what_zh});
  return signer;
}

}  // namespace

Result<Printed> witness_init(const WitnessInitRequest& request, bool json, const Look& look) {
  std::string passphrase;
  if (!request.passphrase_file.empty()) {
    auto said = read_password(request.passphrase_file);
    if (!said) return fail(said.error());
    passphrase = std::move(*said);
  }
  std::vector<WitnessStore::NewKey> keys;
  for (const SignatureAlgorithm algorithm : request.algorithms) {
    auto pem = new_signer_pem(algorithm, passphrase);
    if (!pem) return fail(pem.error());
    const auto signer = open_signer_pem(*pem, passphrase);
    if (!signer) return fail(signer.error());
    keys.push_back({std::move(*pem), (*signer)->public_key()});
  }
  const auto made = WitnessStore::init(request.folder, request.name, keys);
  if (!made) return fail(made.error());
  if (json) {
    JsonWriter out;
    out.begin_object().key("folder").string(request.folder).key("name").string(request.name);
    out.key("verifier_keys");
    write_keys(out, *made);
    out.end_object();
    return Printed{out.take() + "\n"};
  }
  const Text says{
      fmt::format("made the witness {} in {}; others trust it by\n", request.name, request.folder),
      fmt::format("已在 {1} 创建见证方 {0}；供他人信任的验证密钥：\n", request.name, request.folder)};
  return Printed{says.in(look.lang) + indented(*made)};
}

Result<Printed> witness_add_log(const std::string& folder, const std::vector<std::string>& keys, bool json,
                                const Look& look) {
  const auto origin = WitnessStore::add_log(folder, keys);
  if (!origin) return fail(origin.error());
  if (json) {
    JsonWriter out;
    out.begin_object().key("log").string(*origin).end_object();
    return Printed{out.take() + "\n"};
  }
  const Text says{fmt::format("may cosign the log {} from now on\n", *origin),
                  fmt::format("即日起可见证日志 {}\n", *origin)};
  return Printed{says.in(look.lang)};
}

Result<Printed> witness_show(const std::string& folder, bool json, const Look& look) {
  const auto own = WitnessStore::keys_in(folder);
  if (!own) return fail(own.error());
  const auto logs = WitnessStore::logs(folder);
  if (!logs) return fail(logs.error());
  if (json) {
    JsonWriter out;
    out.begin_object().key("name").string(own->front().name).key("verifier_keys");
    write_keys(out, *own);
    out.key("logs").begin_array();
    for (const WitnessLog& log : *logs) {
      out.begin_object().key("origin").string(log.origin).key("verifier_keys");
      write_keys(out, log.keys);
      out.key("size").unsigned_integer(log.line ? log.line->checkpoint.size : 0);
      out.key("root");
      log.line ? out.string(hex(log.line->checkpoint.root)) : out.null();
      out.key("cosigned_at");
      log.line ? out.string(instant_text(log.line->time_s * 1'000)) : out.null();
      out.end_object();
    }
    out.end_array().end_object();
    return Printed{out.take() + "\n"};
  }
  std::string text = own->front().name + "\n" + indented(*own);
  for (const WitnessLog& log : *logs) {
    const std::int64_t at_ms = log.line ? log.line->time_s * 1'000 : 0;
    const Text seen = log.line ? Text{fmt::format("{}: {} entries, cosigned {}\n", log.origin,
                                                  log.line->checkpoint.size, utc_time_text(at_ms)),
                                      fmt::format("{}：{} 条记录，签名于{}\n", log.origin,
                                                  log.line->checkpoint.size, china_time_text(at_ms))}
                               : Text{fmt::format("{}: nothing cosigned yet\n", log.origin),
                                      fmt::format("{}：尚未签名\n", log.origin)};
    text += seen.in(look.lang) + indented(log.keys);
  }
  return Printed{text};
}

Result<std::unique_ptr<WitnessStore>> open_witness(const WitnessStore::Options& options,
                                                   const std::string& passphrase_file,
                                                   const GateOptions& gate) {
  if (const auto own = WitnessStore::keys_in(options.folder); !own) return fail(own.error());
  std::vector<std::unique_ptr<OctetSigner>> signers;
  for (const std::string& path : WitnessStore::key_files(options.folder)) {
    auto signer = open_key_file(path, passphrase_file, gate);
    if (!signer) return fail(signer.error());
    signers.push_back(std::move(*signer));
  }
  return WitnessStore::open(options, std::move(signers));
}

}  // namespace tidegate
