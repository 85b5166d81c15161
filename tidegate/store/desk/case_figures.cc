#include "tidegate/store/desk/case_figures.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/base/json.h"
#include "tidegate/store/case_codec.h"
#include "tidegate/store/desk/against_firm.h"

namespace tidegate::store {
namespace {

constexpr std::int64_t kMostPersons = 1'000'000'000'000;
// The law's words for sectors are shorter; an index takes no text of any length, a database no NUL.
constexpr std::size_t kLongestSector = 200;  // octets
constexpr std::string_view kAgainst = "against_ms";

std::int64_t persons_of(const Json& summary, std::string_view key) {
  const Json* value = summary.find(key);
  const std::int64_t* persons = value == nullptr ? nullptr : value->integer();
  return persons == nullptr ? 0 : std::clamp<std::int64_t>(*persons, 0, kMostPersons);
}

std::string sector_of(const Json& summary) {
  const Json* value = summary.find("sector");
  const std::string* sector = value == nullptr ? nullptr : value->string();
  const bool is_word =
      sector != nullptr && sector->size() <= kLongestSector && sector->find('\0') == std::string::npos;
  return is_word ? *sector : std::string();
}

bool is_true(const Json& summary, std::string_view key) {
  const Json* value = summary.find(key);
  const bool* said = value == nullptr ? nullptr : value->boolean();
  return said != nullptr && *said;
}

// What the steps of a case say of it; as the desk's own rows say it of a case that takes a step now.
struct StepsTold {
  std::int64_t against_ms = 0;
  bool has_open_contest = false;  // one that somebody is waited for
};

Result<StepsTold> steps_told(SqlSession& session, const std::string& case_id) {
  const auto rows = session.rows(
      "SELECT document FROM case_events WHERE case_id = ? AND kind IN ('contest_opened', 'contest_answered', "
      "'review_requested', 'decided', 'not_accepted', 'withdrawn') ORDER BY seq",
      1, std::vector<SqlValue>{case_id});
  if (!rows) return fail(rows.error());
  AgainstFirm against;
  std::vector<ContestLevel> levels;
  std::vector<bool> is_answered;
  bool was_reviewed = false;
  for (const SqlRow& row : *rows) {
    const auto json = parse_json(row[0].value_or(""), case_id);
    const auto event = json ? case_event_from_json(*json, case_id) : Result<CaseEvent>(fail(json.error()));
    if (!event) continue;  // the fold says so where the case is read
    against.take(*event);
    was_reviewed = was_reviewed || std::holds_alternative<ReviewRequested>(event->step);
    if (const auto* opened = std::get_if<ContestOpened>(&event->step)) {
      levels.push_back(opened->level);
      is_answered.push_back(false);
    }
    const auto* answered = std::get_if<ContestAnswered>(&event->step);
    if (answered != nullptr && answered->contest < levels.size()) is_answered[answered->contest] = true;
  }
  StepsTold told{against.latest_ms()};
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const bool is_settled =
        levels[i] == ContestLevel::kPolicy || (was_reviewed && levels[i] == ContestLevel::kOutcome);
    told.has_open_contest |= !is_answered[i] && !is_settled;
  }
  return told;
}

// The summary of a program that did not say what later ones do; as it was where there is nothing to change.
Result<std::string> summary_of_now(SqlSession& session, const std::string& case_id, std::string summary,
                                   bool is_closed) {
  auto read = parse_json(summary, "");
  const Json::Object* said = read ? read->object() : nullptr;
  if (said == nullptr) return summary;
  const auto told = steps_told(session, case_id);
  if (!told) return fail(told.error());
  Json::Object members;
  for (const auto& member : *said) {
    // What step 3 of the database wrote in place of the moment.
    if (member.first != "contest_accepted" && member.first != kAgainst) members.push_back(member);
  }
  if (told->against_ms != 0) members.emplace_back(std::string(kAgainst), Json(told->against_ms));
  for (auto& [key, value] : members) {
    if (key == "waits_for" && is_closed && !told->has_open_contest) value = Json(std::string("nobody"));
  }
  Json now(std::move(members));
  return now == *read ? std::move(summary) : canonical_text(now);
}

}  // namespace

CaseFigures figures_of(std::string_view summary) {
  const auto read = parse_json_without_fractions(summary, "");
  if (!read) return {};
  CaseFigures figures{sector_of(*read), persons_of(*read, "persons"), persons_of(*read, "sensitive_persons"),
                      false};
  // Summaries of before the word was written say it by a number alone.
  const Json* said = read->find("persons_unknown");
  const bool* is_unknown = said == nullptr ? nullptr : said->boolean();
  figures.persons_unknown =
      is_unknown == nullptr ? figures.persons + figures.sensitive_persons == 0 : *is_unknown;
  const Json* waits_for = read->find("waits_for");
  const bool waits =
      waits_for == nullptr || waits_for->string() == nullptr || *waits_for->string() != "nobody";
  figures.waits = waits && !is_true(*read, "held_beside");
  const Json* against = read->find(kAgainst);
  const std::int64_t* against_ms = against == nullptr ? nullptr : against->integer();
  figures.against_ms = against_ms == nullptr ? 0 : std::max<std::int64_t>(*against_ms, 0);
  return figures;
}

Result<void> fill_case_figures(SqlSession& session) {
  constexpr std::size_t kAtATime = 500;
  std::string after;
  for (;;) {
    const auto page =
        session.rows("SELECT id, summary, is_closed FROM cases WHERE id > ? ORDER BY id LIMIT ?", 3,
                     std::vector<SqlValue>{after, static_cast<std::int64_t>(kAtATime)});
    if (!page) return fail(page.error());
    for (const SqlRow& row : *page) {
      after = row[0].value_or("");
      const auto summary = summary_of_now(session, after, row[1].value_or(""), row[2] == "1");
      if (!summary) return fail(summary.error());
      const CaseFigures of = figures_of(*summary);
      const auto filled = session.run(
          "UPDATE cases SET summary = ?, sector = ?, persons = ?, sensitive_persons = ?, persons_unknown = "
          "?, waits = ?, "
          "against_ms = ? WHERE id = ?",
          std::vector<SqlValue>{*summary, of.sector, of.persons, of.sensitive_persons,
                                static_cast<std::int64_t>(of.persons_unknown),
                                static_cast<std::int64_t>(of.waits), of.against_ms, after});
      if (!filled) return fail(filled.error());
    }
    if (page->size() < kAtATime) return {};
  }
}

}  // namespace tidegate::store
