// The lists that this desk checks credentials by, as its operator keeps them in the data folder:
// credentials/trust.jwt, trust-key.json, status/ (docs/credentials.md). Opened anew where a file of them
// has changed, so that a new list counts from the next question on. And what it checks backups by besides:
// backups/ of the data folder (docs/backups.md), read at each question. Private to this folder.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "tidegate/gate/backups/claimed.h"
#include "tidegate/gate/credentials/lists.h"

namespace tidegate::desk {

// Several threads at a time.
class CredentialShelf {
 public:
  // data: the desk's folder.
  explicit CredentialShelf(std::string data) : data_(std::move(data)), folder_(data_ + "/credentials") {}
  // nullptr: there is no trust list. Errors: as CredentialLists::open, until the files change again.
  Result<std::shared_ptr<CredentialLists>> lists();
  // Of that firm. lists  outlive it. Errors: as backup_trust.
  Result<BackupTrust> backups(const CredentialLists& lists, const std::string& uscc) const {
    return backup_trust(data_, uscc, &lists.trust());
  }

 private:
  const std::string data_;
  const std::string folder_;
  std::mutex mutex_;
  std::string seen_;  // names, sizes and times of the files
  std::optional<Result<std::shared_ptr<CredentialLists>>> opened_;
};

}  // namespace tidegate::desk
