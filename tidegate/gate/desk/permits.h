// What people do with permits at the desk: look, fetch the signed files, suspend, resume and revoke. Several
// threads at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/gate/desk/desk.h"
#include "tidegate/terms/flow.h"
#include "tidegate/terms/permit.h"

namespace tidegate {

// active suspended revoked as stated; not_yet expired by the calendar of China; held: never signed; released:
// was held, and was issued under another id on a lead's terms.
struct DeskPermit {
  std::string id;
  std::string case_id;
  std::string firm;  // id
  PermitExporter exporter;
  std::string state;
  std::string valid_from;  // of what is held: empty
  std::string valid_until;
  std::int64_t issued_ms = 0;
  std::int64_t version = 0;
  std::vector<std::string> destinations;
  std::int64_t items = 0;
  Text held_because;        // held
  bool is_doubted = false;  // it stands on less than it did, and nobody has settled what becomes of it
};

struct DeskPermitMark {
  std::string kind;  // doubted settled
  std::int64_t at_ms = 0;
  std::int64_t step = 0;  // of the case, that says why
};

struct DeskPermitPage {
  DeskPermit summary;
  std::string contents;                  // of what is held: empty
  std::string sha256;                    // of the contents
  std::vector<PermitStatus> statements;  // changes, oldest first, and the last renewal where it is newer
  Permit permit;
  PermitUsage usage;
  std::vector<DeskPermitMark> marks;                              // oldest first
  std::int64_t refused_flows = 0;                                 // recorded as refused: how many,
  std::string last_refused_on;                                    // when last,
  std::vector<std::pair<std::string, std::int64_t>> refused_for;  // and for which reasons
};

struct DeskPermitChange {
  std::int64_t version = 0;  // that was read
  PermitState state = PermitState::kActive;
  Text reason;  // to suspend or revoke: Chinese at least
};

// What a lead states where the declaration left a side open. What is left out stays as declared.
struct DeskPermitTerms {
  std::int64_t version = 0;  // of the held row that was read
  YearlyBound persons;
  YearlyBound sensitive_persons;
  YearlyBound octets;
  std::optional<Encryption> encryption;  // the least for every link
};

class DeskPermits {
 public:
  explicit DeskPermits(desk::Parts& parts) : parts_(parts) {}

  Result<DeskPage<DeskPermit>> permits(const DeskAsker& asker, const DeskPageAsk& page);
  Result<DeskPermitPage> permit(const DeskAsker& asker, const std::string& id);
  // The signed file (.tgp), and the newest statement of its status (.tgs), which is signed now where the last
  // one is an hour old. Errors: kConflict (held: there is none).
  Result<std::string> file(const DeskAsker& asker, const std::string& id);
  Result<std::string> status(const DeskAsker& asker, const std::string& id);
  // Errors: as desk::state_next.
  Result<DeskPermitPage> change(const DeskAsker& asker, const std::string& id,
                                const DeskPermitChange& change);
  // Issues what is held, on these terms beside what was decided; the held row is `released` then. Errors:
  // kOutOfRange (it is not held; a side is still open: `where` and the text say which), kConflict.
  Result<DeskPermitPage> release(const DeskAsker& asker, const std::string& id, const DeskPermitTerms& terms);
  // As `tidegate permit verify --trust` reads it. For everybody.
  Result<std::string> trust();
  // Opens the desk's key, or makes it: so that a key that does not open is told when the server starts.
  Result<void> open_key();

 private:
  desk::Parts& parts_;
};

}  // namespace tidegate
