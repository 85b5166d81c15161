// What the desk's journeys share. Private to this folder.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "tidegate/gate/desk/desk.h"
#include "tidegate/store/desk/desk_store.h"
#include "tidegate/terms/uscc.h"

namespace tidegate {

namespace desk {

struct Parts {
  std::unique_ptr<DeskStore> store;
  const Clock* clock;
  std::int64_t now() const { return clock->now_ms(); }
};

template <std::size_t N>
std::array<std::uint8_t, N> drawn();  // from the system's source of chance
extern template std::array<std::uint8_t, 10> drawn();
extern template std::array<std::uint8_t, 16> drawn();
extern template std::array<std::uint8_t, 20> drawn();
extern template std::array<std::uint8_t, 32> drawn();

std::string new_id(std::int64_t now_ms);

// Errors: kCorrupt (a role that this program does not know).
Result<DeskAccount> account_of(const AccountRow& row);
// Whose rows an account sees.
Reach reach_of(const DeskAccount& account);

AuditRow audit_row(const DeskAccount& who, std::string action, std::string object, std::string outcome,
                   std::int64_t now_ms);

// Argon2id takes tens of milliseconds and of megabytes: never inside a transaction. Errors: kUnavailable (no
// memory).
Result<std::string> hashed(std::string_view password);

Error wrong_password(std::string where);

// A row's place in a list, as one opaque text, and back. Errors: kMalformed.
std::string cursor_text(const std::optional<Cursor>& cursor);
Result<PageAsk> page_of(const DeskPageAsk& ask);

}  // namespace desk
}  // namespace tidegate
