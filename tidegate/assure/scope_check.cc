#include "tidegate/assure/scope_check.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace tidegate::assure {
namespace {

using Places = std::vector<AskedPlace>;

template <std::size_t N>
bool is_among(std::string_view kind, const std::array<std::string_view, N>& kinds) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// Of the holder as a whole, unless it says of what.
bool is_of_holder(std::string_view kind) {
  constexpr std::array<std::string_view, 5> kKinds{"dsmm", "audit", "important_data_report", "staff",
                                                   "recipient_local"};
  return is_among(kind, kKinds);
}

// Of all that the holder does at its sites, unless it says of what.
bool is_of_sites(std::string_view kind) {
  constexpr std::array<std::string_view, 4> kKinds{"iso27001", "iso27701", "iso27018", "iso22301"};
  return is_among(kind, kKinds);
}

bool is_named(const std::string& name, const std::vector<std::string>& names) {
  return !name.empty() && std::find(names.begin(), names.end(), name) != names.end();
}

bool covers_system(const ScopeOfKind& of, const AskedPlace& place) {
  if (!of.scope.systems.empty()) return is_named(place.system, of.scope.systems);
  return is_of_holder(of.kind) || is_of_sites(of.kind);
}

bool covers_site(const ScopeOfKind& of, const AskedPlace& place) {
  return of.scope.sites.empty() ? is_of_holder(of.kind) : is_named(place.site, of.scope.sites);
}

Text nobody_said() {
  return {"it is limited in scope, and nobody said what it must cover", "其范围有限，而未说明须覆盖什么"};
}

Places with(const Places& places, const std::string AskedPlace::*what) {
  Places out;
  std::copy_if(places.begin(), places.end(), std::back_inserter(out),
               [&](const AskedPlace& place) { return !(place.*what).empty(); });
  return out;
}

void check_systems(const ScopeOfKind& of, const Places& asked, Findings& findings) {
  constexpr auto kFault = CredentialFault::kOtherSystem;
  if (of.scope.systems.empty()) {
    if (!is_of_holder(of.kind) && !is_of_sites(of.kind))
      findings.add(kFault, EvidenceGrade::kE1, {"its scope names no system", "其范围未写明任何系统"});
    return;
  }
  const Places named = with(asked, &AskedPlace::system);
  if (named.empty()) return findings.add(kFault, EvidenceGrade::kE1, nobody_said());
  if (std::none_of(named.begin(), named.end(), [&](const AskedPlace& p) { return covers_system(of, p); }))
    findings.add(kFault);
}

void check_sites(const ScopeOfKind& of, const Places& asked, Findings& findings) {
  constexpr auto kFault = CredentialFault::kOtherSite;
  if (of.scope.sites.empty()) {
    if (!is_of_holder(of.kind))
      findings.add(kFault, EvidenceGrade::kE1, {"its scope names no site", "其范围未写明任何场所"});
    return;
  }
  Places own;  // where the systems that it covers stand; of none that it covers, all
  std::copy_if(asked.begin(), asked.end(), std::back_inserter(own),
               [&](const AskedPlace& place) { return covers_system(of, place); });
  if (own.empty()) own = asked;
  const Places placed = with(own, &AskedPlace::site);
  if (own.empty()) return findings.add(kFault, EvidenceGrade::kE1, nobody_said());
  if (!placed.empty() &&
      std::none_of(placed.begin(), placed.end(), [&](const AskedPlace& p) { return covers_site(of, p); }))
    return findings.add(kFault);
  if (placed.size() < own.size())
    findings.add(kFault, EvidenceGrade::kE1,
                 {"it names sites, and of a system that it must cover nobody says where it stands",
                  "其写明了场所，而须覆盖的系统中有未写明所在城市者"});
}

void check_processes(const std::vector<std::string>& asked, const std::vector<std::string>& covered,
                     Findings& findings) {
  constexpr auto kFault = CredentialFault::kOtherProcess;
  if (asked.empty() && covered.empty()) return;
  if (asked.empty()) return findings.add(kFault, EvidenceGrade::kE1, nobody_said());
  if (covered.empty())
    return findings.add(kFault, EvidenceGrade::kE1,
                        {"its scope names no process", "其范围未写明任何业务过程"});
  if (!std::all_of(asked.begin(), asked.end(), [&](const auto& name) { return is_named(name, covered); }))
    findings.add(kFault);
}

}  // namespace

std::vector<AskedSystem> each_at(const std::vector<std::string>& names,
                                 const std::vector<std::string>& sites) {
  std::vector<AskedSystem> out;
  for (const std::string& name : names) out.push_back({name, sites});
  if (names.empty() && !sites.empty()) out.push_back({{}, sites});
  return out;
}

std::vector<AskedPlace> asked_places(const CredentialQuestion& question) {
  std::set<AskedPlace> out;
  for (const AskedSystem& system : question.systems) {
    if (system.sites.empty()) out.insert({system.name, {}});
    for (const std::string& site : system.sites) out.insert({system.name, site});
  }
  return {out.begin(), out.end()};
}

bool covers(const ScopeOfKind& of, const AskedPlace& place) {
  return covers_system(of, place) && covers_site(of, place);
}

void check_scope(const ScopeOfKind& of, const CredentialQuestion& question, Findings& findings) {
  const Places asked = asked_places(question);
  check_systems(of, asked, findings);
  check_sites(of, asked, findings);
  check_processes(question.processes, of.scope.processes, findings);
}

}  // namespace tidegate::assure
