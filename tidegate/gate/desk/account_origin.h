// How an account came to be opened, as its row says it: by whom somebody was last given a way in, and whether
// the password is still one that another chose. Private to this folder.
#pragma once

#include <cstdint>
#include <string>

#include "tidegate/base/result.h"
#include "tidegate/store/desk/rows.h"

namespace tidegate::desk {

struct AccountOrigin {
  bool is_by_claims = false;     // an identity provider's claims made it, and go on to rule
  bool password_is_due = false;  // another chose it: its owner chooses one before anything else
  std::string opened_by;         // account that last gave a way in: made it, set its password, dropped its
                                 // second factor, linked a subject; empty: nobody of the desk
  std::int64_t opened_ms = 0;    // when
  bool was_somebodys = false;    // that it was given of an account that was there already
};
std::string origin_text(const AccountOrigin& origin);  // an account's document
// Errors: kCorrupt.
Result<AccountOrigin> origin_of(const AccountRow& row);

// Who gives a way in knows it, and can come in as that person until the owner finds the door shut.
void open_to(AccountRow& row, AccountOrigin origin, const std::string& by, std::int64_t now_ms,
             bool was_somebodys);

}  // namespace tidegate::desk
