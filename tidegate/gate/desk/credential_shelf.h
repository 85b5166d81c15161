// The lists that this desk checks credentials by, as its operator keeps them in the data folder:
// credentials/trust.jwt, trust-key.json, status/ (docs/credentials.md). Opened anew where a file of them
// has changed, so that a new list counts from the next question on. Private to this folder.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "tidegate/gate/credentials/lists.h"

namespace tidegate::desk {

// Several threads at a time.
class CredentialShelf {
 public:
  explicit CredentialShelf(std::string folder) : folder_(std::move(folder)) {}
  // nullptr: there is no trust list. Errors: as CredentialLists::open, until the files change again.
  Result<std::shared_ptr<CredentialLists>> lists();

 private:
  const std::string folder_;
  std::mutex mutex_;
  std::string seen_;  // names, sizes and times of the files
  std::optional<Result<std::shared_ptr<CredentialLists>>> opened_;
};

}  // namespace tidegate::desk
