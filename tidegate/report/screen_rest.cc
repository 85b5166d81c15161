// What lies beside the laws: files scanned, risk, pre-check, notes, where the report and the record are.
#include <algorithm>
#include <utility>

#include "tidegate/report/labels.h"
#include "tidegate/report/list_questions.h"
#include "tidegate/report/numbers.h"
#include "tidegate/report/phrases.h"
#include "tidegate/report/phrases_sent.h"
#include "tidegate/report/sample.h"
#include "tidegate/report/screen_marks.h"
#include "tidegate/report/screen_sections.h"

namespace tidegate::report {
namespace {

constexpr std::size_t kShownHash = 16;  // of 64 digits; the report holds them all

constexpr std::size_t kShortHash = 12;  // enough to name a record

// A register is kept, and what was decided may leave.
bool may_be_entered(const Assessment& a) {
  return a.sent_before && !a.record_id.empty() && !a.opinions.empty() &&
         a.opinions.front().route_class != RouteClass::kUndetermined &&
         a.opinions.front().route_class != RouteClass::kStop;
}

Tone tone_of(Severity severity) {
  if (severity == Severity::kBlocks) return Tone::kStop;
  return severity == Severity::kReturned ? Tone::kCaution : Tone::kPlain;
}

// Unsigned lists come first, then what weighs most: what was replaced, or left out.
std::vector<Text> about_lists(const DataProfile& profile) {
  std::vector<Text> about = missing_sentences(profile);
  const auto& consulted = profile.lists.consulted;
  const std::vector<Text>& remarks = profile.lists.remarks;
  if (remarks.empty()) return about;
  const auto is_unsigned = [](const ListConsulted& c) { return c.origin == "unsigned"; };
  about.insert(about.begin() + std::count_if(consulted.begin(), consulted.end(), is_unsigned),
               remarks.front());
  about.insert(about.end(), remarks.begin() + 1, remarks.end());
  return about;
}

}  // namespace

// The counts down to the transfers that they add up; what contradicts them is never left out.
void draw_sent(ScreenDraft& draft, const SentBefore& sent) {
  draft.section(draft.say("Sent before", "此前出境"));
  draft.page.line({{draft.say(sent_heading(sent)), Tone::kPlain}});
  for (const SentCount& count : sent.counts) {
    if (count.before == 0 && count.used == 0) continue;
    draft.page.line({{draft.say(sent_sentence(count)), Tone::kStrong}}, 2);
  }
  const std::vector<const SentCount*> columns = sent_columns(sent);
  const std::size_t shown = std::min(sent.transfers.size(), draft.at_most(6, 3, 1));
  std::vector<std::vector<Line>> rows;
  for (std::size_t i = sent.transfers.size() - shown; i < sent.transfers.size(); ++i) {
    const SentTransfer& transfer = sent.transfers[i];
    std::vector<Line> row{plain(transfer.on.str()), plain(sent_to(transfer)), {{transfer.id, Tone::kFaint}}};
    for (const SentCount* count : columns) row.push_back(plain(draft.say(sent_share(*count, i))));
    rows.push_back(std::move(row));
  }
  std::vector<TextColumn> layout{{"", false}, {"", false, true}, {"", false}};
  layout.resize(layout.size() + columns.size(), {"", true});
  if (!rows.empty()) draft.page.table(layout, rows);
  if (shown < sent.transfers.size())
    draft.page.line(
        {{draft.form("{} earlier transfers are not shown: tidegate register list",
                     "另有更早的 {} 次出境未列出：tidegate register list", sent.transfers.size() - shown),
          Tone::kFaint}},
        2);
  draft.count_left_out(shown, sent.transfers.size());
  for (const Text& note : sent.notes)
    draft.page.line({{"◆ ", Tone::kCaution}, {draft.say(note), Tone::kPlain}}, 2);
}

void draw_files(ScreenDraft& draft, const DataProfile& profile) {
  if (profile.files.empty()) return;
  draft.section(draft.say("Scanned", "扫描"));
  std::vector<std::vector<Line>> rows;
  const std::size_t shown = std::min(profile.files.size(), draft.at_most(4, 2));
  for (std::size_t i = 0; i < shown; ++i) {
    const FileProfile& file = profile.files[i];
    Line name = plain(file.path);
    if (file.encoding != "utf-8") name.push_back({" " + file.encoding, Tone::kFaint});
    rows.push_back({std::move(name),
                    plain(draft.form("{} persons", "{} 人", grouped(file.persons))),
                    plain(draft.form("{} rows", "{} 行", grouped(file.rows))),
                    {{draft.say(column_counts(file)), Tone::kFaint}}});
  }
  draft.page.table({{"", false, true}, {"", true}, {"", true}, {"", false, true}}, rows);
  draft.count_left_out(shown, profile.files.size());
  draft.page.line({{draft.say(totals_of(profile)), Tone::kStrong}});
  std::vector<Text> said;  // each once, however many files it is true of
  for (std::size_t i = 0; i < shown; ++i) {
    for (const Text& note : profile.files[i].notes) {
      if (std::find(said.begin(), said.end(), note) == said.end()) said.push_back(note);
    }
  }
  const std::size_t told = std::min(said.size(), draft.at_most(4, 2));
  for (std::size_t i = 0; i < told; ++i)
    draft.page.line({{"◆ ", Tone::kCaution}, {draft.say(said[i]), Tone::kPlain}}, 2);
  draft.count_left_out(told, said.size());
}

void draw_risk(ScreenDraft& draft, const RiskReport& risk) {
  draft.section(draft.say("Risk", "风险"));
  draft.page.line({{"■ ", tone_of(risk.lane)},
                   {draft.say(lane_words(risk.lane)), tone_of(risk.lane)},
                   {draft.say(": ", "：") + draft.say(meaning(risk.lane)), Tone::kPlain},
                   {draft.form(" · score: {}, legal floor: {}", " · 评分为{}，法律下限为{}",
                               draft.say(label(risk.risk_lane)), draft.say(label(risk.legal_floor))),
                    Tone::kFaint}},
                  2);
  constexpr int kBarCells = 50;
  Line bar = score_bar(risk, kBarCells);
  bar.push_back({"  " + ratio3(risk.score_e6), Tone::kStrong});
  if (risk.low_e6 != risk.high_e6) {
    bar.push_back(
        {draft.form(" ({} to {})", "（{} 至 {}）", ratio3(risk.low_e6), ratio3(risk.high_e6)), Tone::kFaint});
  }
  draft.page.line(bar, 2);
  for (const Text& gate : risk.gates) draft.page.line({{"▲ " + draft.say(gate), Tone::kStop}}, 2);
  for (std::size_t i = 0; i < std::min(risk.reasons.size(), draft.at_most(3, 2, 1)); ++i) {
    draft.page.line({{"· ", Tone::kFaint}, {draft.say(risk.reasons[i]), Tone::kPlain}}, 2);
  }
  if (draft.is_least()) return;
  if (has_open_question(risk)) {
    draft.page.line({{"? ", Tone::kAsk}, {draft.say(risk.next_question), Tone::kPlain}}, 2);
  }
  if (!risk.confidence.empty()) {
    draft.page.line({{draft.say("confidence  ", "可信程度  ") + draft.say(risk.confidence), Tone::kFaint}},
                    2);
  }
}

void draw_findings(ScreenDraft& draft) {
  if (draft.a.findings.empty()) return;
  const FindingCounts n = count(draft.a.findings);
  draft.section(draft.say("Pre-check", "预检"));
  const auto part = [](std::string text, std::size_t found, Tone tone) {
    return Span{std::move(text), found > 0 ? tone : Tone::kFaint};
  };
  draft.page.line(
      {part(draft.form("{} blocking", "{} 项不能提交", n.blocks), n.blocks, Tone::kStop),
       {" · ", Tone::kFaint},
       part(draft.form("{} to be returned", "{} 项会被退回", n.returned), n.returned, Tone::kCaution),
       {" · ", Tone::kFaint},
       part(draft.form("{} to be asked about", "{} 项可能被问", n.warns), n.warns, Tone::kPlain),
       {draft.form(" · {} passed · {} not checkable", " · {} 项通过 · {} 项此处无法核验", n.passes,
                   n.not_checkable),
        Tone::kFaint}});
  std::vector<std::pair<const Finding*, std::size_t>>
      rules;  // first finding of a rule, and how many there are
  for (const Finding* finding : failing(draft.a.findings)) {
    const auto at = std::find_if(rules.begin(), rules.end(),
                                 [&](const auto& r) { return r.first->rule == finding->rule; });
    if (at == rules.end()) {
      rules.emplace_back(finding, 1);
    } else {
      ++at->second;
    }
  }
  std::vector<std::vector<Line>> rows;
  const std::size_t shown = std::min(rules.size(), draft.at_most(5, 3));
  std::size_t all = 0;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const auto& [finding, times] = rules[i];
    all += times;
    if (i >= shown) continue;
    const std::string name = times > 1 ? fmt::format("{} ×{}", finding->rule, times) : finding->rule;
    rows.push_back({{{name, tone_of(finding->severity)}},
                    {{finding->pointer, Tone::kFaint}},
                    plain(draft.say(finding->says))});
  }
  draft.page.table({{""}, {"", false, true}, {"", false, true}}, rows);
  draft.count_left_out(shown, all);
}

// One line a row that asks; ids and the rest stand in the report and in `lists review`.
void draw_list_questions(ScreenDraft& draft, const DataProfile& profile) {
  const std::vector<ListQuestionGroup> groups = question_groups(profile);
  const bool has_added = has_added_list(profile);
  if (groups.empty() && !has_added) return;
  draft.section(draft.say("Lists", "官方清单"));
  if (!groups.empty()) draft.page.line({{draft.say(questions_sentence(profile)), Tone::kAsk}}, 2);
  const std::size_t shown = std::min(groups.size(), draft.at_most(4, 2, 1));
  for (std::size_t i = 0; i < shown; ++i) {
    const ListQuestion& first = *groups[i].questions.front();
    const Text said = review_words(first);
    draft.page.line({{draft.say(asked_columns(groups[i])) + draft.say(": ", "："), Tone::kStrong},
                     {draft.say(row_words(first)), Tone::kPlain},
                     {said.empty() ? "" : "  " + draft.say(said), Tone::kFaint}},
                    2);
  }
  const std::vector<Text> about = about_lists(profile);
  const std::size_t told = std::min(about.size(), draft.at_most(4, 2, has_added ? 2 : 0));
  for (std::size_t i = 0; i < told; ++i) draft.page.line({{draft.say(about[i]), Tone::kFaint}}, 2);
  draft.count_left_out(told, about.size());
  if (!draft.is_least() && !groups.empty()) draft.page.line({{draft.say(how_to_settle()), Tone::kFaint}}, 2);
  draft.count_left_out(shown, groups.size());
}

void draw_notes(ScreenDraft& draft) {
  const std::vector<Text> all = all_notes(draft.a);
  if (all.empty()) return;
  draft.section(draft.say("Note", "说明"));
  const std::size_t shown = std::min(all.size(), draft.at_most(4, 2, 1));
  for (std::size_t i = 0; i < shown; ++i) draft.page.line({{draft.say(all[i]), Tone::kFaint}}, 2);
  draft.count_left_out(shown, all.size());
}

void draw_places(ScreenDraft& draft) {
  draft.page.blank();
  const Assessment& a = draft.a;
  std::vector<std::vector<Line>> rows;
  const std::string record = draft.say("Record", "记录");
  const std::string left_out = draft.say(plural(draft.left_out(), "row", "行"));
  if (!a.html_path.empty()) {
    Line path{{a.html_path, Tone::kPlain}};
    if (draft.left_out() > 0) {
      path.push_back({draft.form("  holds {} that this screen leaves out", "  另含本屏未列出的 {}", left_out),
                      Tone::kFaint});
    }
    rows.push_back({{{draft.say("Report", "报告"), Tone::kStrong}}, std::move(path)});
  } else if (draft.left_out() > 0) {
    rows.push_back({{{draft.say("Report", "报告"), Tone::kStrong}},
                    {{draft.form("none was written; --format html shows {} that this screen leaves out",
                                 "未写入文件；本屏未列出的 {}可用 --format html 查看", left_out),
                      Tone::kFaint}}});
  }
  if (!a.bundle_path.empty()) {
    // A record is named by its hash.
    const bool named = a.bundle_path.find(a.record_id) != std::string::npos;
    Line path{{a.bundle_path, Tone::kPlain}};
    if (!named) path.push_back({"  sha256 " + a.record_id.substr(0, kShownHash), Tone::kFaint});
    rows.push_back({{{record, Tone::kStrong}}, std::move(path)});
  }
  if (a.record_id.empty())
    rows.push_back(
        {{{record, Tone::kStrong}}, {{draft.say("nothing was recorded", "未作记录"), Tone::kFaint}}});
  if (may_be_entered(a)) {
    rows.push_back(
        {{{draft.say("Once it left", "出境后"), Tone::kStrong}},
         {{fmt::format("tidegate register add {}", a.record_id.substr(0, kShortHash)), Tone::kPlain}}});
  }
  draft.page.table({{""}, {"", false, true}}, rows);
  draft.page.line({{draft.say(disclaimer()), Tone::kFaint}});
}

}  // namespace tidegate::report
