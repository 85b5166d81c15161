#include "tidegate/gate/backups/record_backup.h"

#include <utility>

#include "tidegate/assure/backup_manifest.h"
#include "tidegate/base/hash.h"
#include "tidegate/gate/packs.h"

namespace tidegate {

OwnRecorded record_backup(const std::string& file, const std::string& manifest,
                          const std::string& passphrase_file, const GateOptions& options) {
  std::string bytes[2];
  for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) {
    auto read = read_file(i == 0 ? file : manifest, assure::kLargestManifest + 2);
    if (!read) return {std::nullopt, false, read.error()};
    bytes[i] = std::move(*read);
  }
  NamedRecord named{"backup-check/" + sha256_hex(bytes[0]), {}};
  named.record.kind = RecordKind::kBackup;
  named.record.statement = sha256(bytes[0]);
  named.record.fields = {{"manifest.sha256", sha256_hex(bytes[1])}};
  return record_own(std::move(named), passphrase_file, options);
}

}  // namespace tidegate
