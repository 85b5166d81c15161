// The desk's own housekeeping: backup, restore, migration, check. docs/formats/desk-backup.md.
#pragma once

#include <cstdint>
#include <string>

#include "tidegate/base/result.h"
#include "tidegate/gate/gate.h"

namespace tidegate {

struct AdminRequest {
  std::string data;      // folder of the desk's data
  std::string database;  // "postgresql://..."; empty: SQLite in the folder
  std::string password;  // of the server's user; empty: PGPASSWORD, PGPASSFILE
  std::string file;      // of the backup
  std::int64_t now_ms = 0;
};

// Into a new file, while a server goes on working.
Result<Printed> admin_backup(const AdminRequest& request, bool json, const Look& look);
// Into a desk that holds nothing yet.
Result<Printed> admin_restore(const AdminRequest& request, bool json, const Look& look);
// Brings the database to this program's shape.
Result<Printed> admin_migrate(const AdminRequest& request, bool json, const Look& look);
// Looks again at the credentials that cases and permits lean on, by the lists in the folder as they are now:
// what proves less is scored anew and told. Exit 3 where cases could not be looked at, or there is no list.
Result<Printed> admin_credentials(const AdminRequest& request, bool json, const Look& look);
// Reads and checks the zone's own data in a folder as serve would, and tells what counts.
Result<Printed> admin_check_zone(const std::string& folder, std::int64_t now_ms, bool json, const Look& look);
// Writes the program's own data into a new folder, for a zone to change.
Result<Printed> admin_new_zone(const std::string& folder, bool json, const Look& look);
// Whether everything holds; exit 6 where something does not.
Result<Printed> admin_check(const AdminRequest& request, bool json, const Look& look);

}  // namespace tidegate
