#include "tidegate/gate/evidence/log_folder.h"

#include <sys/stat.h>

#include <cerrno>
#include <filesystem>

#include "tidegate/evidence/note.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/signatures.h"
#include "tidegate/ports/signing_key.h"
#include "tidegate/store/write_file.h"

namespace tidegate::log_folder {
namespace {

constexpr std::size_t kLargestKeyFile = 16'384;

Result<void> make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) == 0) return {};
  if (errno == EEXIST) return fail({ErrorCode::kMalformed, "is there already", path, "已存在"});
  return fail(system_error(errno, "cannot be made", "无法创建", path));
}

std::string vkey(const std::string& origin, const OctetSigner& key) {
  return evidence::VerifierKey{origin, evidence::KeyUse::kNote, key.public_key()}.to_text();
}

struct NewKey {
  std::string pem;
  std::string vkey;
};
Result<NewKey> new_key(SignatureAlgorithm algorithm, const std::string& origin,
                       const std::string& passphrase) {
  auto pem = new_signer_pem(algorithm, passphrase);
  if (!pem) return fail(pem.error());
  const auto signer = open_signer_pem(*pem, passphrase);
  if (!signer) return fail(signer.error());
  return NewKey{std::move(*pem), vkey(origin, **signer)};
}

Result<void> write_folder(const NewLog& made, const std::string& to) {
  const auto log = new_key(SignatureAlgorithm::kEd25519, made.origin, made.passphrase);
  if (!log) return fail(log.error());
  std::string first = log->vkey + "\n";
  const std::string policy =
      "log " + log->vkey + "\n" + (made.witnesses.empty() ? "quorum none\n" : made.witnesses);
  const auto parsed = evidence::Policy::parse(policy);
  if (!parsed) return fail(parsed.error());
  if (parsed->logs.size() != 1)
    return fail({ErrorCode::kMalformed, "has a line of another log", "witnesses", "含有其他日志的行"});
  for (const std::string& folder : {to, to + "/log", to + "/private"}) {
    if (const auto done = make_folder(folder); !done) return done;
  }
  if (made.has_sm) {
    const auto sm3 = new_key(SignatureAlgorithm::kSm2, made.origin + "/sm3", made.passphrase);
    if (!sm3) return fail(sm3.error());
    first += sm3->vkey + "\n";
    if (const auto wrote = write_file(to + "/private/sm2.pem", sm3->pem, 0600); !wrote) return wrote;
  }
  if (const auto wrote = write_file(to + "/private/log.pem", log->pem, 0600); !wrote) return wrote;
  if (const auto wrote = write_file(to + "/private/first", first, 0600); !wrote) return wrote;
  return write_file(to + "/private/policy", policy, 0600);
}

Result<std::unique_ptr<OctetSigner>> open_key(const std::string& path, const std::string& passphrase) {
  const auto pem = read_file(path, kLargestKeyFile);
  if (!pem) return fail(pem.error());
  auto signer = open_signer_pem(*pem, passphrase);
  if (!signer) return fail({signer.error().code, signer.error().what, path, signer.error().what_zh});
  return signer;
}

Error damaged(const std::string& path) {
  return {ErrorCode::kCorrupt, "is damaged; restore the folder from a backup", path,
          "已损坏；请从备份恢复该目录"};
}

}  // namespace

Result<void> make(const NewLog& made) {
  if (!evidence::is_key_name(made.origin))
    return fail({ErrorCode::kMalformed,
                 "no origin: letters without spaces or plus signs, as evidence.example.cn/2026", made.origin,
                 "日志名称无效：不得含空格或加号，例如 evidence.example.cn/2026"});
  std::error_code ignored;
  if (std::filesystem::exists(std::filesystem::symlink_status(made.folder, ignored)))
    return fail({ErrorCode::kMalformed, "is there already", made.folder, "已存在"});
  const std::string draft = made.folder + ".new";
  std::filesystem::remove_all(draft, ignored);  // of one that was killed
  const auto wrote = write_folder(made, draft);
  if (wrote && ::rename(draft.c_str(), made.folder.c_str()) == 0) return {};
  const int why = errno;
  std::filesystem::remove_all(draft, ignored);
  return wrote ? fail(system_error(why, "cannot be made", "无法创建", made.folder)) : wrote;
}

Result<bool> needs_passphrase(const std::string& folder) {
  const auto pem = read_file(folder + "/private/log.pem", kLargestKeyFile);
  if (!pem) return fail(pem.error());
  return is_sealed_key(*pem);
}

Result<Folder> read(const std::string& folder, const std::string& passphrase) {
  Folder out;
  const std::string first_path = folder + "/private/first";
  const auto first = read_file(first_path, evidence::kLargestPolicy);
  if (!first && first.error().code == ErrorCode::kNotFound)
    return fail({ErrorCode::kNotFound, "no evidence log is here: tidegate evidence init", folder,
                 "此处没有证据日志：请先执行 tidegate evidence init"});
  if (!first) return fail(first.error());
  for (std::string_view left = *first; !left.empty();) {
    const auto line = evidence::take_line(left);
    if (!line || !evidence::VerifierKey::parse(*line)) return fail(damaged(first_path));
    out.first.emplace_back(*line);
  }
  if (out.first.empty() || out.first.size() > 2) return fail(damaged(first_path));
  out.origin = evidence::VerifierKey::parse(out.first.front())->name;
  auto key = open_key(folder + "/private/log.pem", passphrase);
  if (!key) return fail(key.error());
  out.log_key = std::move(*key);
  if (out.first.size() == 2) {
    auto sm3 = open_key(folder + "/private/sm2.pem", passphrase);
    if (!sm3) return fail(sm3.error());
    out.sm3_key = std::move(*sm3);
  }
  const std::string policy_path = folder + "/private/policy";
  const auto policy = read_file(policy_path, evidence::kLargestPolicy);
  if (!policy) return fail(policy.error());
  auto parsed = evidence::Policy::parse(*policy);
  if (!parsed) return fail(damaged(policy_path));
  out.policy = std::move(*parsed);
  return out;
}

}  // namespace tidegate::log_folder
