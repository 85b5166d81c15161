// What lies beside the laws: risk, pre-check, data scanned, citations, proof, provenance.
#include <algorithm>

#include "tidegate/base/json_writer.h"
#include "tidegate/report/html_charts.h"
#include "tidegate/report/html_sections.h"
#include "tidegate/report/labels.h"
#include "tidegate/report/numbers.h"
#include "tidegate/report/phrases.h"

namespace tidegate::report {
namespace {

// A report stays a document: what lies beyond stands in the JSON.
constexpr std::size_t kMostFiles = 100;
constexpr std::size_t kMostColumns = 200;
constexpr std::size_t kOpenFiles = 3;

void put_list(HtmlDraft& draft, const std::vector<Text>& texts) {
  if (texts.empty()) return;
  draft.out.put("<ul>\n");
  for (const Text& text : texts) draft.out.put("<li>{}</li>\n", draft.say(text));
  draft.out.put("</ul>\n");
}

void put_key(HtmlDraft& draft, const std::string& name, std::string_view value) {
  if (!value.empty()) draft.out.put("<dt>{}</dt><dd>{}</dd>\n", name, value);
}

void put_hash(HtmlDraft& draft, const std::string& name, std::string_view hash) {
  if (!hash.empty()) draft.out.put("<dt>{}</dt><dd><code class=\"hash\">{}</code></dd>\n", name, hash);
}

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

void put_column(HtmlDraft& draft, const DataProfile& profile, const ColumnProfile& column) {
  std::string why;
  for (std::size_t i = 0; i < std::min<std::size_t>(column.evidence.size(), 2); ++i) {
    why += (why.empty() ? "" : draft.say("; ", "；")) + draft.say(column.evidence[i].says);
  }
  draft.out.put(
      "<tr><td class=\"num\">{}</td><th scope=\"row\" class=\"name\">{}</th><td>{}<span "
      "class=\"why\">{}</span></td>",
      column.index + 1, column.name.empty() ? draft.say("(no header)", "（无表头）") : column.name,
      type_words(profile, column.type, draft.lang()), column.type);
  draft.out.put(
      "<td><span class=\"badge {}\">{}</span></td><td class=\"num\">{}</td><td class=\"num\">{}</td><td>{}",
      to_string(column.sensitivity), draft.say(label(column.sensitivity)), decimal_text(column.p_permille, 3),
      column.distinct > 0 ? grouped(column.distinct) : "", why);
  for (const NearMiss& miss : column.near_misses) {
    draft.out.put("<span class=\"why\">{} {}{}{}</span>",
                  draft.form("{} cells nearly", "{} 个单元格近似", grouped(miss.cells)),
                  type_words(profile, miss.type, draft.lang()), draft.say(": ", "："), draft.say(miss.why));
  }
  for (const InText& found : column.in_text) {
    draft.out.put("<span class=\"why\">{} {}</span>",
                  draft.form("in text, {} cells:", "文本中 {} 个单元格含", grouped(found.cells)),
                  type_words(profile, found.type, draft.lang()));
  }
  draft.out.put("</td></tr>\n");
}

void put_file(HtmlDraft& draft, const DataProfile& profile, const FileProfile& file, bool open) {
  draft.out.put("<details{}><summary><b class=\"name\">{}</b> <span class=\"soft\">{}</span></summary>\n",
                Markup{open ? " open" : ""}, file.path,
                draft.form("{} persons, {} rows, {}", "{} 人，{} 行，{}", grouped(file.persons),
                           grouped(file.rows), draft.say(column_counts(file))));
  std::string read = file.format + draft.say(", ", "，") + file.encoding;
  if (!file.delimiter.empty()) {
    read += draft.form(", delimiter “{}”", "，分隔符“{}”", file.delimiter == "\t" ? "TAB" : file.delimiter);
  }
  read += file.header_row ? draft.form(", header in row {}", "，表头在第 {} 行", *file.header_row + 1)
                          : draft.say(", no header", "，无表头");
  if (file.ragged_rows > 0)
    read += draft.form(", {} ragged rows", "，{} 行列数不齐", grouped(file.ragged_rows));
  draft.out.put("<p class=\"small soft\">{} · {} · SHA-256 <code class=\"hash\">{}</code></p>\n", read,
                size_text(file.size_bytes), file.sha256);
  put_list(draft, file.notes);
  draft.out.put(
      "<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\" class=\"num\">#</th><th "
      "scope=\"col\">{}</th><th scope=\"col\">{}</th>"
      "<th scope=\"col\">{}</th><th scope=\"col\" class=\"num\">p</th><th scope=\"col\" "
      "class=\"num\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
      draft.say("column", "字段"), draft.say("type", "类型"), draft.say("class", "类别"),
      draft.say("subjects", "主体"), draft.say("why", "理由"));
  const std::size_t shown = std::min(file.columns.size(), kMostColumns);
  for (std::size_t i = 0; i < shown; ++i) put_column(draft, profile, file.columns[i]);
  draft.out.put("</tbody></table></div>\n");
  if (file.columns.size() > shown) {
    draft.out.put("<p class=\"soft\">{}</p>\n",
                  draft.form("{} more columns: see the JSON.", "另有 {} 个字段，见 JSON。",
                             file.columns.size() - shown));
  }
  draft.out.put("</details>\n");
}

std::string_view mark_of(const ProofNode& node) {
  if (node.defeated) return "⊘";
  return node.truth == Truth::kTrue ? "✓" : (node.truth == Truth::kFalse ? "✗" : "?");
}

void put_node_head(HtmlDraft& draft, const ProofNode& node) {
  const std::string_view state = node.defeated ? "defeated" : code(node.truth);
  const std::string words = node.defeated ? draft.say("defeated", "被排除") : draft.say(label(node.truth));
  draft.out.put("<span class=\"mark-{}\" role=\"img\" aria-label=\"{}\">{}</span> <code>{}</code>", state,
                words, mark_of(node), node.label);
  if (!node.outcome.empty()) draft.out.put(" → <code>{}</code>", node.outcome);
  if (!node.cites.empty()) draft.out.put(" <span class=\"soft small\">{}</span>", draft.articles(node.cites));
}

// depth  how far down; trees of the engine are 32 deep at most.
void put_node(HtmlDraft& draft, const ProofNode& node, int depth) {
  if (node.children.empty()) {
    draft.out.put("<div class=\"leaf\">");
    put_node_head(draft, node);
    draft.out.put("</div>\n");
    return;
  }
  draft.out.put("<details{}><summary>", Markup{depth > 0 ? " open" : ""});
  put_node_head(draft, node);
  draft.out.put("</summary>\n");
  for (const ProofNode& child : node.children) put_node(draft, child, depth + 1);
  draft.out.put("</details>\n");
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
  if (!risk.next_question.empty()) {
    draft.out.put("<p><b>{}</b> {}</p>\n", draft.say("The question that settles most:", "最值得先问："),
                  draft.say(risk.next_question));
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

void put_findings(HtmlDraft& draft) {
  if (draft.a.findings.empty()) return;
  draft.begin_section("precheck", draft.say("Pre-check of the filing", "申报材料预检"));
  const FindingCounts n = count(draft.a.findings);
  draft.out.put(
      "<p><span class=\"badge blocks\">{}</span> <span class=\"badge returned\">{}</span> <span "
      "class=\"badge warns\">{}</span> ",
      draft.form("{} blocking", "{} 项不能提交", n.blocks),
      draft.form("{} to be returned", "{} 项会被退回", n.returned),
      draft.form("{} to be asked about", "{} 项可能被问", n.warns));
  draft.out.put("<span class=\"soft\">{}</span></p>\n",
                draft.form("{} passed, {} not checkable here", "{} 项通过，{} 项此处无法核验", n.passes,
                           n.not_checkable));
  const std::vector<const Finding*> fail = failing(draft.a.findings);
  if (!fail.empty()) {
    draft.out.put(
        "<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th "
        "scope=\"col\">{}</th>"
        "<th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
        draft.say("rule", "规则"), draft.say("weight", "后果"),
        draft.say("found, and how to mend it", "问题与改法"), draft.say("where", "位置"));
    for (const Finding* finding : fail) {
      draft.out.put(
          "<tr><th scope=\"row\">{}</th><td><span class=\"badge {}\">{}</span></td><td>{}<span "
          "class=\"why\">{}</span><span class=\"why\">{}</span></td>",
          finding->rule, code(finding->severity), draft.say(label(finding->severity)),
          draft.say(finding->says), draft.say(finding->fix), draft.say(finding->source));
      draft.out.put("<td><code>{}</code>", breakable(finding->pointer));
      if (finding->line > 0)
        draft.out.put("<span class=\"why\">{}</span>", draft.form("line {}", "第 {} 行", finding->line));
      draft.out.put("</td></tr>\n");
    }
    draft.out.put("</tbody></table></div>\n");
  }
  if (n.passes + n.not_checkable > 0) {
    draft.out.put("<details><summary>{}</summary>\n<ul>\n", draft.say("The other rules", "其余规则"));
    for (const Finding& finding : draft.a.findings) {
      if (finding.state == CheckState::kFails) continue;
      draft.out.put("<li>{} <span class=\"badge {}\">{}</span> {}</li>\n", finding.rule, code(finding.state),
                    draft.say(label(finding.state)), draft.say(finding.says));
    }
    draft.out.put("</ul></details>\n");
  }
  draft.end_section();
}

void put_files(HtmlDraft& draft, const DataProfile& profile) {
  if (profile.files.empty()) return;
  draft.begin_section("data", draft.say("Data scanned", "扫描的数据"));
  draft.out.put("<p>{}{} <span class=\"soft\">{}</span></p>\n", draft.say(totals_sentence(profile.totals)),
                draft.say(".", "。"),
                draft.form("Whole files, no sample; classes as of {}. No value of anybody is in this report.",
                           "全量扫描，非抽样；分类日期 {}。本报告不含任何人的数据值。", profile.as_of));
  const std::size_t shown = std::min(profile.files.size(), kMostFiles);
  for (std::size_t i = 0; i < shown; ++i)
    put_file(draft, profile, profile.files[i], profile.files.size() <= kOpenFiles);
  if (profile.files.size() > shown) {
    draft.out.put("<p class=\"soft\">{}</p>\n",
                  draft.form("{} more files: see the JSON.", "另有 {} 个文件，见 JSON。",
                             profile.files.size() - shown));
  }
  draft.end_section();
}

void put_citations(HtmlDraft& draft) {
  const auto all = all_citations(draft.a);
  if (all.empty()) return;
  draft.begin_section("articles",
                      draft.say("Articles, as in force on the day", "所引条文（以当日施行者为准）"));
  draft.out.put(
      "<div class=\"scroll\"><table class=\"cited\">\n<thead><tr><th scope=\"col\">{}</th><th "
      "scope=\"col\">{}</th><th "
      "scope=\"col\">{}</th><th scope=\"col\">{}</th>"
      "<th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
      draft.say("article", "条文"), draft.say("what it says, in our words", "内容（本程序的概括）"),
      draft.say("in force", "施行期间"), draft.say("status", "状态"), draft.say("text checked", "原文核对"));
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Citation& cited = *all[i].second;
    const std::string other = draft.lang() == Lang::kZh ? cited.instrument.en : cited.instrument.zh;
    draft.out.put(
        "<tr id=\"article-{}\"><th scope=\"row\">{}<span class=\"why\">{}</span><span class=\"why\" "
        "lang=\"{}\">{}</span></th><td>{}</td>",
        i, cited.code, article_words(cited, draft.lang()), draft.say("zh-CN", "en"), other,
        draft.say(cited.says));
    draft.out.put(
        "<td class=\"small nowrap\">{}</td><td><span class=\"badge {}\">{}</span></td><td>{}<span "
        "class=\"why\">{}</span></td></tr>\n",
        draft.say(in_force(cited.in_force)), code(cited.status), draft.say(label(cited.status)),
        draft.say(grade_label(cited.grade)), cited.source);
  }
  draft.out.put("</tbody></table></div>\n");
  draft.end_section();
}

void put_proof(HtmlDraft& draft) {
  const bool any = std::any_of(draft.a.opinions.begin(), draft.a.opinions.end(),
                               [](const Opinion& o) { return !o.proof.empty(); });
  if (!any) return;
  draft.begin_section("proof", draft.say("Proof", "论证"));
  draft.out.put(
      "<p class=\"soft\">{}</p>\n",
      draft.say(
          "Every rule that fired, was defeated or did not fire, with the fact that decided it. ✓ holds, ✗ "
          "does not, ? unknown, ⊘ an exception prevailed.",
          "列出每条已适用、被排除或未适用的规则及其决定性事实。✓ 成立，✗ 不成立，? 未知，⊘ 例外优先。"));
  for (const Opinion& opinion : draft.a.opinions) {
    if (opinion.proof.empty()) continue;
    if (draft.has_several_laws()) draft.out.put("<h3>{}</h3>\n", draft.law_of(opinion));
    std::size_t quiet = 0;
    for (const ProofNode& node : opinion.proof) {
      if (node.truth == Truth::kFalse) {
        ++quiet;
      } else {
        put_node(draft, node, 0);
      }
    }
    if (quiet == 0) continue;
    draft.out.put("<details><summary class=\"soft\">{}</summary>\n",
                  draft.form("{} rules that did not fire", "{} 条未适用的规则", quiet));
    for (const ProofNode& node : opinion.proof) {
      if (node.truth == Truth::kFalse) put_node(draft, node, 0);
    }
    draft.out.put("</details>\n");
  }
  draft.end_section();
}

void put_provenance(HtmlDraft& draft) {
  const Assessment& a = draft.a;
  draft.begin_section("provenance", draft.say("Provenance", "来源与复核"));
  draft.out.put("<dl class=\"keys\">\n");
  put_key(draft, draft.say("Program", "程序"), a.program);
  put_key(draft, draft.say("Law as of", "适用法律日期"), a.as_of.str());
  put_key(draft, draft.say("Declaration", "申报文件"), a.transfer.origin);
  for (const Opinion& opinion : a.opinions) {
    put_hash(draft, draft.form("Rules {} {}", "规则包 {} {}", opinion.pack_id, opinion.pack_version),
             opinion.pack_hash);
  }
  if (a.risk) {
    put_hash(draft,
             draft.form("Weights {} of {}", "权重 {}（{}）", a.risk->weights_id, a.risk->weights_from.str()),
             a.risk->weights_hash);
    put_hash(draft, draft.form("Destinations {}", "目的地表 {}", a.risk->destinations_id),
             a.risk->destinations_hash);
  }
  if (a.profile) {
    put_key(draft, draft.say("Recognition", "识别引擎"), a.profile->engine);
    put_hash(draft, draft.say("Taxonomy", "分类表"), a.profile->taxonomy_hash);
  }
  put_hash(draft, draft.say("Record (SHA-256)", "记录（SHA-256）"), a.record_id);
  put_key(draft, draft.say("Record file", "记录文件"), a.bundle_path);
  draft.out.put("</dl>\n");
  if (a.record_id.empty()) {
    draft.out.put("<p>{}</p>\n", draft.say("Nothing was recorded.", "未作记录。"));
  } else {
    draft.out.put("<p class=\"soft\">{} <code>tidegate replay {}</code></p>\n",
                  draft.say("To decide it again and compare byte for byte:", "重新判定并逐字节比对："),
                  a.bundle_path);
  }
  std::vector<Text> notes;
  for (const Text& note : a.notes) {
    if (note != disclaimer()) notes.push_back(note);
  }
  put_list(draft, notes);
  draft.end_section();
}

}  // namespace tidegate::report
