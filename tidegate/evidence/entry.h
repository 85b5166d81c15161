// An entry of the evidence log: what its leaf is the hash of. Octets: docs/formats/evidence-entry.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/evidence/tree.h"
#include "tidegate/terms/record.h"

namespace tidegate::evidence {

inline constexpr std::size_t kLargestEntry = 65'535;  // octets, of C2SP's entry bundles
inline constexpr std::size_t kMostParents = 64;
inline constexpr std::size_t kMostFields = 256;

// The root over the commitments to a record's fields (commitments.h).
struct FieldsRoot {
  std::uint64_t count = 0;  // of none there is no root
  Hash root{};
  friend bool operator==(const FieldsRoot&, const FieldsRoot&) = default;
};

// A step of work.
struct RecordEntry {
  RecordKind kind = RecordKind::kAssessment;
  RecordSubject subject{};
  std::vector<std::uint64_t> parents;  // ascending, each once
  std::string actor;
  std::int64_t time_ms = 0;
  std::optional<Sha256> law;
  FieldsRoot fields;
  std::optional<Sha256> statement;
  RecordStatus status = RecordStatus::kLive;
  friend bool operator==(const RecordEntry&, const RecordEntry&) = default;
};

// What the log says of all that stands before this entry; the last of each checkpoint.
struct StateEntry {
  std::int64_t time_ms = 0;
  Hash sha256_root{};            // of the tree below: as many leaves as this entry's index
  std::optional<Hash> sm3_root;  // of the same leaves, where the log keeps that tree too
  Hash map_root{};               // of the map of subjects (sparse_map.h)
  std::uint64_t changes = 0;     // how many key and policy entries stand before it (key_history.h)
  friend bool operator==(const StateEntry&, const StateEntry&) = default;
};

// The log's key from the next checkpoint on. Vkeys: docs/formats/evidence-log.md.
struct KeyEntry {
  std::int64_t time_ms = 0;
  std::string vkey;
  std::string signature;  // of the key before, over change_signed(entry)
  friend bool operator==(const KeyEntry&, const KeyEntry&) = default;
};

// The witness policy that the log declares from the next checkpoint on; it binds no verifier.
struct PolicyEntry {
  std::int64_t time_ms = 0;
  std::string policy;     // text
  std::string signature;  // of the key in force, over change_signed(entry)
  friend bool operator==(const PolicyEntry&, const PolicyEntry&) = default;
};

using Entry = std::variant<RecordEntry, StateEntry, KeyEntry, PolicyEntry>;

std::string_view kind_of(const Entry& entry);  // "permit", "state", "key", "policy" ...
std::int64_t time_of(const Entry& entry);

// The one text of an entry, that read_entry would read. Errors: kOutOfRange (too large, or a part outside its
// documented range).
Result<std::string> write_entry(const Entry& entry);
// Errors: kMalformed (no entry, or other octets than write_entry gives), kLimit.
Result<Entry> read_entry(std::string_view octets, std::string_view where);

}  // namespace tidegate::evidence
