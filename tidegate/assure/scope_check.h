// Which systems a credential covers, and where: by its scope, and by the nature of its kind. A test of MLPS
// or of cryptography is of named systems; a certificate of a management system is of the firm at its sites;
// an audit or an appointment is of the firm. Private to the room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tidegate/assure/check.h"
#include "tidegate/assure/findings.h"
#include "tidegate/terms/assurance.h"

namespace tidegate::assure {

// One system at one place; empty: it has no name, or nobody says where it stands.
struct AskedPlace {
  std::string system;
  std::string site;
  friend auto operator<=>(const AskedPlace&, const AskedPlace&) = default;
};
// Sorted, each once.
std::vector<AskedPlace> asked_places(const CredentialQuestion& question);

struct ScopeOfKind {
  std::string_view kind;
  const CredentialScope& scope;
};
bool covers(const ScopeOfKind& of, const AskedPlace& place);

// What its scope says against it, whatever others cover: it names nothing of what is asked, does not name
// what its kind must name, or nobody said what must be covered.
void check_scope(const ScopeOfKind& of, const CredentialQuestion& question, Findings& findings);

// credentials_together.cc: have the systems beside those that each covers a credential of its kind that is
// proven? Of all of a firm, each concluded by itself before.
void hold_to_systems(const CredentialQuestion& question, std::vector<CredentialAssurance>& found);

}  // namespace tidegate::assure
