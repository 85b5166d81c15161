// Whose a row is. A firm reads and writes only its own: every such call of the store takes a Reach, which has
// no default.
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace tidegate {

// Id of a firm at the desk. A type of its own, so that no other text stands in for it.
class TenantId {
 public:
  TenantId() = default;  // nobody's
  explicit TenantId(std::string id) : id_(std::move(id)) {}
  const std::string& text() const { return id_; }
  bool empty() const { return id_.empty(); }
  friend bool operator==(const TenantId&, const TenantId&) = default;

 private:
  std::string id_;
};

// An authority's desk: which agency, and of a sector regulator which sector.
struct AgencyDesk {
  std::string agency;  // cyberspace public_security sector_regulator
  std::string sector;  // of a sector regulator; else empty
  friend bool operator==(const AgencyDesk&, const AgencyDesk&) = default;
};

// How far a reader sees: a firm its own rows, an authority the cases that lie on its desk, and the program
// itself all of them. What lies outside is not found: it is not told apart from what does not exist.
class Reach {
 public:
  static Reach of_firm(TenantId firm) { return Reach(std::move(firm), std::nullopt); }
  static Reach of_agency(AgencyDesk desk) { return Reach(std::nullopt, std::move(desk)); }
  // For the program's own work and for roles that see the whole zone (operator, auditor); never for a firm.
  static Reach of_whole_desk() { return Reach(std::nullopt, std::nullopt); }

  const std::optional<TenantId>& firm() const { return firm_; }
  const std::optional<AgencyDesk>& agency() const { return agency_; }

 private:
  Reach(std::optional<TenantId> firm, std::optional<AgencyDesk> agency)
      : firm_(std::move(firm)), agency_(std::move(agency)) {}
  std::optional<TenantId> firm_;
  std::optional<AgencyDesk> agency_;
};

}  // namespace tidegate
