#include "tidegate/gate/evidence/bundle_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "tidegate/base/china_time.h"
#include "tidegate/base/instant.h"
#include "tidegate/base/utc_time.h"

namespace tidegate {
namespace {

using evidence::StepState;
using evidence::Verified;
using report::Tone;

bool zh(const Look& look) { return look.lang == Lang::kZh; }

Text state_label(StepState state) {
  switch (state) {
    case StepState::kOk:
      return {"ok", "通过"};
    case StepState::kFailed:
      return {"FAILED", "未通过"};
    case StepState::kNotThere:
      return {"none", "无"};
    case StepState::kNotReached:
      return {"-", "-"};
  }
  return {};
}

Tone tone_of(StepState state) {
  return state == StepState::kOk ? Tone::kGood : state == StepState::kFailed ? Tone::kStop : Tone::kFaint;
}

// Of a record its status; null of what has none.
const evidence::RecordEntry* record_in(const std::optional<evidence::Entry>& entry) {
  return entry ? std::get_if<evidence::RecordEntry>(&*entry) : nullptr;
}

}  // namespace

void put_time(JsonWriter& out, std::optional<std::int64_t> ms) {
  if (ms) {
    out.string(instant_text(*ms));
  } else {
    out.null();
  }
}

// For readers of Chinese in the time of Beijing, of English in UTC, each saying so.
std::string moment_text(std::int64_t ms, const Look& look) {
  return zh(look) ? china_time_text(ms) : utc_time_text(ms);
}

report::TextPage page_of(const Look& look) {
  report::PageOptions options;
  options.width = look.width;
  options.color = look.color;
  return report::TextPage(options);
}

Text step_label(std::string_view name) {
  constexpr std::pair<std::string_view, std::string_view> kZh[] = {
      {"format", "格式"},        {"statement", "签名文件"}, {"fields", "披露字段"}, {"entry", "条目"},
      {"inclusion", "在日志中"}, {"checkpoint", "检查点"},  {"sm3", "SM3 孪生树"},  {"cosignatures", "见证"},
      {"map", "最新状态"},       {"keys", "密钥沿革"},      {"anchors", "锚定"},    {"fork", "分叉"}};
  for (const auto& [en, chinese] : kZh) {
    if (en == name) return {std::string(en), std::string(chinese)};
  }
  return {std::string(name), std::string(name)};
}

ExitCode exit_of(const Verified& verified) {
  if (verified.holds) return ExitCode::kProceed;
  return verified.opened ? ExitCode::kVerification : ExitCode::kInvalid;
}

void put_text(JsonWriter& out, const Text& text) {
  out.begin_object().key("en").string(text.en).key("zh").string(text.zh).end_object();
}

std::string bundle_json(const CheckedBundle& asked) {
  const Verified& v = asked.verified;
  const auto* record = record_in(v.entry);
  JsonWriter out;
  out.begin_object();
  out.key("holds").boolean(v.holds).key("exit").integer(static_cast<int>(exit_of(v)));
  out.key("at").string(instant_text(asked.at_ms)).key("origin").string(v.origin);
  out.key("size").integer(static_cast<std::int64_t>(v.size));
  out.key("index").integer(v.opened ? static_cast<std::int64_t>(v.opened->bundle.index) : 0);
  out.key("kind").string(v.entry ? evidence::kind_of(*v.entry) : "");
  out.key("status").string(record != nullptr ? to_string(record->status) : "");
  out.key("stated_at");
  put_time(out, v.stated_at_ms);
  out.key("as_of");
  put_time(out, v.as_of_ms);
  out.key("witnessed").begin_array();
  for (const evidence::WitnessTime& witness : v.witnessed)
    out.begin_object()
        .key("name")
        .string(witness.name)
        .key("at")
        .string(instant_text(evidence::cosigned_ms(witness.time_s)))
        .end_object();
  out.end_array().key("anchored").begin_array();
  for (const evidence::AnchorTime& one : v.anchored) {
    out.begin_object().key("kind").string(one.kind).key("by").string(one.by).key("at");
    put_time(out, one.time_ms > 0 ? std::optional(one.time_ms) : std::nullopt);
    out.key("is_proven").boolean(one.is_proven).key("says");
    put_text(out, one.says);
    out.end_object();
  }
  out.end_array().key("trusted").begin_array();
  for (const Text& text : v.trusted) put_text(out, text);
  out.end_array().key("declared").begin_array();
  for (const Text& text : v.declared) put_text(out, text);
  out.end_array().key("steps").begin_array();
  for (const evidence::Step& step : v.steps) {
    out.begin_object().key("step").string(step.name).key("state").string(evidence::to_string(step.state));
    out.key("says");
    put_text(out, step.says);
    out.end_object();
  }
  out.end_array().end_object();
  return out.take() + "\n";
}

// What a step found, and of keys that nobody is trusted for the flag that says whom to trust.
std::string found_of(const evidence::Step& step, const Verified& v, const Look& look) {
  const bool is_untrusted = step.name == evidence::to_string(evidence::StepName::kKeys) &&
                            step.state == evidence::StepState::kFailed && v.trusted.empty();
  return step.says.in(look.lang) +
         (is_untrusted ? Text{" (--trust FILE)", "（--trust FILE）"} : Text{}).in(look.lang);
}

std::string bundle_screen(const CheckedBundle& asked, const Look& look) {
  const Verified& v = asked.verified;
  report::TextPage page = page_of(look);
  const Text outcome = v.holds    ? Text{"proved", "证明成立"}
                       : v.opened ? Text{"not proved", "证明不成立"}
                                  : Text{"no bundle that can be read", "不是可读的证据包"};
  // What is proved may be that something does not stand: the first line says so.
  const auto* stated = record_in(v.entry);
  const bool stands = stated == nullptr || stated->status == RecordStatus::kLive;
  const Text status = v.holds && stated != nullptr ? evidence::label_of(stated->status) : Text{};
  page.line({{"■ ", !v.holds ? Tone::kStop
                    : stands ? Tone::kGood
                             : Tone::kCaution},
             {outcome.in(look.lang), Tone::kStrong},
             {status.empty() ? std::string() : (zh(look) ? "：" : ": ") + status.in(look.lang),
              stands ? Tone::kPlain : Tone::kStrong},
             {fmt::format(fmt::runtime(zh(look) ? "   {} · 退出码 {}" : "   {} · exit {}"),
                          moment_text(asked.at_ms, look), static_cast<int>(exit_of(v))),
              Tone::kFaint}},
            2);
  page.blank();
  std::vector<std::vector<report::Line>> rows;
  for (const evidence::Step& step : v.steps)
    rows.push_back({report::plain(step_label(step.name).in(look.lang)),
                    {{state_label(step.state).in(look.lang), tone_of(step.state)}},
                    report::plain(found_of(step, v, look))});
  page.table({{}, {}, {"", false, true}}, rows);
  page.blank();
  rows.clear();
  const auto row = [&](const char* en, const char* chinese, const std::string& value) {
    rows.push_back({{{zh(look) ? chinese : en, Tone::kFaint}}, report::plain(value)});
  };
  for (const Text& text : v.trusted) row("trusted", "所信任", text.in(look.lang));
  for (const Text& text : v.declared) row("the log declares", "日志自称", text.in(look.lang));
  if (v.entry) row("entry's time", "条目时间", moment_text(evidence::time_of(*v.entry), look));
  if (v.stated_at_ms) row("log's time", "日志时间", moment_text(*v.stated_at_ms, look));
  for (const evidence::WitnessTime& witness : v.witnessed)
    row("witness's time", "见证时间",
        moment_text(evidence::cosigned_ms(witness.time_s), look) + " " + witness.name);
  for (const evidence::AnchorTime& one : v.anchored) {
    const std::string at = one.time_ms > 0 ? moment_text(one.time_ms, look) + " " : "";
    const std::string_view unproven = one.is_proven ? "" : zh(look) ? "（未证明）" : " (not proven)";
    row("anchored at", "锚定时间", fmt::format("{}{} {}{}", at, one.kind, one.by, unproven));
  }
  if (!rows.empty()) page.table({{}, {"", false, true}}, rows);
  return page.take();
}

}  // namespace tidegate
