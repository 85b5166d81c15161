#include "tidegate/gate/permits/files.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include "tidegate/gate/packs.h"
#include "tidegate/permit/envelope.h"
#include "tidegate/ports/signing_key.h"

namespace tidegate {
namespace {

constexpr std::size_t kLargestKeyFile = 16'384;

// In PEM, or as a JWK without its private half.
bool is_public_key(std::string_view text) {
  const auto has = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
  return has("-----BEGIN PUBLIC KEY-----") || (has("\"kty\"") && !has("\"d\""));
}

Error at(Error error, const std::string& where) {
  if (error.where.empty()) error.where = where;
  return error;
}

}  // namespace

Result<std::string> passphrase_for(const std::string& key, const std::string& file,
                                   const GateOptions& options) {
  if (!file.empty()) return read_password(file);
  if (options.ask_password) {
    if (auto said = options.ask_password(key)) return std::move(*said);
    return fail({ErrorCode::kCancelled, "no passphrase was given", key, "未输入口令"});
  }
  return fail({ErrorCode::kMalformed, "needs a passphrase: give its file with --passphrase-file", key,
               "需要口令：请用 --passphrase-file 给出口令文件"});
}

Result<PrivateKeyFile> read_private_key(const std::string& path, const std::string& passphrase_file,
                                        const GateOptions& options) {
  auto pem = read_file(path, kLargestKeyFile);
  if (!pem) return fail(pem.error());
  if (is_public_key(*pem))
    return fail({ErrorCode::kMalformed, "is a public key; the private one is needed, which signs", path,
                 "是公钥；签名须用私钥"});
  struct stat about {};
  if (::stat(path.c_str(), &about) == 0 && S_ISREG(about.st_mode) && (about.st_mode & 0077) != 0) {
    return fail({ErrorCode::kMalformed, fmt::format("others may read this private key: chmod 600 {}", path),
                 path, fmt::format("该私钥可被他人读取：chmod 600 {}", path)});
  }
  PrivateKeyFile out{std::move(*pem), {}};
  if (is_sealed_key(out.pem)) {
    auto said = passphrase_for(path, passphrase_file, options);
    if (!said) return fail(said.error());
    out.passphrase = std::move(*said);
  }
  return out;
}

Result<Ed25519Secret> open_signer(const PermitSigner& signer, const GateOptions& options) {
  if (signer.key.empty())
    return fail({ErrorCode::kMalformed, "name the private key that signs", "--key", "请指定签名私钥"});
  const auto file = read_private_key(signer.key, signer.passphrase_file, options);
  if (!file) return fail(file.error());
  auto secret = open_key(file->pem, file->passphrase);
  if (!secret) return fail(at(secret.error(), signer.key));
  return secret;
}

Result<Ed25519Key> read_public_key(const std::string& path) {
  const auto pem = read_file(path, kLargestKeyFile);
  if (!pem) return fail(pem.error());
  if (pem->find("PRIVATE KEY-----") != std::string::npos)
    return fail(
        {ErrorCode::kMalformed,
         "is a private key, which stays with its owner; the public one is needed, as permit-key.pub.pem",
         path, "是私钥，只应由所有者持有；此处须用公钥，如 permit-key.pub.pem"});
  const auto key = parse_ed25519_pem(*pem);
  if (!key) return fail(at(key.error(), path));
  return *key;
}

Result<permit::TrustPolicy> read_trust(const PermitTrust& trust) {
  if (trust.key.empty() == trust.policy.empty()) {
    return fail({ErrorCode::kMalformed, "say whose signatures count: either --key FILE or --trust FILE",
                 "--key", "请说明信任谁的签名：--key FILE 或 --trust FILE 之一"});
  }
  if (!trust.key.empty()) {
    const auto key = read_public_key(trust.key);
    if (!key) return fail(key.error());
    return permit::trust_in(*key);
  }
  const auto bytes = read_small_file(trust.policy);
  if (!bytes) return fail(bytes.error());
  auto policy = permit::read_trust(*bytes, trust.policy);
  if (policy) return policy;
  // Which of the files is wrong, before what is wrong in it: a permit or a statement is easily taken for it.
  const Error& why = policy.error();
  return fail(
      {why.code,
       fmt::format("--trust names no trust file (trust.json, of who issued the permit): {}", why.what),
       trust.policy,
       fmt::format("--trust 所指不是信任文件（签发方的 trust.json）：{}",
                   why.what_zh.empty() ? why.what : why.what_zh)});
}

Result<std::string> read_small_file(const std::string& path) { return read_file(path, permit::kLargestFile); }

}  // namespace tidegate
