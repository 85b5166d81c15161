// Tiles and entry bundles of a log, and their names, as C2SP tlog-tiles has them: a tile holds up to 256
// hashes of one level, each over 256 of the level below; a bundle holds the entries under a tile of level 0.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/evidence/tree.h"

namespace tidegate::evidence {

inline constexpr int kTileHeight = 8;
inline constexpr int kTileWidth = 256;
inline constexpr int kTileLevels = 8;  // 0 to 7: a tree within kMaxTreeSize reaches no higher
inline constexpr std::size_t kMaxEntryOctets = 65'535;

// Which tile or bundle. Full, or the partial one of some tree's right edge.
struct TileName {
  std::optional<int> level;  // none: a bundle of entries
  std::uint64_t index = 0;
  int width = kTileWidth;  // 1 to 256
  friend bool operator==(const TileName&, const TileName&) = default;
};

// "tile/0/x001/x234/067", "tile/1/000.p/12", "tile/entries/x001/234".
std::string tile_path(const TileName& name);
// Only what tile_path writes. Errors: kMalformed, kOutOfRange (of no tree within kMaxTreeSize).
Result<TileName> parse_tile_path(std::string_view path);

// All tiles and bundles of a tree of `to` leaves that a tree of `from` leaves has not: bundles, then tiles
// from the lowest level up. Ends at the first error of `visit`.
Result<void> visit_new_tiles(std::uint64_t from, std::uint64_t to,
                             const std::function<Result<void>(const TileName&)>& visit);

std::string write_tile(std::span<const Hash> hashes);
// Errors: kMalformed (not `width` hashes).
Result<std::vector<Hash>> read_tile(std::string_view octets, int width);

// Each entry behind its size, two octets. entries: of at most kMaxEntryOctets each.
void append_to_bundle(std::string& bundle, std::string_view entry);
// The entries, views into `octets`. Errors: kMalformed (not exactly `width` entries).
Result<std::vector<std::string_view>> read_bundle(std::string_view octets, int width);

}  // namespace tidegate::evidence
