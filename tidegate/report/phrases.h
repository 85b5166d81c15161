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

// A word of the pack for a code of this opinion, else the common one of labels.h.
Text route_words(const Opinion& opinion, std::string_view route);
Text exemption_words(const Opinion& opinion, std::string_view exemption);
Text short_counter_words(const Opinion& opinion, std::string_view counter);  // "sensitive PI"
Text counter_words(const Opinion& opinion, std::string_view counter);
Text fact_words(const Opinion& opinion, std::string_view fact);

// The route of the opinion in words, never empty.
Text verdict(const Opinion& opinion);

// Who sends to whom: "Beijing Example Pharma -> Example Pharma SE (Germany)"; parts that are not known are
// left out.
std::string parties(const Transfer& transfer, Lang lang);
// What the transfer is called: its summary, its id, or the files it was made from.
std::string transfer_title(const Assessment& assessment, Lang lang);

struct ItemRow {  // a row of data[] with what one law makes of it
  std::string name;
  std::string persons;  // "3,200"; "unknown"
  Text kind;            // "sensitive, under 14"
  bool set_aside = false;
  Text outcome;  // "set aside: contract with the individual"; "counted as sensitive PI"
  Text why;
};
std::vector<ItemRow> item_rows(const Assessment& assessment, const Opinion& opinion, Lang lang);

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

struct ChangeRow {
  std::string new_route;
  Text says;  // "send 9,999 persons or fewer in trial results (now 12,400)"
};
// The smallest changes that lead to another route, the flip by count among them, cheapest first, each once.
std::vector<ChangeRow> changes(const Assessment& assessment, const Opinion& opinion);

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

Text plural(std::uint64_t n, std::string_view en, std::string_view zh);  // "1 file", "3 files"; "3 个文件"
Text column_counts(const FileProfile& file);  // "1 personal, 3 sensitive"; else "5 columns"
Text totals_sentence(
    const PersonCounts& totals);  // "94,118 distinct persons in all, 12,400 with sensitive data"

// Notes of the assessment, of every opinion and of the risk, each once, in that order.
std::vector<Text> all_notes(const Assessment& assessment);

}  // namespace tidegate::report
