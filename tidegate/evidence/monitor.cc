#include "tidegate/evidence/monitor.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/hash.h"
#include "tidegate/evidence/tile.h"

namespace tidegate::evidence {
namespace {

constexpr std::string_view kFormat = "tidegate.monitor/1";
constexpr std::string_view kSum = "sum ";
using Kind = Watched::Kind;

tl::unexpected<Error> damaged_state() {
  return fail({ErrorCode::kCorrupt, "is not what a monitor keeps of a log", {}, "不是监测器保存的日志状态"});
}

// The bundle that holds the entries from 256 * index, `width` of them: partial, or the full one, where the
// partial one is gone since the log has grown.
Result<std::vector<Hash>> leaves_of(TileSource& source, std::uint64_t index, int width,
                                    const TreeHasher& hasher) {
  int there = width;
  auto octets = source.read(tile_path({std::nullopt, index, width}));
  if (!octets && octets.error().code == ErrorCode::kNotFound && width != kTileWidth) {
    there = kTileWidth;
    octets = source.read(tile_path({std::nullopt, index, there}));
  }
  if (!octets) return fail(octets.error());
  const auto entries = read_bundle(*octets, there);
  if (!entries) return fail({ErrorCode::kCorrupt, entries.error().what, {}, entries.error().what_zh});
  std::vector<Hash> out;
  for (int i = 0; i < width; ++i) out.push_back(hasher.leaf((*entries)[static_cast<std::size_t>(i)]));
  return out;
}

// Appends the entries from the tree's size up to `to`, out of the bundles of a tree of `size`.
Result<void> grow(Frontier& tree, std::uint64_t to, std::uint64_t size, TileSource& source,
                  const TreeHasher& hasher) {
  constexpr std::uint64_t kWidth = kTileWidth;
  while (tree.size() < to) {
    const std::uint64_t begin = tree.size() / kWidth * kWidth;
    const auto leaves =
        leaves_of(source, begin / kWidth, static_cast<int>(std::min(size - begin, kWidth)), hasher);
    if (!leaves) return fail(leaves.error());
    const std::uint64_t from = tree.size() - begin;
    const std::uint64_t count = std::min<std::uint64_t>(to - begin, leaves->size()) - from;
    tree.append(std::span(*leaves).subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(count)),
                hasher);
  }
  return {};
}

tl::unexpected<Error> not_what_was_signed(const Checkpoint& checkpoint) {
  return fail({ErrorCode::kCorrupt,
               fmt::format("the entries that {} serves are not the {} that it signed", checkpoint.origin,
                           checkpoint.size),
               {},
               fmt::format("{} 提供的条目与其签名的 {} 条不符", checkpoint.origin, checkpoint.size)});
}

// The served tree from its first entry: what it was at the size that was seen, and what it is now.
struct Rebuilt {
  Hash at_seen{};
  Frontier tree;
};
Result<Rebuilt> rebuild(std::uint64_t seen, std::uint64_t size, TileSource& source,
                        const TreeHasher& hasher) {
  Rebuilt out;
  if (const auto done = grow(out.tree, seen, size, source, hasher); !done) return fail(done.error());
  out.at_seen = out.tree.root(hasher);
  if (const auto done = grow(out.tree, size, size, source, hasher); !done) return fail(done.error());
  return out;
}

}  // namespace

std::string_view to_string(Kind kind) {
  constexpr std::string_view kNames[] = {"first", "same", "grown", "rolled_back", "fork"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string to_text(const MonitorState& state) {
  std::string out = fmt::format("{}\n{}\n", kFormat, state.tree.size());
  for (const Hash& peak : state.tree.peaks()) out.append(base64_of(peak)).append("\n");
  out.append("\n").append(state.note);
  return fmt::format("{}{}{}\n", out, kSum, sha256_hex(out));
}

Result<MonitorState> parse_monitor_state(std::string_view text) {
  const std::string_view whole = text;
  if (take_line(text) != kFormat) return damaged_state();
  const auto digits = take_line(text);
  const auto size = digits ? parse_count(*digits) : std::nullopt;
  const auto peaks = take_hash_lines(text);
  const std::size_t sum = text.rfind(kSum);
  if (!size || !peaks || sum == std::string_view::npos) return damaged_state();
  auto tree = Frontier::of(*size, *peaks);
  if (!tree) return damaged_state();
  MonitorState out{std::string(text.substr(0, sum)), std::move(*tree)};
  if (to_text(out) != whole) return damaged_state();
  return out;
}

Result<Watched> watch(std::string_view note, const std::optional<MonitorState>& kept, TileSource& source,
                      std::span<const VerifierKey> keys, const TreeHasher& hasher, SignatureCheck& check) {
  const auto opened = open_checkpoint(note, keys, check);
  if (!opened) return fail(opened.error());
  const Checkpoint& now = opened->checkpoint;
  Watched out{kept ? Kind::kGrown : Kind::kFirst, now, kept ? kept->tree.size() : 0, std::nullopt};
  if (kept) {
    const auto seen_note = parse_note(kept->note);
    const auto seen = seen_note ? parse_checkpoint(seen_note->text) : fail(seen_note.error());
    if (!seen || seen->origin != now.origin || seen->size != kept->tree.size()) return damaged_state();
    if (now.size < seen->size) out.kind = Kind::kRolledBack;
    if (now.size == seen->size) out.kind = now.root == seen->root ? Kind::kSame : Kind::kFork;
    if (out.kind != Kind::kGrown) return out;
  }
  MonitorState next{std::string(note), kept ? kept->tree : Frontier()};
  if (const auto done = grow(next.tree, now.size, now.size, source, hasher); !done) return fail(done.error());
  if (next.tree.root(hasher) != now.root) {
    if (!kept) return not_what_was_signed(now);
    // Entries that are damaged, or another past? The whole tree anew tells.
    const auto served = rebuild(out.seen_size, now.size, source, hasher);
    if (!served) return fail(served.error());
    if (served->tree.root(hasher) != now.root) return not_what_was_signed(now);
    out.kind = Kind::kFork;
    return out;
  }
  out.state = std::move(next);
  return out;
}

}  // namespace tidegate::evidence
