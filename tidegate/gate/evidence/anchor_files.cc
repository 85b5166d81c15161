#include "tidegate/gate/evidence/anchor_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>

#include "tidegate/base/base64.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/gate/packs.h"

namespace tidegate {
namespace {

constexpr mode_t kOwn = 0600;
constexpr std::size_t kLargestTargets = std::size_t{64} << 10;
constexpr std::size_t kLargestJob = std::size_t{1} << 20;
constexpr std::array<std::string_view, 4> kKinds{"evm", "rfc3161", "file", "adapter"};
constexpr std::array<std::string_view, 4> kStates{"waiting", "sent", "done", "refused"};
constexpr std::string_view kJob = ".job";

Error damaged(const std::string& path) {
  return {ErrorCode::kCorrupt, "is damaged; restore it from a backup, or take it away", path,
          "已损坏；请从备份恢复，或移除该文件"};
}

std::string target_text(const AnchorTarget& t) {
  JsonWriter out;
  out.begin_object()
      .key("name")
      .string(t.name)
      .key("kind")
      .string(to_string(t.kind))
      .key("url")
      .string(t.url);
  out.key("ca_file").string(t.ca_file).key("allows_plain").boolean(t.allows_plain);
  out.key("chain_id").integer(static_cast<std::int64_t>(t.chain_id));
  out.key("contract").string(evidence::to_text(t.contract));
  out.key("confirmations").integer(static_cast<std::int64_t>(t.confirmations)).key("gas_price");
  t.gas_price ? out.integer(static_cast<std::int64_t>(*t.gas_price)) : out.null();
  out.key("policy").string(t.policy).key("command").begin_array();
  for (const std::string& word : t.command) out.string(word);
  out.end_array().key("every_s").integer(t.every_s).end_object();
  return out.take();
}

AnchorTarget target_at(const JsonReader& in) {
  AnchorTarget out;
  in.only({"name", "kind", "url", "ca_file", "allows_plain", "chain_id", "contract", "confirmations",
           "gas_price", "policy", "command", "every_s"});
  out.name = in.member("name").string();
  out.kind = static_cast<AnchorKind>(in.member("kind").one_of(kKinds));
  out.url = in.member("url").string();
  out.ca_file = in.member("ca_file").string();
  out.allows_plain = in.member("allows_plain").boolean();
  out.chain_id = static_cast<std::uint64_t>(in.member("chain_id").integer(0));
  const auto contract = evidence::parse_address(in.member("contract").string());
  if (contract) out.contract = *contract;
  out.confirmations = static_cast<std::uint64_t>(in.member("confirmations").integer(0, 1'000'000));
  if (const JsonReader price = in.member("gas_price"); !price.is_null())
    out.gas_price = static_cast<std::uint64_t>(price.integer(0));
  out.policy = in.member("policy").string();
  out.command = in.member("command").strings();
  out.every_s = in.member("every_s").integer(0, 366LL * 86'400);
  if (!contract || !is_target_name(out.name))
    in.refuse(ErrorCode::kMalformed, "is no target", "不是锚定目标");
  return out;
}

std::string job_text(const AnchorJob& job) {
  JsonWriter out;
  out.begin_object()
      .key("target")
      .string(job.target)
      .key("size")
      .integer(static_cast<std::int64_t>(job.size));
  out.key("root").string(evidence::base64_of(job.root)).key("state").string(to_string(job.state));
  out.key("since_ms").integer(job.since_ms).key("tries").integer(static_cast<std::int64_t>(job.tries));
  out.key("tried_ms").integer(job.tried_ms).key("says").begin_array().string(job.says.en).string(job.says.zh);
  out.end_array().key("nonce").integer(static_cast<std::int64_t>(job.nonce));
  out.key("raw").string(to_base64(job.raw)).key("anchored_ms").integer(job.anchored_ms);
  out.key("anchor").string(to_base64(job.anchor)).end_object();
  return out.take() + "\n";
}

Result<AnchorJob> parse_job(const std::string& text, const std::string& path) {
  const auto value = parse_json(text, path);
  if (!value) return fail(damaged(path));
  JsonFault fault{path, {}};
  const JsonReader in(*value, fault);
  in.only({"target", "size", "root", "state", "since_ms", "tries", "tried_ms", "says", "nonce", "raw",
           "anchored_ms", "anchor"});
  AnchorJob out;
  out.target = in.member("target").string();
  out.size = static_cast<std::uint64_t>(in.member("size").integer(1));
  const auto root = evidence::hash_of_base64(in.member("root").string());
  out.state = static_cast<AnchorState>(in.member("state").one_of(kStates));
  out.since_ms = in.member("since_ms").integer();
  out.tries = static_cast<std::uint64_t>(in.member("tries").integer(0));
  out.tried_ms = in.member("tried_ms").integer();
  const auto says = in.member("says").strings();
  out.nonce = static_cast<std::uint64_t>(in.member("nonce").integer(0));
  const auto raw = from_base64(in.member("raw").string());
  out.anchored_ms = in.member("anchored_ms").integer();
  // An earlier release kept its own clock's moment in place of one that it did not believe, and said so.
  constexpr std::string_view kNotBelieved = "; the time of the target is not believed";
  const bool was_refused = out.anchored_ms == out.tried_ms && says.size() == 2 &&
                           std::string_view(says[0]).ends_with(kNotBelieved);
  if (was_refused || (out.anchored_ms != 0 && !is_time_believed(out.anchored_ms, out.since_ms, out.tried_ms)))
    out.anchored_ms = kNoBelievedTime;
  const auto anchor = from_base64(in.member("anchor").string());
  if (fault.first || !root || says.size() != 2 || !raw || !anchor ||
      (out.state == AnchorState::kSent && raw->empty()) ||
      (out.state == AnchorState::kDone && !evidence::read_anchor(*anchor, path)))
    return fail(damaged(path));
  out.root = *root;
  out.says = {says[0], says[1]};
  out.raw = *raw;
  out.anchor = *anchor;
  return out;
}

}  // namespace

bool is_time_believed(std::int64_t target_ms, std::int64_t since_ms, std::int64_t tried_ms) {
  return target_ms >= since_ms - kAnchorSlackMs && target_ms <= tried_ms + kAnchorSlackMs;
}

std::string_view to_string(AnchorKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }
std::string_view to_string(AnchorState state) { return kStates[static_cast<std::size_t>(state)]; }

bool is_open(const AnchorJob& job) {
  return job.state == AnchorState::kWaiting || job.state == AnchorState::kSent;
}

bool is_target_name(std::string_view name) {
  constexpr std::size_t kLongest = 32;
  return !name.empty() && name.size() <= kLongest && name.front() != '-' &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }) &&
         name != "account";
}

Result<AnchorFiles> AnchorFiles::open(const std::string& log_folder) {
  const std::string folder = log_folder + "/private/anchors";
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
    return fail(system_error(errno, "cannot be made", "无法创建", folder));
  OpenFile lock(::open((folder + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kOwn));
  if (!lock) return fail(system_error(errno, "cannot be opened", "无法打开", folder + "/lock"));
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
    return fail(
        {ErrorCode::kConflict, "another command works at the anchors", folder, "另有命令正在处理锚定"});
  return AnchorFiles(folder, std::move(lock));
}

std::optional<AnchorFiles> AnchorFiles::look(const std::string& log_folder) {
  const std::string folder = log_folder + "/private/anchors";
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(folder + "/targets", ignored)) return std::nullopt;
  return AnchorFiles(folder, OpenFile());
}

Result<std::vector<AnchorTarget>> AnchorFiles::targets() const {
  const std::string path = folder_ + "/targets";
  const auto text = read_file(path, kLargestTargets);
  if (!text && text.error().code == ErrorCode::kNotFound) return std::vector<AnchorTarget>{};
  if (!text) return fail(text.error());
  const auto value = parse_json(*text, path);
  if (!value) return fail(damaged(path));
  JsonFault fault{path, {}};
  std::vector<AnchorTarget> out;
  for (const JsonReader& one : JsonReader(*value, fault).items(0, kMostTargets))
    out.push_back(target_at(one));
  if (fault.first) return fail(damaged(path));
  return out;
}

Result<void> AnchorFiles::keep_targets(const std::vector<AnchorTarget>& targets) const {
  std::string text = "[";
  for (const AnchorTarget& one : targets) text += (text.size() > 1 ? ",\n" : "\n") + target_text(one);
  return write_file(folder_ + "/targets", text + "\n]\n", kOwn);
}

std::string AnchorFiles::path_of(const AnchorJob& job) const {
  return fmt::format("{}/{}.{}{}", folder_, job.target, job.size, kJob);
}

AnchorFiles::Jobs AnchorFiles::jobs(const std::string& target) const {
  Jobs out;
  std::error_code wrong;
  for (std::filesystem::directory_iterator at(folder_, wrong), end; !wrong && at != end;
       at.increment(wrong)) {
    const std::string name = at->path().filename().string();
    if (!name.starts_with(target + ".") || !name.ends_with(kJob) || is_temporary(name)) continue;
    const auto text = read_file(at->path().string(), kLargestJob);
    if (!text && text.error().code == ErrorCode::kNotFound) continue;  // taken away meanwhile
    auto job = text ? parse_job(*text, at->path().string()) : Result<AnchorJob>(fail(text.error()));
    if (job && job->target == target && path_of(*job) == at->path().string()) {
      out.jobs.push_back(std::move(*job));
    } else {
      out.damaged = job ? damaged(at->path().string()) : job.error();
    }
  }
  std::sort(out.jobs.begin(), out.jobs.end(),
            [](const AnchorJob& a, const AnchorJob& b) { return a.size < b.size; });
  return out;
}

std::map<std::string, std::vector<std::uint64_t>> AnchorFiles::sizes() const {
  std::map<std::string, std::vector<std::uint64_t>> out;
  std::error_code wrong;
  for (std::filesystem::directory_iterator at(folder_, wrong), end; !wrong && at != end;
       at.increment(wrong)) {
    const std::string name = at->path().filename().string();
    const std::size_t dot = std::min(name.find('.'), name.size() - 1);
    const std::string target = name.substr(0, dot);
    std::uint64_t size = 0;
    const auto [last, fault] = std::from_chars(name.data() + dot + 1, name.data() + name.size(), size);
    if (fault == std::errc() && std::string_view(last) == kJob && is_target_name(target))
      out[target].push_back(size);
  }
  for (auto& [target, sizes] : out) std::sort(sizes.begin(), sizes.end());
  return out;
}

std::optional<AnchorJob> AnchorFiles::job(const std::string& target, std::uint64_t size) const {
  AnchorJob named;
  named.target = target;
  named.size = size;
  const std::string path = path_of(named);
  const auto text = read_file(path, kLargestJob);
  auto read = text ? parse_job(*text, path) : Result<AnchorJob>(fail(text.error()));
  if (!read || read->target != target || read->size != size) return std::nullopt;
  return std::move(*read);
}

Result<void> AnchorFiles::keep(const AnchorJob& job) const {
  return write_file(path_of(job), job_text(job), kOwn);
}

Result<void> AnchorFiles::forget(const AnchorJob& job) const {
  if (::unlink(path_of(job).c_str()) != 0 && errno != ENOENT)
    return fail(system_error(errno, "cannot be removed", "无法移除", path_of(job)));
  return {};
}

}  // namespace tidegate
