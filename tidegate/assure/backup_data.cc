#include <map>
#include <string>

#include "tidegate/assure/backup_checks.h"
#include "tidegate/base/hash.h"

namespace tidegate::assure {

void check_data(const BackupManifest& m, const BackupParts& parts, const BackupQuestion& q,
                BackupReasons& reasons, BackupAssurance& out) {
  if (parts.list && m.data) {
    std::uint64_t octets = 0;
    for (const BackedUpFile& file : *parts.list) octets += file.octets;
    if (parts.list->size() != m.data->files || octets != m.data->octets ||
        hex(data_root(*parts.list)) != m.data->root)
      return reasons.add(BackupFault::kListForged);
  }
  if (!parts.list || !m.data || q.assessed.empty()) return reasons.add(BackupFault::kDataUnmatched);
  // As often as a file was assessed it must be there: two equal files are two.
  std::map<std::string, std::uint64_t> held;
  for (const BackedUpFile& file : *parts.list) ++held[hex(file.hash)];
  BackupAssurance::Coverage coverage;
  for (const AssessedFile& file : q.assessed) {
    ++coverage.of_files;
    coverage.of_octets += file.octets;
    const auto at = held.find(file.hash);
    if (at == held.end() || at->second == 0) continue;
    --at->second;
    ++coverage.files;
    coverage.octets += file.octets;
  }
  out.coverage = coverage;
  if (coverage.files == 0) return reasons.add(BackupFault::kWrongData);
  if (coverage.files == coverage.of_files) return;
  const std::string of = std::to_string(coverage.files) + "/" + std::to_string(coverage.of_files);
  const std::string octets = std::to_string(coverage.octets) + "/" + std::to_string(coverage.of_octets);
  reasons.add(BackupFault::kPartial,
              {"it holds " + of + " files and " + octets + " octets of the data that was assessed",
               "仅含所评估数据的 " + of + " 个文件、" + octets + " 字节"});
}

}  // namespace tidegate::assure
