// What the laws say: verdict, routes under conditions, articles, items, margins, duties, changes, doubts.
#include <algorithm>

#include "tidegate/report/labels.h"
#include "tidegate/report/numbers.h"
#include "tidegate/report/phrases.h"
#include "tidegate/report/phrases_changes.h"
#include "tidegate/report/phrases_transfer.h"
#include "tidegate/report/screen_marks.h"
#include "tidegate/report/screen_sections.h"
#include "tidegate/terms/exit_code.h"

namespace tidegate::report {
namespace {

// Rows a section may take; the rest is counted and stands in the HTML report.
constexpr std::size_t kMostFacts = 6;
constexpr std::size_t kMostMargins = 8;

std::vector<Line> margin_row(const ScreenDraft& draft, const Opinion& opinion, const Margin& margin) {
  constexpr int kBarCells = 18;
  Line bar = margin_bar(margin, kBarCells);
  bar.insert(bar.begin(), Span{"  ", Tone::kPlain});
  return {std::move(bar),
          plain(grouped(margin.limit)),
          {{draft.say(margin_distance(margin)), is_reached(margin) ? Tone::kStop : Tone::kPlain}},
          {{"→ " + draft.say(route_words(opinion, margin.route_from_limit)), Tone::kFaint}}};
}

// The words that a command line needs to state a case: whole words a line, each line but the last carried on
// by a backslash, so that all of it can be copied.
void draw_flags(ScreenDraft& draft, const std::vector<std::string>& flags) {
  constexpr int kCarry = 2;  // " \\"
  std::string line;
  const auto put = [&](std::string_view end) { draft.page.line({{line + std::string(end), Tone::kAsk}}); };
  for (const std::string& stated : flags) {
    const std::string flag = shell_word(stated);
    if (!line.empty() && width_of(plain(line + " " + flag)) > draft.page.room() - kCarry) {
      put(" \\");
      line.clear();
    }
    line += (line.empty() ? "" : " ") + flag;
  }
  if (!line.empty()) put("");
}

}  // namespace

void draw_heading(ScreenDraft& draft) {
  const ExitCode exit = exit_code(draft.a, std::nullopt);
  Line line;
  std::string next;
  if (draft.a.opinions.empty()) {
    line = {{"■ ", Tone::kAsk}, {draft.say("No law was asked", "没有适用的法域"), Tone::kAsk}};
    next = draft.say(no_law_asked());
  } else {
    const Opinion& lead = draft.a.opinions.front();
    const Tone tone = tone_of(lead.route_class);
    line = {{"■ ", tone},
            {draft.law_of(lead) + draft.say(": ", "："), Tone::kStrong},
            {draft.say(verdict(lead)), tone}};
    next = draft.say(what_it_means(lead));
    if (!lead.authority_label.empty() && lead.authority != "none")
      next += " · " + draft.say(lead.authority_label);
    if (lead.validity_months)
      next += draft.form(" · valid {} months", " · 有效期 {} 个月", *lead.validity_months);
  }
  line.push_back({draft.form("   law of {} · exit {}", "   适用 {} 的法律 · 退出码 {}", draft.a.as_of.str(),
                             static_cast<int>(exit)),
                  Tone::kFaint});
  draft.page.line(line, 2);
  draft.page.line(plain("  " + next), 2);
  for (const Text& also : under_verdict(draft.a)) draft.page.line(plain("  " + draft.say(also)), 4);
  std::string what = transfer_title(draft.a, draft.lang());
  const std::string who = parties(draft.a.transfer, draft.lang());
  if (!who.empty()) what += (who.starts_with("→") ? " " : " · ") + who;
  draft.page.line({{"  " + what, Tone::kFaint}}, 2);
  for (const Text& first : told_first(draft.a))
    draft.page.line({{"  ◆ ", Tone::kCaution}, {draft.say(first), Tone::kCaution}}, 4);
}

void draw_laws(ScreenDraft& draft) {
  if (!draft.has_several_laws()) return;
  draft.section(draft.say("Laws", "各法域"));
  std::vector<std::vector<Line>> rows;
  for (const Opinion& opinion : draft.a.opinions) {
    rows.push_back({plain(draft.law_of(opinion)),
                    {{draft.say(route_label(opinion.route)), tone_of(opinion.route_class)}},
                    plain(draft.say(what_it_means(opinion))),
                    {{opinion.legal_basis.empty() ? "" : opinion.legal_basis.front(), Tone::kFaint}}});
  }
  draft.page.table({{""}, {"", false, true}, {"", false, true}, {""}}, rows);
}

void draw_routes_under_conditions(ScreenDraft& draft, const Opinion& opinion) {
  const std::vector<BranchRow> rows = branch_rows(draft.a, opinion);
  if (rows.empty()) return;
  const auto put = [&](const BranchRow& row, std::string_view mark) {
    Line line{{std::string(mark), Tone::kFaint}, {draft.say(row.when), Tone::kPlain}};
    if (!row.route.empty()) {
      line.push_back({" → ", Tone::kFaint});
      line.push_back({draft.say(route_words(opinion, row.route)), Tone::kStrong});
    }
    if (!mark.empty() && !row.legal_basis.empty())
      line.push_back({"  " + row.legal_basis.front(), Tone::kFaint});
    draft.page.line(line, mark.empty() ? 0 : 2);
  };
  draft.section(draft.say("If", "若"));
  if (draft.has_several_laws()) draft.page.line({{draft.law_of(opinion), Tone::kFaint}});
  put(rows.front(), "");
  draw_flags(draft, opinion.branches.front().flags);
  const std::size_t shown = std::min(rows.size(), draft.at_most(7, 6, 5));
  bool one_answer = false;
  for (std::size_t i = 1; i < shown; ++i) {
    if (i == 1 || (one_answer && !rows[i].one_answer)) {
      one_answer = rows[i].one_answer;
      draft.section(one_answer ? draft.say("If instead", "若改为") : draft.say("Else if", "又若"));
    }
    put(rows[i], "· ");
  }
  draft.count_left_out(shown, rows.size());
}

void draw_questions(ScreenDraft& draft, const Opinion& opinion) {
  if (opinion.questions.empty()) return;
  draft.section(draft.say("Answer", "请回答"));
  if (draft.has_several_laws()) draft.page.line({{draft.law_of(opinion), Tone::kFaint}});
  constexpr int kWidestFlag = 26;  // a longer one has a line of its own
  std::vector<std::vector<Line>> rows;
  const std::size_t shown = std::min<std::size_t>(opinion.questions.size(), 12);
  for (std::size_t i = 0; i < shown; ++i) {
    const Question& question = opinion.questions[i];
    Line ask = plain(draft.say(question.ask));
    if (draft.is_generous() && !question.why.empty())
      ask.push_back({"  " + draft.say(question.why), Tone::kFaint});
    if (const std::string keys = declaration_keys(draft.a, question); !keys.empty() && !draft.is_least())
      ask.push_back({"  " + keys, Tone::kFaint});
    const Line flag{{question.flag.empty() ? draft.say("in the declaration", "在申报文件中") : question.flag,
                     Tone::kAsk}};
    if (draft.is_least()) {
      Line both = flag;
      both.push_back({"  ", Tone::kPlain});
      both.insert(both.end(), ask.begin(), ask.end());
      rows.push_back({std::move(both)});
    } else if (width_of(flag) > kWidestFlag) {
      rows.push_back({flag});
      rows.push_back({{}, std::move(ask)});
    } else {
      rows.push_back({flag, std::move(ask)});
    }
  }
  draft.page.table({{""}, {"", false, true}}, rows);
  draft.count_left_out(shown, opinion.questions.size());
}

void draw_why(ScreenDraft& draft, const Opinion& opinion) {
  const std::vector<std::string>& basis = basis_shown(opinion);
  if (basis.empty()) return;
  draft.section(draft.say("Why", "依据"));
  const std::size_t shown = std::min(basis.size(), draft.at_most(4, 2, 1));
  for (std::size_t i = 0; i < shown; ++i) {
    const std::string& code = basis[i];
    Line line{{code, Tone::kStrong}};
    if (const Text as = counted_as(opinion); i == 0 && !as.empty())
      line.push_back({" · " + draft.say(as), Tone::kFaint});
    if (const Citation* cited = citation(opinion, code)) {
      if (draft.lang() == Lang::kZh) line.push_back({" " + article_words(*cited, Lang::kZh), Tone::kStrong});
      line.push_back({" · " + draft.say(in_force(cited->in_force)), Tone::kFaint});
      if (cited->status != ProvisionStatus::kSettled) {
        line.push_back({" · " + draft.say(label(cited->status)), Tone::kCaution});
      }
      if (!cited->says.empty()) line.push_back({"  " + draft.say(cited->says), Tone::kPlain});
    }
    draft.page.line(line, 2);
  }
  draft.count_left_out(shown, basis.size());
  const std::vector<UsedFact> facts = facts_used(draft.a, opinion);
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < std::min(facts.size(), kMostFacts); ++i) {
    parts.push_back(draft.say(facts[i].label) + draft.say(": ", "：") + draft.say(facts[i].value));
  }
  if (!parts.empty()) {
    draft.page.line({{draft.say("facts  ", "事实  ") + joined(parts, " · "), Tone::kFaint}}, 7);
  }
}

void draw_items(ScreenDraft& draft, const Opinion& opinion) {
  const std::vector<ItemRow> all = item_rows(draft.a, opinion, draft.lang());
  if (all.empty()) return;
  draft.section(draft.say("Items", "数据项"));
  std::vector<std::vector<Line>> rows;
  const std::size_t shown = std::min(all.size(), draft.at_most(8, 5));
  for (std::size_t i = 0; i < shown; ++i) {
    const ItemRow& row = all[i];
    rows.push_back({plain(row.name),
                    plain(row.persons),
                    plain(draft.say(row.kind)),
                    {{draft.say(row.outcome), row.set_aside ? Tone::kGood : Tone::kPlain}}});
  }
  std::string outcome = draft.has_several_laws() ? draft.form("law: {}", "法域：{}", draft.law_of(opinion))
                                                 : draft.say("outcome", "处理");
  if (const Text as = counted_as(opinion); !as.empty())
    outcome += draft.form(", {}", "（{}）", draft.say(as));
  draft.page.table({{draft.say("item", "名称"), false, true},
                    {draft.say("persons", "人数"), true},
                    {draft.say("kind", "类别"), false, true},
                    {outcome, false, true}},
                   rows);
  draft.count_left_out(shown, all.size());
}

void draw_margins(ScreenDraft& draft) {
  std::vector<std::vector<Line>> rows;
  std::size_t all = 0;
  std::size_t shown = 0;
  for (const Opinion& opinion : draft.a.opinions) {
    for (const std::vector<const Margin*>& same : margins_by_counter(opinion)) {
      all += same.size();
      if (all > kMostMargins) continue;
      const Margin& first = *same.front();
      Line name{{margin_value(first), Tone::kStrong},
                {"  " + draft.say(counter_words(opinion, first.counter)), Tone::kPlain}};
      if (draft.has_several_laws()) name.push_back({" · " + draft.law_of(opinion), Tone::kFaint});
      if (first.value == 0 && (!first.value_known || draft.is_least())) {
        // Nobody is counted, or not for certain: the limits alone, without bars.
        std::vector<std::string> limits;
        for (const Margin* margin : same) limits.push_back(grouped(margin->limit));
        name.push_back(
            {draft.say(" · limits ", " · 界限 ") + joined(limits, draft.say(" and ", "、")), Tone::kFaint});
        rows.push_back({std::move(name)});
        shown = all;
        continue;
      }
      rows.push_back({std::move(name)});
      for (const Margin* margin : same) rows.push_back(margin_row(draft, opinion, *margin));
      shown = all;
    }
  }
  if (rows.empty()) return;
  draft.section(draft.say("Persons", "人数"));
  for (const Opinion& opinion : draft.a.opinions) {
    const Text as = counted_as(opinion);
    if (as.empty() || opinion.margins.empty()) continue;
    draft.page.line(
        {{(draft.has_several_laws() ? draft.law_of(opinion) + " " : "") + draft.say(as), Tone::kFaint}});
  }
  draft.page.table({{""}, {"", true}, {"", false, true}, {"", false, true}}, rows);
  draft.count_left_out(shown, all);
  for (const Opinion& opinion : draft.a.opinions) {
    if (const Text note = margins_note(opinion); !note.empty())
      draft.page.line({{draft.say(note), Tone::kFaint}});
  }
}

void draw_duties(ScreenDraft& draft, const Opinion& opinion) {
  std::vector<std::string> parts;
  for (const Duty& duty : opinion.obligations) parts.push_back(draft.say(duty_label(duty.code)));
  if (parts.empty() && opinion.gates.empty() && opinion.standing.empty()) return;
  draft.section(draft.say("Duties", "义务"));
  if (!parts.empty()) draft.page.line(plain(joined(parts, " · ")));
  std::vector<std::string> standing;
  for (const Duty& duty : opinion.standing) standing.push_back(draft.say(duty_label(duty.code)));
  if (!standing.empty()) {
    draft.page.line({{draft.say("on any route: ", "无论何种路径："), Tone::kFaint},
                     {joined(standing, " · "), Tone::kPlain}},
                    2);
  }
  for (const Duty& gate : opinion.gates) {
    draft.page.line({{draft.say("▲ also pass: ", "▲ 另须通过："), Tone::kCaution},
                     {draft.say(gate.says.empty() ? duty_label(gate.code) : gate.says), Tone::kPlain}},
                    2);
  }
}

void draw_changes(ScreenDraft& draft) {
  const std::size_t most = draft.at_most(5, 3);
  std::vector<std::vector<Line>> rows;
  std::size_t all = 0;
  for (const Opinion& opinion : draft.a.opinions) {
    for (const ChangeRow& change : changes(draft.a, opinion)) {
      if (++all > most) continue;
      Line route{{"→ ", Tone::kFaint}, {draft.say(route_words(opinion, change.new_route)), Tone::kStrong}};
      if (draft.has_several_laws())
        route.insert(route.begin(), Span{draft.law_of(opinion) + " ", Tone::kFaint});
      rows.push_back({std::move(route), plain(draft.say(change.says))});
    }
  }
  const std::size_t lanes = draft.a.risk ? std::min(draft.a.risk->changes.size(), draft.at_most(3, 1)) : 0;
  for (std::size_t i = 0; i < lanes; ++i) {
    const LaneChange& change = draft.a.risk->changes[i];
    rows.push_back({{{"→ ", Tone::kFaint}, {draft.say(lane_words(change.lane)), tone_of(change.lane)}},
                    plain(draft.say(lane_change(change)))});
  }
  if (rows.empty()) return;
  draft.section(draft.say("Would change", "如何改变结果"));
  draft.page.table({{"", false, true}, {"", false, true}}, rows);
  draft.count_left_out(std::min(all, most), all);
}

void draw_doubts(ScreenDraft& draft) {
  const std::size_t most = draft.at_most(3, 2);
  std::size_t all = 0;
  for (const Opinion& opinion : draft.a.opinions) {
    for (const Doubt& doubt : opinion.doubts) {
      if (++all == 1) draft.section(draft.say("Doubts", "存疑"));
      if (all > most) continue;
      Line line{{"◆ ", Tone::kCaution}, {draft.say(as_sentence(doubt.says)), Tone::kPlain}};
      if (!doubt.route_if_lenient.empty()) {
        line.push_back({draft.say(" Read leniently: ", "宽松解读的结果：") +
                            draft.say(route_words(opinion, doubt.route_if_lenient)) + draft.say(".", "。"),
                        Tone::kFaint});
      }
      draft.page.line(line, 2);
    }
  }
  draft.count_left_out(std::min(all, most), all);
}

}  // namespace tidegate::report
