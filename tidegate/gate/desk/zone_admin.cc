// `tidegate admin check-zone` and `new-zone`: a zone's own data, tried and begun without a desk.
#include <fmt/format.h>

#include <string_view>

#include "tidegate/base/json_writer.h"
#include "tidegate/clearance/working_days.h"
#include "tidegate/gate/admin.h"
#include "tidegate/gate/desk/zone.h"

namespace tidegate {
namespace {

std::string json_of(const Zone& zone) {
  JsonWriter json(2);
  json.begin_object().key("rules_hash").string(zone.law.rules.hash);
  json.key("calendar_hash").string(zone.law.calendar.hash());
  json.key("files").begin_array();
  for (const ZoneFile& file : zone.told.files) {
    json.begin_object().key("name").string(file.name).key("is_own").boolean(file.is_own);
    json.key("id").string(file.id);
    if (file.from) json.key("from").string(file.from->str());
    json.key("sha256").string(file.sha256).end_object();
  }
  json.end_array().key("notes").begin_array();
  for (const Text& note : zone.told.notes)
    json.begin_object().key("en").string(note.en).key("zh").string(note.zh).end_object();
  json.end_array().end_object();
  return json.take() + "\n";
}

std::string text_of(const Zone& zone, Lang lang) {
  const bool is_zh = lang == Lang::kZh;
  std::string text;
  for (const ZoneFile& file : zone.told.files) {
    const std::string_view whose = file.is_own ? (is_zh ? "本区" : "zone's") : (is_zh ? "内置" : "program's");
    const std::string from = file.from ? (is_zh ? "，自 " : ", from ") + file.from->str() : std::string();
    text += fmt::format("{}  {}  {}{}  SHA-256 {}\n", file.name, whose, file.id.empty() ? "-" : file.id, from,
                        file.sha256);
  }
  for (const Text& note : zone.told.notes) text += (is_zh ? "注意：" : "note: ") + note.in(lang) + "\n";
  text += is_zh ? fmt::format("全部可用；决定将记录 rules_hash {}、calendar_hash {}\n", zone.law.rules.hash,
                              zone.law.calendar.hash())
                : fmt::format("everything holds; decisions will name rules_hash {} and calendar_hash {}\n",
                              zone.law.rules.hash, zone.law.calendar.hash());
  return text;
}

}  // namespace

Result<Printed> admin_check_zone(const std::string& folder, std::int64_t now_ms, bool json,
                                 const Look& look) {
  const auto zone = load_zone(folder, day_in_china(now_ms));
  if (!zone) return fail(zone.error());
  return Printed{json ? json_of(*zone) : text_of(*zone, look.lang)};
}

Result<Printed> admin_new_zone(const std::string& folder, bool json, const Look& look) {
  const auto written = write_zone(folder);
  if (!written) return fail(written.error());
  if (json) {
    JsonWriter out(2);
    out.begin_object().key("files").begin_array();
    for (const std::string& file : *written) out.string(file);
    out.end_array().end_object();
    return Printed{out.take() + "\n"};
  }
  std::string text;
  for (const std::string& file : *written) text += file + "\n";
  text +=
      look.lang == Lang::kZh
          ? "请删去不作更改的文件：未提供的文件以程序内置的为准，并随程序升级\n"
          : "take away what you do not change: what is not there is the program's, and moves on with it\n";
  return Printed{std::move(text)};
}

}  // namespace tidegate
