#include "tidegate/store/desk/case_figures.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/base/json.h"

namespace tidegate::store {
namespace {

constexpr std::int64_t kMostPersons = 1'000'000'000'000;
// The law's words for sectors are shorter; an index takes no text of any length, a database no NUL.
constexpr std::size_t kLongestSector = 200;  // octets

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
  figures.waits = waits_for == nullptr || waits_for->string() == nullptr || *waits_for->string() != "nobody";
  const Json* accepted = read->find("contest_accepted");
  const bool* is_accepted = accepted == nullptr ? nullptr : accepted->boolean();
  figures.contested = is_accepted != nullptr && *is_accepted;
  return figures;
}

Result<void> fill_case_figures(SqlSession& session) {
  constexpr std::size_t kAtATime = 500;
  std::string after;
  for (;;) {
    const auto page = session.rows("SELECT id, summary FROM cases WHERE id > ? ORDER BY id LIMIT ?", 2,
                                   std::vector<SqlValue>{after, static_cast<std::int64_t>(kAtATime)});
    if (!page) return fail(page.error());
    for (const SqlRow& row : *page) {
      after = row[0].value_or("");
      const CaseFigures of = figures_of(row[1].value_or(""));
      const auto filled = session.run(
          "UPDATE cases SET sector = ?, persons = ?, sensitive_persons = ?, persons_unknown = ?, waits = ?, "
          "contested = ? WHERE id = ?",
          std::vector<SqlValue>{
              of.sector, of.persons, of.sensitive_persons, static_cast<std::int64_t>(of.persons_unknown),
              static_cast<std::int64_t>(of.waits), static_cast<std::int64_t>(of.contested), after});
      if (!filled) return fail(filled.error());
    }
    if (page->size() < kAtATime) return {};
  }
}

}  // namespace tidegate::store
