// Puts a bundle together from a log, at one of its checkpoints.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/evidence/bundle.h"
#include "tidegate/evidence/tree.h"

namespace tidegate::evidence {

// A change of key or policy as the log has it: the proof in a bundle's checkpoint is made here.
struct LoggedChange {
  std::string entry;
  std::uint64_t index = 0;
};

// A log at a checkpoint whose last entry is a statement of state. All is borrowed.
struct LogAt {
  std::uint64_t size = 0;
  std::string checkpoint;  // signed note with cosignatures
  std::string state;       // entry size - 1
  HashSource& tree;
  const SparseMap& map;        // as that state has it
  std::string sm3_checkpoint;  // empty: no tree under SM3
  HashSource* sm3_tree = nullptr;
  std::vector<std::string> first;  // vkeys
  std::vector<LoggedChange> changes;
  std::optional<std::string> receipt;
  std::vector<Anchor> anchors{};  // of earlier trees of it, or of this one; their proofs are made here
};

struct Wanted {
  std::uint64_t index = 0;
  std::string entry;
  std::optional<Newest> newest;  // of a record: what the map holds of its subject
  std::optional<std::string> statement;
  std::vector<DisclosedField> disclosed;  // by place
};

// Errors: kOutOfRange (no such entry under the checkpoint), those of the sources.
Result<Bundle> assemble(const LogAt& log, const Wanted& wanted, const TreeHasher& sha256,
                        const TreeHasher* sm3);

}  // namespace tidegate::evidence
