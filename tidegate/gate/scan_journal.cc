#include "tidegate/gate/scan_journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "tidegate/base/hash.h"
#include "tidegate/base/json.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/file_source.h"
#include "tidegate/store/json_codec.h"
#include "tidegate/store/register/subject_file.h"

namespace tidegate {
namespace {

constexpr mode_t kPrivate = 0600;
constexpr std::size_t kLargestEntry = std::size_t{256} << 20;

std::string name_of(const std::string& file) { return sha256_hex(file).substr(0, 32); }

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

class TextBytes final : public ByteSource {
 public:
  explicit TextBytes(std::string_view text) : left_(text) {}
  Result<std::size_t> read(std::span<char> into) override {
    const std::size_t n = std::min(into.size(), left_.size());
    std::memcpy(into.data(), left_.data(), n);
    left_.remove_prefix(n);
    return n;
  }

 private:
  std::string_view left_;
};

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

Result<ScanJournal> ScanJournal::open(const std::string& home, std::string_view request) {
  const std::string all = home + "/scans";
  const std::string path = all + "/" + sha256_hex(request).substr(0, 32);
  for (const std::string& folder : {all, path}) {
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
      return fail(system_error(errno, "cannot make the folder", "无法建立文件夹", folder));
  }
  OpenFile folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!folder) return fail(system_error(errno, "cannot open the folder", "无法打开文件夹", path));
  if (::flock(folder.get(), LOCK_EX | LOCK_NB) != 0)
    return fail({ErrorCode::kConflict, "the same scan is running already", path, "相同的扫描正在进行"});
  return ScanJournal(path, std::move(folder));
}

std::string ScanJournal::stamp_of(const std::string& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) return {};
  const auto source = FileSource::open(file, {.takes_hash = false});
  return source ? source->stamp() : std::string();
}

std::optional<std::vector<ScannedTable>> ScanJournal::find(const std::string& file,
                                                           const std::string& stamp) {
  const std::string name = name_of(file);
  const auto bytes = read_file(path_ + "/" + name, kLargestEntry);
  if (!bytes || stamp.empty()) return std::nullopt;
  const auto text = unsealed(*bytes);
  if (!text) return std::nullopt;
  const auto json = parse_json(*text, name);
  if (!json) return std::nullopt;
  JsonFault fault{name, {}};
  const JsonReader entry(*json, fault);
  if (entry.member("stamp").string() != stamp) return std::nullopt;
  auto profile = data_profile_from_json(entry.member("profile").value(), name);
  const std::vector<JsonReader> lines = entry.member("lines").items();
  if (!profile || fault.first || lines.size() != profile->files.size()) return std::nullopt;
  std::vector<ScannedTable> tables;
  for (std::size_t i = 0; i < profile->files.size(); ++i) {
    ScannedTable table;
    table.profile = std::move(profile->files[i]);
    table.lines = lines_of(lines[i]);
    const auto set = read_file(fmt::format("{}/{}-{}", path_, name, i), std::size_t{1} << 40);
    if (!set) return std::nullopt;
    TextBytes source(*set);
    const auto read = read_subjects(source, [&](const SubjectLink& link) { table.subjects.add(link); });
    if (!read || fault.first) return std::nullopt;
    table.subjects.add(read->strangers);
    table.counts = table.subjects.counts();
    table.is_counted = true;
    tables.push_back(std::move(table));
  }
  ++found_;
  return tables;
}

Result<void> ScanJournal::keep(const std::string& file, const std::string& stamp,
                               const std::vector<ScannedTable>& tables) {
  if (stamp.empty()) return {};
  const std::string name = name_of(file);
  DataProfile profile;
  Json::Array lines;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    profile.files.push_back(tables[i].profile);
    lines.push_back(json_of(tables[i].lines));
    std::vector<SubjectLink> links;
    tables[i].subjects.each_link([&](const SubjectLink& link) { links.push_back(link); });
    const auto put =
        write_file_in(folder_.get(), fmt::format("{}-{}", name, i),
                      write_subjects(std::move(links), tables[i].subjects.strangers()), kPrivate);
    if (!put) return fail(put.error());
  }
  Json::Object entry;
  entry.emplace_back("stamp", Json(stamp));
  entry.emplace_back("profile", to_json(profile));
  entry.emplace_back("lines", Json(std::move(lines)));
  return write_file_in(folder_.get(), name, sealed(canonical_text(Json(std::move(entry)))), kPrivate);
}

void ScanJournal::finish() {
  std::error_code error;
  std::filesystem::remove_all(path_, error);
}

}  // namespace tidegate
