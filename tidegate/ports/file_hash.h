// The SHA-256 of a file on its way, by OpenSSL, whose library is loaded with the first hash that is taken.
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "tidegate/base/hash.h"

namespace tidegate {

class FileHash {
 public:
  // None: OpenSSL's libcrypto is not installed.
  static std::optional<FileHash> begin();

  FileHash(FileHash&& other) noexcept;
  FileHash& operator=(FileHash&& other) noexcept;
  ~FileHash();

  void add(std::span<const char> octets);
  Sha256 so_far() const;  // more may be added behind it

 private:
  struct State;
  explicit FileHash(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tidegate
