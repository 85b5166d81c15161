#include "tidegate/report/html.h"

#include <algorithm>
#include <array>

#include "tidegate/base/hash.h"
#include "tidegate/report/html_sections.h"
#include "tidegate/report/html_style.h"
#include "tidegate/report/labels.h"
#include "tidegate/report/phrases.h"
#include "tidegate/report/phrases_transfer.h"

namespace tidegate::report {
namespace {

// RFC 4648 with padding, of 32 octets.
std::string base64(const Sha256& bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) group = (group << 8U) | (i + k < bytes.size() ? bytes[i + k] : 0U);
    for (std::size_t k = 0; k < 4; ++k) {
      text.push_back(i + k <= bytes.size() ? kDigits[(group >> (18U - 6U * k)) & 63U] : '=');
    }
  }
  return text;
}

Markup head(const HtmlDraft& draft, const std::string& title) {
  return html(
      "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{}'; "
      "base-uri 'none'; "
      "form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" "
      "content=\"light dark\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex\">\n"
      "<meta name=\"generator\" content=\"{}\">\n<title>{}</title>\n<style>{}</style>\n</head>\n",
      draft.say("en", "zh-CN"), Markup{base64(sha256(kStyle))}, draft.a.program,
      draft.form("{} · Tidegate", "{} · 潮闸", title), Markup{std::string(kStyle)});
}

Markup contents(const HtmlDraft& draft) {
  HtmlWriter nav;
  nav.put("<nav aria-label=\"{}\"><ol>", draft.say("Contents", "目录"));
  for (const auto& [id, heading] : draft.contents()) nav.put("<li><a href=\"#{}\">{}</a></li>", id, heading);
  nav.put("</ol></nav>\n");
  return nav.take();
}

}  // namespace

std::vector<std::pair<const Opinion*, const Citation*>> all_citations(const Assessment& assessment) {
  std::vector<std::pair<const Opinion*, const Citation*>> all;
  for (const Opinion& opinion : assessment.opinions) {
    for (const Citation& citation : opinion.citations) {
      const bool twice = std::any_of(all.begin(), all.end(), [&](const auto& had) {
        return had.first->law == opinion.law && had.second->code == citation.code;
      });
      if (!twice) all.emplace_back(&opinion, &citation);
    }
  }
  return all;
}

HtmlDraft::HtmlDraft(const Assessment& assessment, Lang lang) : a(assessment), lang_(lang) {
  for (const auto& [opinion, citation] : all_citations(assessment)) cited_.push_back(citation->code);
}

std::string HtmlDraft::law_of(const Opinion& opinion) const { return say(law_label(opinion.law)); }

void HtmlDraft::begin_section(std::string_view id, const std::string& heading) {
  contents_.emplace_back(id, heading);
  out.put("<section id=\"{0}\" aria-labelledby=\"{0}-h\">\n<h2 id=\"{0}-h\">{1}</h2>\n", id, heading);
}

Markup HtmlDraft::article(std::string_view code) const {
  const auto at = std::find(cited_.begin(), cited_.end(), code);
  if (at == cited_.end()) return html("<span class=\"nowrap\">{}</span>", code);
  return html("<a class=\"nowrap\" href=\"#article-{}\">{}</a>", at - cited_.begin(), code);
}

Markup HtmlDraft::articles(const std::vector<std::string>& codes) const {
  HtmlWriter list;
  for (std::size_t i = 0; i < codes.size(); ++i)
    list.put("{}{}", Markup{i > 0 ? ", " : ""}, article(codes[i]));
  return list.take();
}

void put_list(HtmlDraft& draft, const std::vector<Text>& texts) {
  if (texts.empty()) return;
  draft.out.put("<ul>\n");
  for (const Text& text : texts) draft.out.put("<li>{}</li>\n", draft.say(text));
  draft.out.put("</ul>\n");
}

std::string html_page(const HtmlDraft& draft, const PageTitle& title, const Markup& top,
                      const Markup& sections) {
  HtmlWriter page;
  page.put(
      "{}<body>\n<header class=\"top\"><span><b>Tidegate 潮闸</b> · "
      "{}</span><span>{}</span></header>\n<main>\n{}{}{}</main>\n",
      head(draft, title.title), title.kind, title.as_of, top, contents(draft), sections);
  page.put("<footer>\n<p>{}</p>\n<p>{} · {}</p>\n</footer>\n</body>\n</html>\n", draft.say(disclaimer()),
           draft.a.program,
           draft.say("made on this machine; nothing was sent anywhere", "在本机生成，未向外发送任何内容"));
  return page.take().html;
}

std::string assessment_html(const Assessment& assessment, Lang lang) {
  HtmlDraft draft(assessment, lang);
  put_laws(draft);
  for (std::size_t i = 0; i < assessment.opinions.size(); ++i) put_law(draft, assessment.opinions[i], i);
  if (assessment.risk) put_risk(draft, *assessment.risk);
  put_findings(draft);
  if (assessment.sent_before) put_sent(draft, *assessment.sent_before);
  if (assessment.profile) put_list_questions(draft, *assessment.profile);
  if (assessment.profile) put_files(draft, *assessment.profile);
  put_citations(draft);
  put_proof(draft);
  put_provenance(draft);
  const Markup sections = draft.out.take();
  put_verdict(draft);
  const Markup verdict = draft.out.take();

  return html_page(draft,
                   {transfer_title(assessment, lang),
                    draft.say("assessment of a cross-border data transfer", "数据出境评估报告"),
                    draft.form("law as of {}", "适用法律日期：{}", assessment.as_of.str())},
                   verdict, sections);
}

}  // namespace tidegate::report
