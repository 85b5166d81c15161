#include "tidegate/gate/backups/tools.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "tidegate/base/hash.h"
#include "tidegate/base/instant.h"
#include "tidegate/base/json.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/gate/backups/parts.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/run_program.h"
#include "tidegate/terms/country_code.h"

namespace tidegate {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestSites = 1U << 20;
constexpr std::size_t kLargestPgManifest = 256U << 20;
constexpr auto kPatience = std::chrono::hours(12);
constexpr std::uint64_t kAddressSpace = 64ULL << 30;  // Go maps much and uses little

// A home for the program's caches and locks, gone with it.
class Home {
 public:
  Home() {
    std::string name = (fs::temp_directory_path() / "tidegate-backup-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~Home() {
    std::error_code none;
    if (!path_.empty()) fs::remove_all(path_, none);
  }
  Home(const Home&) = delete;
  Home& operator=(const Home&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

Error refused(const std::string& program) {
  return {
      ErrorCode::kUnavailable,
      fmt::format("{} refused: is the repository there, whole, and opened by that password file?", program),
      program, fmt::format("{} 拒绝执行：请确认仓库存在且完好，口令文件正确", program)};
}

Error unexpected(const std::string& program) {
  return {ErrorCode::kUnavailable, fmt::format("{} answered what is not understood", program), program,
          fmt::format("无法理解 {} 的输出", program)};
}

Result<std::string> run(const std::vector<std::string>& words, const std::string& program,
                        const GateOptions& options) {
  const Home home;
  ProgramBounds bounds;
  bounds.patience = kPatience;
  bounds.memory_bytes = kAddressSpace;
  bounds.output_bytes = 256U << 20;
  bounds.cancelled = options.cancelled;
  bounds.home = home.path();
  auto done = run_program(words, {}, bounds);
  if (!done) return fail({done.error().code, done.error().what, program, done.error().what_zh});
  if (done->status == 127)
    return fail({ErrorCode::kUnavailable, fmt::format("the program {} is not installed", program), program,
                 fmt::format("未安装程序 {}", program)});
  if (done->status != 0) return fail(refused(program));
  return std::move(done->output);
}

Result<Json> run_json(const std::vector<std::string>& words, const std::string& program,
                      const GateOptions& options) {
  const auto said = run(words, program, options);
  if (!said) return fail(said.error());
  auto json = parse_json_without_fractions(*said, program);
  if (!json) return fail(unexpected(program));
  return json;
}

std::string string_of(const Json& object, std::string_view key) {
  const Json* member = object.find(key);
  return member != nullptr && member->string() != nullptr ? *member->string() : std::string();
}

std::uint64_t count_of(const Json* object, std::string_view key) {
  const Json* member = object == nullptr ? nullptr : object->find(key);
  const std::int64_t* value = member == nullptr ? nullptr : member->integer();
  return value == nullptr || *value < 0 ? 0 : static_cast<std::uint64_t>(*value);
}

// Nine digits behind the point, and in borg's case no zone: it was asked to speak UTC.
std::optional<std::int64_t> moment_of(std::string text) {
  const std::size_t point = text.find('.');
  if (point != text.npos) {
    std::size_t end = point + 1;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    text.erase(std::min(point + 4, end), end - std::min(point + 4, end));
  }
  const bool has_zone = text.ends_with('Z') ||
                        (text.size() > 6 && (text[text.size() - 6] == '+' || text[text.size() - 6] == '-') &&
                         text[text.size() - 3] == ':');
  const auto ms = parse_instant(has_zone ? text : text + "Z");
  return ms ? std::optional(*ms) : std::nullopt;
}

std::vector<std::string> restic(const BackupRepository& r) {
  std::vector<std::string> words{"restic", "--repo", r.path, "--no-cache"};
  if (!r.password_file.empty()) words.insert(words.end(), {"--password-file", r.password_file});
  return words;
}

std::vector<std::string> with(std::vector<std::string> words, std::initializer_list<std::string> more) {
  words.insert(words.end(), more);
  return words;
}

Result<BackupTold> read_restic(const BackupRepository& r, const GateOptions& options) {
  const auto listed = run_json(with(restic(r), {"--no-lock", "--json", "snapshots"}), "restic", options);
  if (!listed) return fail(listed.error());
  if (listed->array() == nullptr) return fail(unexpected("restic"));
  BackupTold out;
  out.snapshots = listed->array()->size();
  for (const Json& one : *listed->array()) {
    const std::string id = string_of(one, "id");
    if (!r.snapshot.empty() && !id.starts_with(r.snapshot)) continue;
    const auto made = moment_of(string_of(one, "time"));
    if (id.empty() || !made) return fail(unexpected("restic"));
    if (out.made_ms && *made < *out.made_ms) continue;
    out.snapshot = id;
    out.made_ms = made;
  }
  if (out.snapshot.empty())
    return fail({ErrorCode::kNotFound, "holds no such snapshot", r.path, "没有此快照"});
  const auto sums = run_json(
      with(restic(r), {"--no-lock", "--json", "stats", "--mode", "restore-size", "--", out.snapshot}),
      "restic", options);
  if (!sums) return fail(sums.error());
  out.files = count_of(&*sums, "total_file_count");
  out.octets = count_of(&*sums, "total_size");
  out.is_encrypted = true;
  out.algorithm = "AES-256-CTR, Poly1305-AES";
  return out;
}

std::string quoted(const std::string& path) {
  std::string out = "'";
  for (const char c : path) out += c == '\'' ? std::string("'\"'\"'") : std::string(1, c);
  return out + "'";
}

std::vector<std::string> borg(const BackupRepository& r, const std::string& folder = {}) {
  std::vector<std::string> words{"env"};
  if (!folder.empty()) words.insert(words.end(), {"-C", folder});
  words.insert(words.end(), {"TZ=UTC", "BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK=yes",
                             "BORG_RELOCATED_REPO_ACCESS_IS_OK=yes"});
  if (!r.password_file.empty())
    words.push_back("BORG_PASSCOMMAND=cat " + quoted(fs::absolute(r.password_file).string()));
  words.push_back("borg");
  return words;
}

Result<BackupTold> read_borg(const BackupRepository& r, const GateOptions& options) {
  const auto listed = run_json(with(borg(r), {"list", "--json", "--", r.path}), "borg", options);
  if (!listed) return fail(listed.error());
  const Json* archives = listed->find("archives");
  if (archives == nullptr || archives->array() == nullptr) return fail(unexpected("borg"));
  BackupTold out;
  out.snapshots = archives->array()->size();
  for (const Json& one : *archives->array()) {
    const std::string name = string_of(one, "name");
    if (!r.snapshot.empty() && name != r.snapshot) continue;
    out.snapshot = name;  // the last is the newest
  }
  if (out.snapshot.empty())
    return fail({ErrorCode::kNotFound, "holds no such archive", r.path, "没有此归档"});
  const auto told =
      run_json(with(borg(r), {"info", "--json", "--", r.path + "::" + out.snapshot}), "borg", options);
  if (!told) return fail(told.error());
  const Json* infos = told->find("archives");
  if (infos == nullptr || infos->array() == nullptr || infos->array()->size() != 1)
    return fail(unexpected("borg"));
  const Json& one = infos->array()->front();
  out.made_ms = moment_of(string_of(one, "end"));
  out.files = count_of(one.find("stats"), "nfiles");
  out.octets = count_of(one.find("stats"), "original_size");
  const Json* encryption = told->find("encryption");
  const std::string mode = encryption == nullptr ? std::string() : string_of(*encryption, "mode");
  if (mode.empty()) return out;
  out.is_encrypted = mode != "none" && !mode.starts_with("authenticated");
  out.algorithm = *out.is_encrypted ? "AES-256-CTR (borg " + mode + ")" : std::string();
  return out;
}

// Debian keeps it below the version's folder. Empty: it is not here.
std::string pg_verifybackup() {
  std::error_code error;
  std::string found;
  for (fs::directory_iterator at("/usr/lib/postgresql", error), end; !error && at != end;
       at.increment(error)) {
    const std::string path = (at->path() / "bin/pg_verifybackup").string();
    if (fs::exists(path, error)) found = std::max(found, path);
  }
  return found;
}

bool is_held_below(const std::string& file, const std::string& folder) {
  std::error_code error;
  const std::string whole = fs::weakly_canonical(file, error).string();
  std::string root = fs::weakly_canonical(folder, error).string();
  if (!root.ends_with('/')) root += '/';
  return !error && whole.starts_with(root);
}

// Links of a folder that lead to something else in it, as paths below it: where the link is, where it leads.
std::vector<std::pair<fs::path, fs::path>> inner_links(const fs::path& root) {
  std::vector<std::pair<fs::path, fs::path>> out;
  std::error_code error;
  const fs::path real = fs::canonical(root, error);
  fs::recursive_directory_iterator at(real, error);
  for (const fs::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
    std::error_code none;
    if (!at->is_symlink(none)) continue;
    const fs::path target = fs::canonical(at->path(), none);
    if (none || target == real || !is_held_below(target.string(), real.string())) continue;
    out.emplace_back(at->path().lexically_relative(real), target.lexically_relative(real));
  }
  return out;
}

// PostgreSQL's own program. A tablespace that lies in the backup's folder is listed by way of its link, and
// is passed over only where the manifest names nothing under its own path.
Result<void> verify_pg(const std::string& program, const std::string& root, const GateOptions& options) {
  const std::string file = (fs::path(root) / "backup_manifest").string();
  const auto bytes = read_file(file, kLargestPgManifest);
  if (!bytes) return fail(bytes.error());
  const auto json = parse_json(*bytes, file);
  if (!json) return fail(json.error());
  const Json* files = json->find("Files");
  std::vector<std::string> words{program, "--no-parse-wal"};
  for (const auto& [link, target] : inner_links(root)) {
    const std::string& space = target.native();
    const bool is_listed = files == nullptr || files->array() == nullptr ||
                           std::any_of(files->array()->begin(), files->array()->end(), [&](const Json& one) {
                             const std::string path = string_of(one, "Path");
                             return path == space || path.starts_with(space + "/");
                           });
    if (link.parent_path() == "pg_tblspc" && !is_listed) words.push_back("--ignore=" + space);
  }
  words.push_back(root);
  const auto done = run(words, "pg_verifybackup", options);
  if (!done) return fail(done.error());
  return {};
}

// The manifest that pg_basebackup wrote: its own sum, and each file's size and, where it has SHA-256, hash.
Result<BackupTold> read_pg(const BackupRepository& r, const GateOptions& options) {
  const std::string file = (fs::path(r.path) / "backup_manifest").string();
  const auto bytes = read_file(file, kLargestPgManifest);
  if (!bytes) return fail(bytes.error());
  const auto corrupt = [&](const char* en, const char* zh) {
    return fail({ErrorCode::kCorrupt, en, file, zh});
  };
  const std::size_t sum = bytes->rfind("\"Manifest-Checksum\"");
  const auto json = parse_json(*bytes, file);
  if (!json || sum == bytes->npos)
    return corrupt("is no manifest of pg_basebackup", "不是 pg_basebackup 的清单");
  if (string_of(*json, "Manifest-Checksum") != sha256_hex(std::string_view(*bytes).substr(0, sum)))
    return corrupt("does not fit its own sum", "与自身校验和不符");
  const Json* files = json->find("Files");
  if (files == nullptr || files->array() == nullptr) return corrupt("lists no files", "未列出文件");
  BackupTold out;
  out.snapshots = 1;
  out.is_encrypted = false;
  out.checked = "sha256";
  for (const Json& one : *files->array()) {
    if (options.cancelled != nullptr && options.cancelled->load())
      return fail({ErrorCode::kCancelled, "interrupted", {}, "已中断"});
    const std::string path = string_of(one, "Path");
    const bool is_below = !path.empty() && !path.starts_with('/') && path.find("..") == path.npos;
    if (!is_below) return corrupt("names a file that is not below the backup", "所列文件不在备份之内");
    std::error_code error;
    const std::string at = (fs::path(r.path) / path).string();
    if (!is_held_below(at, r.path))
      return fail(
          {ErrorCode::kMalformed,
           "lists files that lie outside the backup (tablespaces): map each into the backup's own folder "
           "(pg_basebackup --tablespace-mapping)",
           file,
           "所列文件位于备份之外（表空间）：请用 pg_basebackup --tablespace-mapping "
           "将其映射到备份文件夹之内"});
    const std::uint64_t size = fs::file_size(at, error);
    if (error || size != count_of(&one, "Size"))
      return corrupt("lists a file that is missing, or has another size", "所列文件缺失或大小不符");
    ++out.files;
    out.octets += size;
    const auto made = moment_of([&] {
      std::string when = string_of(one, "Last-Modified");  // "2026-11-28 01:00:00 GMT"
      if (when.size() == 23 && when.ends_with(" GMT"))
        when = when.substr(0, 10) + "T" + when.substr(11, 8) + "Z";
      return when;
    }());
    if (made) out.made_ms = std::max(out.made_ms.value_or(*made), *made);
    if (string_of(one, "Checksum-Algorithm") != "SHA256") {
      out.checked = "sizes";
      continue;
    }
    const auto hashed = hashed_files(at, 1 << 20, nullptr, options);
    if (!hashed) return fail(hashed.error());
    if (hashed->empty() || hex(hashed->front().hash) != string_of(one, "Checksum"))
      return corrupt("lists a file whose contents have changed", "所列文件的内容已改变");
  }
  if (out.checked == "sha256") return out;
  // Sums of another kind are left to PostgreSQL's own program.
  if (const std::string program = pg_verifybackup(); !program.empty()) {
    if (const auto done = verify_pg(program, r.path, options); !done)
      return corrupt("is not accepted by pg_verifybackup", "pg_verifybackup 未通过");
    out.checked = "pg_verifybackup";
  }
  return out;
}

Result<BackupTold> read_copy(const BackupRepository& r) {
  const auto files = files_below(r.path);
  if (!files) return fail(files.error());
  BackupTold out;
  out.snapshots = 1;
  out.files = files->size();
  for (const assure::BackedUpFile& file : *files) out.octets += file.octets;
  return out;
}

Result<void> copy_all(const std::string& given, const std::string& into) {
  std::error_code error;
  const std::string from = fs::canonical(given, error).string();  // a link to the backup is the backup
  if (error)
    return fail({ErrorCode::kUnavailable, fmt::format("cannot be copied: {}", error.message()), given,
                 fmt::format("无法复制：{}", error.message())});
  const auto how = fs::copy_options::recursive | fs::copy_options::skip_symlinks;
  fs::is_directory(from) ? fs::copy(from, into, how, error)
                         : fs::copy(from, fs::path(into) / fs::path(from).filename(), error);
  if (error)
    return fail({ErrorCode::kUnavailable, fmt::format("cannot be copied: {}", error.message()), from,
                 fmt::format("无法复制：{}", error.message())});
  if (!fs::is_directory(from)) return {};
  // Links out of it are left out; those within it lead to the copy's own.
  for (const auto& [link, target] : inner_links(from)) {
    const fs::path to = target.lexically_relative(link.parent_path());
    fs::create_symlink(to, fs::path(into) / link, error);
    if (error)
      return fail({ErrorCode::kUnavailable, fmt::format("cannot be copied: {}", error.message()), from,
                   fmt::format("无法复制：{}", error.message())});
  }
  return {};
}

}  // namespace

bool is_elsewhere(const std::string& repository) {
  constexpr std::array<std::string_view, 8> kBegins{
      "sftp:", "s3:", "rest:", "b2:", "azure:", "gs:", "swift:", "rclone:"};
  if (std::any_of(kBegins.begin(), kBegins.end(),
                  [&](std::string_view b) { return repository.starts_with(b); }))
    return true;
  if (repository.find("://") != repository.npos) return !repository.starts_with("file://");
  const std::size_t colon = repository.find(':');
  return colon != repository.npos && repository.substr(0, colon).find('/') == repository.npos;  // host:path
}

Result<BackupTold> read_repository(const BackupRepository& r, const GateOptions& options) {
  if (r.tool == "restic") return read_restic(r, options);
  if (r.tool == "borg") return read_borg(r, options);
  if (r.tool == "pg_basebackup") return read_pg(r, options);
  return read_copy(r);
}

Result<std::vector<std::string>> restore_repository(const BackupRepository& r, const std::string& into,
                                                    const GateOptions& options) {
  std::error_code error;
  if (fs::exists(into, error) && !fs::is_empty(into, error))
    return fail({ErrorCode::kMalformed, "is there already, and is not empty", into, "已存在且不为空"});
  fs::create_directories(into, error);
  if (error)
    return fail({ErrorCode::kUnavailable, fmt::format("cannot be made: {}", error.message()), into,
                 fmt::format("无法创建：{}", error.message())});
  fs::permissions(into, fs::perms::owner_all, error);
  if (r.tool == "restic") {
    const auto done = run(with(restic(r), {"--no-lock", "restore", "--target", into, "--",
                                           r.snapshot.empty() ? "latest" : r.snapshot}),
                          "restic", options);
    if (!done) return fail(done.error());
    return std::vector<std::string>{"restic_restore"};
  }
  if (r.tool == "borg") {
    const std::string repository = fs::absolute(r.path).string();
    BackupRepository here = r;
    here.path = repository;
    const auto told = read_borg(here, options);
    if (!told) return fail(told.error());
    const auto done =
        run(with(borg(r, into), {"extract", "--", repository + "::" + told->snapshot}), "borg", options);
    if (!done) return fail(done.error());
    return std::vector<std::string>{"borg_extract"};
  }
  if (const auto done = copy_all(r.path, into); !done) return fail(done.error());
  std::vector<std::string> checks{"copy"};
  if (r.tool != "pg_basebackup") return checks;
  if (const std::string program = pg_verifybackup(); !program.empty()) {
    const auto done = verify_pg(program, into, options);
    if (!done)
      return fail({ErrorCode::kCorrupt, "pg_verifybackup does not accept what was restored", into,
                   "pg_verifybackup 未通过"});
    checks.push_back("pg_verifybackup");
  }
  return checks;
}

Result<std::vector<KnownSite>> read_sites(const std::string& file, const GateOptions& options) {
  std::string path = file;
  std::error_code none;
  if (path.empty()) {
    path = (fs::path(options.home) / "backups" / "sites.json").string();
    if (options.home.empty() || !fs::exists(path, none)) return std::vector<KnownSite>{};
  }
  const auto bytes = read_file(path, kLargestSites);
  if (!bytes) return fail(bytes.error());
  const auto json = parse_json(*bytes, path);
  if (!json) return fail(json.error());
  JsonFault fault{path, {}};
  const JsonReader in(*json, fault);
  in.only({"format", "sites"});
  const JsonReader format = in.member("format");
  if (format.string() != "tidegate.backup-sites/1")
    format.refuse(ErrorCode::kMalformed, "is no table of sites", "不是存放地表");
  std::vector<KnownSite> out;
  for (const JsonReader& one : in.member("sites").items(0, 10'000)) {
    one.only({"at", "country", "place"});
    const JsonReader country = one.member("country");
    const auto code = CountryCode::parse(country.string());
    if (!code) country.refuse(ErrorCode::kMalformed, code.error().what, code.error().what_zh);
    out.push_back({one.member("at").string(), {country.string(), one.member("place").string(), true}});
    KnownSite& site = out.back();
    if (site.at.empty()) one.refuse(ErrorCode::kMalformed, "begins with nothing", "地址前缀为空");
    if (site.at.starts_with('/')) site.real = place_of(site.at);
  }
  if (fault.first) return fail(std::move(*fault.first));
  return out;
}

namespace {

// Without who logs in: the host of an address is what stands behind the last '@' of its authority.
// None: an '@' stands elsewhere, and which host is meant the tools may see otherwise.
std::optional<std::string> address_of(const std::string& repository) {
  if (repository.starts_with('/') || repository.find('@') == repository.npos) return repository;
  const std::size_t scheme = repository.find("://");
  const std::size_t kind = repository.find(':');
  const bool is_plain = kind != repository.npos && is_elsewhere(repository.substr(0, kind + 1) + "x") &&
                        repository.find('@') > kind;
  const std::size_t begin = scheme != repository.npos ? scheme + 3 : is_plain ? kind + 1 : 0;
  const std::size_t end = std::min(repository.find_first_of("/?#", begin), repository.size());
  const std::size_t at = repository.rfind('@', end);
  if (at == repository.npos || at < begin) return repository;
  // Of "host:path@else" the tools take the host before the colon.
  if (scheme == repository.npos && repository.substr(begin, at - begin).find(':') != repository.npos)
    return std::nullopt;
  return repository.substr(0, begin) + repository.substr(at + 1);
}

// How much of the repository's address this one begins it with. A name begins another only where a part of
// the address ends. 0: it does not.
std::size_t begins(const std::string& repository, const std::string& at) {
  if (at.empty() || !repository.starts_with(at)) return 0;
  const bool ends = repository.size() == at.size() ||
                    std::string_view("/:").find(repository[at.size()]) != std::string_view::npos ||
                    std::string_view("/:").find(at.back()) != std::string_view::npos;
  return !ends ? 0 : at.size() > 1 && at.back() == '/' ? at.size() - 1 : at.size();
}

}  // namespace

std::string place_of(const std::string& path) {
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(fs::absolute(path), error);
  return error ? fs::absolute(path).string() : whole.string();
}

std::optional<assure::BackupSite> site_of(const std::string& given, const std::vector<KnownSite>& sites) {
  const auto address = address_of(given);
  if (!address) return std::nullopt;
  const std::string& repository = *address;
  const KnownSite* best = nullptr;
  std::size_t most = 0;
  for (const KnownSite& site : sites) {
    const std::string at = address_of(site.at).value_or("");
    const std::size_t length = std::max(begins(repository, at), begins(repository, site.real));
    if (length == 0 || length < most) continue;
    // Two names of one place: the one abroad counts.
    if (length == most && best->site.country != "CN") continue;
    best = &site;
    most = length;
  }
  return best == nullptr ? std::nullopt : std::optional(best->site);
}

Result<assure::BackupSite> parse_site(const std::string& text, const char* option) {
  const std::size_t slash = text.find('/');
  if (slash == 2 && slash + 1 < text.size() && CountryCode::parse(text.substr(0, slash)))
    return assure::BackupSite{text.substr(0, slash), text.substr(slash + 1)};
  return fail({ErrorCode::kMalformed, "is not COUNTRY/PLACE, as CN/Beijing", option,
               "应为 国家代码/地点，如 CN/Beijing"});
}

}  // namespace tidegate
