// Between a database and a backup file. Private to this room.
#pragma once

#include <cstdint>
#include <string>

#include "tidegate/base/result.h"
#include "tidegate/store/desk/desk_store.h"
#include "tidegate/store/desk/sql_session.h"

namespace tidegate::store {

// session  in a snapshot.
Result<BackupSums> write_backup_file(SqlSession& session, const std::string& file, std::int64_t now_ms);
// session  in a transaction, which the caller commits, or undoes after an error.
Result<BackupSums> restore_backup_file(SqlSession& session, const std::string& file);

}  // namespace tidegate::store
