#include "tidegate/gate/credentials/files.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "tidegate/assure/credential.h"
#include "tidegate/assure/keys.h"
#include "tidegate/assure/status_list.h"
#include "tidegate/base/ip_address.h"
#include "tidegate/gate/credentials/document_kinds.h"
#include "tidegate/gate/packs.h"
#include "tidegate/gate/permits/files.h"
#include "tidegate/gate/resources.h"
#include "tidegate/ports/signatures.h"
#include "tidegate/risk/weights.h"
#include "tidegate/store/write_file.h"

namespace tidegate {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kLargestKeyFile = 16'384;
constexpr std::size_t kMostStatusBytes = 64U << 20;
constexpr int kOk = 200;

bool is_of_backup(const assure::CredentialRule& kind) {
  return kind.code.starts_with("backup") || kind.code == "restore_drill";
}

Result<std::vector<assure::CredentialRule>> read_document_kinds() {
  const auto weights = parse_weights(resource("models/risk/weights-v0.json"));
  if (!weights) return fail(weights.error());
  std::vector<assure::CredentialRule> kinds;
  for (const CredentialKind& kind : weights->credentials)
    kinds.push_back({kind.code, kind.name, kind.factors, kind.best, kind.fresh_days});
  return kinds;
}

}  // namespace

const Result<std::vector<assure::CredentialRule>>& document_kinds() {
  static const auto kKinds = read_document_kinds();
  return kKinds;
}

Result<std::vector<assure::CredentialRule>> credential_rules() {
  auto rules = document_kinds();
  if (rules) std::erase_if(*rules, is_of_backup);
  return rules;
}

Result<assure::TrustList> open_trust(const std::string& list, const std::string& key,
                                     SignatureCheck& signatures) {
  const auto key_bytes = read_file(key, kLargestKeyFile);
  if (!key_bytes) return fail(key_bytes.error());
  const auto public_key = assure::read_key(*key_bytes, key);
  if (!public_key) return fail(public_key.error());
  const auto bytes = read_file(list, assure::kLargestTrustList);
  if (!bytes) return fail(bytes.error());
  return assure::open_trust_list(*bytes, list, *public_key, signatures);
}

Result<std::unique_ptr<OctetSigner>> open_credential_signer(const CredentialSigner& signer,
                                                            const GateOptions& options) {
  const auto file = read_private_key(signer.key, signer.passphrase_file, options);
  if (!file) return fail(file.error());
  auto opened = open_signer_pem(file->pem, file->passphrase);
  if (!opened) return fail({opened.error().code, opened.error().what, signer.key, opened.error().what_zh});
  return opened;
}

Result<void> write_new_file(const std::string& path, std::string_view bytes, unsigned mode) {
  if (::access(path.c_str(), F_OK) == 0)
    return fail(
        {ErrorCode::kMalformed, "is there already, and is not written over", path, "文件已存在，不予覆盖"});
  return write_file(path, bytes, mode);
}

Result<std::vector<std::string>> read_statuses(const std::vector<std::string>& files,
                                               const std::string& where) {
  std::vector<std::string> out;
  std::size_t left = kMostStatusBytes;
  for (const std::string& file : files) {
    auto bytes = read_file(file, assure::kLargestStatusList);
    if (!bytes) return fail(bytes.error());
    if (bytes->size() > left)
      return fail(
          {ErrorCode::kLimit, "holds more than 64 MiB of status lists", where, "状态列表合计超过 64 MiB"});
    left -= bytes->size();
    // Passed over in silence it would revoke nothing.
    if (!assure::is_status_file(*bytes))
      return fail({ErrorCode::kMalformed,
                   "is no status list (JWT) and no revocation list (DER, or PEM of X509 CRL alone)", file,
                   "既不是状态列表（JWT），也不是证书吊销列表（DER，或仅含 X509 CRL 的 PEM）"});
    out.push_back(std::move(*bytes));
  }
  return out;
}

bool looks_like_credential(std::string_view bytes) {
  switch (assure::writing_of(bytes)) {
    case assure::Writing::kJose:  // base64url of an opening brace
      return bytes.starts_with("ey") && std::count(bytes.begin(), bytes.end(), '.') >= 2;
    case assure::Writing::kCms:
      return true;
    case assure::Writing::kPdf:
      return bytes.find("/ByteRange") != bytes.npos;
  }
  return false;
}

std::string contents_beside(const std::string& file, const OctetsOf& octets) {
  const std::string whole = fs::path(file).replace_extension().string();
  for (const std::string& place : {whole, whole + ".json"}) {
    if (!place.ends_with(".json")) continue;
    if (auto bytes = octets(place)) return std::move(*bytes);
  }
  return {};
}

Result<std::string> fetched_status(std::string_view credential, const assure::TrustList& trust,
                                   SignatureCheck& signatures, const assure::ByCertificate& by_certificate,
                                   HttpFetch& fetch) {
  const std::string address = assure::status_address(credential, trust, signatures, by_certificate);
  if (address.empty()) return address;
  HttpAsk ask;
  ask.url = address;
  ask.headers.emplace_back("Accept", "application/statuslist+jwt");
  ask.most_bytes = assure::kLargestStatusList;
  // Plain HTTP to this machine alone: the list is signed, but who asks for it is nobody else's business.
  if (address.starts_with("http://")) {
    ask.allows_plain = true;
    ask.may_connect = [](std::span<const std::uint8_t> octets) { return is_loopback_address(octets); };
  }
  auto got = fetch.fetch(ask);
  if (!got) return fail(got.error());
  if (got->status != kOk)
    return fail({ErrorCode::kUnavailable,
                 fmt::format("the status list's address answered {}", got->status),
                 {},
                 fmt::format("状态列表地址返回 {}", got->status)});
  return std::move(got->body);
}

}  // namespace tidegate
