#include "tidegate/assure/backup_checks.h"

namespace tidegate::assure {
namespace {

bool is_plain(const BackupManifest& m) { return m.tool == "files" || m.tool == "pg_basebackup"; }

}  // namespace

void check_keys(const BackupManifest& m, BackupReasons& reasons) {
  // Copies that are the data, octet for octet in number, lie in the clear whatever is said of them.
  if (m.is_encrypted && is_plain(m) && m.data && m.data->files == m.files && m.data->octets == m.octets)
    return reasons.add(BackupFault::kNotEncrypted,
                       {"it is said to be encrypted, and is as large as the data in the clear",
                        "称已加密，但与明文数据大小一致"});
  if (!m.is_encrypted) return reasons.add(BackupFault::kNotEncrypted);
  if (m.key_country != "CN") reasons.add(BackupFault::kKeyAbroad);
}

}  // namespace tidegate::assure
