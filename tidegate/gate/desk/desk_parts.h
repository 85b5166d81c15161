// What the desk's journeys share. Private to this folder.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tidegate/access/sign_in.h"
#include "tidegate/gate/desk/desk.h"
#include "tidegate/gate/desk/desk_law.h"
#include "tidegate/gate/desk/permit_keys.h"
#include "tidegate/gate/desk/stranger_attempts.h"
#include "tidegate/gate/desk/zone_told.h"
#include "tidegate/store/desk/desk_store.h"
#include "tidegate/terms/case.h"
#include "tidegate/terms/uscc.h"

namespace tidegate {

class FilingGrounds;

namespace desk {

// A case that has just been decided, in the transaction that keeps it.
struct DecidedCase {
  const Case& after;
  const Decision& decision;        // the last one
  const CaseRow& row;              // as it is kept now
  const FilingVersionRow& filing;  // the version that was decided of
};

// Something that happened to a case.
struct CaseNews {
  // "case." and the step's name: "case.supplement_asked", "case.decided" ...; "case.state_changed" once at
  // the end of what was taken together, with the state that it reached.
  // "permit.issued", "permit.held", "permit.suspended", "permit.resumed", "permit.revoked".
  std::string kind;
  std::string case_id;
  TenantId tenant;
  std::string state;
  std::int64_t seq = 0;
  std::int64_t at_ms = 0;
  bool is_for_firm = false;  // false: the firm learns nothing of it
  std::string permit{};      // of "permit.*": its id, and `state` is the permit's
};

class CredentialShelf;
class Workers;

template <std::size_t N>
std::array<std::uint8_t, N> drawn();  // from the system's source of chance
extern template std::array<std::uint8_t, 10> drawn();
extern template std::array<std::uint8_t, 16> drawn();
extern template std::array<std::uint8_t, 20> drawn();
extern template std::array<std::uint8_t, 32> drawn();

struct Parts {
  Parts();
  ~Parts();
  std::unique_ptr<DeskStore> store;
  const Clock* clock = nullptr;
  DeskLaw law;
  ZoneTold zone;  // the files that it works by
  // Called inside the transaction that takes a case's step, so possibly several times; set before the first
  // request. Empty: nothing is done.
  std::function<Result<void>(DeskTransaction&, const DecidedCase&)> decided;
  std::function<Result<void>(DeskTransaction&, const CaseNews&)> told;
  // Not there: no case is scored anew.
  std::unique_ptr<FilingGrounds> filing_grounds;  // packs, form and template, read once
  std::unique_ptr<Workers> workers;               // stand on the store: they go first
  std::shared_ptr<PermitKeys> permit_keys;
  StrangerAttempts strangers{drawn<32>()};
  std::unique_ptr<CredentialShelf> credentials;  // not there: none is believed
  std::int64_t now() const { return clock->now_ms(); }
};

std::string new_id(std::int64_t now_ms);

// Errors: kCorrupt (a role that this program does not know).
Result<DeskAccount> account_of(const AccountRow& row);
// Whose rows an account sees.
Reach reach_of(const DeskAccount& account);

AuditRow audit_row(const DeskAccount& who, std::string action, std::string object, std::string outcome,
                   std::int64_t now_ms);

// In force: a code of it was shown.
bool has_second_factor(const AccountRow& row);
// The step of a code of it that was not taken yet; 0: it is none.
std::int64_t step_of_code(const AccountRow& row, const std::string& code, std::int64_t now_ms);

// What is kept of an account's failures, and back.
access::Attempts attempts_of(const AccountRow& row);
void keep(const access::Attempts& attempts, AccountRow& row);

// A session of the account, made new or in the place of another.
Result<DeskSession> begin_session(DeskTransaction& t, const DeskAccount& account, std::int64_t now,
                                  std::int64_t expires, const std::string& rotated_from);

// What is wrong with where a role stands: a firm, an agency, a sector. Nothing of it is looked up.
std::optional<Error> fault_of_place(Role role, const std::string& tenant, const std::string& agency,
                                    const std::string& sector);

// Argon2id takes tens of milliseconds and of megabytes: never inside a transaction. Errors: kUnavailable (no
// memory).
Result<std::string> hashed(std::string_view password);

Error wrong_password(std::string where);

// A row's place in a list, as one opaque text, and back. Errors: kMalformed.
std::string cursor_text(const std::optional<Cursor>& cursor);
Result<PageAsk> page_of(const DeskPageAsk& ask);

}  // namespace desk
}  // namespace tidegate
