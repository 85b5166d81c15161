// The check of a filing as its filer is told it: what is missing and where it goes, what would help, and how
// far each task of the form is.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "tidegate/gate/desk/kept_filing.h"
#include "tidegate/intake/format.h"
#include "tidegate/intake/precheck.h"
#include "tidegate/report/labels.h"
#include "tidegate/report/phrases_changes.h"

namespace tidegate {

std::int64_t DeskFilingCheck::answered() const {
  std::int64_t sum = 0;
  for (const Task& task : tasks) sum += task.answered;
  return sum;
}

std::int64_t DeskFilingCheck::needed() const {
  std::int64_t sum = 0;
  for (const Task& task : tasks) sum += task.needed;
  return sum;
}

namespace desk {
namespace {

// The task that asks what stands at a place, or the nearest to it.
std::size_t task_of(const filing::Form& form, std::string_view pointer) {
  std::string pattern = filing::pattern_of(pointer);
  while (!pattern.empty()) {
    const auto at = form.places.lower_bound(pattern);
    const bool is_it = at != form.places.end() && at->first == pattern;
    const auto below = form.places.lower_bound(pattern + "/");
    if (is_it) return at->second.first;
    if (below != form.places.end() && below->first.starts_with(pattern + "/")) return below->second.first;
    pattern.resize(pattern.rfind('/'));
  }
  return 0;
}

void count(const Finding& finding, GapCounts& gaps) {
  if (finding.state != CheckState::kFails) return;
  std::int64_t& of = finding.severity == Severity::kBlocks     ? gaps.blocks
                     : finding.severity == Severity::kReturned ? gaps.returned
                                                               : gaps.warns;
  ++of;
}

// Where facts of the law stand in a declaration: by their names, the form's own place first.
std::map<std::string, std::string, std::less<>> places_of_facts(const filing::Form& form) {
  std::map<std::string, std::string, std::less<>> places;
  for (const intake::PlacedField& placed : intake::all_fields()) {
    if (placed.field->fact.empty()) continue;
    const auto [at, is_new] = places.emplace(placed.field->fact, placed.pointer);
    if (!is_new && form.find(at->second) == nullptr && form.find(placed.pointer) != nullptr)
      at->second = placed.pointer;
  }
  return places;
}

std::size_t item_of_row(const Transfer& transfer, std::size_t row) {
  for (std::size_t i = 0; i < transfer.items.size(); ++i) {
    if (transfer.items[i].row.value_or(i) == row) return i;
  }
  return row;
}

// "data[2].sensitive" -> "/scenario/items/5/sensitive"; empty: a declaration has no place for it.
std::string place_of_fact(const std::map<std::string, std::string, std::less<>>& places,
                          const Transfer& transfer, const std::string& fact) {
  if (fact == "data") return "/scenario/items";
  std::string name = fact;
  std::size_t index = 0;
  if (fact.starts_with("data[")) {
    const std::size_t end = fact.find("].");
    if (end == std::string::npos) return {};
    std::size_t row = 0;
    for (std::size_t i = 5; i < end; ++i) row = row * 10 + static_cast<std::size_t>(fact[i] - '0') % 10;
    index = item_of_row(transfer, row);
    name = "item." + fact.substr(end + 2);
  }
  const auto at = places.find(name);
  if (at == places.end()) return {};
  std::string pointer = at->second;
  if (const std::size_t star = pointer.find('*'); star != std::string::npos)
    pointer.replace(star, 1, std::to_string(index));
  return pointer;
}

Text said_of_fact(const Opinion& opinion, const std::string& fact) {
  for (const Question& question : opinion.questions) {
    if (std::find(question.facts.begin(), question.facts.end(), fact) != question.facts.end())
      return question.ask;
  }
  if (fact == "data") return {"which data leave, item by item", "出境的数据项，逐项列出"};
  const std::size_t end = fact.starts_with("data[") ? fact.find("].") : std::string::npos;
  return report::fact_label(end == std::string::npos ? fact : fact.substr(end + 2));
}

// Until it is said which data leave, the cautious answers of law and risk tell of the blank form, not of a
// transfer.
bool says_what_leaves(const Transfer& transfer) { return !transfer.items.empty(); }

void tell_law(const CheckedFiling& checked, const FilingLooks& looks, DeskFilingCheck& told) {
  const auto& opinions = checked.answer.opinions;
  const auto chinese =
      std::find_if(opinions.begin(), opinions.end(), [](const Opinion& o) { return o.law == "CN"; });
  const bool is_open = chinese == opinions.end() || chinese->route_class == RouteClass::kUndetermined;
  if (!checked.people.filing.route.empty() || !is_open) told.route = checked.route;
  if (const filing::FormField* field = looks.form.find("/filing/route")) {
    for (const filing::FormWord& word : field->words) {
      if (word.word == told.route) told.route_words = word.says;
    }
  }
  told.route_class = report::code(RouteClass::kUndetermined);
  if (!opinions.empty() && says_what_leaves(checked.people)) {
    told.law = opinions.front().law;
    told.law_route = opinions.front().route;
    told.route_class = report::code(opinions.front().route_class);
  }
  const auto places = places_of_facts(looks.form);
  for (const Opinion& opinion : opinions) {
    for (const std::string& fact : opinion.missing_facts) {
      const auto same = [&](const DeskFilingCheck::Missing& missing) { return missing.fact == fact; };
      if (std::any_of(told.missing.begin(), told.missing.end(), same)) continue;
      told.missing.push_back(
          {fact, place_of_fact(places, checked.people, fact), said_of_fact(opinion, fact)});
    }
  }
  if (chinese == opinions.end() || !says_what_leaves(checked.people)) return;
  for (const report::ChangeRow& change : report::changes(checked.answer, *chinese)) {
    const Text route = report::route_label(change.new_route);
    told.smallest_changes.push_back({change.new_route,
                                     {fmt::format("{} → {}", change.says.en, route.en),
                                      fmt::format("{} → {}", change.says.zh, route.zh)}});
  }
}

void tell_risk(const CheckedFiling& checked, DeskFilingCheck& told) {
  if (!checked.answer.risk || !says_what_leaves(checked.people)) return;
  const RiskReport& risk = *checked.answer.risk;
  told.risk = {risk.lane, risk.score_e6, risk.low_e6, risk.high_e6};
  for (const LaneChange& change : risk.changes)
    told.smallest_changes.push_back({std::string(to_string(change.lane)), change.says});
}

}  // namespace

DeskFilingCheck told_check(const CheckedFiling& checked, const FilingLooks& looks, Date day) {
  DeskFilingCheck told;
  tell_law(checked, looks, told);
  tell_risk(checked, told);
  for (const filing::FormTask& task : looks.form.tasks) told.tasks.push_back({task.id, 0, 0, {}});
  for (const Finding& finding : checked.answer.findings) {
    if (finding.state != CheckState::kFails) continue;
    DeskFilingCheck::Task& task = told.tasks[task_of(looks.form, finding.pointer)];
    count(finding, task.gaps);
    count(finding, told.gaps);
    if (finding.rule == "V02") ++task.needed;
  }
  for (const std::string& pointer : intake::answered_places(checked.people, {day, {}, nullptr})) {
    DeskFilingCheck::Task& task = told.tasks[task_of(looks.form, pointer)];
    ++task.answered;
    ++task.needed;
  }
  told.can_submit = told.gaps.blocks == 0;
  told.disclaimer = report::disclaimer();
  told.findings = checked.answer.findings;
  return told;
}

}  // namespace desk
}  // namespace tidegate
