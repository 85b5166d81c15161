#include "tidegate/gate/scan/journal_entry.h"

#include "tidegate/base/hash.h"
#include "tidegate/base/json.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/store/json_codec.h"

namespace tidegate {
namespace {

Json number(std::uint64_t value) { return Json(static_cast<std::int64_t>(value)); }

Json json_of(const std::vector<LinesOfType>& lines) {
  Json::Array all;
  for (const LinesOfType& of_type : lines) {
    Json::Array places;
    for (const LinePlace& place : of_type.places) {
      places.push_back(number(place.row));
      places.push_back(number(place.context));
    }
    Json::Object o;
    o.emplace_back("type", Json(of_type.type));
    o.emplace_back("lines", number(of_type.lines));
    o.emplace_back("places", Json(std::move(places)));
    all.push_back(Json(std::move(o)));
  }
  return Json(std::move(all));
}

std::vector<LinesOfType> lines_of(const JsonReader& r) {
  std::vector<LinesOfType> all;
  for (const JsonReader& item : r.items()) {
    LinesOfType of_type{
        item.member("type").string(), static_cast<std::uint64_t>(item.member("lines").integer(0)), {}};
    const std::vector<JsonReader> places = item.member("places").items();
    for (std::size_t i = 0; i + 1 < places.size(); i += 2) {
      of_type.places.push_back({static_cast<std::uint64_t>(places[i].integer(0)),
                                static_cast<std::uint16_t>(places[i + 1].integer(0, 0xFFFF))});
    }
    all.push_back(std::move(of_type));
  }
  return all;
}

// The first line is the hash of what stands behind it.
std::string sealed(const std::string& text) { return sha256_hex(text) + "\n" + text; }

std::optional<std::string> unsealed(const std::string& bytes) {
  constexpr std::size_t kHead = 65;
  if (bytes.size() < kHead || bytes[kHead - 1] != '\n') return std::nullopt;
  std::string text = bytes.substr(kHead);
  if (sha256_hex(text) != bytes.substr(0, kHead - 1)) return std::nullopt;
  return text;
}

}  // namespace

std::string write_journal_entry(const JournalEntry& entry) {
  DataProfile profile;
  profile.files = entry.tables;
  Json::Array lines;
  for (const std::vector<LinesOfType>& of_table : entry.lines) lines.push_back(json_of(of_table));
  Json::Object object;
  object.emplace_back("stamp", Json(entry.stamp));
  object.emplace_back("profile", to_json(profile));
  object.emplace_back("lines", Json(std::move(lines)));
  Json::Array sets;
  for (const std::string& hash : entry.sets) sets.push_back(Json(hash));
  object.emplace_back("sets", Json(std::move(sets)));
  return sealed(canonical_text(Json(std::move(object))));
}

std::optional<JournalEntry> read_journal_entry(const std::string& bytes) {
  constexpr std::string_view kName = "entry";
  const auto text = unsealed(bytes);
  if (!text) return std::nullopt;
  const auto json = parse_json(*text, kName);
  if (!json) return std::nullopt;
  JsonFault fault{std::string(kName), {}};
  const JsonReader reader(*json, fault);
  JournalEntry entry;
  entry.stamp = reader.member("stamp").string();
  auto profile = data_profile_from_json(reader.member("profile").value(), kName);
  if (!profile || fault.first) return std::nullopt;
  entry.tables = std::move(profile->files);
  for (const JsonReader& of_table : reader.member("lines").items()) entry.lines.push_back(lines_of(of_table));
  for (const JsonReader& hash : reader.member("sets").items()) entry.sets.push_back(hash.string());
  const std::size_t tables = entry.tables.size();
  if (fault.first || entry.lines.size() != tables || entry.sets.size() != tables) return std::nullopt;
  return entry;
}

}  // namespace tidegate
