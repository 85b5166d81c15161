#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "tidegate/assure/scope_check.h"

namespace tidegate::assure {
namespace {

// E1 is no more than a paper of the firm's own.
constexpr EvidenceGrade kUnproven = EvidenceGrade::kE1;

struct Covered {
  AskedPlace place;
  EvidenceGrade best = EvidenceGrade::kE0;  // of one kind, each by itself
};

std::vector<Covered> best_of_kind(const std::string& kind, const std::vector<AskedPlace>& asked,
                                  const std::vector<CredentialAssurance>& found) {
  std::vector<Covered> out;
  for (const AskedPlace& place : asked) {
    out.push_back({place});
    for (const CredentialAssurance& one : found) {
      if (one.kind == kind && covers({kind, one.scope}, place))
        out.back().best = std::max(out.back().best, one.grade);
    }
  }
  return out;
}

// A system that stands at several places is told with each.
std::string name_of(const AskedPlace& place, const std::vector<Covered>& all) {
  const auto same =
      std::count_if(all.begin(), all.end(), [&](const Covered& c) { return c.place.system == place.system; });
  return same > 1 ? place.system + " (" + place.site + ")" : place.system;
}

CredentialReason uncovered(std::size_t of, std::size_t without, const std::string& first) {
  const std::string all = std::to_string(of);
  const std::string lacks = std::to_string(without);
  const bool is_one = without == 1;
  return {CredentialFault::kSystemUncovered,
          kUnproven,
          {"of " + all + " systems that must be covered " + lacks + (is_one ? " has" : " have") +
               " no credential of this kind that is proven: " + first + (is_one ? "" : " and others"),
           "须覆盖的 " + all + " 个系统中有 " + lacks + " 个未见经证明的同类资质：" + first +
               (is_one ? "" : "等")}};
}

// Why what the other systems have lets one prove no more; none: it does not.
std::optional<CredentialReason> reason_beside(const CredentialAssurance& one,
                                              const std::vector<Covered>& asked) {
  std::vector<const Covered*> others;
  for (const Covered& each : asked) {
    if (!covers({one.kind, one.scope}, each.place)) others.push_back(&each);
  }
  if (others.empty() || others.size() == asked.size()) return std::nullopt;  // of none it is told of its own
  const auto least =
      *std::min_element(others.begin(), others.end(), [](auto* a, auto* b) { return a->best < b->best; });
  const auto without = static_cast<std::size_t>(
      std::count_if(others.begin(), others.end(), [](auto* c) { return c->best <= kUnproven; }));
  const bool lacks_name = std::any_of(
      others.begin(), others.end(), [](auto* c) { return c->best <= kUnproven && c->place.system.empty(); });
  if (lacks_name)
    return CredentialReason{CredentialFault::kOtherSystem,
                            kUnproven,
                            {"a system that must be covered has no name", "须覆盖的系统中有未写明名称者"}};
  if (without > 0) return uncovered(asked.size(), without, name_of(least->place, asked));
  if (least->best >= one.grade) return std::nullopt;
  const std::string grade(to_string(least->best));
  const std::string name = name_of(least->place, asked);
  return CredentialReason{CredentialFault::kSystemUncovered,
                          least->best,
                          {"another system that must be covered has no credential of this kind that is "
                           "proven beyond " +
                               grade + ": " + name,
                           "须覆盖的另一系统，其同类资质所证不高于 " + grade + "：" + name}};
}

void hold(CredentialReason reason, CredentialAssurance& one) {
  one.grade = std::min(one.grade, reason.limit);
  auto& all = one.why_not_higher;
  const auto at = std::find_if(all.begin(), all.end(), [&](const auto& r) { return r.fault > reason.fault; });
  all.insert(at, std::move(reason));
}

}  // namespace

void hold_to_systems(const CredentialQuestion& question, std::vector<CredentialAssurance>& found) {
  const std::vector<AskedPlace> asked = asked_places(question);
  std::map<std::string, std::vector<Covered>> kinds;
  for (const CredentialAssurance& one : found) {
    if (!one.kind.empty() && kinds.count(one.kind) == 0)
      kinds[one.kind] = best_of_kind(one.kind, asked, found);
  }
  for (CredentialAssurance& one : found) {
    if (one.kind.empty() || one.grade <= EvidenceGrade::kE0) continue;
    if (auto beside = reason_beside(one, kinds[one.kind])) hold(*std::move(beside), one);
  }
}

}  // namespace tidegate::assure
