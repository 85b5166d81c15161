// A proof bundle (.tgb): one entry of an evidence log, and all that proves it without the log. Octets:
// docs/formats/evidence-bundle.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/evidence/anchor.h"
#include "tidegate/evidence/commitments.h"
#include "tidegate/evidence/key_history.h"
#include "tidegate/evidence/sparse_map.h"

namespace tidegate::evidence {

inline constexpr std::size_t kLargestBundle = std::size_t{4} << 20;
inline constexpr std::size_t kLargestStatement = std::size_t{1} << 20;
inline constexpr std::size_t kMostDisclosed = kMostFields;

// What the map says of the entry's subject at the bundle's checkpoint.
struct MapEvidence {
  Newest newest;
  std::vector<Hash> path;
  friend bool operator==(const MapEvidence&, const MapEvidence&) = default;
};

// The same in the tree under SM3: both proofs at its checkpoint, whose size is the other's.
struct Sm3Evidence {
  std::string checkpoint;
  std::vector<Hash> proof;
  std::vector<Hash> state_proof;
  friend bool operator==(const Sm3Evidence&, const Sm3Evidence&) = default;
};

struct Bundle {
  std::optional<std::string> statement;  // the signed file that the entry names
  std::string entry;
  std::uint64_t index = 0;
  std::vector<DisclosedField> disclosed;
  std::vector<Hash> proof;
  std::string checkpoint;  // signed note with its cosignatures
  std::string state;       // the checkpoint's last entry
  std::vector<Hash> state_proof;
  std::optional<MapEvidence> map;  // of a record
  std::optional<Sm3Evidence> sm3;
  KeyHistory history;
  std::optional<std::string> receipt;  // the log's signature for a COSE receipt (receipt.h)
  std::vector<std::string> anchors{};  // octets of each (anchor.h)
  friend bool operator==(const Bundle&, const Bundle&) = default;
};

std::string write_bundle(const Bundle& bundle);

struct OpenedBundle {
  Bundle bundle;
  bool is_whole = false;  // the contents fit their checksum; false: damaged where they read all the same
};
// Errors: kMalformed (no bundle, or other octets than write_bundle gives, the checksum aside), kLimit.
Result<OpenedBundle> read_bundle(std::string_view file, std::string_view where);

}  // namespace tidegate::evidence
