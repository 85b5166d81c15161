// What records of the evidence log are about, by name ("case/01J..."), and the secret of each: its pseudonym
// stands in the log, its secret opens what lies sealed beside. Destroying a secret erases its subject; its
// name and pseudonym stay, so that nobody makes it a new one unseen.
//   One file of records: docs/formats/evidence-subjects.md. Several threads at a time.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/hash.h"
#include "tidegate/base/result.h"
#include "tidegate/store/write_file.h"

namespace tidegate {

class EvidenceSubjects {
 public:
  using Pseudonym = std::array<std::uint8_t, 16>;
  using Secret = std::array<std::uint8_t, 32>;
  struct Subject {
    Pseudonym pseudonym{};
    std::optional<Secret> secret;  // none: it was destroyed
  };
  static constexpr std::size_t kMost = 4'000'000;  // about 130 octets of memory each

  // Mode 0600; its folder is there. Errors: kUnavailable (something bears that name; the disk).
  static Result<void> make(const std::string& file);
  // What was torn at the end is cut off: nobody was told of it. Errors: kCorrupt (it is missing, or damaged
  // where somebody was told of it), kUnavailable (disk, a link, open permissions; another program has it
  // open).
  static Result<EvidenceSubjects> open(const std::string& file);
  EvidenceSubjects(EvidenceSubjects&& from) noexcept;
  EvidenceSubjects& operator=(EvidenceSubjects&&) = delete;
  ~EvidenceSubjects();  // wipes the secrets

  // Of each name, in that order. New ones are drawn from the system's random numbers and last on the disk
  // when this returns. Errors: kUnavailable, kLimit.
  Result<std::vector<Subject>> get_or_make(std::span<const std::string> names);
  std::optional<Subject> find(std::string_view name) const;
  std::set<Pseudonym> pseudonyms() const;
  // Overwritten in place and synced. What a disk or a file system keeps of old octets, and copies for backup,
  // it cannot reach. False: it was destroyed before. Errors: kNotFound, kUnavailable.
  Result<bool> destroy(std::string_view name);

 private:
  struct Kept {
    Subject subject;
    std::uint64_t offset = 0;
  };
  EvidenceSubjects(OpenFile file, std::string where) : file_(std::move(file)), where_(std::move(where)) {}
  Result<void> read();
  Result<void> write_at(std::uint64_t offset, std::string_view octets);
  Result<void> wipe(std::uint64_t record);

  OpenFile file_;
  std::string where_;
  mutable std::mutex mutex_;
  std::map<Sha256, Kept> kept_;  // by the hash of the name
  std::uint64_t end_ = 0;
};

}  // namespace tidegate
