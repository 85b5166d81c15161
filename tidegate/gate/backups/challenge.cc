// Draws chunks by a later checkpoint, and answers with them.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tidegate/assure/backup_challenge.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/evidence/bundle.h"
#include "tidegate/gate/backups/parts.h"
#include "tidegate/gate/credentials/files.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/signatures.h"
#include "tidegate/store/write_file.h"

namespace tidegate {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kPrivate = 0600;
constexpr unsigned kPublic = 0644;
constexpr std::int64_t kFreshMs = 90LL * 86'400'000;
constexpr std::int64_t kOnePercent = 10'000;
constexpr std::int64_t kOnePermille = 1'000;

std::string percent(std::int64_t e6) { return fmt::format("{}.{:04} %", e6 / 10'000, e6 % 10'000); }

void refused(const char* en, const char* zh, const Look& look, Printed& out) {
  out.text = Text{std::string(en) + "\n", std::string(zh) + "\n"}.in(look.lang);
  out.exit = ExitCode::kVerification;
}

// The file of a chunk: chunks lie file after file.
struct Layout {
  std::vector<assure::BackedUpFile> files;
  std::vector<std::uint64_t> first;  // chunk of each file
  std::uint64_t chunks = 0;
};
Result<Layout> layout_of(const std::string& path, std::uint64_t chunk_octets) {
  const auto bytes = read_file(path, kLargestList);
  if (!bytes) return fail(bytes.error());
  auto files = read_list(*bytes, path);
  if (!files) return fail(files.error());
  Layout out{std::move(*files), {}, 0};
  for (const assure::BackedUpFile& file : out.files) {
    out.first.push_back(out.chunks);
    out.chunks += (file.octets + chunk_octets - 1) / chunk_octets;
  }
  return out;
}

Result<std::vector<Sha256>> read_leaves(const std::string& path) {
  const auto bytes = read_file(path, assure::kMostChunks * sizeof(Sha256));
  if (!bytes) return fail(bytes.error());
  std::vector<Sha256> out(bytes->size() / sizeof(Sha256));
  for (std::size_t i = 0; i < out.size(); ++i)
    std::copy_n(bytes->begin() + static_cast<std::ptrdiff_t>(i * sizeof(Sha256)), sizeof(Sha256),
                out[i].begin());
  return out;
}

// What lies there now, be it damaged or gone: the proof tells.
std::string octets_at(const std::string& path, std::uint64_t offset, std::size_t length) {
  std::string out(length, '\0');
  std::ifstream in(path, std::ios::binary);
  in.seekg(static_cast<std::streamoff>(offset));
  in.read(out.data(), static_cast<std::streamsize>(length));
  out.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  return out;
}

enum class Kept { kThis, kEarlier, kNowhere };

// Whether witnesses that the policy names saw what it was drawn by.
bool is_witnessed_draw(const assure::BackupChallenge& challenge, const assure::SeedSource& source) {
  return source.is_trusted && source.is_witnessed && hex(source.seed) == challenge.seed;
}

// The first one counts until it is too old: of many that were drawn one that misses the damage could be
// picked. One without witnesses makes room for one with them, by the policy that assess goes by where there
// is one: a policy made for the draw must not clear the way for a second one.
Result<Kept> keep_challenge(const assure::BackupChallenge& challenge, const evidence::Policy& asked,
                            const evidence::CosigningWindow& window, SignatureCheck& check,
                            const GateOptions& options) {
  std::error_code none;
  if (!options.may_write || options.home.empty() || !fs::exists(options.home, none)) return Kept::kNowhere;
  evidence::Policy policy = asked;
  if (const fs::path own = fs::path(options.home) / "backups" / "policy"; fs::exists(own, none)) {
    auto read = read_log_policy(own.string());
    if (!read) return fail(read.error());
    policy = std::move(*read);
  }
  const std::string file = kept_challenge(options.home, challenge.manifest);
  if (const auto bytes = read_file(file, assure::kLargestChallenge)) {
    const auto kept = assure::read_challenge(*bytes, file);
    if (!kept) return fail(kept.error());
    if (*bytes == assure::write_challenge(challenge)) return Kept::kThis;
    // Whatever record is shown now: another, later one does not undo the first draw.
    const auto before =
        seed_source(kept->checkpoint, challenge.manifest, policy, check, seen_since({}, options.now_ms));
    const auto now = seed_source(challenge.checkpoint, challenge.manifest, policy, check, window);
    const bool is_better = !is_witnessed_draw(*kept, before) && is_witnessed_draw(challenge, now);
    const bool is_over = before.seen_ms && options.now_ms - *before.seen_ms > kFreshMs;
    if (!is_better && !is_over) return Kept::kEarlier;
  }
  std::error_code error;
  fs::create_directories(fs::path(file).parent_path(), error);
  if (error)
    return fail({ErrorCode::kUnavailable, fmt::format("cannot be made: {}", error.message()), file,
                 fmt::format("无法创建：{}", error.message())});
  const auto done = write_file(file, assure::write_challenge(challenge), kPrivate);
  if (!done) return fail(done.error());
  return Kept::kThis;
}

std::string_view name_of(Kept kept) {
  return kept == Kept::kThis ? "this" : kept == Kept::kEarlier ? "earlier" : "none";
}

Text words_of(Kept kept) {
  switch (kept) {
    case Kept::kThis:
      return {"kept: assess counts this one\n", "已留存：评估以此题为准\n"};
    case Kept::kEarlier:
      return {"not kept, an earlier one counts: assess goes by the one that this state folder kept\n",
              "未留存，以先前留存的一题为准：评估以本状态目录所留存者为准\n"};
    case Kept::kNowhere:
      break;
  }
  return {"not kept: there is no state folder to keep it in\n", "未留存：没有可供留存的状态目录\n"};
}

}  // namespace

Result<Printed> backup_challenge(const BackupChallengeRequest& r, bool json, const Look& look,
                                 const GateOptions& options) {
  for (const auto& [value, option] :
       {std::pair{&r.record, "--record"}, std::pair{&r.checkpoint, "--checkpoint"},
        std::pair{&r.policy, "--log-trust"}, std::pair{&r.out, "--out"}}) {
    if (value->empty()) return fail(backup_needs(option));
  }
  if (r.draws < 1 || r.draws > assure::kMostDraws)
    return fail({ErrorCode::kOutOfRange, "is not 1 to 20000", "--draws", "应为 1 至 20000"});
  const auto bytes = read_file(r.manifest, assure::kLargestManifest + 2);
  if (!bytes) return fail(bytes.error());
  const auto manifest = assure::read_manifest(*bytes, r.manifest);
  if (!manifest) return fail(manifest.error());
  const auto policy = read_log_policy(r.policy);
  if (!policy) return fail(policy.error());
  const auto bundle = read_file(r.record, evidence::kLargestBundle);
  if (!bundle) return fail(bundle.error());
  const auto note = read_file(r.checkpoint, evidence::kLargestNote);
  if (!note) return fail(note.error());
  const auto check = signature_check();
  const auto recorded = recorded_manifest(*bundle, manifest->hash, *policy, {options.now_ms, options.now_ms});
  const evidence::CosigningWindow window = seen_since(recorded, options.now_ms);
  const assure::SeedSource source = seed_source(*note, manifest->hash, *policy, *check, window);
  Printed out;
  if (!recorded) {
    refused("REFUSED: the bundle does not prove that a log has this manifest",
            "已拒绝：证据包不能证明日志载有该备份清单", look, out);
    return out;
  }
  if (!source.is_trusted || source.origin != recorded->origin) {
    refused("REFUSED: the checkpoint is not what the policy asks for, or of another log",
            "已拒绝：检查点不满足策略，或属于其他日志", look, out);
    return out;
  }
  if (source.size <= recorded->index || (source.seen_ms && *source.seen_ms + 600'000 < manifest->made_ms)) {
    refused("REFUSED: the checkpoint is not later than the manifest", "已拒绝：检查点不晚于备份清单", look,
            out);
    return out;
  }
  const assure::BackupChallenge challenge{manifest->hash, r.draws, *note, hex(source.seed)};
  if (const auto done = write_new_file(r.out, assure::write_challenge(challenge), kPublic); !done)
    return fail(done.error());
  const auto kept = keep_challenge(challenge, *policy, window, *check, options);
  if (!kept) return fail(kept.error());
  const std::int64_t one = assure::detection_e6(kOnePercent, r.draws);
  const std::int64_t tenth = assure::detection_e6(kOnePermille, r.draws);
  if (json) {
    JsonWriter text;
    text.begin_object().key("file").string(r.out).key("draws").unsigned_integer(r.draws).key("seed").string(
        challenge.seed);
    text.key("checkpoint_size")
        .unsigned_integer(source.size)
        .key("is_witnessed")
        .boolean(source.is_witnessed)
        .key("kept")
        .string(name_of(*kept));
    text.key("detects")
        .begin_object()
        .key("one_percent")
        .decimal(one, 6)
        .key("one_permille")
        .decimal(tenth, 6)
        .end_object();
    text.end_object();
    out.text = text.take() + "\n";
    return out;
  }
  out.text =
      Text{fmt::format("wrote {}: {} chunks of {}\ndamage of 1 % is found with {}, of 0.1 % with {}\n", r.out,
                       r.draws, manifest->chunks, percent(one), percent(tenth)),
           fmt::format(
               "已写入 {}：从 {} 个数据块中抽取 {} 个\n损坏 1 % 的发现概率 {}，损坏 0.1 % 的发现概率 {}\n",
               r.out, manifest->chunks, r.draws, percent(one), percent(tenth))}
          .in(look.lang) +
      words_of(*kept).in(look.lang);
  return out;
}

Result<Printed> backup_answer(const BackupAnswerRequest& r, bool json, const Look& look,
                              const GateOptions& options) {
  for (const auto& [value, option] : {std::pair{&r.manifest, "--manifest"},
                                      std::pair{&r.repository, "--repository"}, std::pair{&r.out, "--out"}}) {
    if (value->empty()) return fail(backup_needs(option));
  }
  const auto asked = read_file(r.challenge, assure::kLargestChallenge);
  if (!asked) return fail(asked.error());
  const auto challenge = assure::read_challenge(*asked, r.challenge);
  if (!challenge) return fail(challenge.error());
  const auto bytes = read_file(r.manifest, assure::kLargestManifest + 2);
  if (!bytes) return fail(bytes.error());
  const auto manifest = assure::read_manifest(*bytes, r.manifest);
  if (!manifest) return fail(manifest.error());
  if (manifest->hash != challenge->manifest)
    return fail(
        {ErrorCode::kMalformed, "is a challenge of another backup", r.challenge, "是对另一备份的抽验"});
  const auto chunk_octets = static_cast<std::uint64_t>(manifest->chunk_octets);
  const std::string base = backup_base(r.manifest);
  const auto layout = layout_of(base + ".held", chunk_octets);
  if (!layout) return fail(layout.error());
  auto leaves = read_leaves(base + ".leaves");
  if (!leaves) return fail(leaves.error());
  if (leaves->size() != manifest->chunks || layout->chunks != manifest->chunks)
    return fail({ErrorCode::kCorrupt, "is not what was written beside the manifest", base + ".leaves",
                 "与备份清单不符"});
  const assure::ChunkTree tree(std::move(*leaves));
  const auto seed = assure::hash_of_hex(challenge->seed);
  if (!seed) return fail(seed.error());
  std::error_code none;
  if (fs::exists(r.out, none))
    return fail(
        {ErrorCode::kMalformed, "is there already, and is not written over", r.out, "文件已存在，不予覆盖"});
  OpenFile file(::open(r.out.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kPrivate));
  if (!file) return fail(system_error(errno, "cannot be written", "无法写入", r.out));
  const auto put = [&](std::string_view text) -> Result<void> {
    while (!text.empty()) {
      const ssize_t n = ::write(file.get(), text.data(), text.size());
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) {
        const int why = errno;
        ::unlink(r.out.c_str());
        return fail(system_error(why, "cannot be written", "无法写入", r.out));
      }
      text.remove_prefix(static_cast<std::size_t>(n));
    }
    return {};
  };
  if (const auto done = put(assure::answer_head(*challenge)); !done) return fail(done.error());
  const bool is_folder = fs::is_directory(r.repository, none);
  std::uint64_t others = 0;  // chunks that are not what was attested
  for (const std::uint64_t chunk : assure::drawn_chunks(*seed, challenge->draws, manifest->chunks)) {
    if (options.cancelled != nullptr && options.cancelled->load()) {
      ::unlink(r.out.c_str());
      return fail({ErrorCode::kCancelled, "interrupted", {}, "已中断"});
    }
    const auto after = std::upper_bound(layout->first.begin(), layout->first.end(), chunk);
    const auto number = static_cast<std::size_t>(after - layout->first.begin()) - 1;
    const assure::BackedUpFile& held = layout->files[number];
    const std::uint64_t offset = (chunk - layout->first[number]) * chunk_octets;
    const auto length = static_cast<std::size_t>(std::min(chunk_octets, held.octets - offset));
    const std::string path = is_folder ? (fs::path(r.repository) / held.path).string() : r.repository;
    const assure::AnsweredChunk answered{
        chunk, {number, offset, sha256(held.path)}, octets_at(path, offset, length), tree.proof(chunk)};
    const Sha256 leaf = assure::chunk_leaf(answered.place, answered.octets);
    if (!assure::is_in_tree(chunk, leaf, tree.size(), answered.proof, tree.root())) ++others;
    if (const auto done = put(assure::answer_line(answered)); !done) return fail(done.error());
  }
  if (::fsync(file.get()) != 0) return fail(system_error(errno, "cannot be written", "无法写入", r.out));
  Printed out;
  if (others > 0) out.exit = ExitCode::kVerification;
  if (json) {
    JsonWriter text;
    text.begin_object()
        .key("file")
        .string(r.out)
        .key("draws")
        .unsigned_integer(challenge->draws)
        .key("not_as_attested")
        .unsigned_integer(others)
        .end_object();
    out.text = text.take() + "\n";
    return out;
  }
  Text said{fmt::format("wrote {}: {} chunks with their proofs\n", r.out, challenge->draws),
            fmt::format("已写入 {}：{} 个数据块及其证明\n", r.out, challenge->draws)};
  if (others > 0) {
    said.en += fmt::format(
        "{} of them are not what was attested, or not there: the backup is damaged, or is another\n", others);
    said.zh += fmt::format("其中 {} 个与声明时不符或不存在：备份已损坏，或并非该备份\n", others);
  }
  out.text = said.in(look.lang);
  return out;
}

}  // namespace tidegate
