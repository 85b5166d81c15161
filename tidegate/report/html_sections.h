// The sections of the HTML report. Private to this room: html.h is its face.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/report/html_writer.h"
#include "tidegate/terms/assessment.h"

namespace tidegate::report {

// What every section needs: the answer, the language, the document written so far.
class HtmlDraft {
 public:
  HtmlDraft(const Assessment& assessment, Lang lang);

  const Assessment& a;
  HtmlWriter out;

  Lang lang() const { return lang_; }
  bool has_several_laws() const { return a.opinions.size() > 1; }
  std::string say(std::string_view en, std::string_view zh) const {
    return std::string(lang_ == Lang::kZh ? zh : en);
  }
  const std::string& say(const Text& text) const { return text.in(lang_); }
  template <typename... Args>
  std::string form(std::string_view en, std::string_view zh, Args&&... args) const {
    return fmt::format(fmt::runtime(lang_ == Lang::kZh ? zh : en), std::forward<Args>(args)...);
  }
  std::string law_of(const Opinion& opinion) const;

  // A section with its heading, entered in the table of contents under `id`, which is a literal of this room.
  void begin_section(std::string_view id, const std::string& heading);
  void end_section() { out.put("</section>\n"); }
  const std::vector<std::pair<std::string, std::string>>& contents() const { return contents_; }

  // An article's code, linked to its row among the citations when it has one.
  Markup article(std::string_view code) const;
  Markup articles(const std::vector<std::string>& codes) const;

 private:
  Lang lang_;
  std::vector<std::pair<std::string, std::string>> contents_;  // id, heading
  std::vector<std::string> cited_;                             // codes in the order of the citation list
};

struct PageTitle {
  std::string title;
  std::string kind;   // of page
  std::string as_of;  // day of law or classes, in words
};
// A whole document: what is most important, contents, sections, disclaimer.
std::string html_page(const HtmlDraft& draft, const PageTitle& title, const Markup& top,
                      const Markup& sections);

// Every article cited by any opinion: by law, then as the opinion has them; a code stands once a law.
std::vector<std::pair<const Opinion*, const Citation*>> all_citations(const Assessment& assessment);

void put_list(HtmlDraft& draft, const std::vector<Text>& texts);  // nothing where there are none
void put_verdict(HtmlDraft& draft);
void put_laws(HtmlDraft& draft);
void put_law(HtmlDraft& draft, const Opinion& opinion, std::size_t index);
void put_questions(HtmlDraft& draft, const Opinion& opinion);
void put_risk(HtmlDraft& draft, const RiskReport& risk);
void put_findings(HtmlDraft& draft);
void put_sent(HtmlDraft& draft, const SentBefore& sent);
void put_list_questions(HtmlDraft& draft, const DataProfile& profile);
void put_files(HtmlDraft& draft, const DataProfile& profile);
void put_citations(HtmlDraft& draft);
void put_proof(HtmlDraft& draft);
void put_provenance(HtmlDraft& draft);

}  // namespace tidegate::report
