// The desk's journeys: what people do at it, once a door has found out who they are and what they ask.
// Several threads at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/clock.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/gate/desk/zone_told.h"
#include "tidegate/terms/role.h"

namespace tidegate {

namespace desk {
struct Parts;
}

struct DeskOptions {
  std::string folder;        // of mode 0700; is made where it is not there
  std::string database_url;  // PostgreSQL; empty: SQLite in the folder
  const Clock* clock = nullptr;
  std::string permit_key{};  // private key that signs permits; empty: one of its own in the folder
  std::string permit_passphrase_file{};  // of that key; empty: it lies plain
  std::string program = "tidegate";      // as assessments name it: "tidegate 0.1.0"
  std::string password{};                // of the database's user; empty: PGPASSWORD, PGPASSFILE
  bool migrates = true;                  // false: a database of another shape is refused
};

// An account as those may see it who administer it.
struct DeskAccount {
  std::string id;
  std::string login;
  std::string name;
  Role role = Role::kAuditor;
  std::string tenant;  // of a firm's
  std::string agency;  // of officers and leads
  std::string sector;
  bool has_second_factor = false;
  bool password_is_due = false;  // another chose it: until its owner does, nothing else is done
  bool is_disabled = false;
  std::string subject;  // of an identity provider: "https://id.example|1234"; empty: none
  std::int64_t locked_until_ms = 0;
  std::int64_t created_ms = 0;
  std::int64_t version = 0;
};

// Who asks, and by which session.
struct DeskAsker {
  DeskAccount account;
  std::string token_hash;  // of the session
};

struct DeskSession {
  std::string token;  // for the cookie; kept nowhere
  std::string csrf;
  std::int64_t expires_ms = 0;
  DeskAccount account;
};

enum class SignInAnswer { kWelcome, kNeedsCode, kWrong, kLocked };
struct SignInAsk {
  std::string login;
  std::string password;
  std::string code;  // empty: none is given
};
struct DeskSignIn {
  SignInAnswer answer = SignInAnswer::kWrong;
  std::int64_t locked_until_ms = 0;    // kLocked
  std::optional<DeskSession> session;  // kWelcome
};

// A change of the own account: done, unless it is locked.
struct DeskOwnChange {
  std::int64_t locked_until_ms = 0;  // not 0: too many wrong passwords or codes; nothing was looked at
  bool needs_code = false;           // the password is right; the code of the second factor is missing
  std::string address{};             // of a second factor that was begun: otpauth
};

struct DeskPageAsk {
  std::string after;  // what the page before gave as `next`; empty: from the beginning
  std::int64_t limit = 50;
};
template <typename T>
struct DeskPage {
  std::vector<T> rows;
  std::string next;  // empty: the last
};

struct NewDeskAccount {
  std::string login;
  std::string name;
  Role role = Role::kAuditor;
  std::string tenant;
  std::string agency;
  std::string sector;
  std::string password;  // the first one; its owner chooses another before anything else. Empty where there
                         // is a subject: no password
  std::string subject;
};
// Everything that is wrong with an account to be made, in the order of its fields; nothing of it is looked
// up.
std::vector<Error> faults_of(const NewDeskAccount& made);

struct DeskAccountChange {
  std::int64_t version = 0;  // that was read
  std::optional<std::string> name;
  std::optional<bool> is_disabled;
  bool unlocks = false;
  std::optional<std::string> password;  // a new one, where the old one is lost
  bool drops_second_factor = false;     // where the device is lost
  std::optional<std::string> subject;   // empty: linked to none
};

struct DeskAudit {
  std::int64_t seq = 0;
  std::int64_t at_ms = 0;
  std::string account;
  std::string role;
  std::string agency;
  std::string tenant;
  std::string action;
  std::string object;
  std::string outcome;
  std::string detail;  // a JSON object of ids, names of fields and counts; of a freeze the reasons, in words
  std::string hash;
};

class ZoneDesk {
 public:
  // By the zone's own data in the folder (zone/), where it is there: read before anything is made.
  // Errors: as those of DeskStore::open and load_zone.
  static Result<std::unique_ptr<ZoneDesk>> open(const DeskOptions& options);
  ~ZoneDesk();

  Result<void> ready();                 // whether the database answers
  const std::string& shown();           // where it lies, without a password
  const ZoneTold& zone() const;         // the files that it works by
  Result<bool> has_accounts();          // false: `tidegate admin init` has not made the first one
  Result<void> sweep();                 // takes away what is past its end
  std::size_t operations_held() const;  // waiting or running in this process

  // The first account, an operator, where there is none yet. Errors: kConflict (there is one), kOutOfRange
  // (the password will not do).
  Result<DeskAccount> add_first_account(const std::string& login, const std::string& password);

  Result<DeskSignIn> sign_in(const SignInAsk& ask);
  // nullopt: no session, or one that has ended. renewed: the token was due to be changed, and this is the new
  // one.
  struct Known {
    DeskAsker asker;
    std::optional<DeskSession> renewed;
  };
  Result<std::optional<Known>> who_asks(std::string_view token);
  Result<void> sign_out(const DeskAsker& asker);

  // What changes the own account is guessed at as a sign-in is: a wrong password or code counts as one, is
  // audited, and shuts the account as long.
  // Ends every other session of the account, and what a password that another chose holds up. Errors:
  // kOutOfRange at "/old" (it is wrong) or "/new" (it will not do, or is the old one).
  Result<DeskOwnChange> change_password(const DeskAsker& asker, const std::string& old_password,
                                        const std::string& new_password);
  // A second factor that is not in force until a code of it was shown. Errors: kConflict (there is one in
  // force), kOutOfRange at "/password".
  Result<DeskOwnChange> begin_second_factor(const DeskAsker& asker, const std::string& password);
  Result<DeskOwnChange> confirm_second_factor(const DeskAsker& asker, const std::string& code);
  // By the password and a code of the one that is in force; who has lost it asks an administrator. Errors:
  // kOutOfRange at "/password" or "/code".
  Result<DeskOwnChange> drop_second_factor(const DeskAsker& asker, const std::string& password,
                                           const std::string& code);

  // A firm's administrator sees and makes accounts of the firm; the operator those of authorities, and of
  // firms.
  Result<DeskPage<DeskAccount>> accounts(const DeskAsker& asker, const DeskPageAsk& page);
  Result<DeskAccount> account(const DeskAsker& asker, const std::string& id);
  Result<DeskAccount> add_account(const DeskAsker& asker, const NewDeskAccount& made);
  Result<DeskAccount> change_account(const DeskAsker& asker, const std::string& id,
                                     const DeskAccountChange& change);

  struct Firm {
    std::string id, uscc, name;
    bool is_disabled = false;
    std::int64_t created_ms = 0;
    std::int64_t version = 0;
  };
  Result<DeskPage<Firm>> firms(const DeskAsker& asker, const DeskPageAsk& page);
  Result<Firm> firm(const DeskAsker& asker, const std::string& id);
  Result<Firm> add_firm(const DeskAsker& asker, const std::string& uscc, const std::string& name);
  // Of a disabled firm nobody comes in, and nothing is sent to its webhooks; its cases, clocks and permits
  // stay as they are. Errors: kNotFound, kConflict (it moved on since `version` was read).
  Result<Firm> change_firm(const DeskAsker& asker, const std::string& id, std::int64_t version,
                           bool is_disabled);

  Result<std::vector<DeskAudit>> audit(const DeskAsker& asker, std::int64_t after, std::int64_t limit);

  // What the journeys of this folder stand on.
  desk::Parts& parts() { return *parts_; }

 private:
  explicit ZoneDesk(std::unique_ptr<desk::Parts> parts);
  std::unique_ptr<desk::Parts> parts_;
};

}  // namespace tidegate
