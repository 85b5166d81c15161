#include "tidegate/report/screen.h"

#include <algorithm>

#include "tidegate/report/labels.h"
#include "tidegate/report/screen_sections.h"

namespace tidegate::report {

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += between;
    text += part;
  }
  return text;
}

std::string ScreenDraft::law_of(const Opinion& opinion) const { return say(law_label(opinion.law)); }

void ScreenDraft::section(std::string_view label) {
  if (!is_tight()) page.blank();
  page.section(label);
}

namespace {

std::string draw(const Assessment& assessment, const ScreenOptions& options, Detail detail) {
  constexpr int kGutter = 14;
  ScreenDraft draft(assessment, options, detail);
  draw_heading(draft);
  if (draft.is_tight()) draft.page.blank();
  draft.page.set_gutter(kGutter);
  draw_laws(draft);
  for (const Opinion& opinion : assessment.opinions) {
    if (opinion.route_class != RouteClass::kUndetermined) continue;
    draw_routes_under_conditions(draft, opinion);
    draw_questions(draft, opinion);
  }
  if (!assessment.opinions.empty()) {
    draw_why(draft, assessment.opinions.front());
    draw_items(draft, assessment.opinions.front());
  }
  draw_margins(draft);
  if (assessment.sent_before) draw_sent(draft, *assessment.sent_before);
  if (assessment.profile) draw_files(draft, *assessment.profile);
  if (assessment.profile) draw_list_questions(draft, *assessment.profile);
  if (assessment.risk) draw_risk(draft, *assessment.risk);
  if (!assessment.opinions.empty()) draw_duties(draft, assessment.opinions.front());
  draw_changes(draft);
  draw_doubts(draft);
  draw_findings(draft);
  draw_notes(draft);
  draft.page.set_gutter(0);
  draw_places(draft);
  return draft.page.take();
}

}  // namespace

std::string assessment_screen(const Assessment& assessment, const ScreenOptions& options) {
  constexpr std::ptrdiff_t kMostLines = 60;
  std::string text;
  for (const Detail detail : {Detail::kGenerous, Detail::kFew, Detail::kTight, Detail::kLeast}) {
    text = draw(assessment, options, detail);
    if (std::count(text.begin(), text.end(), '\n') <= kMostLines) break;
  }
  return text;
}

}  // namespace tidegate::report
