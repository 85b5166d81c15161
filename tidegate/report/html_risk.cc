// The risk: lane, score, map before and after measures, shares, what would lower it.
#include <algorithm>

#include "tidegate/report/html_charts.h"
#include "tidegate/report/html_sections.h"
#include "tidegate/report/labels.h"
#include "tidegate/report/numbers.h"
#include "tidegate/report/phrases.h"

namespace tidegate::report {
namespace {

void put_impacts(HtmlDraft& draft, const RiskReport& risk) {
  draft.out.put(
      "<div class=\"scroll\"><table>\n<caption>{}</caption>\n<thead><tr><th scope=\"col\">{}</th><th "
      "scope=\"col\">{}</th>"
      "<th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
      draft.say("Severity: what harm would fall on", "严重程度：受侵害的客体"), draft.say("object", "客体"),
      draft.say("severity", "程度"), draft.say("set by", "认定理由"));
  for (const ImpactResult& impact : risk.impacts) {
    std::string level = fmt::format("{} · {}", impact.level, draft.say(degree_label(impact.level)));
    if (impact.best != impact.level)
      level += draft.form(" ({} once known)", "（查明后可为 {}）", impact.best);
    draft.out.put(
        "<tr><th scope=\"row\">{} <span class=\"soft\">{}</span></th><td "
        "class=\"nowrap\">{}</td><td>{}</td></tr>\n",
        draft.say(label(impact.harm)), code(impact.harm), level, draft.say(impact.rule));
  }
  draft.out.put("</tbody></table></div>\n");
}

void put_events(HtmlDraft& draft, const RiskReport& risk) {
  const bool has_before = std::any_of(risk.unmitigated_e6.begin(), risk.unmitigated_e6.end(),
                                      [](std::int64_t l) { return l > 0; });
  draft.out.put("<div class=\"scroll\"><table>\n<caption>{}</caption>\n<thead><tr><th scope=\"col\">{}</th>",
                draft.say("Likelihood of each event", "各类事件的可能性"), draft.say("event", "事件"));
  if (has_before)
    draft.out.put("<th scope=\"col\" class=\"num\">{}</th>", draft.say("without measures", "无措施时"));
  draft.out.put("<th scope=\"col\" class=\"num\">{}</th></tr></thead>\n<tbody>\n",
                draft.say("with measures", "现有措施下"));
  for (std::size_t e = 0; e < kEventCount; ++e) {
    draft.out.put("<tr><th scope=\"row\">{}</th>", draft.say(label(static_cast<Event>(e))));
    if (has_before) draft.out.put("<td class=\"num\">{}</td>", ratio3(risk.unmitigated_e6[e]));
    draft.out.put("<td class=\"num\">{}</td></tr>\n", ratio3(risk.likelihood_e6[e]));
  }
  draft.out.put("</tbody></table></div>\n");
}

void put_factors(HtmlDraft& draft, const RiskReport& risk) {
  std::vector<const FactorResult*> factors;
  for (const FactorResult& factor : risk.factors) factors.push_back(&factor);
  std::stable_sort(factors.begin(), factors.end(),
                   [](const FactorResult* a, const FactorResult* b) { return a->share_e6 > b->share_e6; });
  const std::int64_t largest = std::max<std::int64_t>(factors.empty() ? 1 : factors.front()->share_e6,
                                                      std::max<std::int64_t>(risk.inherent_e6, 1));
  draft.out.put(
      "<h3>{}</h3>\n<div class=\"scroll\"><table>\n<caption>{}</caption>\n<thead><tr><th "
      "scope=\"col\">{}</th><th scope=\"col\">{}</th>"
      "<th scope=\"col\">{}</th><th scope=\"col\" colspan=\"2\">{}</th></tr></thead>\n<tbody>\n",
      draft.say("Where the score comes from", "评分构成"),
      draft.say(
          "Exact Shapley shares; with the inherent share they add up to the score. Level 0 is best, 4 worst.",
          "精确的沙普利份额，与固有份额之和等于评分。等级 0 最好，4 最差。"),
      draft.say("factor", "因素"), draft.say("level", "等级"), draft.say("evidence", "证据"),
      draft.say("share of the score", "所占份额"));
  for (const FactorResult* factor : factors) {
    std::string level = std::to_string(factor->level);
    if (factor->best != factor->level) level = fmt::format("{}–{}", factor->best, factor->level);
    draft.out.put("<tr><th scope=\"row\">{} · {}<span class=\"why\">{}</span></th>", letter(factor->factor),
                  draft.say(label(factor->factor)), draft.say(factor->says));
    draft.out.put(
        "<td class=\"nowrap\">{}{}</td><td><span title=\"{}\">{}</span></td><td>{}</td><td "
        "class=\"num\">{}</td></tr>\n",
        level, level_svg(factor->level), draft.say(label(factor->grade)),
        factor->grade == EvidenceGrade::kNone ? draft.say("none", "无")
                                              : std::string(to_string(factor->grade)),
        share_svg(factor->share_e6, largest), ratio3(factor->share_e6));
  }
  draft.out.put(
      "<tr><th scope=\"row\">{}</th><td></td><td></td><td>{}</td><td "
      "class=\"num\">{}</td></tr>\n</tbody></table></div>\n",
      draft.say("Inherent: what no measure removes", "固有：任何措施都不能消除"),
      share_svg(risk.inherent_e6, largest), ratio3(risk.inherent_e6));
}

void put_lane_changes(HtmlDraft& draft, const RiskReport& risk) {
  if (risk.changes.empty()) return;
  draft.out.put("<h3>{}</h3>\n<ul>\n",
                draft.say("The smallest changes that reach a lower lane", "降低通道级别的最小调整"));
  for (const LaneChange& change : risk.changes) {
    draft.out.put("<li><span class=\"badge {}\">{}</span> {}</li>\n", to_string(change.lane),
                  draft.say(lane_words(change.lane)), draft.say(lane_change(change)));
  }
  draft.out.put("</ul>\n");
}

}  // namespace

void put_risk(HtmlDraft& draft, const RiskReport& risk) {
  draft.begin_section("risk", draft.say("Risk", "风险"));
  draft.out.put("<p><span class=\"badge {}\">{}</span> {}</p>\n", to_string(risk.lane),
                draft.say(lane_words(risk.lane)), draft.say(meaning(risk.lane)));
  draft.out.put(
      "<p class=\"soft\">{}</p>\n",
      draft.form("The score alone says {}; the law sets a floor of {}. A score never lowers a route.",
                 "仅按评分为{}；法律设定的下限为{}。评分从不降低路径要求。",
                 draft.say(lane_words(risk.risk_lane)), draft.say(lane_words(risk.legal_floor))));
  for (const Text& gate : risk.gates)
    draft.out.put("<p class=\"gate\"><b>{}</b> {}</p>\n", draft.say("Gate:", "门槛："), draft.say(gate));
  draft.out.put("{}", score_svg(risk, draft.lang()));
  put_list(draft, risk.reasons);
  if (has_open_question(risk)) {
    draft.out.put("<p><b>{}</b></p>\n", draft.say(risk.next_question));
  }
  if (!risk.confidence.empty())
    draft.out.put("<p><b>{}</b> {}</p>\n", draft.say("Confidence:", "可信程度："),
                  draft.say(risk.confidence));
  draft.out.put("<h3>{}</h3>\n<div class=\"two\"><div>{}<p class=\"soft small\">{}</p></div><div>\n",
                draft.say("Before and after measures", "采取措施前后"), risk_map_svg(risk, draft.lang()),
                draft.say("Hollow: no measure at all. Filled: with today's measures. Likelihood is that of "
                          "the likeliest event.",
                          "空心：无任何措施；实心：现有措施。可能性取最可能事件。"));
  put_events(draft, risk);
  draft.out.put("</div></div>\n");
  put_impacts(draft, risk);
  put_factors(draft, risk);
  put_lane_changes(draft, risk);
  if (!risk.conditions.empty()) {
    draft.out.put("<h3>{}</h3>\n", draft.say("What a permit would require", "许可将要求的条件"));
    put_list(draft, risk.conditions);
  }
  if (!risk.notes.empty()) {
    draft.out.put("<h3>{}</h3>\n", draft.say("Notes", "说明"));
    put_list(draft, risk.notes);
  }
  draft.end_section();
}

}  // namespace tidegate::report
