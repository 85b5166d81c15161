// Where repositories lie, as the operator says: no network is asked. Private to gate.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tidegate/assure/backup_manifest.h"
#include "tidegate/gate/gate.h"

namespace tidegate {

// Whether it names another machine: "sftp:host:/path", "s3:...", "ssh://host/path", "host:path".
bool is_elsewhere(const std::string& repository);

struct KnownSite {
  std::string at;  // what the repository's address begins with; the longest that fits counts
  assure::BackupSite site;
  std::string real{};  // of a path where it leads, links followed; empty: as "at"
};
// Where a path leads, links and ".." followed; as it is where that cannot be told.
std::string place_of(const std::string& path);
Result<std::vector<KnownSite>> read_sites(const std::string& file, const GateOptions& options);
std::optional<assure::BackupSite> site_of(const std::string& repository, const std::vector<KnownSite>& sites);
// "CN/Beijing". Errors: kMalformed.
Result<assure::BackupSite> parse_site(const std::string& text, const char* option);

}  // namespace tidegate
