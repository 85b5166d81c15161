// What official lists ask about columns, and what the firm said of it.
#include <fmt/format.h>

#include <algorithm>

#include "tidegate/report/html_sections.h"
#include "tidegate/report/labels.h"
#include "tidegate/report/list_questions.h"
#include "tidegate/report/phrases.h"

namespace tidegate::report {
namespace {

constexpr std::size_t kMostGroups = 200;

void put_group(HtmlDraft& draft, const ListQuestionGroup& group) {
  const ListQuestion& first = *group.questions.front();
  draft.out.put(
      "<tr><th scope=\"row\" class=\"name\">{}<span class=\"why\">{}</span></th><td>{}<span "
      "class=\"why\">{}</span></td><td>",
      draft.say(asked_columns(group)), breakable(group.file->path), draft.say(row_words(first)),
      draft.form("{}; edition {}; {}", "{}；版本 {}；{}", first.row.source, first.row.edition,
                 draft.say(grade_label(first.row.grade))));
  for (const Text& reason : first.reasons) draft.out.put("<span class=\"why\">{}</span>", draft.say(reason));
  const Text said = review_words(first);
  const bool open = first.review.verdict == ReviewVerdict::kOpen;
  draft.out.put("</td><td>{}{}</td><td class=\"name\">", draft.say(open ? Text{"open", "待答复"} : Text{}),
                said.empty() ? "" : (open ? draft.say("; ", "；") : std::string()) + draft.say(said));
  for (const ListQuestion* question : group.questions)
    draft.out.put("<span class=\"why\">{}</span>", question->id);
  draft.out.put("</td></tr>\n");
}

}  // namespace

void put_list_questions(HtmlDraft& draft, const DataProfile& profile) {
  const std::vector<ListQuestionGroup> groups = question_groups(profile);
  const bool has_added = groups.empty() && has_added_list(profile);
  if (has_added) {
    draft.begin_section("lists", draft.say("What official lists ask", "官方清单提出的问题"));
    put_list(draft, missing_sentences(profile));
    put_list(draft, profile.lists.remarks);
  }
  if (!groups.empty()) {
    draft.begin_section("lists", draft.say("What official lists ask", "官方清单提出的问题"));
    draft.out.put("<p>{}{}</p>\n", draft.say(questions_sentence(profile)), draft.say(".", "。"));
    draft.out.put(
        "<table><thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th><th>id</th></tr></thead><tbody>\n",
        draft.say("column", "字段"), draft.say("may be", "可能为"), draft.say("why", "理由"),
        draft.say("the firm's answer", "企业答复"));
    const std::size_t shown = std::min(groups.size(), kMostGroups);
    for (std::size_t i = 0; i < shown; ++i) put_group(draft, groups[i]);
    draft.out.put("</tbody></table>\n");
    if (shown < groups.size())
      draft.out.put("<p class=\"soft\">{}</p>\n",
                    draft.form("{} more: see the JSON.", "另有 {} 组，见 JSON。", groups.size() - shown));
    put_list(draft, missing_sentences(profile));
    put_list(draft, profile.lists.remarks);
    draft.out.put("<p class=\"soft\">{}</p>\n", draft.say(how_to_settle()));
  }
  if (!profile.lists.basis.empty()) {
    if (groups.empty() && !has_added)
      draft.begin_section("lists", draft.say("Where standards name these types", "标准与法律中的对应条目"));
    draft.out.put("<details><summary>{}</summary><ul>\n",
                  draft.say("Where standards and laws name the personal types found",
                            "所见个人信息类型在标准与法律中的条目"));
    for (const auto& [type, says] : profile.lists.basis)
      draft.out.put("<li>{} <span class=\"soft\">{}</span></li>\n", type_words(profile, type, draft.lang()),
                    draft.say(says));
    draft.out.put("</ul></details>\n");
  }
  if (!groups.empty() || has_added || !profile.lists.basis.empty()) draft.end_section();
}

}  // namespace tidegate::report
