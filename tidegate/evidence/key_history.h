// How a log's keys and its witness policy changed, proven by the log itself: each change is an entry that the
// key before signed. Who trusts any key of the line accepts the last of it, and no other; the log's state
// entry counts the changes, so that none can be left out. A policy is what the log declares: witnesses never
// read entries, so it is nobody's warrant for other witnesses than those a verifier brings.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/evidence/entry.h"
#include "tidegate/evidence/note.h"
#include "tidegate/evidence/policy.h"
#include "tidegate/evidence/tree.h"

namespace tidegate::evidence {

inline constexpr std::size_t kMostChanges = 256;

// What the key before signs: the entry without its signature.
std::string change_signed(const Entry& change);
// The same change with the signer's signature. change: a KeyEntry or a PolicyEntry. Errors: those of the
// signer, kOutOfRange.
Result<Entry> sign_change(Entry change, OctetSigner& signer);

struct Change {
  std::string entry;
  std::uint64_t index = 0;
  std::vector<Hash> proof;  // in the checkpoint of the bundle
  friend bool operator==(const Change&, const Change&) = default;
};
struct KeyHistory {
  std::vector<std::string> first;  // vkeys, one a name: of the log, and of its tree under SM3
  std::vector<Change> changes;     // in the log's order
  friend bool operator==(const KeyHistory&, const KeyHistory&) = default;
};

// All keys that one name had, the first first.
using KeyLine = std::vector<VerifierKey>;
struct DeclaredPolicy {
  Policy policy;
  std::uint64_t index = 0;  // of its entry
};
struct CheckedHistory {
  std::vector<KeyLine> lines;  // in the order of `first`
  std::vector<DeclaredPolicy> policies;
  std::uint64_t changes = 0;
  const KeyLine* line_of(const std::string& name) const;  // null: none
};

// The changes' signatures and their places in the tree. Who vouches for the first keys is not asked here.
// Errors: kMalformed, kCorrupt (a change that its key did not sign, or that does not stand in the tree).
Result<CheckedHistory> check_history(const KeyHistory& history, const std::string& origin, std::uint64_t size,
                                     const Hash& root, const TreeHasher& hasher, SignatureCheck& check);

}  // namespace tidegate::evidence
