// What is made beside a backup: its manifest, the list of what it holds, and what answers need; and what a
// repository says of itself.
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "tidegate/base/check.h"
#include "tidegate/base/china_time.h"
#include "tidegate/base/instant.h"
#include "tidegate/base/json.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/base/utc_time.h"
#include "tidegate/gate/backups/parts.h"
#include "tidegate/gate/backups/sites.h"
#include "tidegate/gate/backups/tools.h"
#include "tidegate/gate/credentials/files.h"
#include "tidegate/gate/evidence/own_log.h"
#include "tidegate/gate/packs.h"
#include "tidegate/store/write_file.h"
#include "tidegate/terms/uscc.h"

namespace tidegate {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kPrivate = 0600;  // names of files may tell of persons
constexpr unsigned kPublic = 0644;

Result<std::string> code_of(const std::string& typed, const char* option) {
  const auto code = Uscc::parse_typed(typed);
  if (!code) return fail({ErrorCode::kMalformed, code.error().what, option, code.error().what_zh});
  return code->str();
}

bool is_same_or_below(const std::string& path, const std::string& folder) {
  return path == folder || path.starts_with(folder.ends_with('/') ? folder : folder + "/");
}

Result<void> check_request(const BackupAttestRequest& r) {
  if (r.owner.empty()) return fail(backup_needs("--owner"));
  if (r.system.empty()) return fail(backup_needs("--system"));
  if (r.out.empty()) return fail(backup_needs("--out"));
  if (!r.out.ends_with(".jwt"))
    return fail({ErrorCode::kMalformed, "does not end in .jwt", "--out", "应以 .jwt 结尾"});
  if (is_elsewhere(r.repository.path))
    return fail({ErrorCode::kMalformed, "lies on another machine: a manifest is made beside the backup",
                 r.repository.path, "位于其他机器：备份清单须在备份旁制作"});
  if (!r.data.empty()) {
    const std::string data = place_of(r.data);
    const std::string held = place_of(r.repository.path);
    if (is_same_or_below(data, held) || is_same_or_below(held, data))
      return fail({ErrorCode::kMalformed, "is the backup itself, or one holds the other", "--data",
                   "与备份相同，或互相包含"});
  }
  const std::string base = backup_base(r.out);
  std::error_code none;
  for (const char* ending : {".jwt", ".files", ".held", ".leaves"}) {
    if (fs::exists(base + ending, none))
      return fail({ErrorCode::kMalformed, "is there already, and is not written over", base + ending,
                   "文件已存在，不予覆盖"});
  }
  return {};
}

Result<void> place_it(const BackupAttestRequest& r, const GateOptions& options, assure::BackupManifest& m) {
  const auto sites = read_sites(r.sites, options);
  if (!sites) return fail(sites.error());
  const auto known = site_of(place_of(r.repository.path), *sites);
  if (!r.site.empty()) {
    const auto site = parse_site(r.site, "--site");
    if (!site) return fail(site.error());
    // The operator's table is not talked down by a flag, nor is what a flag says told as the table's word.
    if (known && known->country != site->country)
      return fail({ErrorCode::kMalformed,
                   "is another country than the table of sites has for this repository", "--site",
                   "与存放地表所载国家不符"});
    if (known && known->place != site->place)
      return fail(
          {ErrorCode::kMalformed,
           fmt::format("is another place than the table of sites has for this repository ({})", known->place),
           "--site", fmt::format("与存放地表所载地点（{}）不符", known->place)});
    m.site = known.value_or(*site);
  } else {
    m.site = known.value_or(assure::BackupSite{"", "unknown"});
  }
  for (const std::string& text : r.copies) {
    // An address that the table knows, or one that it does not: then nobody knows where that copy lies.
    const auto site = parse_site(text, "--copy");
    if (site) {
      m.copies.push_back(*site);
    } else if (is_elsewhere(text) || text.starts_with('/')) {
      m.copies.push_back(site_of(is_elsewhere(text) ? text : place_of(text), *sites)
                             .value_or(assure::BackupSite{"", "unknown"}));
    } else {
      return fail(site.error());
    }
  }
  return {};
}

Result<void> encrypt_it(const BackupAttestRequest& r, const BackupTold& told, assure::BackupManifest& m) {
  m.algorithm = r.algorithm.empty() ? told.algorithm : r.algorithm;
  m.is_encrypted = told.is_encrypted.value_or(!m.algorithm.empty());
  if (!m.is_encrypted && !r.algorithm.empty())
    return fail({ErrorCode::kMalformed, "is said to be encrypted, and its tool says that it is not",
                 "--algorithm", "备份工具表明未加密，与 --algorithm 矛盾"});
  m.key_owner = r.key_owner.empty() ? m.owner : r.key_owner;
  m.key_country = r.key_country;
  return {};
}

// Names of one file count once, as they do for restic's restore-size.
std::uint64_t octets_once(const std::string& root, const std::vector<assure::BackedUpFile>& files) {
  std::error_code none;
  const bool is_folder = fs::is_directory(root, none);
  std::set<std::pair<std::uint64_t, std::uint64_t>> seen;  // device, inode
  std::uint64_t out = 0;
  for (const assure::BackedUpFile& file : files) {
    const std::string path = is_folder ? (fs::path(root) / file.path).string() : root;
    struct stat status {};
    const bool is_again = ::lstat(path.c_str(), &status) == 0 && status.st_nlink > 1 &&
                          !seen.emplace(status.st_dev, status.st_ino).second;
    if (!is_again) out += file.octets;
  }
  return out;
}

struct Made {
  assure::BackupManifest manifest;
  std::vector<assure::BackedUpFile> held;
  std::vector<assure::BackedUpFile> data;
  std::vector<Sha256> leaves;
};

Result<Made> make(const BackupAttestRequest& r, const GateOptions& options) {
  Made made;
  assure::BackupManifest& m = made.manifest;
  const auto owner = code_of(r.owner, "--owner");
  if (!owner) return fail(owner.error());
  m.owner = *owner;
  if (!r.handler.empty()) {
    const auto handler = code_of(r.handler, "--handler");
    if (!handler) return fail(handler.error());
    m.handler = *handler;
  }
  m.issuer = r.signer.issuer.empty() ? m.owner : r.signer.issuer;
  m.system = r.system;
  m.tool = r.repository.tool;
  const auto told = read_repository(r.repository, options);
  if (!told) return fail(told.error());
  m.snapshot = told->snapshot;
  if (r.made_ms && told->made_ms && *r.made_ms > *told->made_ms)
    return fail(
        {ErrorCode::kMalformed, "is later than the tool's own moment", "--made", "晚于备份工具记载的时间"});
  m.made_ms = r.made_ms.value_or(told->made_ms.value_or(options.now_ms));
  if (const auto done = place_it(r, options, m); !done) return fail(done.error());
  if (const auto done = encrypt_it(r, *told, m); !done) return fail(done.error());
  m.rpo_minutes = r.rpo_minutes;
  m.rto_minutes = r.rto_minutes;
  m.gbt20988 = r.gbt20988;
  m.chunk_octets = r.chunk_octets;
  auto held = hashed_files(r.repository.path, r.chunk_octets, &made.leaves, options);
  if (!held) return fail(held.error());
  made.held = std::move(*held);
  if (made.leaves.empty())
    return fail(
        {ErrorCode::kMalformed, "holds no octet that could be backed up", r.repository.path, "没有任何内容"});
  m.files = made.held.size();
  m.chunks = made.leaves.size();
  for (const assure::BackedUpFile& file : made.held) m.octets += file.octets;
  m.root = hex(assure::ChunkTree(made.leaves).root());
  const bool is_plain = m.tool == "files" || m.tool == "pg_basebackup";
  if (!r.data.empty()) {
    auto data = hashed_files(r.data, 1 << 20, nullptr, options);
    if (!data) return fail(data.error());
    if (!is_plain && octets_once(r.data, *data) > told->octets)
      return fail({ErrorCode::kMalformed, "is more than the tool says that its snapshot holds", "--data",
                   "超过备份工具记载的快照内容"});
    made.data = std::move(*data);
  } else if (is_plain) {
    made.data = made.held;
  }
  assure::normalise(made.data);
  if (!made.data.empty()) {
    m.data = assure::BackupManifest::Data{made.data.size(), 0, hex(assure::data_root(made.data))};
    for (const assure::BackedUpFile& file : made.data) m.data->octets += file.octets;
    // The data itself lies there: nothing hides it.
    std::set<std::pair<std::uint64_t, Sha256>> in_clear;
    for (const assure::BackedUpFile& file : made.held) in_clear.emplace(file.octets, file.hash);
    const bool is_clear =
        std::any_of(made.data.begin(), made.data.end(), [&](const assure::BackedUpFile& file) {
          return file.octets > 0 && in_clear.contains({file.octets, file.hash});
        });
    if (is_plain && is_clear && m.is_encrypted)
      return fail({ErrorCode::kMalformed, "is said of copies that are the data in the clear", "--algorithm",
                   "副本即为明文数据，不得称已加密"});
  }
  return made;
}

std::string leaves_octets(const std::vector<Sha256>& leaves) {
  std::string out;
  out.reserve(leaves.size() * sizeof(Sha256));
  for (const Sha256& leaf : leaves) out.append(reinterpret_cast<const char*>(leaf.data()), leaf.size());
  return out;
}

// Files of a manifest, taken away again unless all of them are kept.
class Written {
 public:
  Written() = default;
  Written(const Written&) = delete;
  Written& operator=(const Written&) = delete;
  ~Written() {
    std::error_code none;
    for (const std::string& path : paths_) fs::remove(path, none);
  }
  void add(std::string path) { paths_.push_back(std::move(path)); }
  void keep() { paths_.clear(); }

 private:
  std::vector<std::string> paths_;
};

Result<void> write_all(const BackupAttestRequest& r, const Made& made, const std::string& text,
                       Written& written) {
  const std::string base = backup_base(r.out);
  const std::pair<const char*, std::string> files[] = {{".files", write_list(made.data)},
                                                       {".held", write_list(made.held)},
                                                       {".leaves", leaves_octets(made.leaves)}};
  for (const auto& [ending, bytes] : files) {
    if (const auto done = write_file(base + ending, bytes, kPrivate); !done) return done;
    written.add(base + ending);
  }
  if (const auto done = write_new_file(r.out, text, kPublic); !done) return done;
  written.add(r.out);
  return {};
}

// A place at home that no table has: of the repository, or of a copy.
bool is_claimed(const assure::BackupSite& site) { return site.country == "CN" && !site.is_by_table; }

std::string subject_of(const assure::BackupManifest& m) {
  return fmt::format("backup/{}/{}", m.owner, sha256_hex(m.system).substr(0, 16));
}

// Of what log_record told as JSON.
std::int64_t index_in(const std::string& recorded) {
  const auto told = parse_json(recorded, "record");
  TIDEGATE_CHECK(told && told->find("index") != nullptr && told->find("index")->integer() != nullptr);
  return *told->find("index")->integer();
}

}  // namespace

Result<Printed> backup_attest(const BackupAttestRequest& r, bool json, const Look& look,
                              const GateOptions& options) {
  if (const auto fit = check_request(r); !fit) return fail(fit.error());
  const auto signer = open_backup_signer(r.signer, options);
  if (!signer) return fail(signer.error());
  const auto made = make(r, options);
  if (!made) return fail(made.error());
  const assure::BackupManifest& m = made->manifest;
  const auto text =
      assure::sign_text(assure::manifest_payload(m), assure::kManifestType, r.signer.key.key_id, **signer);
  if (!text) return fail(text.error());
  if (const auto fits = assure::read_manifest(*text, r.out); !fits) return fail(fits.error());
  Written written;
  const auto write = [&] { return write_all(r, *made, *text + "\n", written); };
  const bool is_site_claimed =
      is_claimed(m.site) || std::any_of(m.copies.begin(), m.copies.end(), is_claimed);
  std::error_code none;
  std::string recorded;
  const std::string subject = subject_of(m);
  if (options.may_write && !options.home.empty() && fs::exists(fs::path(options.home) / "evidence", none)) {
    // The log is asked before anything is written: what it does not take leaves nothing that stands in the
    // way.
    const auto record = log_record({{}, r.out, subject, "backup", "live", {{"root", m.root}}, true},
                                   *text + "\n", write, true, look, options);
    if (!record) return fail(record.error());
    recorded = record->text;
  } else if (const auto done = write(); !done) {
    return fail(done.error());
  }
  written.keep();
  if (json) {
    JsonWriter out;
    out.begin_object().key("file").string(r.out).key("sha256").string(sha256_hex(*text + "\n"));
    out.key("files").unsigned_integer(m.files).key("chunks").unsigned_integer(m.chunks);
    out.key("octets").unsigned_integer(m.octets).key("root").string(m.root).key("data_files");
    out.unsigned_integer(made->data.size())
        .key("made")
        .string(instant_text(m.made_ms))
        .key("subject")
        .string(subject);
    out.key("is_site_claimed").boolean(is_site_claimed).key("record");
    recorded.empty() ? out.null() : out.raw(std::string_view(recorded).substr(0, recorded.size() - 1));
    out.end_object();
    return Printed{out.take() + "\n"};
  }
  const Text says{
      fmt::format("wrote {} ({} files, {} chunks, {} octets), and beside it .files, .held and .leaves\n",
                  r.out, m.files, m.chunks, m.octets),
      fmt::format("已写入 {}（{} 个文件、{} 个数据块、{} 字节），以及 .files、.held、.leaves\n", r.out,
                  m.files, m.chunks, m.octets)};
  const Text next =
      recorded.empty()
          ? Text{fmt::format("record it now: tidegate evidence record {} --kind backup --subject {}\n", r.out,
                             subject),
                 fmt::format("请随即记入日志：tidegate evidence record {} --kind backup --subject {}\n",
                             r.out, subject)}
          : Text{
                fmt::format("logged as entry {}, subject {}; prove it: tidegate evidence publish && tidegate "
                            "evidence bundle --subject {} --out {}.tgb\n",
                            index_in(recorded), subject, subject, backup_base(r.out)),
                fmt::format(
                    "已记入证据日志，序号 {}，主体 {}；取得证明：tidegate evidence publish && tidegate "
                    "evidence bundle --subject {} --out {}.tgb\n",
                    index_in(recorded), subject, subject, backup_base(r.out))};
  const Text site = is_site_claimed
                        ? Text{"site_claimed: no table of sites has this repository, or a copy of it, so that "
                               "it lies at home is stated alone and gives E3 at most\n",
                               "site_claimed：存放地表未载此仓库或其副本，存于境内仅为自述，证据等级至多 E3\n"}
                        : Text{};
  return Printed{says.in(look.lang) + site.in(look.lang) + next.in(look.lang)};
}

Result<Printed> backup_inspect(const BackupInspectRequest& r, bool json, const Look& look,
                               const GateOptions& options) {
  const auto sites = read_sites(r.sites, options);
  if (!sites) return fail(sites.error());
  const bool elsewhere = is_elsewhere(r.repository.path);
  const auto site = site_of(elsewhere ? r.repository.path : place_of(r.repository.path), *sites);
  std::optional<BackupTold> told;
  // Another machine is not asked: where it lies is told, what it holds is told beside it.
  if (!elsewhere) {
    auto read = read_repository(r.repository, options);
    if (!read) return fail(read.error());
    told = std::move(*read);
  }
  const bool is_abroad = site && site->country != "CN";
  const bool is_declared =
      site && std::find(r.declared.begin(), r.declared.end(), site->country) != r.declared.end();
  const ExitCode exit = !site || (is_abroad && !is_declared) ? ExitCode::kProcedure : ExitCode::kProceed;
  if (json) {
    JsonWriter out;
    out.begin_object().key("repository").string(r.repository.path).key("tool").string(r.repository.tool);
    out.key("country");
    site ? out.string(site->country) : out.null();
    out.key("place");
    site ? out.string(site->place) : out.null();
    out.key("is_elsewhere")
        .boolean(elsewhere)
        .key("is_abroad")
        .boolean(is_abroad)
        .key("is_declared")
        .boolean(is_declared);
    out.key("holds");
    if (told) {
      out.begin_object()
          .key("snapshot")
          .string(told->snapshot)
          .key("snapshots")
          .unsigned_integer(told->snapshots);
      out.key("made");
      told->made_ms ? out.string(instant_text(*told->made_ms)) : out.null();
      out.key("files")
          .unsigned_integer(told->files)
          .key("octets")
          .unsigned_integer(told->octets)
          .key("is_encrypted");
      told->is_encrypted ? out.boolean(*told->is_encrypted) : out.null();
      out.key("algorithm").string(told->algorithm).key("checked").string(told->checked).end_object();
    } else {
      out.null();
    }
    out.end_object();
    return Printed{out.take() + "\n", exit};
  }
  const bool zh = look.lang == Lang::kZh;
  std::string out = zh ? fmt::format("仓库：{}（{}）\n", r.repository.path, r.repository.tool)
                       : fmt::format("repository: {} ({})\n", r.repository.path, r.repository.tool);
  if (!site) {
    out += zh ? "存放地：不明；请写入存放地表（docs/backups.md）\n"
              : "where it lies: not known; enter it into the table of sites (docs/backups.md)\n";
  } else {
    out += fmt::format("{}{} {}\n", zh ? "存放地：" : "where it lies: ", site->country, site->place);
  }
  if (told) {
    if (!told->snapshot.empty()) out += fmt::format("{}{}\n", zh ? "快照：" : "snapshot: ", told->snapshot);
    if (told->made_ms)
      out += fmt::format("{}{}\n", zh ? "制作时间：" : "made: ",
                         zh ? china_time_text(*told->made_ms) : utc_time_text(*told->made_ms));
    out += zh ? fmt::format("内容：{} 个文件，{} 字节\n", told->files, told->octets)
              : fmt::format("holds: {} files, {} octets\n", told->files, told->octets);
    const Text known = !told->is_encrypted   ? Text{"not known", "不明"}
                       : *told->is_encrypted ? Text{told->algorithm, told->algorithm}
                                             : Text{"no", "否"};
    out += fmt::format("{}{}\n", zh ? "加密：" : "encrypted: ", known.in(look.lang));
  } else {
    out += zh ? "位于其他机器，未连接读取\n" : "it lies on another machine, which was not asked\n";
  }
  if (is_abroad)
    out += is_declared ? (zh ? "境外副本，已申报；须随数据到期一并删除（标准合同第三条第五项）\n"
                             : "a copy abroad, declared; it must be deleted with the data (standard "
                               "contract, art. 3(5))\n")
                       : (zh ? "境外副本，未经申报：构成单独的数据出境，应申报或终止\n"
                             : "A COPY ABROAD THAT NO DECLARATION NAMES: an export of its own, to be "
                               "declared or ended\n");
  return Printed{out, exit};
}

}  // namespace tidegate
