// Papers that were looked at, by the hash of their octets: each is opened once, however often its filing is
// checked. Several threads at a time. Private to this folder.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "tidegate/base/result.h"
#include "tidegate/filing/paper.h"

namespace tidegate::desk {

class PaperShelf {
 public:
  static constexpr std::size_t kMostBytes = std::size_t{128} << 20;  // of text; beyond, the oldest go

  using Read = std::function<Result<std::string>()>;
  // What the octets say; code, pointer and name are left to the caller. read: where they are not known yet.
  // Errors: those of `read`.
  Result<std::shared_ptr<const filing::Paper>> paper(const std::string& sha256, const std::string& file_name,
                                                     const Read& read);

 private:
  struct Kept {
    std::shared_ptr<const filing::Paper> paper;
    std::size_t bytes = 0;
    std::uint64_t used = 0;
  };
  std::mutex mutex_;
  std::map<std::string, Kept> kept_;
  std::size_t bytes_ = 0;
  std::uint64_t uses_ = 0;
};

}  // namespace tidegate::desk
