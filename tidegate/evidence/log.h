// The log of one origin in one folder. Its segment alone is truth and alone is synced; the tree stands in
// memory, tiles are made from it. Opening reads every octet of the segment, so that a log that opens is
// whole. Memory: 40 octets for 256 entries, 32 more with a second tree (100 million: 28 MB), and one batch.
// Not for several threads by itself, but for what says so: gate/evidence/shared_log.h.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tidegate/base/log_files.h"
#include "tidegate/evidence/hash_rows.h"
#include "tidegate/evidence/segment.h"
#include "tidegate/evidence/torn_tail.h"
#include "tidegate/evidence/tree.h"

namespace tidegate::evidence {

struct TreeHead {
  std::uint64_t size = 0;
  Hash root{};
  std::optional<Hash> second_root;  // of the same leaves by the second hasher
  friend bool operator==(const TreeHead&, const TreeHead&) = default;
};

struct LogOptions {
  std::string origin;                // "evidence.example.cn/2026"; a log is of one origin for ever
  SegmentSeed seed;                  // sixteen random octets, for a log that does not exist yet
  std::optional<TreeHead> at_least;  // what witnesses have seen: a log that lacks it was rolled back
  std::int64_t opened_ms = 0;        // names what is cut, torn_tail.h
};

struct LogHashers {  // outlive the log
  const TreeHasher& first;
  const TreeHasher* second = nullptr;  // SM3, where it is kept
};

// Entries that are ready to be written, and what the log is to know of them then.
struct PreparedBatch {
  std::string octets;
  std::vector<Hash> leaves;
  std::vector<Hash> second_leaves;
  std::vector<std::uint64_t> group_offsets;
};

struct KeptEntry {
  std::string entry;
  std::string sealed;
};

class Log {
 public:
  // Keeps a torn tail aside and cuts it. files outlive the log.
  // Errors: kCorrupt (damage before the tail, or less than, or another tree than, what was signed or seen),
  // kConflict (the segment of another origin), kMalformed (no segment, or of a later version), kUnavailable
  // (the disk; a tail that may hold an entry cannot be kept; or a second tree was signed and its hasher is
  // missing).
  static Result<std::unique_ptr<Log>> open(LogFiles& files, const LogOptions& options,
                                           const LogHashers& hashers);
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  std::uint64_t size() const { return tree_.size(); }
  TreeHead head() const;
  const std::optional<TreeHead>& last_signed() const { return signed_; }
  const std::optional<TornTail>& cut() const { return cut_; }  // by opening it

  // The index of the first; when this returns they last. Errors: kOutOfRange (sizes; nothing happened),
  // kUnavailable: the disk failed, now or before. The log then takes nothing more until it is opened anew,
  // since nobody knows what of it lasts.
  Result<std::uint64_t> append(std::span<const EntryView> entries);
  // The three steps of append, so that a lock need not be held while the disk is waited for: prepare and
  // write read nothing that reading changes, and only adopt changes what is read.
  Result<PreparedBatch> prepare(std::span<const EntryView> entries) const;
  Result<void> write(const PreparedBatch& batch);
  std::uint64_t adopt(PreparedBatch&& batch);

  // The head of all that lasts, kept so that no smaller and no other one will ever be signed. Only after this
  // returned may a signature over it be made. Errors: kUnavailable, as append.
  Result<TreeHead> to_sign();
  // Its two steps, as append's.
  Result<void> keep_signed(const TreeHead& now);
  void adopt_signed(const TreeHead& now) { signed_ = now; }

  // Errors: kNotFound, kCorrupt, kUnavailable.
  Result<KeptEntry> read(std::uint64_t index) const;
  // The entries [from, until), each once, in order: what reading them one by one would cost 128 times.
  using Visit = std::function<void(std::uint64_t index, const EntryView& record)>;
  Result<void> visit(std::uint64_t from, std::uint64_t until, const Visit& visit) const;
  const LogHashers& hashers() const { return hashers_; }
  const HashRows& rows() const { return rows_; }  // for a reader of one's own, which remembers: RowsReader
  const HashRows* second_rows() const { return second_rows_ ? &*second_rows_ : nullptr; }
  HashSource& tree() { return rows_; }
  HashSource* second_tree() { return second_rows_ ? &*second_rows_ : nullptr; }

  // Brings tiles and bundles to what was signed: below "tile/", those of the second tree below "sm3/tile/".
  // The first time since opening every one is compared and put right. Errors: kUnavailable, kCorrupt; the log
  // goes on.
  Result<void> write_tiles();

 private:
  Log(LogFiles& files, const LogOptions& options, const LogHashers& hashers);
  Result<void> recover();
  Result<void> read_signed();
  Result<void> begin_segment(std::uint64_t octets);
  Result<bool> take_batch(std::uint64_t octets, std::string& space);
  Result<void> settle_tail(std::uint64_t octets, std::string_view last);
  Result<void> cut_tail(std::uint64_t octets);
  Result<void> must_have(const TreeHead& head);
  Result<bool> has_batch_after(std::uint64_t offset, std::uint64_t octets) const;
  void prepare_hashes(PreparedBatch& batch, std::span<const EntryView> entries) const;
  Error stop(Error error);
  struct TileOctets {
    std::string octets;
    std::vector<std::size_t> ends;  // [i] where a tile of width i + 1 ends
  };
  Result<void> visit_group(std::uint64_t group, int count, const Visit& visit) const;
  Result<std::vector<Hash>> group_leaves(std::uint64_t group, const TreeHasher& hasher) const;
  Result<void> write_tile_files(const TileName& name);
  Result<void> put_tile(const std::string& folder, const TileName& name, const TileOctets& tile);

  LogFiles& files_;
  const std::string origin_;
  SegmentSeed seed_;
  const std::optional<TreeHead> at_least_;
  const std::int64_t opened_ms_;
  const LogHashers hashers_;
  std::unique_ptr<LogFile> segment_;
  std::uint64_t end_ = 0;                     // octets of the segment that hold batches
  std::vector<std::uint64_t> group_offsets_;  // where the record of entry 256 n begins
  Frontier tree_;
  Frontier second_tree_;
  HashRows rows_;
  std::optional<HashRows> second_rows_;
  std::optional<TreeHead> signed_;
  std::optional<TornTail> cut_;
  std::optional<Error> stopped_;
  std::uint64_t tiled_ = 0;          // the size whose tiles are there
  bool are_tiles_compared_ = false;  // since opening
};

}  // namespace tidegate::evidence
