// What a backup proves, for people and for programs.
#include <fmt/format.h>

#include "tidegate/assure/backup_challenge.h"
#include "tidegate/base/china_time.h"
#include "tidegate/base/instant.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/base/utc_time.h"
#include "tidegate/gate/backups/parts.h"
#include "tidegate/gate/headline.h"
#include "tidegate/report/numbers.h"

namespace tidegate {
namespace {

std::string moment(std::int64_t ms, Lang lang) {
  return lang == Lang::kZh ? china_time_text(ms) : utc_time_text(ms);
}

constexpr std::int64_t kOnePercent = 10'000;
constexpr std::int64_t kOnePermille = 1'000;

const Text& location_words() {
  static const Text kSays{
      "where copies lie is what the firm and the operator's table of sites say; no proof of a place is "
      "known that a copy elsewhere could not give too",
      "存放地以企业申明和运营方存放地表为据；抽验只证明数据仍在，不能证明其所在"};
  return kSays;
}

std::string place_words(const BackupPlace& place, Lang lang) {
  const bool zh = lang == Lang::kZh;
  // Of a place that nobody knows nothing more is known.
  const bool is_unknown = place.country.empty();
  std::string out = is_unknown ? (zh ? "不明" : "unknown") : place.country + " " + place.place;
  if (!place.is_abroad) return out;
  const Text words = place.is_declared ? Text{"abroad, declared", "境外，已申报"}
                                       : Text{"ABROAD, NOT DECLARED", "境外，未申报"};
  return fmt::format(fmt::runtime(zh ? "{}（{}）" : "{} ({})"), out, words.in(lang));
}

// What stands first: whether it shows as much as any backup can.
Text verdict_words(const BackupAssurance& a, ExitCode exit) {
  const std::string_view grade = to_string(a.grade);
  if (exit == ExitCode::kProceed)
    return {fmt::format("holds: {}, level {} of factor B, the best that a backup allows", grade, a.level),
            fmt::format("成立：{}，因素 B 等级 {}，已达备份可达的最高证明", grade, a.level)};
  return {fmt::format("not as good as a backup allows: {}, level {} of factor B", grade, a.level),
          fmt::format("未达备份可达的最高证明：{}，因素 B 等级 {}", grade, a.level)};
}

void write_minutes(JsonWriter& out, const char* name, const std::optional<std::int64_t>& value) {
  out.key(name);
  value ? out.integer(*value) : out.null();
}

void write_moment(JsonWriter& out, const char* name, const std::optional<std::int64_t>& ms) {
  out.key(name);
  ms ? out.string(instant_text(*ms)) : out.null();
}

}  // namespace

std::string backup_text(const BackupAssurance& a, std::int64_t at_ms, ExitCode exit, const Look& look) {
  const bool zh = look.lang == Lang::kZh;
  std::string out = headline_text({verdict_words(a, exit), at_ms, exit}, look);
  const auto line = [&](const char* en, const char* chinese, const std::string& value) {
    if (!value.empty()) out += fmt::format("{}{}{}\n", zh ? chinese : en, zh ? "：" : ": ", value);
  };
  line("grade", "证据等级", std::string(to_string(a.grade)));
  line("level of factor B", "因素 B 等级", std::to_string(a.level));
  line("owner", "所属主体", a.owner);
  line("system", "系统", a.system);
  line("signed by", "签署者", a.signer);
  line("tool", "工具", a.tool);
  if (a.made_ms) line("made", "制作时间", moment(*a.made_ms, look.lang));
  if (a.files > 0)
    line("data", "数据",
         fmt::format(fmt::runtime(zh ? "{} 个文件，{} 字节" : "{} files, {} octets"),
                     report::grouped(a.files), report::grouped(a.octets)));
  if (a.coverage)
    line("of the data assessed", "覆盖所评估数据",
         fmt::format(fmt::runtime(zh ? "{}/{} 个文件，{}/{} 字节" : "{}/{} files, {}/{} octets"),
                     report::grouped(a.coverage->files), report::grouped(a.coverage->of_files),
                     report::grouped(a.coverage->octets), report::grouped(a.coverage->of_octets)));
  for (const BackupPlace& place : a.places) line("lies in", "存放地", place_words(place, look.lang));
  if (a.draws > 0) {
    const std::int64_t one = assure::detection_e6(kOnePercent, a.draws);
    const std::int64_t tenth = assure::detection_e6(kOnePermille, a.draws);
    const std::string found = fmt::format("{}.{:04} %", one / 10'000, one % 10'000);
    const std::string found_tenth = fmt::format("{}.{:04} %", tenth / 10'000, tenth % 10'000);
    const Text says{fmt::format("{} draws from {} chunks; damage of 1 % is found with {}, of 0.1 % with {}",
                                a.draws, a.chunks, found, found_tenth),
                    fmt::format("从 {1} 个数据块中抽取 {0} 次；损坏 1 % 的发现概率 {2}，0.1 % 的 {3}",
                                a.draws, a.chunks, found, found_tenth)};
    line("challenge passed", "抽验通过", says.in(look.lang));
  }
  if (a.drilled_ms) {
    const char* const minutes = zh ? "{} 分钟" : "{} min";
    line("restore drilled", "恢复演练", moment(*a.drilled_ms, look.lang));
    if (a.rto_minutes) line("RTO achieved", "实际 RTO", fmt::format(fmt::runtime(minutes), *a.rto_minutes));
    if (a.rpo_minutes) line("RPO achieved", "实际 RPO", fmt::format(fmt::runtime(minutes), *a.rpo_minutes));
  }
  if (a.gbt20988) line("GB/T 20988 grade claimed", "所称 GB/T 20988 等级", std::to_string(*a.gbt20988));
  for (const BackupReason& reason : a.why_not_higher)
    line("why not higher", "未能更高的原因",
         fmt::format(fmt::runtime(zh ? "{}（{}）" : "{} ({})"), reason.says.in(look.lang),
                     to_string(reason.fault)));
  if (!a.places.empty()) line("note", "说明", location_words().in(look.lang));
  line("SHA-256", "SHA-256", a.manifest_hash);
  return out;
}

std::string backup_json(const BackupAssurance& a) {
  JsonWriter out;
  out.begin_object().key("grade").string(to_string(a.grade)).key("level").integer(a.level);
  out.key("owner")
      .string(a.owner)
      .key("system")
      .string(a.system)
      .key("signer")
      .string(a.signer)
      .key("tool")
      .string(a.tool);
  write_moment(out, "made", a.made_ms);
  out.key("files").unsigned_integer(a.files).key("octets").unsigned_integer(a.octets);
  out.key("chunks").unsigned_integer(a.chunks).key("coverage");
  if (a.coverage) {
    out.begin_object()
        .key("files")
        .unsigned_integer(a.coverage->files)
        .key("of_files")
        .unsigned_integer(a.coverage->of_files);
    out.key("octets")
        .unsigned_integer(a.coverage->octets)
        .key("of_octets")
        .unsigned_integer(a.coverage->of_octets)
        .end_object();
  } else {
    out.null();
  }
  out.key("places").begin_array();
  for (const BackupPlace& place : a.places) {
    out.begin_object().key("country");
    place.country.empty() ? out.null() : out.string(place.country);
    out.key("place").string(place.place).key("is_abroad").boolean(place.is_abroad);
    out.key("is_declared")
        .boolean(place.is_declared)
        .key("is_an_undeclared_export")
        .boolean(place.is_abroad && !place.is_declared);
    out.end_object();
  }
  out.end_array()
      .key("location_note")
      .begin_object()
      .key("en")
      .string(location_words().en)
      .key("zh")
      .string(location_words().zh);
  out.end_object().key("draws").unsigned_integer(a.draws).key("detects").begin_object().key("one_percent");
  out.decimal(assure::detection_e6(kOnePercent, a.draws), 6).key("one_permille");
  out.decimal(assure::detection_e6(kOnePermille, a.draws), 6).end_object();
  write_moment(out, "drilled", a.drilled_ms);
  write_minutes(out, "rto_minutes", a.rto_minutes);
  write_minutes(out, "rpo_minutes", a.rpo_minutes);
  out.key("gbt20988");
  a.gbt20988 ? out.integer(*a.gbt20988) : out.null();
  out.key("why_not_higher").begin_array();
  for (const BackupReason& reason : a.why_not_higher) {
    out.begin_object()
        .key("reason")
        .string(to_string(reason.fault))
        .key("at_most")
        .string(to_string(reason.limit));
    out.key("level_at_best")
        .integer(reason.level)
        .key("says")
        .begin_object()
        .key("en")
        .string(reason.says.en);
    out.key("zh").string(reason.says.zh).end_object().end_object();
  }
  out.end_array().key("sha256").string(a.manifest_hash).end_object();
  return out.take();
}

}  // namespace tidegate
