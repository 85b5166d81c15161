// Reads where the desk's database lies. Private to this room.
#pragma once

#include <string>

#include "tidegate/base/result.h"
#include "tidegate/store/desk/sql_session.h"

namespace tidegate::store {

inline constexpr const char* kDeskFile = "desk.db";

// url       empty: SQLite in the folder.
// password  of the server's user; empty: left to libpq.
// Errors: kMalformed, with nothing of the URL in it.
Result<SqlPlace> sql_place(const std::string& folder, const std::string& url,
                           const std::string& password = {});

// "postgresql://user:secret@host/db?password=x" -> "postgresql://user@host/db".
std::string without_secrets(const std::string& url);

}  // namespace tidegate::store
