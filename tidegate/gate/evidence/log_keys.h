// The keys of a log as it says them itself: its first ones and every change that stands in it. What its
// folder holds is told apart by that, so that a program cut off in the middle of a change leaves either the
// old key in force or the new one, with its entry in the log:
//   1. the new key is written beside the old one (log.next.pem) and lasts;
//   2. the old key signs the `key` entry, which lasts in the log: from here on the new one is in force;
//   3. the next checkpoint covers that entry, signed by the new key;
//   4. the new key takes the old one's place, which destroys it.
// Before 2 the file beside is removed when the log is opened; after 2 it is the key that signs. The old one
// is kept until 4, since before a checkpoint covers the entry damage to the log's end may take it away again.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/signature.h"
#include "tidegate/evidence/key_history.h"
#include "tidegate/gate/evidence/log_folder.h"

namespace tidegate {

class LogKeys {
 public:
  LogKeys(std::string folder, log_folder::Folder read);

  bool has_sm3() const { return trees_[1].has_value(); }
  OctetSigner& in_force(bool is_sm3) const { return *tree(is_sm3).signer; }
  const evidence::VerifierKey& key(bool is_sm3) const { return tree(is_sm3).line.back(); }
  // Every one of that tree, the first first.
  const evidence::KeyLine& line(bool is_sm3) const { return tree(is_sm3).line; }
  std::vector<evidence::VerifierKey> all() const;
  std::vector<evidence::VerifierKey> all_in_force() const;
  std::uint64_t changes() const { return changes_; }         // entries of keys and policies
  const std::string& declared() const { return declared_; }  // the newest policy in the log; empty: none
  // A change of the log's own key stands at or behind this index.
  bool changed_from(std::uint64_t index) const;
  bool is_changing() const;  // a key that was given up is not destroyed yet

  // Each entry of the log in order; what was taken before is passed over.
  void take(std::uint64_t index, const evidence::Entry& entry);
  // Makes a key and lays it beside. Its verifier key. Errors: kUnavailable.
  Result<std::string> make_next(bool is_sm3, const std::string& passphrase);
  // After all were taken: the signers are those in force. Errors: kCorrupt (the folder has no such key).
  Result<void> settle();
  // A checkpoint of that size was signed: keys that were given up below it are destroyed.
  Result<void> signed_at(std::uint64_t size);

 private:
  struct Tree {
    evidence::KeyLine line;
    std::unique_ptr<OctetSigner> signer;
    std::unique_ptr<OctetSigner> next;  // lies beside; is the signer's own file no longer
    std::optional<std::uint64_t> changed_at;
    bool is_beside = false;  // the key in force lies in the file beside
  };
  const Tree& tree(bool is_sm3) const { return *trees_[is_sm3 ? 1 : 0]; }

  std::string folder_;
  std::array<std::optional<Tree>, 2> trees_;  // under SHA-256, under SM3
  std::uint64_t taken_ = 0;
  std::uint64_t changes_ = 0;
  std::string declared_;
};

}  // namespace tidegate
