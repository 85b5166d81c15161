// What a long scan has done so far, kept in the state folder so that one that was stopped goes on: for each
// file that is finished its tables, the lines of its texts, and its persons as keyed hashes. No value of
// anybody.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/gate/scanned_table.h"
#include "tidegate/store/write_file.h"

namespace tidegate {

// scans/<key>/ of the state folder, mode 0700, held by one scan at a time; its files are of mode 0600.
class ScanJournal {
 public:
  // home     the state folder, which is there.
  // request  everything that a file's outcome depends on beside its bytes: another request, another journal.
  // Errors: kConflict (a scan of the same request is running), kUnavailable.
  static Result<ScanJournal> open(const std::string& home, std::string_view request);

  // How a file lies on the disk now; "": not a file that can be known again.
  static std::string stamp_of(const std::string& file);
  // Tables of a file that lies as it did; none: it is to be scanned. What is damaged is none.
  std::optional<std::vector<ScannedTable>> find(const std::string& file, const std::string& stamp);
  // Errors: those of write_file.
  Result<void> keep(const std::string& file, const std::string& stamp,
                    const std::vector<ScannedTable>& tables);
  // The scan is whole: all is removed.
  void finish();

  std::size_t found() const { return found_; }

 private:
  ScanJournal(std::string path, OpenFile folder) : path_(std::move(path)), folder_(std::move(folder)) {}
  std::string path_;
  OpenFile folder_;
  std::size_t found_ = 0;
};

}  // namespace tidegate
