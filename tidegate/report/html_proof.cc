// What stands behind it: articles, proof, provenance.
#include <algorithm>

#include "tidegate/report/html_sections.h"
#include "tidegate/report/labels.h"
#include "tidegate/report/numbers.h"
#include "tidegate/report/phrases.h"
#include "tidegate/report/phrases_proof.h"

namespace tidegate::report {
namespace {

void put_key(HtmlDraft& draft, const std::string& name, std::string_view value) {
  if (!value.empty()) draft.out.put("<dt>{}</dt><dd>{}</dd>\n", name, value);
}

void put_hash(HtmlDraft& draft, const std::string& name, std::string_view hash) {
  if (!hash.empty()) draft.out.put("<dt>{}</dt><dd><code class=\"hash\">{}</code></dd>\n", name, hash);
}

std::string_view mark_of(const ProofNode& node) {
  if (node.defeated) return "⊘";
  return node.truth == Truth::kTrue ? "✓" : (node.truth == Truth::kFalse ? "✗" : "?");
}

void put_node_head(HtmlDraft& draft, const Opinion& opinion, const ProofNode& node) {
  const std::string_view state = node.defeated ? "defeated" : code(node.truth);
  const std::string words = node.defeated ? draft.say("defeated", "被排除") : draft.say(label(node.truth));
  draft.out.put("<span class=\"mark-{}\" role=\"img\" aria-label=\"{}\">{}</span> <code>{}</code>", state,
                words, mark_of(node), node.label);
  if (const Text title = rule_words(opinion, node); !title.empty()) draft.out.put(" {}", draft.say(title));
  if (const std::string numbers = compared_numbers(opinion, node); !numbers.empty())
    draft.out.put(" <span class=\"soft\">({})</span>", numbers);
  if (!node.outcome.empty())
    draft.out.put(" → <code>{}</code>", draft.say(outcome_words(opinion, node.outcome)));
  if (!node.cites.empty()) draft.out.put(" <span class=\"soft small\">{}</span>", draft.articles(node.cites));
}

// depth  how far down; trees of the engine are 32 deep at most.
void put_node(HtmlDraft& draft, const Opinion& opinion, const ProofNode& node, int depth) {
  if (node.children.empty()) {
    draft.out.put("<div class=\"leaf\">");
    put_node_head(draft, opinion, node);
    draft.out.put("</div>\n");
    return;
  }
  draft.out.put("<details{}><summary>", Markup{depth > 0 ? " open" : ""});
  put_node_head(draft, opinion, node);
  draft.out.put("</summary>\n");
  for (const ProofNode& child : node.children) put_node(draft, opinion, child, depth + 1);
  draft.out.put("</details>\n");
}

void put_folded(HtmlDraft& draft, const Opinion& opinion, const std::string& heading,
                const std::vector<const ProofNode*>& nodes) {
  if (nodes.empty()) return;
  draft.out.put("<details><summary class=\"soft\">{} ({})</summary>\n", heading, nodes.size());
  for (const ProofNode* node : nodes) put_node(draft, opinion, *node, 0);
  draft.out.put("</details>\n");
}

}  // namespace

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
        draft.say(grade_label(cited.grade)), draft.say(source_label(cited.source)));
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
    std::vector<const ProofNode*> quiet;
    std::vector<const ProofNode*> grounds;
    for (const ProofNode& node : opinion.proof) {
      if (node.kind != ProofKind::kRule) {
        grounds.push_back(&node);
      } else if (node.truth == Truth::kFalse) {
        quiet.push_back(&node);
      } else {
        put_node(draft, opinion, node, 0);
      }
    }
    put_folded(draft, opinion, draft.say("Definitions and counters that they rest on", "所依据的定义与计数"),
               grounds);
    put_folded(draft, opinion, draft.say("Rules that did not fire", "未适用的规则"), quiet);
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
