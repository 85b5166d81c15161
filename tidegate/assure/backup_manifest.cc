#include "tidegate/assure/backup_manifest.h"

#include <algorithm>
#include <array>

#include "tidegate/assure/fields.h"
#include "tidegate/base/hash.h"
#include "tidegate/base/instant.h"
#include "tidegate/terms/country_code.h"

namespace tidegate::assure {
namespace {

constexpr std::string_view kManifestFormat = "tidegate.backup/1";
constexpr std::string_view kDrillFormat = "tidegate.restore-drill/1";
constexpr std::string_view kVerdictFormat = "tidegate.backup-verdict/1";
constexpr std::array<std::string_view, 4> kTools{"restic", "borg", "pg_basebackup", "files"};
constexpr std::int64_t kLongestMinutes = 60 * 24 * 3'650;
constexpr std::int64_t kMostOctets = std::int64_t{1} << 53;
constexpr std::size_t kMostCopies = 100;

void need_format(const JsonReader& in, std::string_view wanted) {
  const JsonReader format = in.member("format");
  if (format.string() != wanted)
    format.refuse(ErrorCode::kMalformed, "is not " + std::string(wanted), "不是 " + std::string(wanted));
}

std::string hash_at(const JsonReader& in) {
  std::string text = in.string();
  const bool is_hex = text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
  if (!is_hex) in.refuse(ErrorCode::kMalformed, "is no SHA-256 in small hex", "不是小写十六进制 SHA-256");
  return text;
}

std::string country_at(const JsonReader& in) {
  std::string code = in.string();
  if (code.empty()) return code;
  if (const auto known = CountryCode::parse(code); !known)
    in.refuse(ErrorCode::kMalformed, "is no country or region of ISO 3166-1",
              "不是 ISO 3166-1 国家或地区代码");
  return code;
}

BackupSite site_at(const JsonReader& in) {
  constexpr std::array<std::string_view, 1> kBy{"table"};
  in.only({"country", "place", "by"});
  BackupSite out{country_at(in.member("country")), word_at(in.member("place"))};
  if (const auto by = in.optional("by")) out.is_by_table = by->one_of(kBy) == 0;
  return out;
}

std::uint64_t count_at(const JsonReader& in, std::int64_t least, std::uint64_t most) {
  return static_cast<std::uint64_t>(in.integer(least, static_cast<std::int64_t>(most)));
}

// With members of which the strict readers know each: a limit that nobody knows is not passed over.
template <typename Read>
auto read_signed(std::string_view bytes, std::string_view type, std::string_view where, Read read)
    -> Result<decltype(read(std::declval<const JsonReader&>()))> {
  std::string_view text = bytes;
  if (text.ends_with('\n')) text.remove_suffix(1);
  auto opened = parse_signed_text(text, kLargestManifest, where);
  if (!opened) return fail(opened.error());
  if (opened->type != type)
    return fail({ErrorCode::kMalformed, "is of type \"" + std::string(type) + "\" not", std::string(where),
                 "类型不是 " + std::string(type)});
  JsonFault fault{std::string(where), {}};
  auto out = read(JsonReader(opened->payload, fault));
  if (fault.first) {
    fault.first->code = ErrorCode::kMalformed;
    return fail(std::move(*fault.first));
  }
  out.text = std::move(*opened);
  return out;
}

// It goes to the tool as a word of a command line: never one that the tool could take for an option.
std::string snapshot_at(const JsonReader& in, std::string_view tool) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string name = word_at(in);
  const bool is_id = name.size() >= 8 && name.size() <= 64 && name.find_first_not_of(kHex) == name.npos;
  const bool is_archive =
      std::none_of(name.begin(), name.end(),
                   [](unsigned char c) {
                     return c <= ' ' || c == 0x7F ||
                            std::string_view("/\\\"'`$;&|<>(){}*?!").find(static_cast<char>(c)) !=
                                std::string_view::npos;
                   }) &&
      name.find("::") == name.npos;
  const bool fits = tool == "restic" ? is_id : tool == "borg" ? is_archive : true;
  if (name.starts_with('-') || !fits)
    in.refuse(ErrorCode::kMalformed, "is no name of a snapshot of this tool", "不是该备份工具的快照名");
  return name;
}

// Counts must fit each other: a chunk is full, or the last of its file.
void check_counts(const BackupManifest& m, const JsonReader& in) {
  const auto chunk = static_cast<std::uint64_t>(m.chunk_octets);
  const std::uint64_t least = (m.octets + chunk - 1) / chunk;
  if (m.chunks < least || m.chunks > least + m.files)
    in.member("chunks").refuse(ErrorCode::kMalformed, "does not fit the octets and files",
                               "与字节数、文件数不符");
  const bool is_plain = m.tool == "files" || m.tool == "pg_basebackup";
  if (is_plain && m.data && m.data->octets > m.octets)
    in.member("data").refuse(ErrorCode::kMalformed, "is more than the copies hold",
                             "超过备份副本所含的字节数");
}

BackupManifest manifest_at(const JsonReader& in) {
  in.only({"format", "issuer", "owner", "handler", "system", "made", "tool", "snapshot", "site", "copies",
           "encryption", "objectives", "chunk_octets", "files", "chunks", "octets", "root", "data"});
  need_format(in, kManifestFormat);
  BackupManifest out;
  out.issuer = word_at(in.member("issuer"));
  out.owner = uscc_at(in.member("owner"));
  if (const auto handler = in.optional("handler")) out.handler = uscc_at(*handler);
  out.system = word_at(in.member("system"));
  out.made_ms = instant_at(in.member("made"));
  out.tool = kTools[in.member("tool").one_of(kTools)];
  if (const auto snapshot = in.optional("snapshot")) out.snapshot = snapshot_at(*snapshot, out.tool);
  out.site = site_at(in.member("site"));
  for (const JsonReader& copy : in.member("copies").items(0, kMostCopies))
    out.copies.push_back(site_at(copy));
  const JsonReader encryption = in.member("encryption");
  if (!encryption.is_null()) {
    encryption.only({"algorithm", "key_owner", "key_country"});
    out.is_encrypted = true;
    out.algorithm = word_at(encryption.member("algorithm"));
    out.key_owner = word_at(encryption.member("key_owner"));
    out.key_country = country_at(encryption.member("key_country"));
  }
  const JsonReader objectives = in.member("objectives");
  objectives.only({"rpo_minutes", "rto_minutes", "gbt20988"});
  if (const auto rpo = objectives.optional("rpo_minutes")) out.rpo_minutes = rpo->integer(0, kLongestMinutes);
  if (const auto rto = objectives.optional("rto_minutes")) out.rto_minutes = rto->integer(0, kLongestMinutes);
  if (const auto grade = objectives.optional("gbt20988"))
    out.gbt20988 = static_cast<int>(grade->integer(1, 6));
  out.chunk_octets = in.member("chunk_octets").integer(kLeastChunk, kLargestChunk);
  out.files = count_at(in.member("files"), 1, kMostBackupFiles);
  out.chunks = count_at(in.member("chunks"), 1, kMostChunks);
  out.octets = count_at(in.member("octets"), 1, kMostOctets);
  out.root = hash_at(in.member("root"));
  if (const JsonReader data = in.member("data"); !data.is_null()) {
    data.only({"files", "octets", "root"});
    out.data =
        BackupManifest::Data{count_at(data.member("files"), 1, kMostBackupFiles),
                             count_at(data.member("octets"), 0, kMostOctets), hash_at(data.member("root"))};
  }
  check_counts(out, in);
  return out;
}

RestoreDrill drill_at(const JsonReader& in) {
  in.only({"format", "issuer", "manifest", "start", "end", "lost_minutes", "files", "octets", "data_root",
           "checks", "passed"});
  need_format(in, kDrillFormat);
  RestoreDrill out;
  out.issuer = word_at(in.member("issuer"));
  out.manifest = hash_at(in.member("manifest"));
  out.start_ms = instant_at(in.member("start"));
  const JsonReader end = in.member("end");
  out.end_ms = instant_at(end);
  if (out.end_ms < out.start_ms) end.refuse(ErrorCode::kMalformed, "lies before the start", "早于开始时间");
  if (const auto lost = in.optional("lost_minutes")) out.lost_minutes = lost->integer(0, kLongestMinutes);
  out.files = count_at(in.member("files"), 0, kMostBackupFiles);
  out.octets = count_at(in.member("octets"), 0, kMostOctets);
  out.data_root = hash_at(in.member("data_root"));
  out.checks = words_at(in.member("checks"));
  out.passed = in.member("passed").boolean();
  return out;
}

BackupVerdict verdict_at(const JsonReader& in) {
  in.only({"format", "issuer", "manifest", "origin", "size", "draws", "at"});
  need_format(in, kVerdictFormat);
  BackupVerdict out;
  out.issuer = word_at(in.member("issuer"));
  out.manifest = hash_at(in.member("manifest"));
  out.origin = word_at(in.member("origin"));
  out.size = count_at(in.member("size"), 1, INT64_MAX);
  out.draws = count_at(in.member("draws"), 1, kMostDraws);
  out.at_ms = instant_at(in.member("at"));
  return out;
}

Json text(std::string_view value) { return Json(std::string(value)); }
Json number(std::uint64_t value) { return Json(static_cast<std::int64_t>(value)); }
Json site_json(const BackupSite& site) {
  Json::Object out{{"country", text(site.country)}, {"place", text(site.place)}};
  if (site.is_by_table) out.emplace_back("by", text("table"));
  return Json(std::move(out));
}

}  // namespace

Result<BackupManifest> read_manifest(std::string_view bytes, std::string_view where) {
  auto out = read_signed(bytes, kManifestType, where, manifest_at);
  if (out) out->hash = sha256_hex(bytes);
  return out;
}

Result<RestoreDrill> read_drill(std::string_view bytes, std::string_view where) {
  return read_signed(bytes, kDrillType, where, drill_at);
}

Result<BackupVerdict> read_verdict(std::string_view bytes, std::string_view where) {
  return read_signed(bytes, kVerdictType, where, verdict_at);
}

Json manifest_payload(const BackupManifest& m) {
  Json::Array copies;
  for (const BackupSite& copy : m.copies) copies.push_back(site_json(copy));
  Json::Object objectives;
  if (m.rpo_minutes) objectives.emplace_back("rpo_minutes", Json(*m.rpo_minutes));
  if (m.rto_minutes) objectives.emplace_back("rto_minutes", Json(*m.rto_minutes));
  if (m.gbt20988) objectives.emplace_back("gbt20988", Json(std::int64_t{*m.gbt20988}));
  Json::Object out{{"format", text(kManifestFormat)},
                   {"issuer", text(m.issuer)},
                   {"owner", text(m.owner)},
                   {"system", text(m.system)},
                   {"made", text(instant_text(m.made_ms))},
                   {"tool", text(m.tool)},
                   {"site", site_json(m.site)},
                   {"copies", Json(std::move(copies))},
                   {"encryption", m.is_encrypted ? Json(Json::Object{{"algorithm", text(m.algorithm)},
                                                                     {"key_owner", text(m.key_owner)},
                                                                     {"key_country", text(m.key_country)}})
                                                 : Json()},
                   {"objectives", Json(std::move(objectives))},
                   {"chunk_octets", Json(m.chunk_octets)},
                   {"files", number(m.files)},
                   {"chunks", number(m.chunks)},
                   {"octets", number(m.octets)},
                   {"root", text(m.root)},
                   {"data", m.data ? Json(Json::Object{{"files", number(m.data->files)},
                                                       {"octets", number(m.data->octets)},
                                                       {"root", text(m.data->root)}})
                                   : Json()}};
  if (!m.handler.empty()) out.emplace_back("handler", text(m.handler));
  if (!m.snapshot.empty()) out.emplace_back("snapshot", text(m.snapshot));
  return Json(std::move(out));
}

Json drill_payload(const RestoreDrill& d) {
  Json::Array checks;
  for (const std::string& check : d.checks) checks.push_back(text(check));
  Json::Object out{{"format", text(kDrillFormat)},        {"issuer", text(d.issuer)},
                   {"manifest", text(d.manifest)},        {"start", text(instant_text(d.start_ms))},
                   {"end", text(instant_text(d.end_ms))}, {"files", number(d.files)},
                   {"octets", number(d.octets)},          {"data_root", text(d.data_root)},
                   {"checks", Json(std::move(checks))},   {"passed", Json(d.passed)}};
  if (d.lost_minutes) out.emplace_back("lost_minutes", Json(*d.lost_minutes));
  return Json(std::move(out));
}

Json verdict_payload(const BackupVerdict& v) {
  return Json(Json::Object{{"format", text(kVerdictFormat)},
                           {"issuer", text(v.issuer)},
                           {"manifest", text(v.manifest)},
                           {"origin", text(v.origin)},
                           {"size", number(v.size)},
                           {"draws", number(v.draws)},
                           {"at", text(instant_text(v.at_ms))}});
}

const RecoveryGrade* recovery_grade(int grade) {
  constexpr std::int64_t kDay = 24 * 60;
  static constexpr std::array<RecoveryGrade, 6> kGrades{{{1, 7 * kDay, std::nullopt},
                                                         {2, 7 * kDay, std::nullopt},
                                                         {3, kDay, std::nullopt},
                                                         {4, kDay, 2 * kDay},
                                                         {5, 30, 2 * kDay},
                                                         {6, 0, 59}}};
  return grade >= 1 && grade <= 6 ? &kGrades[static_cast<std::size_t>(grade - 1)] : nullptr;
}

}  // namespace tidegate::assure
