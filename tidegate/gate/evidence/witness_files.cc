#include "tidegate/gate/evidence/witness_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "tidegate/base/hash.h"
#include "tidegate/gate/evidence/witness_store.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/signatures.h"
#include "tidegate/store/make_folders.h"

namespace tidegate {
namespace {

using evidence::VerifierKey;

constexpr mode_t kPrivate = 0600;
constexpr mode_t kPrivateFolder = 0700;
constexpr std::size_t kLargestLine = std::size_t{1} << 20;
constexpr std::size_t kLargestKeys = 16'384;
constexpr std::string_view kKeysEnd = ".keys";
constexpr int kMostForks = 16;
constexpr mode_t kPublic = 0644;
constexpr const char* kKeyFiles[] = {"/witness.key", "/witness-2.key"};

// One file name for any origin.
std::string stem(const std::string& origin) { return sha256_hex(origin).substr(0, 32); }
std::string vkeys_path(const std::string& folder) { return folder + "/witness.vkeys"; }
std::string logs_of(const std::string& folder) { return folder + "/logs"; }
std::string keys_path(const std::string& folder, const std::string& origin) {
  return logs_of(folder) + "/" + stem(origin) + std::string(kKeysEnd);
}
std::string line_path(const std::string& folder, const std::string& origin) {
  return logs_of(folder) + "/" + stem(origin) + ".line";
}

bool is_there(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

// Where a disk does not say, nothing may be taken for absent: a witness that forgets signs anything.
Result<bool> lies_there(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) == 0) return true;
  if (errno == ENOENT) return false;
  return fail(system_error(errno, "cannot read", "无法读取", path));
}

Result<void> make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), kPrivateFolder) == 0 || errno == EEXIST) return {};
  return fail(system_error(errno, "cannot make the folder", "无法创建文件夹", path));
}

Error corrupt(const std::string& path) { return {ErrorCode::kCorrupt, "is damaged", path, "文件已损坏"}; }

Result<std::vector<VerifierKey>> read_keys(const std::string& path) {
  auto text = read_file(path, kLargestKeys);
  if (!text) return fail(text.error());
  std::vector<VerifierKey> out;
  std::string_view rest = *text;
  while (!rest.empty()) {
    const auto line = evidence::take_line(rest);
    auto key = line ? VerifierKey::parse(*line) : fail(corrupt(path));
    if (!key || (!out.empty() && key->name != out.front().name)) return fail(corrupt(path));
    out.push_back(std::move(*key));
  }
  if (out.empty()) return fail(corrupt(path));
  return out;
}

// Each line ends, also the last.
std::string text_of(const std::vector<VerifierKey>& keys) {
  std::string out;
  for (const VerifierKey& key : keys) out += key.to_text() + "\n";
  return out;
}

std::vector<std::string> names_in(const std::string& path) {
  std::vector<std::string> out;
  const std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(path.c_str()), ::closedir);
  while (const dirent* const entry = open ? ::readdir(open.get()) : nullptr) out.emplace_back(entry->d_name);
  std::sort(out.begin(), out.end());
  return out;
}

tl::unexpected<Error> wrong_key(const std::string& text, const char* what, const char* what_zh) {
  return fail({ErrorCode::kMalformed, what, text.substr(0, evidence::kLongestKeyName), what_zh});
}

std::string without_slash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

Result<std::vector<VerifierKey>> write_witness(const std::string& to, const std::string& name,
                                               const std::vector<WitnessStore::NewKey>& keys) {
  if (const auto done = make_folder(to); !done) return fail(done.error());
  if (const auto done = make_folder(logs_of(to)); !done) return fail(done.error());
  std::vector<VerifierKey> halves;
  for (const WitnessStore::NewKey& key : keys) {
    const std::string path = to + kKeyFiles[std::min(halves.size(), std::size(kKeyFiles) - 1)];
    if (const auto done = write_file(path, key.pem, kPrivate); !done) return fail(done.error());
    halves.push_back({name, evidence::KeyUse::kCosignature, key.half});
  }
  if (const auto done = write_file(vkeys_path(to), text_of(halves), kPublic); !done)
    return fail(done.error());
  return halves;
}

}  // namespace

Result<std::vector<VerifierKey>> WitnessStore::init(const std::string& folder, const std::string& name,
                                                    const std::vector<NewKey>& keys) {
  if (!evidence::is_key_name(name))
    return fail({ErrorCode::kMalformed, "is no name of a witness: one word without +, witness.example/1",
                 "--name", "不是见证方名称：须为不含空格与 + 的一个词，例如 witness.example/1"});
  if (is_there(vkeys_path(folder)) || !key_files(folder).empty())
    return fail(
        {ErrorCode::kConflict, "there is a witness in this folder already", folder, "该目录中已有见证方"});
  // Beside it, and its name last: cut off half-way, nothing is there that looks like a witness.
  if (const auto above = make_folders_above(folder); !above) return fail(above.error());
  std::error_code ignored;
  const std::string draft = without_slash(folder) + ".new";
  std::filesystem::remove_all(draft, ignored);  // of one that was killed
  auto halves = write_witness(draft, name, keys);
  if (halves && ::rename(draft.c_str(), folder.c_str()) == 0) return halves;
  const int why = errno;
  std::filesystem::remove_all(draft, ignored);
  if (!halves) return halves;
  return fail(system_error(why, "cannot make the folder, which must be new or empty",
                           "无法创建文件夹（须不存在或为空）", folder));
}

Result<std::vector<VerifierKey>> WitnessStore::keys_in(const std::string& folder) {
  const auto lies = lies_there(vkeys_path(folder));
  if (!lies) return fail(lies.error());
  if (!*lies)
    return fail({ErrorCode::kNotFound, "is no folder of a witness: tidegate witness init makes one", folder,
                 "不是见证方目录：请先运行 tidegate witness init"});
  return read_keys(vkeys_path(folder));
}

std::vector<std::string> WitnessStore::key_files(const std::string& folder) {
  std::vector<std::string> out;
  for (const char* const file : kKeyFiles)
    if (is_there(folder + file)) out.push_back(folder + file);
  return out;
}

Result<std::string> WitnessStore::add_log(const std::string& folder, const std::vector<std::string>& keys) {
  if (const auto own = keys_in(folder); !own) return fail(own.error());
  std::vector<VerifierKey> added;
  for (const std::string& text : keys) {
    auto key = VerifierKey::parse(text);
    if (!key || key->use != evidence::KeyUse::kNote)
      return wrong_key(text, "is no verifier key of a log: name+id+base64",
                       "不是日志的验证密钥（name+id+base64）");
    if (!added.empty() && key->name != added.front().name)
      return wrong_key(text, "is the key of another log; add one log at a time",
                       "属于另一日志；每次只能添加一个日志");
    added.push_back(std::move(*key));
  }
  if (added.empty()) return wrong_key("--key", "give the log's verifier key", "请给出日志的验证密钥");
  const std::string origin = added.front().name;
  auto known = witness::read_log_keys(folder, origin);
  if (!known) return fail(known.error());
  const auto listed = known->empty() ? logs(folder) : Result<std::vector<WitnessLog>>();
  if (!listed) return fail(listed.error());
  if (listed->size() >= kMostWitnessLogs)
    return fail({ErrorCode::kLimit, fmt::format("a witness sees {} logs at most", kMostWitnessLogs), folder,
                 fmt::format("一个见证方最多见证 {} 个日志", kMostWitnessLogs)});
  for (VerifierKey& key : added) {
    if (!known->empty() && known->front().key.algorithm != key.key.algorithm)
      return wrong_key(key.name, "has keys of another algorithm: a tree under SM3 is a log of its own",
                       "密钥算法与该日志已有密钥不同：SM3 树须作为单独的日志");
    if (std::find(known->begin(), known->end(), key) == known->end()) known->push_back(std::move(key));
  }
  if (known->size() > kMostLogKeys)
    return fail({ErrorCode::kLimit, fmt::format("a log has {} keys at most", kMostLogKeys), origin,
                 fmt::format("一个日志最多 {} 个密钥", kMostLogKeys)});
  if (const auto done = write_file(keys_path(folder, origin), text_of(*known), kPrivate); !done)
    return fail(done.error());
  return origin;
}

Result<std::vector<WitnessLog>> WitnessStore::logs(const std::string& folder) {
  std::vector<WitnessLog> out;
  for (const std::string& file : names_in(logs_of(folder))) {
    if (!file.ends_with(kKeysEnd)) continue;
    auto keys = read_keys(logs_of(folder) + "/" + file);
    if (!keys) return fail(keys.error());
    std::string origin = keys->front().name;
    auto line = witness::read_line(folder, origin);
    if (!line) return fail(line.error());
    out.push_back({std::move(origin), std::move(*keys), std::move(*line)});
  }
  return out;
}

namespace witness {

Result<OpenFile> lock_folder(const std::string& folder) {
  const std::string path = folder + "/lock";
  OpenFile file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kPrivate));
  if (!file) return fail(system_error(errno, "cannot open", "无法打开", path));
  if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0) return file;
  if (errno == EWOULDBLOCK)
    return fail({ErrorCode::kConflict, "another process runs this witness; stop it first", folder,
                 "另一进程正在运行该见证方；请先停止"});
  return fail(system_error(errno, "cannot lock", "无法加锁", path));
}

Result<std::vector<VerifierKey>> read_log_keys(const std::string& folder, const std::string& origin) {
  const std::string path = keys_path(folder, origin);
  const auto lies = lies_there(path);
  if (!lies) return fail(lies.error());
  if (!*lies) return std::vector<VerifierKey>{};
  auto keys = read_keys(path);
  if (keys && keys->front().name != origin) return fail(corrupt(path));
  return keys;
}

Result<std::optional<evidence::WitnessLine>> read_line(const std::string& folder, const std::string& origin) {
  const std::string path = line_path(folder, origin);
  const auto lies = lies_there(path);
  if (!lies) return fail(lies.error());
  if (!*lies) return std::optional<evidence::WitnessLine>();
  const auto text = read_file(path, kLargestLine);
  if (!text) return fail(text.error());
  auto line = evidence::parse_witness_line(*text);
  if (!line) return fail({line.error().code, line.error().what, path, line.error().what_zh});
  if (line->checkpoint.origin != origin) return fail(corrupt(path));
  return std::optional(std::move(*line));
}

Result<void> write_line(const std::string& folder, const evidence::WitnessLine& line) {
  return write_file(line_path(folder, line.checkpoint.origin), evidence::to_text(line), kPrivate);
}

Result<void> keep_fork(const std::string& folder, const evidence::WitnessLine& line,
                       const std::string& checkpoint) {
  const std::string forks = folder + "/forks";
  if (const auto done = make_folder(forks); !done) return done;
  const std::string begin = stem(line.checkpoint.origin) + "-";
  const std::vector<std::string> names = names_in(forks);
  const auto count =
      std::count_if(names.begin(), names.end(), [&](const std::string& n) { return n.starts_with(begin); });
  const std::string path = forks + "/" + begin + sha256_hex(checkpoint).substr(0, 16) + ".txt";
  if (count >= kMostForks || is_there(path)) return {};
  return write_file(path, line.note + "\n" + checkpoint, kPrivate);
}

}  // namespace witness
}  // namespace tidegate
