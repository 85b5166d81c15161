// How a filing is told: on a screen, every gap with place, reason, source and fix; as JSON.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "tidegate/base/json_writer.h"
#include "tidegate/gate/gate.h"
#include "tidegate/report/display_width.h"
#include "tidegate/report/labels.h"
#include "tidegate/report/phrases.h"
#include "tidegate/report/text_page.h"

namespace tidegate {
namespace {

void write_text(JsonWriter& json, const Text& text) {
  json.begin_object().key("en").string(text.en).key("zh").string(text.zh).end_object();
}

std::string filed_json(const Filed& filed) {
  JsonWriter json(2);
  json.begin_object();
  json.key("route").string(filed.route);
  json.key("folder").string(filed.folder);
  json.key("record").string(filed.answer.record_id);
  json.key("files").begin_array();
  for (const std::string& file : filed.files) json.string(file);
  json.end_array();
  json.key("signed_by");
  if (filed.key_hex.empty())
    json.null();
  else
    json.string(filed.key_hex);
  json.key("findings").begin_array();
  for (const Finding& f : filed.answer.findings) {
    json.begin_object();
    json.key("rule")
        .string(f.rule)
        .key("severity")
        .string(report::code(f.severity))
        .key("state")
        .string(report::code(f.state));
    json.key("pointer").string(f.pointer);
    json.key("says");
    write_text(json, f.says);
    json.key("source");
    write_text(json, f.source);
    json.key("fix");
    write_text(json, f.fix);
    json.end_object();
  }
  json.end_array();
  json.key("notes").begin_array();
  for (const Text& note : filed.notes) write_text(json, note);
  json.end_array();
  json.end_object();
  return json.take() + "\n";
}

report::Tone tone_of(Severity severity) {
  return severity == Severity::kBlocks     ? report::Tone::kStop
         : severity == Severity::kReturned ? report::Tone::kCaution
                                           : report::Tone::kMild;
}

}  // namespace

std::string render_filed(const Filed& filed, bool json, const Look& look) {
  if (json) return filed_json(filed);
  using report::Tone;
  const bool zh = look.lang == Lang::kZh;
  report::TextPage page({look.width, look.color, true});
  page.set_gutter(10);
  page.section(zh ? "申报" : "filing");
  page.line({{fmt::format(fmt::runtime(zh ? "{}，{}，写入 {}" : "{}, {}, written to {}"), filed.route,
                          report::plural(filed.files.size(), "file", "个文件").in(look.lang),
                          report::printable(filed.folder)),
              Tone::kStrong}});
  for (const std::string& file : filed.files) page.line(report::plain(report::printable(file)), 2);
  if (!filed.key_hex.empty())
    page.line({{fmt::format(fmt::runtime(zh ? "filing.json 由 {} 签名" : "filing.json is signed by {}"),
                            filed.key_hex),
                Tone::kFaint}});
  page.blank();
  std::array<std::size_t, 3> fails{};
  std::size_t passes = 0;
  std::size_t open = 0;
  for (const Finding& f : filed.answer.findings) {
    if (f.state == CheckState::kFails) ++fails[static_cast<std::size_t>(f.severity)];
    passes += f.state == CheckState::kPasses ? 1 : 0;
    open += f.state == CheckState::kNotCheckable ? 1 : 0;
  }
  page.section(zh ? "缺口" : "gaps");
  page.line({{fmt::format(fmt::runtime(zh ? "不能提交 {}，会被退回 {}，可能被问 {}；通过 {}，无法检查 {}"
                                          : "{} keep it from being submitted, {} would have it returned, {} "
                                            "are likely questions; {} pass, {} cannot be checked"),
                          fails[0], fails[1], fails[2], passes, open),
              Tone::kStrong}});
  std::vector<const Finding*> failing;
  for (const Finding& f : filed.answer.findings) {
    if (f.state == CheckState::kFails) failing.push_back(&f);
  }
  for (std::size_t i = 0; i < failing.size(); ++i) {
    const Finding& f = *failing[i];
    // A fix and a source that several places share stand once, behind the last of them.
    const Finding* next = i + 1 < failing.size() && failing[i + 1]->rule == f.rule ? failing[i + 1] : nullptr;
    page.line({{f.rule + " ", tone_of(f.severity)},
               {report::printable(f.pointer) + "  ", Tone::kFaint},
               {report::printable(f.says.in(look.lang)), Tone::kPlain}},
              4);
    if (next == nullptr || next->fix != f.fix)
      page.line({{fmt::format(fmt::runtime(zh ? "    改：{}" : "    fix: {}"),
                              report::printable(f.fix.in(look.lang))),
                  Tone::kGood}},
                9);
    if (next == nullptr)
      page.line({{fmt::format(fmt::runtime(zh ? "    依据：{}" : "    source: {}"),
                              report::printable(f.source.in(look.lang))),
                  Tone::kFaint}},
                9);
  }
  for (const Finding& f : filed.answer.findings) {
    if (f.state == CheckState::kNotCheckable)
      page.line({{f.rule + " ", Tone::kAsk}, {report::printable(f.says.in(look.lang)), Tone::kFaint}}, 4);
  }
  page.blank();
  page.section(zh ? "说明" : "notes");
  for (const Text& note : filed.notes) page.line(report::plain(note.in(look.lang)));
  page.line(
      {{zh ? "本次预检不代替主管机关的查验。" : "This pre-check does not stand in for the authority's own.",
        Tone::kFaint}});
  page.line({{std::string(report::disclaimer().in(look.lang)), Tone::kFaint}});
  return page.take();
}

}  // namespace tidegate
