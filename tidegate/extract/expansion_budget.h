// How much an archive may unpack to: the guard against zip bombs.
#pragma once

#include <cstdint>
#include <string>

#include "tidegate/base/result.h"
#include "tidegate/extract/extract.h"
#include "tidegate/extract/peek_source.h"

namespace tidegate {

// Looked at wherever a reader may stay long without asking the file for more.
bool is_cancelled(const ExtractOptions& options);
tl::unexpected<Error> cancelled(const std::string& where);

// One for the whole file, counting every octet that any layer unpacks, against every octet read from the
// file.
class ExpansionBudget {
 public:
  // file  the file itself, below all layers; outlives this.
  ExpansionBudget(const ExtractOptions& options, const PeekSource& file) : options_(options), file_(file) {}

  // Errors: kLimit, kCancelled, at `where`.
  Result<void> spend(std::uint64_t unpacked_bytes, const std::string& where);
  // One more file of an archive.
  Result<void> enter(const std::string& where);

 private:
  const ExtractOptions& options_;
  const PeekSource& file_;
  std::uint64_t unpacked_bytes_ = 0;
  std::uint32_t entries_ = 0;
};

}  // namespace tidegate
