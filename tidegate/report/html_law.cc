// What the laws say: verdict, every law with its articles, items, thresholds, questions, changes, duties,
// doubts.
#include <algorithm>

#include "tidegate/report/html_charts.h"
#include "tidegate/report/html_sections.h"
#include "tidegate/report/labels.h"
#include "tidegate/report/numbers.h"
#include "tidegate/report/phrases.h"
#include "tidegate/report/phrases_changes.h"
#include "tidegate/report/phrases_transfer.h"
#include "tidegate/terms/exit_code.h"
#include "tidegate/terms/sample.h"

namespace tidegate::report {
namespace {

void put_tile(HtmlDraft& draft, const std::string& name, const std::string& value, const std::string& note) {
  draft.out.put("<div><dt>{}</dt><dd>{}", name, value);
  if (!note.empty()) draft.out.put("<small>{}</small>", note);
  draft.out.put("</dd></div>\n");
}

void put_tiles(HtmlDraft& draft) {
  const Assessment& a = draft.a;
  draft.out.put("<dl class=\"tiles\">\n");
  if (!a.opinions.empty()) {
    const Opinion& lead = a.opinions.front();
    if (!lead.authority_label.empty() && lead.authority != "none") {
      draft.out.put("<div><dt>{}</dt><dd><small>{}</small></dd></div>\n", draft.say("Authority", "主管机关"),
                    draft.say(lead.authority_label));
    }
    if (lead.validity_months) {
      put_tile(draft, draft.say("Valid once passed", "通过后有效期"),
               draft.form("{} months", "{} 个月", *lead.validity_months), "");
    }
  }
  if (a.profile) {
    const PersonCounts& totals = a.profile->totals;
    std::string note =
        draft.form("{} with sensitive data", "涉及敏感个人信息 {} 人", grouped(totals.with_sensitive));
    if (totals.under14 > 0)
      note += draft.form(", {} under 14", "，不满十四周岁 {} 人", grouped(totals.under14));
    const bool is_least = is_sample(*a.profile);
    put_tile(draft, draft.say("Distinct persons scanned", "扫描所得去重人数"),
             (is_least ? "≥ " : "") + grouped(totals.persons), note);
  }
  if (a.risk) {
    put_tile(draft, draft.say("Risk", "风险"), draft.say(lane_words(a.risk->lane)),
             draft.form("score {} ({} to {})", "评分 {}（{} 至 {}）", ratio3(a.risk->score_e6),
                        ratio3(a.risk->low_e6), ratio3(a.risk->high_e6)));
  }
  if (!a.findings.empty()) {
    const FindingCounts n = count(a.findings);
    put_tile(draft, draft.say("Pre-check", "预检"), draft.form("{} blocking", "{} 项不能提交", n.blocks),
             draft.form("{} to be returned, {} to be asked about", "{} 项会被退回，{} 项可能被问", n.returned,
                        n.warns));
  }
  draft.out.put("</dl>\n");
}

void put_branches(HtmlDraft& draft, const Opinion& opinion) {
  const std::vector<BranchRow> rows = branch_rows(draft.a, opinion);
  if (rows.empty()) return;
  draft.out.put("<h3>{}</h3>\n<ul class=\"branches\">\n",
                draft.say("Which route, under which answers", "不同回答下的路径"));
  constexpr std::size_t kRead =
      7;  // the others are folded: a reader wants the first case, and what upsets it
  for (const BranchRow& row : rows) {
    if (static_cast<std::size_t>(&row - rows.data()) == kRead) {
      draft.out.put("</ul>\n<details><summary class=\"soft\">{}</summary>\n<ul class=\"branches\">\n",
                    draft.form("{} more cases", "另有 {} 种情形", rows.size() - kRead));
    }
    draft.out.put("<li>");
    if (row.one_answer) draft.out.put("<span class=\"soft\">{}</span> ", draft.say("but if", "若改为"));
    draft.out.put("{}", draft.say(row.when));
    if (!row.route.empty()) draft.out.put(" → <b>{}</b>", draft.say(route_words(opinion, row.route)));
    if (!row.legal_basis.empty())
      draft.out.put(" <span class=\"soft small\">{}</span>", draft.article(row.legal_basis.front()));
    const std::vector<std::string>& flags = opinion.branches.front().flags;
    if (&row == &rows.front() && !flags.empty()) {
      draft.out.put("<span class=\"why\">{}</span><pre><code>",
                    draft.say("Where all of it is true, this says so:", "若均属实，追加以下参数："));
      for (const std::string& flag : flags)
        draft.out.put("<span class=\"nowrap\">{}</span>{}", shell_word(flag),
                      &flag == &flags.back() ? "" : " ");
      draft.out.put("</code></pre>");
    }
    draft.out.put("</li>\n");
  }
  draft.out.put(rows.size() > kRead ? "</ul>\n</details>\n" : "</ul>\n");
}

void put_basis(HtmlDraft& draft, const Opinion& opinion) {
  const Text as = counted_as(opinion);
  if (!as.empty() && !basis_shown(opinion).empty())
    draft.out.put("<p class=\"soft small\">{}</p>\n", draft.say(as));
  for (const std::string& article : basis_shown(opinion)) {
    draft.out.put("<div class=\"article\"><p><b>{}</b>", draft.article(article));
    if (const Citation* cited = citation(opinion, article)) {
      draft.out.put(" <span class=\"soft small\">{} · {}</span>", article_words(*cited, draft.lang()),
                    draft.say(in_force(cited->in_force)));
      if (cited->status != ProvisionStatus::kSettled) {
        draft.out.put(" <span class=\"badge {}\">{}</span>", code(cited->status),
                      draft.say(label(cited->status)));
      }
      draft.out.put("</p><p class=\"says\">{}</p></div>\n", draft.say(cited->says));
    } else {
      draft.out.put("</p></div>\n");
    }
  }
  const std::vector<UsedFact> facts = facts_used(draft.a, opinion);
  if (facts.empty()) return;
  draft.out.put("<p class=\"soft small\">{}</p>\n<ul class=\"facts\">",
                draft.say("Facts that this turns on", "所依据的事实"));
  for (const UsedFact& fact : facts) {
    draft.out.put("<li title=\"{}\">{}{}<b>{}</b></li>", fact.name, draft.say(fact.label),
                  draft.say(": ", "："), draft.say(fact.value));
  }
  draft.out.put("</ul>\n");
}

void put_items(HtmlDraft& draft, const Opinion& opinion) {
  const std::vector<ItemRow> rows = item_rows(draft.a, opinion, draft.lang());
  if (rows.empty()) return;
  const Text as = counted_as(opinion);
  draft.out.put(
      "<h3>{}{}</h3>\n<div class=\"scroll\"><table>\n<thead><tr><th "
      "scope=\"col\">{}</th><th scope=\"col\" class=\"num\">{}</th>"
      "<th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
      draft.say("What leaves, item by item", "逐项情况"),
      as.empty() ? Markup{} : html(" <small class=\"soft\">{}</small>", draft.say(as)),
      draft.say("item", "数据项"), draft.say("distinct persons", "去重人数"), draft.say("kind", "类别"),
      draft.say("how it counts", "如何计数"));
  for (const ItemRow& row : rows) {
    draft.out.put("<tr><th scope=\"row\" class=\"name\">{}</th><td class=\"num\">{}</td><td>{}</td><td>{}",
                  row.name, row.persons, draft.say(row.kind), draft.say(row.outcome));
    if (row.outcome.en.find(row.why.en) == std::string::npos)
      draft.out.put("<span class=\"why\">{}</span>", draft.say(row.why));
    draft.out.put("</td></tr>\n");
  }
  draft.out.put("</tbody></table></div>\n");
}

void put_margins(HtmlDraft& draft, const Opinion& opinion) {
  if (opinion.margins.empty()) return;
  draft.out.put(
      "<h3>{}</h3>\n<div class=\"scroll\"><table>\n<caption>{}</caption>\n<thead><tr><th "
      "scope=\"col\">{}</th>"
      "<th scope=\"col\" class=\"num\">{}</th><th scope=\"col\">{}</th><th "
      "scope=\"col\">{}</th></tr></thead>\n",
      draft.say("Distinct persons against each threshold", "去重人数与各项界限"),
      draft.say("This transfer and what counted before it; the tick is the first value on the stricter side.",
                "含本次及此前计入的人数；竖线为进入更严路径的第一个数值。"),
      draft.say("counted", "已计"), draft.say("limit", "界限"), draft.say("margin", "余量"),
      draft.say("from the limit on", "达到界限后"));
  for (const std::vector<const Margin*>& same : margins_by_counter(opinion)) {
    const Margin& first = *same.front();
    draft.out.put("<tbody>\n<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"4\">{}{}{}",
                  draft.say(counter_words(opinion, first.counter)), draft.say(": ", "："),
                  margin_value(first));
    if (!first.value_known)
      draft.out.put(" <span class=\"badge undetermined\">{}</span>", draft.say("at least", "至少"));
    if (const Text as = counted_as(opinion); !as.empty())
      draft.out.put(" <span class=\"badge undetermined\">{}</span>", draft.say(as));
    draft.out.put("</th></tr>\n");
    for (const Margin* margin : same) {
      draft.out.put(
          "<tr><td class=\"chart\">{}</td><td class=\"num\">{}</td><td "
          "class=\"{}\">{}</td><td>{}</td></tr>\n",
          margin_svg(*margin), grouped(margin->limit), Markup{is_reached(*margin) ? "over nowrap" : "nowrap"},
          draft.say(margin_distance(*margin)), draft.say(route_words(opinion, margin->route_from_limit)));
    }
    draft.out.put("</tbody>\n");
  }
  draft.out.put("</table></div>\n");
  if (const Text note = margins_note(opinion); !note.empty()) {
    draft.out.put("<p class=\"soft small\">{}</p>\n", draft.say(note));
  }
}

void put_changes(HtmlDraft& draft, const Opinion& opinion) {
  const std::vector<ChangeRow> rows = changes(draft.a, opinion);
  if (rows.empty()) return;
  draft.out.put(
      "<h3>{}</h3>\n<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">{}</th><th "
      "scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
      draft.say("The smallest changes that lead to another route", "改变路径的最小调整"),
      draft.say("then the route is", "路径变为"), draft.say("if", "前提"));
  for (const ChangeRow& row : rows) {
    draft.out.put("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n",
                  draft.say(route_words(opinion, row.new_route)), draft.say(row.says));
  }
  draft.out.put("</tbody></table></div>\n");
}

void put_duty(HtmlDraft& draft, const Duty& duty) {
  draft.out.put("{}", duty.says.empty() ? draft.say(duty_label(duty.code)) : draft.say(duty.says));
  if (!duty.cites.empty()) draft.out.put(" <span class=\"soft small\">{}</span>", draft.articles(duty.cites));
}

void put_duties(HtmlDraft& draft, const Opinion& opinion) {
  if (opinion.obligations.empty() && opinion.gates.empty() && opinion.also_allowed.empty() &&
      opinion.standing.empty()) {
    return;
  }
  draft.out.put("<h3>{}</h3>\n", draft.say("Duties that come with it", "随之而来的义务"));
  for (const Duty& gate : opinion.gates) {
    draft.out.put("<p class=\"gate\"><b>{}</b> ", draft.say("Also pass:", "另须通过："));
    put_duty(draft, gate);
    draft.out.put("</p>\n");
  }
  if (!opinion.obligations.empty()) {
    draft.out.put("<ul class=\"plain\">\n");
    for (const Duty& duty : opinion.obligations) {
      draft.out.put("<li><span aria-hidden=\"true\">☐ </span>");
      put_duty(draft, duty);
      draft.out.put("</li>\n");
    }
    draft.out.put("</ul>\n");
  }
  if (!opinion.standing.empty()) {
    draft.out.put("<details><summary>{}</summary>\n<ul class=\"plain\">\n",
                  draft.say("Duties on any route", "无论何种路径均须履行的义务"));
    for (const Duty& duty : opinion.standing) {
      draft.out.put("<li>");
      put_duty(draft, duty);
      draft.out.put("</li>\n");
    }
    draft.out.put("</ul></details>\n");
  }
  for (const std::string& other : opinion.also_allowed) {
    draft.out.put("<p>{} <b>{}</b></p>\n", draft.say("Also lawful:", "亦可采用："),
                  draft.say(alternative_label(other)));
  }
}

void put_doubts(HtmlDraft& draft, const Opinion& opinion) {
  if (opinion.doubts.empty()) return;
  draft.out.put("<h3>{}</h3>\n<ul>\n",
                draft.say("Doubts: the stricter reading was taken", "存疑之处：从严解读"));
  for (const Doubt& doubt : opinion.doubts) {
    draft.out.put("<li>{}", draft.say(as_sentence(doubt.says)));
    if (!doubt.route_if_lenient.empty()) {
      draft.out.put("{}<span class=\"soft\">{}{}</span>", draft.say(" ", ""),
                    draft.say("Read leniently: ", "宽松解读的结果："),
                    draft.say(route_words(opinion, doubt.route_if_lenient)));
    }
    draft.out.put("</li>\n");
  }
  draft.out.put("</ul>\n");
}

}  // namespace

void put_questions(HtmlDraft& draft, const Opinion& opinion) {
  if (opinion.questions.empty()) return;
  draft.out.put("<h3>{}</h3>\n",
                draft.say("Answer these: the fewest that settle it", "请回答：能够确定结果的最少问题"));
  draft.out.put("<dl class=\"ask\">\n");
  for (const Question& question : opinion.questions) {
    const std::string flag =
        question.flag.empty() ? draft.say("in the declaration", "在申报文件中") : question.flag;
    draft.out.put("<dt><code>{}</code></dt><dd>{}", flag, draft.say(question.ask));
    if (!question.why.empty()) draft.out.put("<span class=\"why\">{}</span>", draft.say(question.why));
    if (const std::string keys = declaration_keys(draft.a, question); !keys.empty())
      draft.out.put("<span class=\"why\">{} <code>{}</code></span>",
                    draft.say("in the declaration:", "申报文件中："), keys);
    draft.out.put("</dd>\n");
  }
  draft.out.put("</dl>\n");
}

void put_verdict(HtmlDraft& draft) {
  const Assessment& a = draft.a;
  const ExitCode exit = exit_code(a, std::nullopt);
  const RouteClass lead_class =
      a.opinions.empty() ? RouteClass::kUndetermined : a.opinions.front().route_class;
  draft.out.put("<section class=\"verdict {}\" aria-label=\"{}\">\n", code(lead_class),
                draft.say("Verdict", "结论"));
  if (a.opinions.empty()) {
    draft.out.put("<h1>{}</h1>\n", draft.say("No law was asked", "没有适用的法域"));
  } else {
    const Opinion& lead = a.opinions.front();
    draft.out.put("<p class=\"soft\">{}</p>\n<h1>{}</h1>\n",
                  draft.form("The law of {}", "{}法", draft.law_of(lead)), draft.say(verdict(lead)));
  }
  draft.out.put("<p class=\"next\">{} <span class=\"soft small\">{}</span></p>\n",
                draft.say(a.opinions.empty() ? no_law_asked() : what_it_means(a.opinions.front())),
                draft.form("exit code {}", "退出码 {}", static_cast<int>(exit)));
  for (const Text& also : under_verdict(a)) draft.out.put("<p class=\"next\">{}</p>\n", draft.say(also));
  const std::string who = parties(a.transfer, draft.lang());
  draft.out.put("<p class=\"what\">{}{}{}</p>\n", transfer_title(a, draft.lang()),
                Markup{who.empty() ? "" : "<br>"}, who);
  for (const Text& first : told_first(a)) draft.out.put("<p class=\"next\">◆ {}</p>\n", draft.say(first));
  if (!a.opinions.empty() && a.opinions.front().route_class == RouteClass::kUndetermined) {
    put_branches(draft, a.opinions.front());
    put_questions(draft, a.opinions.front());
  }
  put_tiles(draft);
  draft.out.put("</section>\n");
}

void put_laws(HtmlDraft& draft) {
  if (!draft.has_several_laws()) return;
  draft.begin_section("laws", draft.say("Every law that this transfer meets", "本次出境涉及的各法域"));
  draft.out.put(
      "<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th "
      "scope=\"col\">{}</th>"
      "<th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
      draft.say("law", "法域"), draft.say("route", "路径"), draft.say("what it means", "含义"),
      draft.say("decided by", "依据"));
  for (const Opinion& opinion : draft.a.opinions) {
    draft.out.put(
        "<tr><th scope=\"row\">{}</th><td><span class=\"badge "
        "{}\">{}</span></td><td>{}</td><td>{}</td></tr>\n",
        draft.law_of(opinion), code(opinion.route_class), draft.say(route_label(opinion.route)),
        draft.say(what_it_means(opinion)), draft.articles(opinion.legal_basis));
  }
  draft.out.put("</tbody></table></div>\n<p class=\"soft small\">{}</p>\n",
                draft.say("The strictest leads. Passing one law says nothing about another.",
                          "最严者在前。满足其一不代表满足其他。"));
  draft.end_section();
}

void put_law(HtmlDraft& draft, const Opinion& opinion, std::size_t index) {
  draft.begin_section(fmt::format("law-{}", index), draft.form("{}: why", "{}：理由", draft.law_of(opinion)));
  if (draft.has_several_laws()) {
    draft.out.put("<p><span class=\"badge {}\">{}</span></p>\n", code(opinion.route_class),
                  draft.say(verdict(opinion)));
  }
  put_basis(draft, opinion);
  if (index > 0 && opinion.route_class == RouteClass::kUndetermined) {
    put_branches(draft, opinion);
    put_questions(draft, opinion);
  }
  put_items(draft, opinion);
  put_margins(draft, opinion);
  put_changes(draft, opinion);
  put_duties(draft, opinion);
  put_doubts(draft, opinion);
  if (!opinion.notes.empty()) {
    draft.out.put("<h3>{}</h3>\n<ul>\n", draft.say("Notes", "说明"));
    for (const Text& note : opinion.notes) draft.out.put("<li>{}</li>\n", draft.say(note));
    draft.out.put("</ul>\n");
  }
  draft.end_section();
}

}  // namespace tidegate::report
