// Walks over the records of a segment from any of them on, a bounded piece of the file at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/log_files.h"
#include "tidegate/evidence/segment.h"

namespace tidegate::evidence {

class SegmentCursor {
 public:
  // offset: where the record of entry `index` begins, or the batch that begins with it. file outlives this.
  SegmentCursor(LogFile& file, const SegmentSeed& seed, std::uint64_t offset)
      : file_(file), seed_(seed), offset_(offset) {}

  // The octets of the record here, for read_record, until the next call; then the cursor stands behind it.
  // Errors: kCorrupt (no record is here), kUnavailable.
  Result<std::string_view> next();

 private:
  // So many octets from where the cursor stands; shorter at the end of the file.
  Result<std::string_view> peek(std::size_t octets);
  void skip(std::size_t octets) {
    at_ += octets;
    offset_ += octets;
  }

  LogFile& file_;
  const SegmentSeed seed_;
  std::uint64_t offset_;
  std::string space_;   // the piece of the file that is at hand
  std::size_t at_ = 0;  // where in it the cursor stands
};

}  // namespace tidegate::evidence
