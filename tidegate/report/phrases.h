// What all the tellings say alike: names of things, and sentences made of numbers. Text only, no layout.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/text.h"
#include "tidegate/terms/assessment.h"

namespace tidegate::report {

// Puts `more` behind what is there already, with `en` or `zh` between.
void append(Text& text, const Text& more, std::string_view en, std::string_view zh);

// The pack's words for a code of this opinion, else what `common` says.
Text words_of_pack(const Opinion& opinion, std::string_view code, Text (*common)(std::string_view));

// Short words, else the pack's. The pack's whole title of the decided route is `verdict`.
Text route_words(const Opinion& opinion, std::string_view route);
Text exemption_words(const Opinion& opinion, std::string_view exemption);
Text short_counter_words(const Opinion& opinion, std::string_view counter);  // "sensitive PI"
Text counter_words(const Opinion& opinion, std::string_view counter);
Text fact_words(const Opinion& opinion, std::string_view fact);

// The route of the opinion in words, never empty.
Text verdict(const Opinion& opinion);
// What follows from it, under the verdict: "may proceed"; where nothing is missing and a doubt leaves the
// route open, that no fact can settle it.
Text what_it_means(const Opinion& opinion);
// Under "No law was asked"; the notes say why.
Text no_law_asked();

// The margins of an opinion, those of one counter together, the nearest limit first; counters in the
// opinion's order.
std::vector<std::vector<const Margin*>> margins_by_counter(const Opinion& opinion);
// "A limit is reached, yet another rule decides": empty where a reached limit gives the route, or none is
// reached.
Text margins_note(const Opinion& opinion);
Text margin_distance(const Margin& margin);      // "6,800 below"; "2,400 above"; "reached exactly"
std::string margin_value(const Margin& margin);  // "12,400"; at least, when not all is known: "≥ 12,400"
bool is_reached(const Margin& margin);

Text in_force(const DateInterval& interval);  // "since 2024-03-22"; "2017-06-01 to 2025-12-31"

// The article behind a code; nullptr: the opinion does not hold it.
const Citation* citation(const Opinion& opinion, std::string_view code);

// Where a citation stands, in the reader's words: the instrument; for Chinese law in Chinese, its article
// too: "《促进和规范数据跨境流动规定》第七条(1)(2)".
std::string article_words(const Citation& citation, Lang lang);

struct UsedFact {
  std::string name;  // "exporter.ciio"
  Text label;
  Text value;
};
// Facts of the flow that the rules which decided this route turn on, in the order of the proof, each once.
std::vector<UsedFact> facts_used(const Assessment& assessment, const Opinion& opinion);

// A question is worth asking while an answer can move the score.
bool has_open_question(const RiskReport& risk);

Text lane_words(Lane lane);  // "yellow lane"
// "R 4 → 0: blue, 0.241"
Text lane_change(const LaneChange& change);

struct FindingCounts {
  std::size_t blocks = 0;
  std::size_t returned = 0;
  std::size_t warns = 0;
  std::size_t passes = 0;
  std::size_t not_checkable = 0;
};
FindingCounts count(const std::vector<Finding>& findings);
// Those that fail, the gravest first, then in the order of their rules.
std::vector<const Finding*> failing(const std::vector<Finding>& findings);

// The name of a type of data: the profile's words, else its code.
std::string type_words(const DataProfile& profile, std::string_view type, Lang lang);

// The same with the stop that packs leave out, so that another sentence may follow.
Text as_sentence(Text says);

// The header; "column 3" where there is none to show.
std::string column_name(const ColumnProfile& column, Lang lang);

Text plural(std::uint64_t n, std::string_view en, std::string_view zh);  // "1 file", "3 files"; "3 个文件"
Text column_counts(const FileProfile& file);  // "1 personal, 3 sensitive"; else "5 columns"
Text totals_sentence(
    const PersonCounts& totals);  // "94,118 distinct persons in all, 12,400 with sensitive data"

// Packs that were last reviewed before the day assessed, which a reader must see first; empty: none was.
Text out_of_date(const Assessment& assessment);
// What a reader must know before the answer is believed: rules out of date, an exporter who may be another.
std::vector<Text> told_first(const Assessment& assessment);

// Notes of the assessment, of every opinion and of the risk, each once, in that order.
// Another route that the law takes instead: "or: Greater Bay Area standard contract"; empty: none.
Text or_else(const Opinion& opinion);
// What belongs under the verdict: routes taken instead, and a risk lane that is not as easy as the law.
std::vector<Text> under_verdict(const Assessment& assessment);
std::vector<Text> all_notes(const Assessment& assessment);

}  // namespace tidegate::report
