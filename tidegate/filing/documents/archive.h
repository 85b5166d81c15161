// A zip archive whose bytes hang on its files alone: stored, never packed, every time stamp the same.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"

namespace tidegate::filing {

// Files in the order they are added. A library would write the local zone's clock and its own packing into
// them.
class Archive {
 public:
  // day  that every file bears, at 00:00; years 1980 to 2107.
  explicit Archive(Date day);

  // name   UTF-8, relative, with slashes. Errors: kOutOfRange (an archive of 4 GiB, or 65,535 files: zip64 is
  // not written).
  Result<void> add(std::string_view name, std::string_view bytes);
  // The archive. It is empty afterwards.
  std::string take();

 private:
  std::uint16_t day_;
  std::string body_;
  std::string directory_;
  std::uint32_t files_ = 0;
};

// CRC-32 of zip and PNG (IEEE 802.3).
std::uint32_t crc32_of(std::string_view bytes);

}  // namespace tidegate::filing
