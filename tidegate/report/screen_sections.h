// The sections of the assess screen, drawn one below the other. Private to this room: screen.h is its face.
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/report/screen.h"

namespace tidegate::report {

// How much a screen shows: the longest that fits is taken.
enum class Detail {
  kGenerous,
  kFew,
  kTight,  // few, and no blank lines between sections
  kLeast,  // tight, and each section at its shortest
};

// What every section needs: the answer, the language, the page drawn so far.
class ScreenDraft {
 public:
  ScreenDraft(const Assessment& assessment, const ScreenOptions& options, Detail detail)
      : a(assessment), page(options.page), lang_(options.lang), detail_(detail) {}

  const Assessment& a;
  TextPage page;

  Lang lang() const { return lang_; }
  std::string say(std::string_view en, std::string_view zh) const {
    return std::string(lang_ == Lang::kZh ? zh : en);
  }
  const std::string& say(const Text& text) const { return text.in(lang_); }
  // Patterns of fmt with the same arguments in both languages.
  template <typename... Args>
  std::string form(std::string_view en, std::string_view zh, Args&&... args) const {
    return fmt::format(fmt::runtime(lang_ == Lang::kZh ? zh : en), std::forward<Args>(args)...);
  }
  std::string law_of(const Opinion& opinion) const;
  // How many rows a section may take.
  std::size_t at_most(std::size_t generous, std::size_t few) const { return at_most(generous, few, few); }
  std::size_t at_most(std::size_t generous, std::size_t few, std::size_t least) const {
    return is_generous() ? generous : is_least() ? least : few;
  }
  bool is_least() const { return detail_ == Detail::kLeast; }
  bool is_tight() const { return detail_ == Detail::kTight || is_least(); }
  bool is_generous() const { return detail_ == Detail::kGenerous; }
  void section(std::string_view label);
  bool has_several_laws() const { return a.opinions.size() > 1; }
  void count_left_out(std::size_t shown, std::size_t all) { left_out_ += all > shown ? all - shown : 0; }
  std::size_t left_out() const { return left_out_; }

 private:
  Lang lang_;
  Detail detail_;
  std::size_t left_out_ = 0;  // rows that only the HTML report shows
};

void draw_heading(ScreenDraft& draft);
void draw_laws(ScreenDraft& draft);
void draw_routes_under_conditions(ScreenDraft& draft, const Opinion& opinion);
void draw_questions(ScreenDraft& draft, const Opinion& opinion);
void draw_why(ScreenDraft& draft, const Opinion& opinion);
void draw_items(ScreenDraft& draft, const Opinion& opinion);
void draw_margins(ScreenDraft& draft);
void draw_duties(ScreenDraft& draft, const Opinion& opinion);
void draw_changes(ScreenDraft& draft);
void draw_doubts(ScreenDraft& draft);

void draw_sent(ScreenDraft& draft, const SentBefore& sent);
void draw_files(ScreenDraft& draft, const DataProfile& profile);
void draw_list_questions(ScreenDraft& draft, const DataProfile& profile);
void draw_risk(ScreenDraft& draft, const RiskReport& risk);
void draw_findings(ScreenDraft& draft);
void draw_notes(ScreenDraft& draft);
void draw_places(ScreenDraft& draft);

std::string joined(const std::vector<std::string>& parts, std::string_view between);

}  // namespace tidegate::report
