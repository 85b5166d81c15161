// Tiles and bundles as files that any web server can serve: made from the segment, never synced.
#include "tidegate/evidence/log.h"

namespace tidegate::evidence {
namespace {

const std::string kSecond = "sm3/";

}  // namespace

Result<void> Log::write_tiles() {
  if (!signed_) return {};
  const auto done =
      visit_new_tiles(tiled_, signed_->size, [this](const TileName& name) { return write_tile_files(name); });
  if (!done) return done;
  tiled_ = signed_->size;
  are_tiles_compared_ = true;
  return {};
}

Result<void> Log::write_tile_files(const TileName& name) {
  TileOctets tile;
  if (!name.level) {
    const auto read = visit_group(name.index, name.width, [&](std::uint64_t, const EntryView& view) {
      append_to_bundle(tile.octets, view.entry);
      tile.ends.push_back(tile.octets.size());
    });
    return read ? put_tile("", name, tile) : read;
  }
  const auto put = [&](HashRows& rows, const std::string& folder) -> Result<void> {
    const auto hashes = rows.tile(*name.level, name.index, static_cast<std::size_t>(name.width));
    if (!hashes) return fail(hashes.error());
    tile = {write_tile(*hashes), {}};
    for (std::size_t i = 1; i <= hashes->size(); ++i) tile.ends.push_back(i * sizeof(Hash));
    return put_tile(folder, name, tile);
  };
  if (auto done = put(rows_, ""); !done || !second_rows_) return done;
  return put(*second_rows_, kSecond);
}

Result<void> Log::put_tile(const std::string& folder, const TileName& name, const TileOctets& tile) {
  const std::string path = folder + tile_path(name);
  // A power cut may have left anything in a tile that was written before.
  const auto present = are_tiles_compared_ ? Result<std::optional<std::string>>(std::nullopt)
                                           : files_.read(path, tile.octets.size());
  if (!present || *present != tile.octets) {
    if (auto done = put_derived(files_, path, tile.octets); !done) return done;
  }
  if (name.width == kTileWidth) return files_.remove_folder(path + ".p");
  // Those of smaller trees that were signed, as far as they were written.
  for (int width = 1; !are_tiles_compared_ && width < name.width; ++width) {
    const std::string narrower = folder + tile_path({name.level, name.index, width});
    const std::string_view right =
        std::string_view(tile.octets).substr(0, tile.ends[static_cast<std::size_t>(width) - 1]);
    const auto found = files_.read(narrower, right.size());
    if (found && (!*found || **found == right)) continue;
    if (auto done = put_derived(files_, narrower, right); !done) return done;
  }
  return {};
}

}  // namespace tidegate::evidence
