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
// partial one is gone since the log has grown. Borrowed from `octets`.
Result<std::vector<std::string_view>> entries_of(TileSource& source, std::uint64_t index, int width,
                                                 std::string& octets) {
  int there = width;
  auto read = source.read(tile_path({std::nullopt, index, width}));
  if (!read && read.error().code == ErrorCode::kNotFound && width != kTileWidth) {
    const Error why = read.error();
    there = kTileWidth;
    read = source.read(tile_path({std::nullopt, index, there}));
    if (!read && read.error().code == ErrorCode::kNotFound) return fail(withheld(why));
  }
  if (!read) return fail(withheld(read.error()));
  octets = std::move(*read);
  auto entries = read_bundle(octets, there);
  if (!entries) return fail({ErrorCode::kCorrupt, entries.error().what, {}, entries.error().what_zh});
  entries->resize(static_cast<std::size_t>(width));
  return std::vector<std::string_view>(entries->begin(), entries->end());
}

// Appends the entries from the tree's size up to `to`, out of the bundles of a tree of `size`.
Result<void> grow(Frontier& tree, std::uint64_t to, std::uint64_t size, TileSource& source,
                  const TreeHasher& hasher, Statements* statements = nullptr) {
  constexpr std::uint64_t kWidth = kTileWidth;
  std::string octets;
  while (tree.size() < to) {
    const std::uint64_t begin = tree.size() / kWidth * kWidth;
    const auto entries =
        entries_of(source, begin / kWidth, static_cast<int>(std::min(size - begin, kWidth)), octets);
    if (!entries) return fail(entries.error());
    const std::uint64_t end = std::min<std::uint64_t>(to - begin, entries->size());
    std::vector<Hash> leaves;
    for (std::uint64_t i = tree.size() - begin; i < end; ++i) {
      const std::string_view entry = (*entries)[static_cast<std::size_t>(i)];
      leaves.push_back(hasher.leaf(entry));
      if (statements == nullptr) continue;
      if (const auto done = statements->take(entry); !done) return done;
    }
    tree.append(leaves, hasher);
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

Error withheld(Error why) {
  if (why.code != ErrorCode::kNotFound) return why;
  why.what_zh = "日志未提供其已签名的内容：" + (why.what_zh.empty() ? why.what : why.what_zh);
  why.what = "the log does not serve what it signed: " + why.what;
  why.code = ErrorCode::kUnavailable;
  return why;
}

std::string_view to_string(Kind kind) {
  constexpr std::string_view kNames[] = {"first", "same", "grown", "rolled_back", "fork", "false"};
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

// Of the whole log from its first entry, where none of the tree that is kept were at hand.
Result<Statements> statements_anew(const Checkpoint& now, TileSource& source, const MonitorHashers& hashers) {
  const TreeHasher& hasher = hashers.is_sm3_watched ? *hashers.sm3 : hashers.sha256;
  Statements out(hashers.sha256, hashers.sm3);
  Frontier tree;
  if (const auto done = grow(tree, now.size, now.size, source, hasher, &out); !done)
    return fail(done.error());
  if (tree.root(hasher) != now.root) return not_what_was_signed(now);
  return out;
}

Result<Watched> watch(std::string_view note, const std::optional<MonitorState>& kept,
                      std::optional<Statements> known, TileSource& source, std::span<const VerifierKey> keys,
                      const MonitorHashers& hashers, SignatureCheck& check) {
  const TreeHasher& hasher = hashers.is_sm3_watched ? *hashers.sm3 : hashers.sha256;
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
    const bool is_of_kept = known && known->tree(hashers.is_sm3_watched).peaks() == kept->tree.peaks() &&
                            known->size() == kept->tree.size();
    if (!is_of_kept) known.reset();
    if (out.kind == Kind::kSame && !known) out.kind = Kind::kGrown;  // its entries were never looked at
    if (out.kind == Kind::kSame) out.statements = std::move(known);
    if (out.kind != Kind::kGrown) return out;
  } else {
    known.emplace(hashers.sha256, hashers.sm3);
  }
  MonitorState next{std::string(note), kept ? kept->tree : Frontier()};
  if (const auto done = grow(next.tree, now.size, now.size, source, hasher, known ? &*known : nullptr); !done)
    return fail(done.error());
  if (next.tree.root(hasher) != now.root) {
    if (!kept) return not_what_was_signed(now);
    // Entries that are damaged, or another past? The whole tree anew tells.
    const auto served = rebuild(out.seen_size, now.size, source, hasher);
    if (!served) return fail(served.error());
    if (served->tree.root(hasher) != now.root) return not_what_was_signed(now);
    out.kind = Kind::kFork;
    return out;
  }
  if (!known) {
    auto anew = statements_anew(now, source, hashers);
    if (!anew) return fail(anew.error());
    known.emplace(std::move(*anew));
  }
  out.first_false = known->first_false();
  if (out.first_false) {
    out.kind = Kind::kFalse;  // what was kept stays, so that every look says so
    return out;
  }
  if (now.size == out.seen_size && kept) out.kind = Kind::kSame;
  out.statements = std::move(known);
  out.state = std::move(next);
  return out;
}

}  // namespace tidegate::evidence
