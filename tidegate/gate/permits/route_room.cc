#include "tidegate/gate/permits/route_room.h"

#include <algorithm>
#include <array>
#include <optional>

namespace tidegate {
namespace {

struct Counter {
  std::string_view id;
  std::string_view before;  // the fact that adds to it
};
constexpr std::array<Counter, 3> kCounters{{{"pi_nonsensitive", "cumulative_before.pi_nonsensitive"},
                                            {"pi_sensitive", "cumulative_before.pi_sensitive"},
                                            {"pi_all", "cumulative_before.pi_nonsensitive"}}};

const Opinion* china(const std::vector<Opinion>& opinions) {
  const auto at =
      std::find_if(opinions.begin(), opinions.end(), [](const Opinion& o) { return o.law == "CN"; });
  return at == opinions.end() ? nullptr : &*at;
}

// None: no route of the pack, "undetermined" among them.
std::optional<int> rank_of(const Grounds& grounds, std::string_view route) {
  for (const law::RulePack& pack : grounds.packs) {
    if (pack.law != "CN") continue;
    for (const law::RouteDef& def : pack.routes) {
      if (def.id == route) return def.rank;
    }
  }
  return std::nullopt;
}

// What the law asks when the counter stands at the limit. Not determined is heavier: doubt never passes.
bool is_heavier_at(const Margin& margin, std::string_view before, int filed, const Assessment& answer,
                   const Grounds& grounds) {
  Transfer more = answer.transfer;
  const FactValue* known = more.facts.flow.find(before);
  const auto* counted = known == nullptr ? nullptr : std::get_if<std::int64_t>(known);
  more.facts.flow.set(std::string(before),
                      (counted == nullptr ? 0 : *counted) + std::max<std::int64_t>(margin.to_limit(), 0));
  LawQuestion question = question_of(more, answer.profile, grounds);
  question.proof = false;
  const std::vector<Opinion> opinions = ask_laws(question, grounds.packs);
  const Opinion* opinion = china(opinions);
  return opinion == nullptr || rank_of(grounds, opinion->route).value_or(filed + 1) > filed;
}

std::optional<permit::RouteLimit> limit_of(const Counter& counter, int filed, const Opinion& opinion,
                                           const Assessment& answer, const Grounds& grounds) {
  std::vector<const Margin*> margins;
  for (const Margin& margin : opinion.margins) {
    if (margin.counter != counter.id || margin.value >= margin.limit) continue;
    if (rank_of(grounds, margin.route_from_limit).value_or(filed + 1) > filed) margins.push_back(&margin);
  }
  std::sort(margins.begin(), margins.end(),
            [](const Margin* a, const Margin* b) { return a->limit < b->limit; });
  for (const Margin* margin : margins) {
    if (is_heavier_at(*margin, counter.before, filed, answer, grounds))
      return permit::RouteLimit{std::string(counter.id), margin->limit};
  }
  return std::nullopt;
}

}  // namespace

bool is_below_a_number(std::string_view route) { return route == "SC" || route == "PC" || route == "NL"; }

permit::YearlyRoom route_room(std::string_view route, const Assessment& answer, const Decision& decision,
                              const Grounds& grounds) {
  if (!is_below_a_number(route)) return {};
  const Opinion* opinion = china(answer.opinions);
  const auto filed = rank_of(grounds, route == "NL" ? "exempt" : "scc_or_certification");
  if (opinion == nullptr || !filed) return permit::unknown_room();
  std::vector<permit::RouteLimit> limits;
  for (const Counter& counter : kCounters) {
    if (auto limit = limit_of(counter, *filed, *opinion, answer, grounds)) limits.push_back(*limit);
  }
  const bool are_items_known = opinion->own_items.empty() && !opinion->counted_as_in_first_branch;
  return permit::yearly_room(limits, are_items_known ? opinion->items : std::vector<ItemOpinion>(), decision,
                             answer.transfer);
}

}  // namespace tidegate
