#include "tidegate/pilot/routes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

namespace tidegate {
namespace {

bool frees(std::string_view route) {
  constexpr std::array<std::string_view, 5> kFree{"exempt", "not_covered", "adequacy", "out_of_scope",
                                                  "free"};
  return std::find(kFree.begin(), kFree.end(), route) != kFree.end();
}

std::vector<std::string> codes(const std::vector<Duty>& duties) {
  std::vector<std::string> found;
  for (const Duty& duty : duties) found.push_back(duty.code);
  return found;
}

std::string joined(const std::vector<std::string>& list) { return fmt::format("{}", fmt::join(list, ", ")); }

// One label beside one answer; adds to the score and notes what differs.
class Comparison {
 public:
  Comparison(const LabelledRoute& label, const Opinion& answer, RouteScore& score)
      : label_(label), answer_(answer), score_(score) {}

  void all() {
    route();
    const auto duties = codes(answer_.obligations);
    list("exemptions", label_.exemptions, answer_.exemptions, score_.exemptions);
    score_.legal_basis_extra +=
        list("legal_basis", label_.legal_basis, answer_.legal_basis, score_.legal_basis);
    score_.obligations_extra += list("obligations", label_.obligations, duties, score_.obligations);
    list("gates", label_.gates, codes(answer_.gates), score_.gates);
    list("also_allowed", label_.also_allowed, answer_.also_allowed, score_.also_allowed);
    authority();
    validity();
    flip();
    missing();
  }

 private:
  void note(std::string field, std::string expected, std::string got, bool ease = false) {
    score_.errors.push_back({label_.id, std::move(field), std::move(expected), std::move(got), ease});
  }

  void route() {
    const bool right = label_.route == answer_.route;
    const bool ease = is_false_ease(label_.route, answer_.route);
    for (Share* share : {&score_.routes, &score_.by_law[label_.law], &score_.by_route[label_.route]}) {
      share->of += 1;
      share->right += right ? 1 : 0;
    }
    score_.confusion[label_.route][answer_.route] += 1;
    score_.false_ease += ease ? 1 : 0;
    if (!right) note("route", label_.route, answer_.route, ease);
  }

  // Returns how many distinct entries the answer has beyond the label.
  std::int64_t list(const char* field, const std::vector<std::string>& wanted,
                    const std::vector<std::string>& got, Share& share) {
    const std::set<std::string> have(got.begin(), got.end());
    std::vector<std::string> lacking;
    for (const std::string& entry : wanted) {
      if (!have.contains(entry)) lacking.push_back(entry);
    }
    const auto size = static_cast<std::int64_t>(wanted.size());
    const auto found = size - static_cast<std::int64_t>(lacking.size());
    share.of += size;
    share.right += found;
    if (!lacking.empty()) note(field, joined(lacking), joined(got));
    return std::max<std::int64_t>(0, static_cast<std::int64_t>(have.size()) - found);
  }

  void authority() {
    if (label_.authority.empty()) return;
    const bool right = label_.authority == answer_.authority;
    score_.authority.of += 1;
    score_.authority.right += right ? 1 : 0;
    if (!right) note("authority", label_.authority, answer_.authority);
  }

  void validity() {
    if (!label_.validity_months) return;
    const bool right = label_.validity_months == answer_.validity_months;
    score_.validity.of += 1;
    score_.validity.right += right ? 1 : 0;
    if (!right) {
      note("validity_months", std::to_string(*label_.validity_months),
           answer_.validity_months ? std::to_string(*answer_.validity_months) : "none");
    }
  }

  std::int64_t distance(const CountFlip& flip) const {
    const std::int64_t now = flip.item < label_.subjects.size() ? label_.subjects[flip.item] : 0;
    return std::abs(flip.to_subjects - now);
  }

  void flip() {
    if (!label_.nearest_flip) return;
    const CountFlip& want = *label_.nearest_flip;
    const auto& got = answer_.nearest_flip;
    const bool right = got && distance(*got) == distance(want) && got->new_route == want.new_route;
    score_.flips.of += 1;
    score_.flips.right += right ? 1 : 0;
    const auto say = [](const CountFlip& f) {
      return fmt::format("data[{}].subjects = {}: {}", f.item, f.to_subjects, f.new_route);
    };
    if (!right) note("flip", say(want), got ? say(*got) : "none");
  }

  void missing() {
    if (!label_.missing_facts) return;
    const std::set<std::string> want(label_.missing_facts->begin(), label_.missing_facts->end());
    const std::set<std::string> got(answer_.missing_facts.begin(), answer_.missing_facts.end());
    score_.undetermined.of += 1;
    score_.undetermined.right += (want == got && label_.route == answer_.route) ? 1 : 0;
    if (want != got) note("missing_facts", joined(*label_.missing_facts), joined(answer_.missing_facts));
  }

  const LabelledRoute& label_;
  const Opinion& answer_;
  RouteScore& score_;
};

using Ordered = nlohmann::ordered_json;

// A ratio as a JSON number, made from whole millionths.
Ordered ratio(std::int64_t millionths) {
  return Ordered::parse(fmt::format("{}.{:06}", millionths / 1'000'000, millionths % 1'000'000));
}

Ordered counted(const Share& share) {
  return Ordered{{"cases", share.of}, {"right", share.right}, {"route_accuracy", ratio(share.millionths())}};
}

}  // namespace

std::int64_t Share::millionths() const { return of == 0 ? 1'000'000 : (right * 2'000'000 + of) / (2 * of); }

bool is_false_ease(const std::string& label, const std::string& answer) {
  return frees(answer) && !frees(label);
}

RouteScore score_routes(const std::vector<std::pair<LabelledRoute, Opinion>>& answers) {
  RouteScore score;
  for (const auto& [label, answer] : answers) {
    score.cases += 1;
    Comparison(label, answer, score).all();
  }
  return score;
}

std::string to_json(const RouteScore& score) {
  const auto a_case = [&](std::int64_t total) {
    return ratio(Share{total, std::max<std::int64_t>(1, score.cases)}.millionths());
  };
  Ordered out;
  out["cases"] = score.cases;
  out["route_accuracy"] = ratio(score.routes.millionths());
  out["false_ease"] = score.false_ease;
  out["legal_basis_recall"] = ratio(score.legal_basis.millionths());
  out["obligations_recall"] = ratio(score.obligations.millionths());
  out["exemptions_recall"] = ratio(score.exemptions.millionths());
  out["gates_recall"] = ratio(score.gates.millionths());
  out["also_allowed_recall"] = ratio(score.also_allowed.millionths());
  out["flip_exact"] = ratio(score.flips.millionths());
  out["undetermined_exact"] = ratio(score.undetermined.millionths());
  out["authority_accuracy"] = ratio(score.authority.millionths());
  out["validity_accuracy"] = ratio(score.validity.millionths());
  out["legal_basis_extra"] = a_case(score.legal_basis_extra);
  out["obligations_extra"] = a_case(score.obligations_extra);
  out["by_law"] = Ordered::object();
  for (const auto& [law, share] : score.by_law) out["by_law"][law] = counted(share);
  out["by_route"] = Ordered::object();
  for (const auto& [route, share] : score.by_route) out["by_route"][route] = counted(share);
  out["confusion"] = Ordered::object();
  for (const auto& [label, row] : score.confusion) out["confusion"][label] = row;
  out["errors"] = Ordered::array();
  for (const RouteError& error : score.errors) {
    Ordered entry{{"id", error.id}, {"field", error.field}, {"expected", error.expected}, {"got", error.got}};
    if (error.false_ease) entry["false_ease"] = true;
    out["errors"].push_back(std::move(entry));
  }
  return out.dump(2, ' ', false, Ordered::error_handler_t::replace);
}

}  // namespace tidegate
