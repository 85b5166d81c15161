#include "tidegate/gate/evidence/log_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium/randombytes.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <optional>

#include "tidegate/evidence/note.h"
#include "tidegate/gate/evidence/ask_witnesses.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/signatures.h"
#include "tidegate/ports/signing_key.h"
#include "tidegate/store/evidence_subjects.h"
#include "tidegate/store/make_folders.h"
#include "tidegate/store/write_file.h"

namespace tidegate::log_folder {
namespace {

constexpr std::size_t kLargestKeyFile = 16'384;

Result<void> make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) == 0) return {};
  if (errno == EEXIST) return fail({ErrorCode::kMalformed, "is there already", path, "已存在"});
  return fail(system_error(errno, "cannot be made", "无法创建", path));
}

Result<void> sync_folder(const std::string& path) {
  const OpenFile folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder || ::fsync(folder.get()) != 0)
    return fail(system_error(errno, "cannot sync", "无法同步", path));
  return {};
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
  // Whoever verifies trusts both keys: a twin tree that nobody vouches for would prove nothing.
  std::optional<NewKey> sm3;
  if (made.has_sm) {
    auto key = new_key(SignatureAlgorithm::kSm2, made.origin + "/sm3", made.passphrase);
    if (!key) return fail(key.error());
    sm3 = std::move(*key);
  }
  const std::string first = log->vkey + "\n" + (sm3 ? sm3->vkey + "\n" : "");
  const std::string logs = "log " + log->vkey + "\n" + (sm3 ? "log " + sm3->vkey + "\n" : "");
  const auto witnesses = evidence::Policy::parse(made.witnesses.empty() ? "quorum none\n" : made.witnesses);
  if (!witnesses) return fail(witnesses.error());
  if (!witnesses->logs.empty())
    return fail({ErrorCode::kMalformed, "has a line of another log", "", "含有其他日志的行"});
  const std::string policy = logs + (made.witnesses.empty() ? "quorum none\n" : made.witnesses);
  const auto parsed = evidence::Policy::parse(policy);
  if (!parsed) return fail(parsed.error());
  if (const auto fits = may_be_asked(*parsed); !fits) return fits;
  for (const std::string& folder : {to, to + "/log", to + "/private"}) {
    if (const auto done = make_folder(folder); !done) return done;
  }
  if (sm3) {
    if (const auto wrote = write_file(to + "/private/sm2.pem", sm3->pem, 0600); !wrote) return wrote;
  }
  if (const auto wrote = write_file(to + "/private/log.pem", log->pem, 0600); !wrote) return wrote;
  if (const auto wrote = EvidenceSubjects::make(to + "/private/subjects"); !wrote) return wrote;
  if (const auto wrote = write_file(to + "/private/first", first, 0600); !wrote) return wrote;
  if (const auto wrote = write_file(to + "/private/policy", policy, 0600); !wrote) return wrote;
  for (const char* folder : {"/private", "/log", ""}) {
    if (const auto done = sync_folder(to + folder); !done) return done;
  }
  return {};
}

Result<std::unique_ptr<OctetSigner>> open_key(const std::string& path, const std::string& passphrase) {
  struct stat about {};
  if (::stat(path.c_str(), &about) == 0 && (about.st_mode & 0077) != 0)
    return fail({ErrorCode::kMalformed, fmt::format("others may read this private key: chmod 600 {}", path),
                 path, fmt::format("该私钥可被他人读取：chmod 600 {}", path)});
  const auto pem = read_file(path, kLargestKeyFile);
  if (!pem) return fail(pem.error());
  auto signer = open_signer_pem(*pem, passphrase);
  if (!signer) return fail({signer.error().code, signer.error().what, path, signer.error().what_zh});
  return signer;
}

std::string path_of(const std::string& folder, Part part, const char* next = "") {
  const char* const name = part == Part::kLogKey ? "log" : part == Part::kSm3Key ? "sm2" : "policy";
  return fmt::format("{}/private/{}{}{}", folder, name, next, part == Part::kPolicy ? "" : ".pem");
}
constexpr const char* kNext = ".next";

// Null: none is there.
Result<std::unique_ptr<OctetSigner>> open_next(const std::string& folder, Part part,
                                               const std::string& passphrase) {
  const std::string path = path_of(folder, part, kNext);
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return nullptr;
  return open_key(path, passphrase);
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
  std::string folder = made.folder;
  while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
  std::error_code ignored;
  if (std::filesystem::exists(std::filesystem::symlink_status(folder, ignored)))
    return fail({ErrorCode::kMalformed, "is there already", made.folder, "已存在"});
  if (const auto above = make_folders_above(folder); !above) return above;
  const std::string draft = fmt::format("{}.{:08x}.tidegate-tmp", folder, randombytes_random());
  const auto wrote = write_folder(made, draft);
  if (wrote && ::rename(draft.c_str(), folder.c_str()) == 0) return sync_folder(folder + "/..");
  const int why = errno;
  std::filesystem::remove_all(draft, ignored);
  return wrote ? fail(system_error(why, "cannot be made", "无法创建", folder)) : wrote;
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
  auto next = open_next(folder, Part::kLogKey, passphrase);
  if (!next) return fail(next.error());
  out.log_next = std::move(*next);
  if (out.first.size() == 2) {
    auto sm3 = open_key(folder + "/private/sm2.pem", passphrase);
    if (!sm3) return fail(sm3.error());
    out.sm3_key = std::move(*sm3);
    auto sm3_next = open_next(folder, Part::kSm3Key, passphrase);
    if (!sm3_next) return fail(sm3_next.error());
    out.sm3_next = std::move(*sm3_next);
  }
  const std::string policy_path = folder + "/private/policy";
  const auto policy = read_file(policy_path, evidence::kLargestPolicy);
  if (!policy) return fail(policy.error());
  auto parsed = evidence::Policy::parse(*policy, evidence::PolicyFrom::kLog);
  if (!parsed) return fail(damaged(policy_path));
  out.policy = std::move(*parsed);
  return out;
}

Result<NextKey> write_next_key(const std::string& folder, Part part, const std::string& origin,
                               const std::string& passphrase) {
  const bool is_sm3 = part == Part::kSm3Key;
  const auto made = new_key(is_sm3 ? SignatureAlgorithm::kSm2 : SignatureAlgorithm::kEd25519,
                            is_sm3 ? origin + "/sm3" : origin, passphrase);
  if (!made) return fail(made.error());
  auto signer = open_signer_pem(made->pem, passphrase);
  if (!signer) return fail(signer.error());
  if (const auto wrote = write_file(path_of(folder, part, kNext), made->pem, 0600); !wrote)
    return fail(wrote.error());
  return NextKey{made->vkey, std::move(*signer)};
}

Result<void> write_next_policy(const std::string& folder, const std::string& text) {
  return write_file(path_of(folder, Part::kPolicy, kNext), text, 0600);
}

Result<std::string> read_next_policy(const std::string& folder) {
  auto text = read_file(path_of(folder, Part::kPolicy, kNext), evidence::kLargestPolicy);
  if (!text && text.error().code == ErrorCode::kNotFound) return std::string();
  return text;
}

Result<void> put_in_force(const std::string& folder, Part part) {
  const std::string path = path_of(folder, part);
  if (::rename(path_of(folder, part, kNext).c_str(), path.c_str()) != 0)
    return fail(system_error(errno, "cannot be written", "无法写入", path));
  return sync_folder(folder + "/private");
}

Result<void> drop_next(const std::string& folder, Part part) {
  const std::string path = path_of(folder, part, kNext);
  if (::unlink(path.c_str()) != 0 && errno != ENOENT)
    return fail(system_error(errno, "cannot be removed", "无法删除", path));
  return sync_folder(folder + "/private");
}

}  // namespace tidegate::log_folder
