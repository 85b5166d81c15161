// Tar, 7-Zip and RAR archives, and files packed as XZ, Zstandard, bzip2 or LZ4, by libarchive.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "tidegate/base/byte_source.h"
#include "tidegate/extract/expansion_budget.h"
#include "tidegate/extract/extract.h"
#include "tidegate/extract/libarchive.h"
#include "tidegate/extract/peek_source.h"

namespace tidegate {

// Each is opened for its own kind alone, so that no archive is taken for another. Bounds are the budget's, as
// for zip; an archive whose list of files stands at its end (7-Zip, RAR) is held in memory,
// max_document_bytes at most.
class ArchiveReader {
 public:
  enum class Kind { kTar, kSevenZip, kRar, kPackedFile };

  // packed, budget, options  outlive this. path  for `where`. library  nullptr: none is installed.
  ArchiveReader(Kind kind, PeekSource& packed, ExpansionBudget& budget, const ExtractOptions& options,
                std::string path, const Libarchive* library = libarchive());
  ~ArchiveReader();

  // The next file's name, in UTF-8 and without control characters ("" of a packed file, which has none); none
  // at the end. Folders, links and devices are passed over. Errors: kMalformed (damaged, cut short,
  // encrypted, something behind the end), kLimit, kUnavailable (no library), and those of `packed`.
  Result<std::optional<std::string>> next();

  // The bytes of the file that next() named.
  ByteSource& file();

 private:
  class Opened;
  std::unique_ptr<Opened> opened_;
};

}  // namespace tidegate
