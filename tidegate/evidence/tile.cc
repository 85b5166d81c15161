#include "tidegate/evidence/tile.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "tidegate/base/check.h"

namespace tidegate::evidence {
namespace {

constexpr std::string_view kFolder = "tile/";
constexpr std::string_view kEntries = "entries/";
constexpr std::string_view kPartial = ".p/";
constexpr std::size_t kDigits = 3;

Error malformed(std::string_view path) {
  return {ErrorCode::kMalformed, "is not the name of a tile", std::string(path.substr(0, 80)),
          "不是图块的名称"};
}

// A decimal number as it is written, without zeros before it.
template <typename Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_whole = fault == std::errc() && end == text.data() + text.size();
  if (!is_whole || text.front() == '-' || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  return value;
}

// "x001/x234/067" -> 1234067.
std::optional<std::uint64_t> index_of(std::string_view text) {
  std::string digits;
  while (text.size() > kDigits) {
    if (text[0] != 'x' || text.size() < kDigits + 2 || text[kDigits + 1] != '/') return std::nullopt;
    digits += text.substr(1, kDigits);
    text.remove_prefix(kDigits + 2);
  }
  digits += text;
  if (text.size() != kDigits || digits.size() > 21) return std::nullopt;
  const bool is_shortest = digits.size() == kDigits || digits.compare(0, kDigits, "000") != 0;
  const std::size_t zeros = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  return is_shortest ? number<std::uint64_t>(std::string_view(digits).substr(zeros)) : std::nullopt;
}

// The hashes that a level of a tree holds.
std::uint64_t hashes_at(int level, std::uint64_t size) { return size >> (kTileHeight * level); }

using Visit = std::function<Result<void>(const TileName&)>;

// Tiles of one level, or bundles, that `to` hashes have and `from` have not.
Result<void> visit_new(std::optional<int> level, std::uint64_t from, std::uint64_t to, const Visit& visit) {
  if (from == to) return {};
  for (std::uint64_t i = from / kTileWidth; i < to / kTileWidth; ++i) {
    if (auto done = visit({level, i, kTileWidth}); !done) return done;
  }
  if (to % kTileWidth == 0) return {};
  return visit({level, to / kTileWidth, static_cast<int>(to % kTileWidth)});
}

}  // namespace

std::string tile_path(const TileName& name) {
  std::string path(kFolder);
  path += name.level ? fmt::format("{}/", *name.level) : std::string(kEntries);
  const std::string digits = fmt::format("{:03}", name.index);
  const std::string padded = std::string((kDigits - digits.size() % kDigits) % kDigits, '0') + digits;
  for (std::size_t i = 0; i + kDigits < padded.size(); i += kDigits)
    path += fmt::format("x{}/", padded.substr(i, kDigits));
  path += padded.substr(padded.size() - kDigits);
  if (name.width != kTileWidth) path += fmt::format("{}{}", kPartial, name.width);
  return path;
}

Result<TileName> parse_tile_path(std::string_view path) {
  std::string_view rest = path;
  if (!rest.starts_with(kFolder)) return fail(malformed(path));
  rest.remove_prefix(kFolder.size());
  TileName name;
  if (rest.starts_with(kEntries)) {
    rest.remove_prefix(kEntries.size());
  } else {
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    name.level = number<int>(rest.substr(0, slash));
    if (!name.level || *name.level > 63 || slash == rest.size()) return fail(malformed(path));
    rest.remove_prefix(slash + 1);
  }
  if (const std::size_t at = rest.find(kPartial); at != std::string_view::npos) {
    const auto width = number<int>(rest.substr(at + kPartial.size()));
    if (!width || *width < 1 || *width >= kTileWidth) return fail(malformed(path));
    name.width = *width;
    rest = rest.substr(0, at);
  }
  const auto index = index_of(rest);
  if (!index) return fail(malformed(path));
  name.index = *index;
  const int level = name.level.value_or(0);
  if (level >= kTileLevels || name.index > hashes_at(level, kMaxTreeSize) / kTileWidth) {
    return fail(
        {ErrorCode::kOutOfRange, "no tree is so large", std::string(path.substr(0, 80)), "没有如此大的树"});
  }
  return name;
}

Result<void> visit_new_tiles(std::uint64_t from, std::uint64_t to, const Visit& visit) {
  TIDEGATE_CHECK(from <= to && to <= kMaxTreeSize);
  if (auto done = visit_new(std::nullopt, from, to, visit); !done) return done;
  for (int level = 0; level < kTileLevels; ++level) {
    if (auto done = visit_new(level, hashes_at(level, from), hashes_at(level, to), visit); !done) return done;
  }
  return {};
}

std::string write_tile(std::span<const Hash> hashes) {
  return {reinterpret_cast<const char*>(hashes.data()), hashes.size_bytes()};
}

Result<std::vector<Hash>> read_tile(std::string_view octets, int width) {
  std::vector<Hash> hashes(static_cast<std::size_t>(width));
  if (octets.size() != hashes.size() * sizeof(Hash))
    return fail({ErrorCode::kMalformed, "is not a tile of that width", {}, "不是该宽度的图块"});
  std::memcpy(hashes.data(), octets.data(), octets.size());
  return hashes;
}

void append_to_bundle(std::string& bundle, std::string_view entry) {
  TIDEGATE_CHECK(entry.size() <= kMaxEntryOctets);
  bundle += static_cast<char>(entry.size() >> 8);
  bundle += static_cast<char>(entry.size() & 0xff);
  bundle += entry;
}

Result<std::vector<std::string_view>> read_bundle(std::string_view octets, int width) {
  std::vector<std::string_view> entries;
  const auto octet = [&](std::size_t i) {
    return static_cast<std::size_t>(static_cast<unsigned char>(octets[i]));
  };
  while (octets.size() >= 2 && entries.size() < static_cast<std::size_t>(width)) {
    const std::size_t size = octet(0) << 8 | octet(1);
    if (octets.size() - 2 < size) break;
    entries.push_back(octets.substr(2, size));
    octets.remove_prefix(2 + size);
  }
  if (!octets.empty() || entries.size() != static_cast<std::size_t>(width))
    return fail(
        {ErrorCode::kMalformed, "is not a bundle of so many entries", {}, "不是含有该数量条目的条目包"});
  return entries;
}

}  // namespace tidegate::evidence
