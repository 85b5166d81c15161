// The bundle (.tga): all that a decision rested on, in one file, so that it can be made again byte for byte.
// Never a cell: it holds the declaration, counts and types, and names the packs and tables by their hashes.
// Format: docs/formats/bundle.md.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/terms/assessment.h"
#include "tidegate/terms/assurance.h"
#include "tidegate/terms/read_options.h"

namespace tidegate {

struct BundleSource {  // a pack or table that was used
  std::string id;
  std::string version;
  std::string hash;  // SHA-256 of its bytes, hex; empty: none was used
  friend bool operator==(const BundleSource&, const BundleSource&) = default;
};

struct Bundle {
  std::string program;                    // "tidegate 0.1.0"
  Date as_of;                             // the law's day
  Transfer transfer;                      // the declaration, its case facts included
  std::optional<DataProfile> profile;     // what the scan found; none: nothing was scanned
  std::optional<SentBefore> sent_before;  // what the register knew; none: it was not asked
  ReadOptions read;                       // how the files were read
  std::vector<BundleSource> packs;        // in the order they were loaded
  BundleSource weights;
  BundleSource destinations;
  std::string taxonomy_hash;
  std::vector<CheckedCredential> credentials{};  // documents of the declaration that were checked
  std::vector<std::string> undeclared_copies{};  // countries of backups that no declaration named
  bool public_security_gate = false;             // local gate of the pilot, when it was asked for
  std::string assessment_sha256;                 // assessment_digest of the answer
};

inline constexpr std::size_t kLargestBundle = std::size_t{64} << 20;  // bytes

// The whole file, line end included. Equal bundles give equal bytes. Record ids are sha256_hex of it.
std::string write_bundle(const Bundle& bundle);

// Errors: kCorrupt (damaged, cut short, or not a bundle: call a person), kOutOfRange (sound, but of another
// version
//         of the format), kLimit (larger than kLargestBundle).
Result<Bundle> read_bundle(std::string_view bytes);

// SHA-256 of the answer's canonical JSON, hex. Where the record and the report lie is left out.
std::string assessment_digest(const Assessment& assessment);

}  // namespace tidegate
