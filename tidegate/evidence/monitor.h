// Watches a log from outside: rebuilds its tree from the entries that it serves, holds each checkpoint that
// it signs to that tree and to the checkpoint seen before, and what it states of itself to its entries. Pure:
// who calls it fetches and keeps.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/evidence/checkpoint.h"
#include "tidegate/evidence/statements.h"
#include "tidegate/evidence/tile_source.h"
#include "tidegate/evidence/tree.h"

namespace tidegate::evidence {

// What is known of a log: the checkpoint that was seen last, and the tree that was rebuilt up to it.
struct MonitorState {
  std::string note;
  Frontier tree;
};
std::string to_text(const MonitorState& state);
// Errors: kCorrupt (not the very octets that to_text writes).
Result<MonitorState> parse_monitor_state(std::string_view text);

struct Watched {
  enum class Kind {
    kFirst,       // nothing was known yet: the tree is the one that was signed
    kSame,        // nothing new was signed
    kGrown,       // what was signed goes on from what was seen
    kRolledBack,  // a tree smaller than one that was seen: a stale copy, or entries taken back
    kFork,        // both trees are signed and neither goes on from the other: the two notes prove it
    kFalse,       // the tree is the one that was signed, and an entry in it says what is not so
  };
  Kind kind = Kind::kSame;
  Checkpoint checkpoint;                    // what is served now
  std::uint64_t seen_size = 0;              // what was seen before
  std::optional<MonitorState> state;        // to keep from now on; none: what was kept stays
  std::optional<Statements> statements{};   // to keep beside the state
  std::optional<FalseEntry> first_false{};  // of kFalse
};
std::string_view to_string(Watched::Kind kind);  // "first", "same", "grown", "rolled_back", "fork", "false"

// Of what was signed nothing may be missing: kNotFound becomes kUnavailable, with its reason.
Error withheld(Error why);

struct MonitorHashers {
  const TreeHasher& sha256;
  const TreeHasher* sm3 = nullptr;  // where it is not here, no tree under it can be watched
  bool is_sm3_watched = false;      // the checkpoint is of that tree
};

// note   the log's checkpoint as it is served now; kept: what was kept of this log, if anything; known: the
// statements beside it. Where they are not of that same tree, every entry is read anew.
// Errors: those of open_checkpoint, of the source, of Statements::take; kCorrupt (what is served is not what
// was signed; the kept state is another log's); kUnavailable (the log withholds entries that it signed).
Result<Watched> watch(std::string_view note, const std::optional<MonitorState>& kept,
                      std::optional<Statements> known, TileSource& source, std::span<const VerifierKey> keys,
                      const MonitorHashers& hashers, SignatureCheck& check);

}  // namespace tidegate::evidence
