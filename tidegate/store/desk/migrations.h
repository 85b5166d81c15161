// The shape of the database, as steps that are only ever added to. Private to this room.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/store/desk/sql_session.h"

namespace tidegate::store {

struct Migration {
  std::int64_t number = 0;  // 1, 2 ...
  std::string name;
  std::vector<std::string> statements;  // in the words of one dialect; one may name work of ours in braces
  std::string sha256;                   // of the statements as they are written here, the same for both
};

// In their order. A step that was released never changes: its hash is kept beside it in the database.
std::vector<Migration> migrations(Dialect dialect);

enum class Migrating { kApply, kRefuse };

// Brings the database to this program's shape, all steps in one transaction, under a lock. Returns the number
// of the last step. Errors: kConflict (another program's database; a newer program's; a step that is not
// ours; kRefuse and steps are missing), and those of any statement. Nothing is changed then.
Result<std::int64_t> migrate(SqlSession& session, Migrating how);

}  // namespace tidegate::store
