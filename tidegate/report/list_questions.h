// What official lists ask about columns, told: which row of which list, why, and what of that list is
// missing.
#pragma once

#include <string>
#include <vector>

#include "tidegate/base/json_writer.h"
#include "tidegate/base/text.h"
#include "tidegate/report/text_page.h"
#include "tidegate/terms/data_profile.h"

namespace tidegate::report {

// Questions that one row of one list raises in one table: one telling for all its columns.
struct ListQuestionGroup {
  const FileProfile* file = nullptr;
  std::vector<const ListQuestion*> questions;  // of one verdict; at least one
};

// By file, then in the order of the profile; open ones first. A question whose file or column is not there is
// left out.
std::vector<ListQuestionGroup> question_groups(const DataProfile& profile);

Text asked_columns(
    const ListQuestionGroup& group);              // "charge_kwh, pile_lng +3"; of a table "the whole table"
Text row_words(const ListQuestion& question);     // "cn-auto-2021 row 3: Operating data of ..."
Text review_words(const ListQuestion& question);  // "dismissed on ... by ...: reason"; open ones: reopened
std::string asked_column(const DataProfile& profile, const ListQuestion& question, Lang lang);
// "5 columns may be important data by official lists; ..." ; empty: nothing is asked.
Text questions_sentence(const DataProfile& profile);
// Of the lists that were asked and are not whole, unsigned ones first, whatever they ask: "cn-bj-2025: 29
// rows are held of 612 fields; missing: ...".
std::vector<Text> missing_sentences(const DataProfile& profile);
// Whether any that an operator added was looked at: it is named, and what it replaces is told, even where
// nothing is asked.
bool has_added_list(const DataProfile& profile);
Text how_to_settle();

// most: groups shown; 0: all. Returns how many were left out.
std::size_t put_list_questions(TextPage& page, const DataProfile& profile, Lang lang, std::size_t most);
void write_list_findings(JsonWriter& json, const ListFindings& lists);  // one object

}  // namespace tidegate::report
