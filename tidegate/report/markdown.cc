#include "tidegate/report/markdown.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/utf8.h"
#include "tidegate/report/display_width.h"
#include "tidegate/report/labels.h"
#include "tidegate/report/list_questions.h"
#include "tidegate/report/numbers.h"
#include "tidegate/report/phrases.h"
#include "tidegate/report/phrases_changes.h"
#include "tidegate/report/phrases_sent.h"
#include "tidegate/report/phrases_transfer.h"
#include "tidegate/report/sample.h"
#include "tidegate/terms/exit_code.h"

namespace tidegate::report {
namespace {

class MarkdownDraft {
 public:
  explicit MarkdownDraft(Lang lang) : lang_(lang) {}

  std::string say(std::string_view en, std::string_view zh) const {
    return std::string(lang_ == Lang::kZh ? zh : en);
  }
  std::string say(const Text& text) const { return text.in(lang_); }
  Lang lang() const { return lang_; }

  // pattern  literal Markdown with {} for each argument; arguments are escaped.
  template <typename... Args>
  void put(std::string_view pattern, const Args&... args) {
    out_ += fmt::format(fmt::runtime(pattern), markdown_escape(fmt::format("{}", args))...);
  }
  void heading(std::string_view en, std::string_view zh) { put("\n## {}\n\n", say(en, zh)); }
  void row(const std::vector<std::string>& cells) {
    out_ += "|";
    for (const std::string& cell : cells) out_ += " " + markdown_escape(cell) + " |";
    out_ += "\n";
  }
  // Words of a command line, in a block of their own.
  void command(const std::vector<std::string>& flags) {
    out_ += "   ";
    for (const std::string& flag : flags) out_ += " " + printable(shell_word(flag));
    out_ += "\n";
  }
  void table_head(const std::vector<std::string>& heads, std::string_view rule) {
    row(heads);
    out_.append(rule).append("\n");
  }
  std::string take() { return std::move(out_); }

 private:
  Lang lang_;
  std::string out_;
};

void put_verdict(MarkdownDraft& md, const Assessment& a) {
  const ExitCode exit = exit_code(a, std::nullopt);
  if (a.opinions.empty()) {
    md.put("# {}\n\n{} · ", md.say("No law was asked", "没有适用的法域"), md.say(no_law_asked()));
  } else {
    const Opinion& lead = a.opinions.front();
    md.put("# {}{}{}\n\n", md.say(law_label(lead.law)), md.say(": ", "："), md.say(verdict(lead)));
    md.put("**{}**", md.say(what_it_means(lead)));
    if (!lead.authority_label.empty()) md.put(" · {}", md.say(lead.authority_label));
    md.put(" · ");
  }
  md.put("{} {} · {} {}\n\n", md.say("law as of", "适用法律日期"), a.as_of.str(),
         md.say("exit code", "退出码"), static_cast<int>(exit));
  for (const Text& also : under_verdict(a)) md.put("**{}**\n\n", md.say(also));
  const std::string who = parties(a.transfer, md.lang());
  md.put("{}", transfer_title(a, md.lang()));
  if (!who.empty()) md.put(" · {}", who);
  md.put("\n");
  for (const Text& first : told_first(a)) md.put("\n**{}**\n", md.say(first));
  if (a.opinions.size() < 2) return;
  md.put("\n");
  md.table_head({md.say("law", "法域"), md.say("route", "路径"), md.say("what it means", "含义")},
                "| --- | --- | --- |");
  for (const Opinion& o : a.opinions) {
    md.row({md.say(law_label(o.law)), md.say(route_label(o.route)), md.say(what_it_means(o))});
  }
}

void put_missing(MarkdownDraft& md, const Assessment& a, const Opinion& opinion) {
  if (!opinion.branches.empty()) {
    md.heading("Which route, under which answers", "不同回答下的路径");
    for (const BranchRow& row : branch_rows(a, opinion)) {
      md.put("- {}{}", row.one_answer ? md.say("but if ", "若改为") : "", md.say(row.when));
      if (!row.route.empty()) md.put(" → **{}**", md.say(route_words(opinion, row.route)));
      md.put("\n");
    }
    const std::vector<std::string>& flags = opinion.branches.front().flags;
    if (!flags.empty()) {
      md.put("\n{}\n\n", md.say("Where all of the first case is true, this says so:",
                                "第一种情形若均属实，追加以下参数："));
      md.command(flags);
    }
  }
  if (opinion.questions.empty()) return;
  md.heading("Answer these", "请回答");
  for (const Question& question : opinion.questions) {
    const std::string keys = declaration_keys(a, question);
    md.put("- **{}** {}{}\n",
           question.flag.empty() ? md.say("in the declaration", "在申报文件中") : question.flag,
           md.say(question.ask), keys.empty() ? "" : " (" + keys + ")");
  }
}

void put_law(MarkdownDraft& md, const Assessment& a, const Opinion& opinion) {
  md.heading("Why", "依据");
  const Text as = counted_as(opinion);
  if (!as.empty()) md.put("{}\n\n", md.say(as));
  for (const std::string& article : basis_shown(opinion)) {
    const Citation* cited = citation(opinion, article);
    md.put("- **{}**", article);
    if (cited) md.put(" ({}) {}", md.say(in_force(cited->in_force)), md.say(cited->says));
    md.put("\n");
  }
  const std::vector<ItemRow> items = item_rows(a, opinion, md.lang());
  if (!items.empty()) {
    md.heading("Items", "数据项");
    if (!as.empty()) md.put("{}\n\n", md.say(as));
    md.table_head({md.say("item", "数据项"), md.say("persons", "人数"), md.say("kind", "类别"),
                   md.say("how it counts", "如何计数")},
                  "| --- | ---: | --- | --- |");
    for (const ItemRow& row : items) md.row({row.name, row.persons, md.say(row.kind), md.say(row.outcome)});
  }
  if (!opinion.margins.empty()) {
    md.heading("Distinct persons against each threshold", "去重人数与各项界限");
    if (!as.empty()) md.put("{}\n\n", md.say(as));
    md.table_head({md.say("counter", "计数"), md.say("counted", "已计"), md.say("limit", "界限"),
                   md.say("margin", "余量"), md.say("from the limit on", "达到界限后")},
                  "| --- | ---: | ---: | --- | --- |");
    for (const Margin& margin : opinion.margins) {
      md.row({md.say(counter_words(opinion, margin.counter)), margin_value(margin), grouped(margin.limit),
              md.say(margin_distance(margin)), md.say(route_words(opinion, margin.route_from_limit))});
    }
    if (const Text note = margins_note(opinion); !note.empty()) md.put("\n{}\n", md.say(note));
  }
  const std::vector<ChangeRow> rows = changes(a, opinion);
  if (!rows.empty()) {
    md.heading("Smallest changes that lead to another route", "改变路径的最小调整");
    for (const ChangeRow& row : rows)
      md.put("- **{}**{}{}\n", md.say(route_words(opinion, row.new_route)), md.say(": ", "："),
             md.say(row.says));
  }
  if (!opinion.obligations.empty() || !opinion.gates.empty() || !opinion.standing.empty()) {
    md.heading("Duties", "义务");
    for (const Duty& gate : opinion.gates)
      md.put("- [ ] **{}** {}\n", md.say("Also pass:", "另须通过："), md.say(gate.says));
    for (const Duty& duty : opinion.obligations)
      md.put("- [ ] {}\n", md.say(duty.says.empty() ? duty_label(duty.code) : duty.says));
    for (const Duty& duty : opinion.standing) {
      md.put("- [ ] {} {}\n", md.say("On any route:", "无论何种路径："),
             md.say(duty.says.empty() ? duty_label(duty.code) : duty.says));
    }
  }
  if (!opinion.doubts.empty()) {
    md.heading("Doubts", "存疑");
    for (const Doubt& doubt : opinion.doubts) md.put("- {}\n", md.say(as_sentence(doubt.says)));
  }
}

void put_risk(MarkdownDraft& md, const RiskReport& risk) {
  md.heading("Risk", "风险");
  md.put("**{}**{}{} · {} {} ({}–{})\n\n", md.say(lane_words(risk.lane)), md.say(": ", "："),
         md.say(meaning(risk.lane)), md.say("score", "评分"), ratio3(risk.score_e6), ratio3(risk.low_e6),
         ratio3(risk.high_e6));
  for (const Text& gate : risk.gates) md.put("- **{}** {}\n", md.say("Gate:", "门槛："), md.say(gate));
  for (const Text& reason : risk.reasons) md.put("- {}\n", md.say(reason));
  if (has_open_question(risk)) md.put("- {}\n", md.say(risk.next_question));
  for (const LaneChange& change : risk.changes)
    md.put("- {}{} {}\n", md.say("Would lower it", "可降低"), md.say(":", "："), md.say(lane_change(change)));
}

void put_findings(MarkdownDraft& md, const std::vector<Finding>& findings) {
  const std::vector<const Finding*> fail = failing(findings);
  if (fail.empty()) return;
  md.heading("Pre-check", "预检");
  md.table_head({md.say("rule", "规则"), md.say("weight", "后果"), md.say("where", "位置"),
                 md.say("found", "问题"), md.say("fix", "改法")},
                "| --- | --- | --- | --- | --- |");
  for (const Finding* finding : fail) {
    md.row({finding->rule, md.say(label(finding->severity)), finding->pointer, md.say(finding->says),
            md.say(finding->fix)});
  }
}

void put_sent(MarkdownDraft& md, const SentBefore& sent) {
  md.heading("Sent before", "此前出境");
  md.put("{}\n\n", md.say(sent_heading(sent)));
  for (const SentCount& count : sent.counts) {
    if (count.before > 0 || count.used > 0) md.put("- {}\n", md.say(sent_sentence(count)));
  }
  for (const Text& note : sent.notes) md.put("- {}\n", md.say(note));
  const std::vector<const SentCount*> columns = sent_columns(sent);
  if (sent.transfers.empty()) return;
  md.put("\n");
  std::vector<std::string> heads{md.say("left on", "出境日期"), md.say("to", "接收方"),
                                 md.say("entry", "登记")};
  std::string rule = "| --- | --- | --- |";
  for (const SentCount* count : columns) {
    heads.push_back(md.say(fact_label(count->fact)));
    rule += " ---: |";
  }
  md.table_head(heads, rule);
  for (std::size_t i = 0; i < sent.transfers.size(); ++i) {
    const SentTransfer& transfer = sent.transfers[i];
    std::vector<std::string> cells{transfer.on.str(), sent_to(transfer), transfer.id};
    for (const SentCount* count : columns) cells.push_back(md.say(sent_share(*count, i)));
    md.row(cells);
  }
}

void put_files(MarkdownDraft& md, const DataProfile& profile) {
  md.heading("Scanned", "扫描");
  md.table_head(
      {md.say("file", "文件"), md.say("rows", "行"), md.say("persons", "人数"), md.say("columns", "字段")},
      "| --- | ---: | ---: | --- |");
  for (const FileProfile& file : profile.files)
    md.row({file.path, grouped(file.rows), grouped(file.persons), md.say(column_counts(file))});
  md.put("\n{}\n", md.say(totals_of(profile)));
  for (const FileProfile& file : profile.files) {
    for (const Text& note : file.notes) md.put("\n- {}: {}", file.path, md.say(note));
    if (!file.notes.empty()) md.put("\n");
  }
}

void put_list_questions(MarkdownDraft& md, const DataProfile& profile) {
  constexpr std::size_t kMost = 50;
  const std::vector<ListQuestionGroup> groups = question_groups(profile);
  if (groups.empty() && !has_added_list(profile)) return;
  md.heading("Official lists", "官方清单");
  if (!groups.empty()) md.put("{}\n\n", md.say(questions_sentence(profile)));
  if (!groups.empty())
    md.table_head({md.say("column", "字段"), md.say("may be", "可能为"), md.say("source", "来源"),
                   md.say("the firm's answer", "企业答复"), "id"},
                  "| --- | --- | --- | --- | --- |");
  for (std::size_t i = 0; i < std::min(groups.size(), kMost); ++i) {
    const ListQuestion& first = *groups[i].questions.front();
    std::string ids;
    for (const ListQuestion* question : groups[i].questions) ids += (ids.empty() ? "" : " ") + question->id;
    const Text said = review_words(first);
    md.row({md.say(asked_columns(groups[i])), md.say(row_words(first)), first.row.source,
            said.empty() ? md.say("open", "待答复") : md.say(said), ids});
  }
  md.put("\n");
  for (const Text& missing : missing_sentences(profile)) md.put("- {}\n", md.say(missing));
  for (const Text& remark : profile.lists.remarks) md.put("- {}\n", md.say(remark));
}

// Whether `mark`, before `rest` and behind `so_far`, would begin a list, a heading or a quotation.
bool begins_block(std::string_view so_far, char mark, std::string_view rest) {
  if (so_far.empty()) return std::string_view("-+#>=").find(mark) != std::string_view::npos;
  const bool is_number =
      std::all_of(so_far.begin(), so_far.end(), [](char c) { return c >= '0' && c <= '9'; });
  return is_number && (mark == '.' || mark == ')') && (rest.empty() || rest.front() == ' ');
}

}  // namespace

std::string markdown_escape(std::string_view text) {
  constexpr std::string_view kMarks = "\\`*_[]|~$@";
  std::string out;
  for (std::string_view rest = text; !rest.empty();) {
    const char32_t c = printable(next_code_point(rest));
    const char mark = c < 0x80 ? static_cast<char>(c) : '\0';
    if (mark == '<') {
      out += "&lt;";
    } else if (mark == '&') {
      out += "&amp;";
    } else if (mark != '\0' && (kMarks.find(mark) != std::string_view::npos ||
                                begins_block(out, mark, rest) || (mark == ':' && rest.starts_with("//")))) {
      out.push_back('\\');
      out.push_back(mark);
    } else if (c != 0) {
      append_utf8(out, c);
    }
  }
  return out;
}

std::string assessment_markdown(const Assessment& a, Lang lang) {
  MarkdownDraft md(lang);
  put_verdict(md, a);
  for (const Opinion& opinion : a.opinions) {
    if (opinion.route_class == RouteClass::kUndetermined) put_missing(md, a, opinion);
  }
  if (!a.opinions.empty()) put_law(md, a, a.opinions.front());
  if (a.risk) put_risk(md, *a.risk);
  put_findings(md, a.findings);
  if (a.sent_before) put_sent(md, *a.sent_before);
  if (a.profile) put_list_questions(md, *a.profile);
  if (a.profile) put_files(md, *a.profile);
  const std::vector<Text> notes = all_notes(a);
  if (!notes.empty()) {
    md.heading("Notes", "说明");
    for (const Text& note : notes) md.put("- {}\n", md.say(note));
  }
  md.put("\n---\n\n{}\n\n{}", md.say(disclaimer()), a.program);
  if (!a.record_id.empty()) md.put(" · SHA-256 {}", a.record_id);
  md.put("\n");
  return md.take();
}

}  // namespace tidegate::report
