// Links by which a recipient abroad fills in its own part of a filing, without an account: a token of 256
// bits, of which the desk keeps the hash, that opens the questions of one recipient and nothing else. It ends
// when the part is handed over, on its day, when it is taken back, when the filing is handed in, and when the
// list of recipients is changed, so that a number never comes to name another recipient.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/gate/desk/filings.h"

namespace tidegate {

class DeskTransaction;

struct NewRecipientLink {
  std::int64_t recipient = 0;  // place in the declaration's list
  std::int64_t days = 14;      // 1..30
};
struct RecipientLink {
  std::string id;
  std::int64_t recipient = 0;
  std::int64_t created_ms = 0;
  std::int64_t expires_ms = 0;
  std::string state;  // open done ended
  std::string token;  // of a new one alone; kept nowhere
};

// What the holder of a link sees.
struct RecipientPart {
  std::string exporter;  // the firm's name
  Text title;            // what is sent and why
  std::int64_t recipient = 0;
  std::string tasks;   // JSON: tasks of the form with the pointers of this recipient
  std::string values;  // JSON: {pointer: value}
  std::int64_t version = 0;
  std::int64_t expires_ms = 0;
  bool is_done = false;  // then no tasks and no values
  std::string filing;    // for the log; not for the holder
};
struct EditedPart {
  std::optional<RecipientPart> part;
  std::vector<PlacedProblem> problems;
};

class DeskRecipients {
 public:
  // Both outlive it.
  DeskRecipients(desk::Parts& parts, DeskFilings& filings) : parts_(parts), filings_(filings) {}

  // Errors: kNotFound, kOutOfRange (no such recipient; days), kConflict (too many are open; it may not be
  // changed just now).
  Result<RecipientLink> add(const DeskAsker& asker, const std::string& filing, const NewRecipientLink& made);
  Result<std::vector<RecipientLink>> links(const DeskAsker& asker, const std::string& filing);
  Result<void> take_back(const DeskAsker& asker, const std::string& filing, const std::string& link);

  // Errors: kNotFound for every token that opens nothing, whatever became of it.
  Result<RecipientPart> part(std::string_view token);
  Result<EditedPart> change(std::string_view token, const FilingEdit& edit);
  Result<void> hand_over(std::string_view token);

 private:
  desk::Parts& parts_;
  DeskFilings& filings_;
};

namespace desk {

// Whether a change may make a place in the list name another recipient.
bool moves_recipients(const FilingEdit& edit);
// Ends those that are still open. how: "ended".
Result<void> end_links(DeskTransaction& t, const std::string& filing, const std::string& how,
                       std::int64_t now_ms);

}  // namespace desk
}  // namespace tidegate
