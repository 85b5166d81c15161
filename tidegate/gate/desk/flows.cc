#include "tidegate/gate/desk/flows.h"

#include <fmt/format.h>

#include <map>

#include "tidegate/base/instant.h"
#include "tidegate/base/json.h"
#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/gate/desk/permit_issue.h"
#include "tidegate/terms/permit.h"

namespace tidegate {
namespace {

// Members of a summary; what is not there, or of another kind, is not said.
std::string text_of(const Json& summary, std::string_view key) {
  const Json* member = summary.find(key);
  const std::string* text = member == nullptr ? nullptr : member->string();
  return text == nullptr ? std::string() : *text;
}
std::optional<std::int64_t> number_of(const Json& summary, std::string_view key) {
  const Json* member = summary.find(key);
  const std::int64_t* number = member == nullptr ? nullptr : member->integer();
  return number == nullptr ? std::nullopt : std::optional<std::int64_t>(*number);
}
// Of a flow, all persons: those with sensitive information are counted apart.
std::optional<std::int64_t> persons_of(const Json& summary) {
  const auto plain = number_of(summary, "persons");
  const auto sensitive = number_of(summary, "sensitive_persons");
  if (!plain) return sensitive;
  std::int64_t sum = 0;
  if (__builtin_add_overflow(*plain, sensitive.value_or(0), &sum)) return std::nullopt;
  return sum;
}
bool is_true(const Json& summary, std::string_view key) {
  const Json* member = summary.find(key);
  const bool* claim = member == nullptr ? nullptr : member->boolean();
  return claim != nullptr && *claim;
}

std::string kind_of(const Json& summary) {
  const bool has_persons = number_of(summary, "persons").value_or(0) > 0;
  const bool has_sensitive = number_of(summary, "sensitive_persons").value_or(0) > 0;
  if (is_true(summary, "important_data")) return has_persons || has_sensitive ? "mixed" : "important";
  if (has_sensitive) return "spi";
  if (has_persons) return "pi";
  const Json* unknown = summary.find("persons_unknown");
  const bool* is_unknown = unknown == nullptr ? nullptr : unknown->boolean();
  const bool is_told = is_unknown != nullptr ? !*is_unknown : number_of(summary, "persons").has_value();
  return is_told ? "other" : "unknown";
}

struct Goal {
  std::string recipient;
  std::string destination;
};
// Each recipient where it lies; else the destinations alone; else one flow to nowhere yet.
std::vector<Goal> goals_of(const Json& summary) {
  std::vector<Goal> goals;
  const Json* recipients = summary.find("recipients");
  if (recipients != nullptr && recipients->array() != nullptr) {
    for (const Json& one : *recipients->array())
      goals.push_back({text_of(one, "name"), text_of(one, "region")});
  }
  const Json* destinations = summary.find("destinations");
  if (goals.empty() && destinations != nullptr && destinations->array() != nullptr) {
    for (const Json& one : *destinations->array()) {
      if (one.string() != nullptr) goals.push_back({{}, *one.string()});
    }
  }
  if (goals.empty()) goals.emplace_back();
  return goals;
}

// The rows of one list, page by page, latest change first.
template <typename Row, typename Next>
Result<std::vector<Row>> all_of(const Next& next) {
  std::vector<Row> all;
  PageAsk ask;
  ask.limit = kLargestPage;
  while (all.size() < kMostFlows) {
    auto page = next(ask);
    if (!page) return fail(page.error());
    for (Row& row : page->rows) all.push_back(std::move(row));
    if (!page->next) break;
    ask.after = std::move(page->next);
  }
  return all;
}

struct Cleared {
  std::string permit;
  std::string state;  // of the permit
  std::string until;
};

std::string state_of(const FilingRow& filing, const CaseRow* of, const Cleared* permit,
                     const std::string& today) {
  if (filing.case_id.empty() || of == nullptr) return "draft";
  // By what the case is, not by what is being written in its filing; and only once it has passed.
  if (of->route == "EX" && of->state == "filed") return "exempt";
  if (permit != nullptr && permit->state != desk::kHeld) {
    if (permit->state == to_string(PermitState::kRevoked) || today >= permit->until) return "ended";
    return permit->state == to_string(PermitState::kSuspended) ? "suspended" : "permitted";
  }
  if (of->state == "refused" || of->state == "not_accepted") return "refused";
  return of->state == "terminated" ? "ended" : "in_clearance";
}

}  // namespace

Result<std::vector<DeskFlow>> DeskFlows::flows(const DeskAsker& asker) {
  const Reach reach = desk::reach_of(asker.account);
  const std::string today = china_date(parts_.now()).str();
  return parts_.store->read([&](const DeskReader& reader) -> Result<std::vector<DeskFlow>> {
    const auto filings = all_of<FilingRow>([&](const PageAsk& ask) { return reader.filings(reach, ask); });
    if (!filings) return fail(filings.error());
    const auto cases = all_of<CaseRow>([&](const PageAsk& ask) { return reader.cases(reach, ask); });
    if (!cases) return fail(cases.error());
    const auto permits = all_of<PermitRow>([&](const PageAsk& ask) { return reader.permits(reach, ask); });
    if (!permits) return fail(permits.error());
    std::map<std::string, const CaseRow*> case_by_id;
    for (const CaseRow& row : *cases) case_by_id.emplace(row.id, &row);
    std::map<std::string, Cleared> permit_by_case;  // latest issue first: the first one counts
    for (const PermitRow& row : *permits) {
      if (row.state == desk::kReleased) continue;
      permit_by_case.emplace(row.case_id, Cleared{row.id, row.state, row.valid_until});
    }

    std::vector<DeskFlow> out;
    for (const FilingRow& filing : *filings) {
      // What a firm has not handed in is nobody's business but its own.
      if (filing.case_id.empty() && !reach.firm()) continue;
      const auto of = case_by_id.find(filing.case_id);
      const auto cleared = permit_by_case.find(filing.case_id);
      const CaseRow* const its_case = of == case_by_id.end() ? nullptr : of->second;
      // Of what was handed in, whatever its draft has become since.
      const std::string& told = its_case == nullptr ? filing.summary : its_case->summary;
      const auto summary = parse_json(told.empty() ? "{}" : told, filing.id);
      if (!summary)
        return fail({ErrorCode::kCorrupt, summary.error().what, filing.id, summary.error().what_zh});
      const Cleared* const its_permit = cleared == permit_by_case.end() ? nullptr : &cleared->second;
      DeskFlow flow;
      flow.filing = filing.id;
      flow.case_id = filing.case_id;
      flow.permit = its_permit == nullptr ? std::string() : its_permit->permit;
      flow.firm = filing.tenant.text();
      flow.firm_uscc = text_of(*summary, "uscc");
      flow.firm_name = text_of(*summary, "firm_name");
      flow.title = text_of(*summary, "title");
      flow.title_en = text_of(*summary, "title_en");
      flow.sector = text_of(*summary, "sector");
      flow.kind = kind_of(*summary);
      flow.persons = persons_of(*summary);
      flow.route = its_case == nullptr ? filing.route : its_case->route;
      flow.state = state_of(filing, its_case, its_permit, today);
      std::size_t number = 0;
      for (Goal& goal : goals_of(*summary)) {
        if (out.size() >= kMostFlows) return out;
        flow.id = fmt::format("{}-{}", filing.id, ++number);
        flow.recipient = std::move(goal.recipient);
        flow.destination = std::move(goal.destination);
        out.push_back(flow);
      }
    }
    return out;
  });
}

}  // namespace tidegate
