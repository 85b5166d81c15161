// The files of a zip archive, in the order they lie in it, read front to back without seeking or spooling.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/byte_source.h"
#include "tidegate/extract/expansion_budget.h"
#include "tidegate/extract/peek_source.h"

namespace tidegate {

// Reads the local headers, then holds the central directory against them: a file that only one of the two
// knows is an error. So nothing in the archive is missed, whichever of the two a program believes; files that
// overlap cannot be written, since every octet is read once; and memory is 32 octets a file.
// Not read, and said so: encryption, other methods than "stored" and "deflate", several volumes, and stored
// files whose length is given only behind them.
class ZipReader {
 public:
  // packed, budget  outlive this. path  for `where`.
  ZipReader(PeekSource& packed, ExpansionBudget& budget, std::string path);
  ~ZipReader();

  // The next file's name, in UTF-8 and without control characters; none at the end, when the central
  // directory has been checked. What is left of the file before is read over and checked first; folders are
  // passed over. Errors: kMalformed, kLimit, and those of `packed`.
  Result<std::optional<std::string>> next();

  // Where its local header begins, counted from the archive's beginning.
  std::uint64_t file_begin() const { return file_begin_; }

  // The bytes of the file that next() named; their lengths and CRC are checked at its end.
  ByteSource& file();

 private:
  class File;
  // What a local header said, to be found again in the central directory.
  struct Seen {
    std::uint64_t offset;
    std::uint64_t packed_bytes;
    std::uint64_t unpacked_bytes;
    std::uint32_t crc;
  };

  Result<std::string> take(std::size_t n);
  Result<std::string> enter_file();
  Result<void> leave_file();
  Result<void> read_directory();
  Result<void> check_directory_entry(std::uint64_t begin);
  tl::unexpected<Error> fault(const char* en, const char* zh) const;
  tl::unexpected<Error> cut_short() const;

  PeekSource& packed_;
  ExpansionBudget& budget_;
  std::string path_;
  std::uint64_t begin_;  // where the archive begins in `packed`
  std::uint64_t file_begin_ = 0;
  std::unique_ptr<File> file_;
  std::vector<Seen> seen_;  // ascending by offset
};

}  // namespace tidegate
