// What records of the evidence log are about, by name ("case/01J..."), and the secret of each: its pseudonym
// stands in the log, its secret opens what lies sealed beside. Destroying a secret erases its subject; its
// name and pseudonym stay, so that nobody makes it a new one unseen.
//   One file of records: docs/formats/evidence-subjects.md. Several threads at a time; those that bring new
//   names while another writes share the next write and its sync.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/hash.h"
#include "tidegate/base/result.h"
#include "tidegate/base/waiting_line.h"
#include "tidegate/store/subjects_file.h"

namespace tidegate {

class EvidenceSubjects {
 public:
  using Pseudonym = std::array<std::uint8_t, 16>;
  using Secret = std::array<std::uint8_t, 32>;
  struct Subject {
    Pseudonym pseudonym{};
    std::optional<Secret> secret;  // none: it was destroyed
  };
  static constexpr std::size_t kMost = 4'000'000;    // about 130 octets of memory each
  static constexpr std::size_t kMaxWaiting = 4'096;  // callers with new names
  static constexpr std::size_t kMostNames = 65'536;  // of several callers that share a write

  // Mode 0600; its folder is there. Errors: kUnavailable (something bears that name; the disk).
  static Result<void> make(const std::string& file);
  // Reads every octet and, but for a destruction that was cut off, changes none. Errors: kCorrupt (it is
  // missing, or damaged where somebody was told of it), kMalformed (of a later version), kUnavailable (disk,
  // a link, open permissions; another program has it open).
  static Result<EvidenceSubjects> open(const std::string& file);
  static Result<EvidenceSubjects> open(std::unique_ptr<SubjectsFile> file, const std::string& where);
  EvidenceSubjects(EvidenceSubjects&& from) noexcept;
  EvidenceSubjects& operator=(EvidenceSubjects&&) = delete;
  ~EvidenceSubjects();  // wipes the secrets

  // Cuts what tore at the end, and makes the rest last; a file of version 1 becomes one of version 2. Called
  // by whoever knows that no record is about a subject that is not here: the last ones may be damaged and not
  // torn, which nobody can tell from the file alone. Otherwise with the first new name. Errors: kUnavailable.
  Result<void> settle();
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
  using AllKept = std::map<Sha256, Kept>;  // by the hash of the name
  struct Wish {
    std::vector<Sha256> names;
    Result<std::vector<Subject>> subjects{};
  };
  // New ones that are written together.
  struct Group {
    AllKept made;
    std::string records;
    ~Group();
  };

  EvidenceSubjects(std::unique_ptr<SubjectsFile> file, std::string where)
      : file_(std::move(file)), where_(std::move(where)) {}
  Result<void> read();
  bool take(std::string_view record);
  Result<void> write_and_sync(std::uint64_t offset, std::string_view octets);
  Result<void> wipe(std::uint64_t record);
  Result<void> settle_locked();
  std::optional<std::vector<Subject>> known(std::span<const Sha256> names) const;
  Result<std::vector<Subject>> draw(std::span<const Sha256> names, Group& group) const;
  void make_for_all();
  Result<void> write(Group& group);

  std::unique_ptr<SubjectsFile> file_;
  std::string where_;
  WaitingLine<Wish> line_{kMaxWaiting};
  mutable std::mutex mutex_;  // of what follows; what is written behind end_ is of whoever stands first
  AllKept kept_;              // all of them last, once they are settled
  std::uint64_t end_ = 0;     // of their records
  std::uint64_t size_ = 0;    // of the file, when it was read
  std::uint64_t told_ = 0;    // how many the head says that last
  bool is_settled_ = false;
  bool has_torn_ = false;  // a write failed: any part of it may lie behind end_
};

}  // namespace tidegate
