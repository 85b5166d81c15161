#include <string>

#include "tidegate/assure/backup_checks.h"
#include "tidegate/base/hash.h"

namespace tidegate::assure {

void check_data(const BackupManifest& m, const BackupParts& parts, const BackupQuestion& q,
                BackupFound& out) {
  if (parts.list && m.data) {
    std::uint64_t octets = 0;
    for (const BackedUpFile& file : *parts.list) octets += file.octets;
    if (parts.list->size() != m.data->files || octets != m.data->octets ||
        hex(data_root(*parts.list)) != m.data->root)
      return out.reasons.add(BackupFault::kListForged);
  }
  if (!parts.list || !m.data || q.assessed.empty()) return out.reasons.add(BackupFault::kDataUnmatched);
  FileCounts listed;
  for (const BackedUpFile& file : *parts.list) ++listed[hex(file.hash)];
  FileCounts& held = out.held.emplace();
  out.a.coverage = BackupAssurance::Coverage{};
  BackupAssurance::Coverage& coverage = *out.a.coverage;
  for (const AssessedFile& file : q.assessed) {
    ++coverage.of_files;
    coverage.of_octets += file.octets;
    const auto at = listed.find(file.hash);
    if (at == listed.end() || at->second == 0) continue;
    --at->second;
    ++held[file.hash];
    ++coverage.files;
    coverage.octets += file.octets;
  }
}

}  // namespace tidegate::assure
