// A log in memory that tests sign and prove from.
#pragma once

#include <string>
#include <vector>

#include "tidegate/evidence/checkpoint.h"
#include "tidegate/evidence/signers_test.h"
#include "tidegate/evidence/tree.h"

namespace tidegate::evidence {

class SmallLog {
 public:
  // says  what its entries are: two logs of other entries and one origin are a fork.
  SmallLog(std::string origin, std::uint64_t size, const std::string& says = "entry")
      : origin_(std::move(origin)), signer_(77) {
    for (std::uint64_t i = 0; i < size; ++i) {
      entries_.push_back(says + std::to_string(i));
      leaves_.push_back(hasher_.leaf(entries_.back()));
    }
  }
  SmallLog(std::string origin, std::vector<std::string> entries)
      : origin_(std::move(origin)), signer_(77), entries_(std::move(entries)) {
    for (const std::string& entry : entries_) leaves_.push_back(hasher_.leaf(entry));
  }
  VerifierKey key() const { return {origin_, KeyUse::kNote, signer_.public_key()}; }
  std::string checkpoint(std::uint64_t size) {
    Source source{*this};
    Note note{to_text(Checkpoint{origin_, size, root_of(size, source, hasher_).value()}), {}};
    note.signatures.push_back(sign_note(note.text, origin_, signer_).value());
    return to_text(note);
  }
  std::vector<Hash> consistency(std::uint64_t from, std::uint64_t to) {
    Source source{*this};
    return consistency_proof(from, to, source, hasher_).value();
  }
  std::vector<Hash> inclusion(std::uint64_t index, std::uint64_t size) {
    Source source{*this};
    return inclusion_proof(index, size, source, hasher_).value();
  }
  const std::vector<std::string>& entries() const { return entries_; }
  const std::vector<Hash>& leaves() const { return leaves_; }

 private:
  struct Source final : HashSource {
    explicit Source(SmallLog& of) : log(of) {}
    Result<Hash> subtree(int level, std::uint64_t index) override {
      if (level == 0) return log.leaves_.at(index);
      return log.hasher_.parent(subtree(level - 1, 2 * index).value(),
                                subtree(level - 1, 2 * index + 1).value());
    }
    SmallLog& log;
  };
  std::string origin_;
  Sha256TreeHasher hasher_;
  TestSigner signer_;
  std::vector<std::string> entries_;
  std::vector<Hash> leaves_;
};

}  // namespace tidegate::evidence
