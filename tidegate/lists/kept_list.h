// A list that an operator added, as one file of the state folder: rows, coverage and signature as they came.
#pragma once

#include <string>
#include <string_view>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/lists/catalogue.h"

namespace tidegate::lists {

inline constexpr std::size_t kLargestKeptList = std::size_t{40} << 20;  // octets

struct KeptList {
  std::string rows;       // the TSV, its very octets
  std::string coverage;   // the same; empty: none was given
  std::string signature;  // 64 octets over rows and coverage, one behind the other; empty: unsigned
  std::string key;        // public key, 64 hexadecimal digits; empty: unsigned
  Date added;
  std::string
      sha256;  // of rows and coverage, one behind the other: against slips, a signature against intent
  friend bool operator==(const KeptList&, const KeptList&) = default;
};

std::string sha256_of(const KeptList& kept);       // what its sha256 must be
std::string kept_list_text(const KeptList& kept);  // canonical JSON and a line end
// Errors: kMalformed, kOutOfRange, kLimit.
Result<KeptList> parse_kept_list(std::string_view text, std::string_view name);

// The list itself. Errors: those of parse_list_rows and parse_list_coverage; kNotFound: the coverage has no
// line for this list; kCorrupt: the SHA-256 is not theirs, or the signature
// not the key's.
Result<OfficialList> open_kept_list(const KeptList& kept, std::string_view name, const IsType& is_type);

}  // namespace tidegate::lists
