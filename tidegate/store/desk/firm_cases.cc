#include "tidegate/store/desk/firm_cases.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

#include "tidegate/store/desk/desk_reader.h"
#include "tidegate/store/desk/table_rows.h"

namespace tidegate {
namespace {

using store::SqlValue;
using Values = std::vector<SqlValue>;

// A sum goes in two parts, so that none leaves 64 bits in the database however many rows there are.
constexpr std::int64_t kPart = 1'000'000;

// Of cases the indices cases_opened, cases_against and cases_waiting answer it; of permits the firm's own
// rows with their statements. SQLite reads nothing else; PostgreSQL may choose to. A permit that is revoked
// once its case has another was replaced, not stopped; one that is suspended is stopped while it would hold.
constexpr std::string_view kSums =
    "SELECT count(*), coalesce(sum(persons / 1000000), 0), coalesce(sum(persons % 1000000), 0), "
    "coalesce(sum(sensitive_persons / 1000000), 0), coalesce(sum(sensitive_persons % 1000000), 0), "
    "coalesce(max(persons_unknown), 0), "
    "CASE WHEN EXISTS (SELECT 1 FROM cases WHERE tenant = ? AND against_ms > 0 AND against_ms >= ? AND id <> "
    "?) THEN 1 ELSE 0 END, "
    "CASE WHEN EXISTS (SELECT 1 FROM permits p JOIN permit_statements s ON s.permit = p.id WHERE p.tenant = "
    "? AND s.kind IN ('suspended', 'revoked') AND (s.at_ms >= ? OR (p.state = 'suspended' AND p.valid_until "
    "> ?)) AND NOT (s.kind = "
    "'revoked' AND EXISTS (SELECT 1 FROM permits n WHERE n.case_id = p.case_id AND n.id <> p.id AND "
    "n.issued_ms >= p.issued_ms AND n.issued_ms <= s.at_ms))) THEN 1 ELSE 0 END, "
    "CASE WHEN EXISTS (SELECT 1 FROM cases WHERE tenant = ? AND waits = 1 AND id <> ?) THEN 1 ELSE 0 END "
    "FROM cases WHERE tenant = ? AND opened_ms >= ? AND id <> ? AND route <> ? AND state NOT IN (?, ?, ?)";

// From one sector to the next by the index cases_of_sector, over however many cases lie between; of each when
// its newest case was opened, for ids are in that order.
constexpr std::string_view kSectors =
    "WITH RECURSIVE filed (sector, step) AS (SELECT min(sector), 1 FROM cases WHERE tenant = ? AND sector > "
    "'' UNION ALL SELECT (SELECT min(c.sector) FROM cases c WHERE c.tenant = ? AND c.sector > filed.sector), "
    "step + 1 FROM filed WHERE filed.sector IS NOT NULL AND step < ?), newest (sector, opened_ms) AS (SELECT "
    "filed.sector, (SELECT c.opened_ms FROM cases c WHERE c.tenant = ? AND c.sector = filed.sector AND c.id "
    "<> ? ORDER BY c.id DESC LIMIT 1) FROM filed WHERE filed.sector IS NOT NULL) SELECT sector, CASE WHEN "
    "opened_ms >= ? THEN 1 ELSE 0 END FROM newest WHERE opened_ms IS NOT NULL ORDER BY sector";

// Of the newest cases under a sector that passed, one on which a person proposed the outcome.
constexpr std::string_view kPassedByPerson =
    "SELECT n.id FROM (SELECT id FROM cases WHERE tenant = ? AND sector = ? AND id <> ? AND state IN "
    "('passed', 'filed') ORDER BY id DESC LIMIT ?) n WHERE EXISTS (SELECT 1 FROM case_events e WHERE "
    "e.case_id = n.id AND e.kind = 'decision_proposed') LIMIT 1";

std::int64_t whole(std::int64_t parts, std::int64_t rest) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  parts += rest / kPart;
  rest %= kPart;
  return parts > kMost / kPart - 1 ? kMost : parts * kPart + rest;
}

}  // namespace

Result<FirmCases> DeskReader::firm_cases(const TenantId& firm, const FirmCasesAsk& ask) const {
  constexpr std::size_t kColumns = 9;
  const auto sums = rows_.session().rows(
      kSums, kColumns,
      Values{firm.text(), ask.against_since_ms, ask.but_of, firm.text(), ask.against_since_ms, ask.today,
             firm.text(), ask.but_of, firm.text(), ask.since_ms, ask.but_of, ask.but_route, ask.but_states[0],
             ask.but_states[1], ask.but_states[2]});
  if (!sums) return fail(sums.error());
  std::array<std::int64_t, kColumns> n{};
  for (std::size_t i = 0; i < kColumns; ++i) {
    const std::string cell = sums->front()[i].value_or("");
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), n[i]);
    if (error != std::errc() || end != cell.data() + cell.size())
      return fail({ErrorCode::kCorrupt, "a sum of the database is no number", "cases", "数据库中的合计无效"});
  }
  FirmCases found{n[0], whole(n[1], n[2]), whole(n[3], n[4]), n[5] != 0, n[6] != 0, n[7] != 0, n[8] != 0, {},
                  {}};
  auto sectors = rows_.session().rows(
      kSectors, 2,
      Values{firm.text(), firm.text(), kMostSectors, firm.text(), ask.but_of, ask.against_since_ms});
  if (!sectors) return fail(sectors.error());
  for (store::SqlRow& row : *sectors) {
    if (row[1] == "1") found.sectors_lately.push_back(row[0].value_or(""));
    found.sectors.push_back(std::move(row[0]).value_or(""));
  }
  return found;
}

Result<bool> DeskReader::has_passed_by_person(const TenantId& firm, const std::string& sector,
                                              const std::string& but_of) const {
  const auto found =
      rows_.session().rows(kPassedByPerson, 1, Values{firm.text(), sector, but_of, kMostPassedLookedAt});
  if (!found) return fail(found.error());
  return !found->empty();
}

}  // namespace tidegate
