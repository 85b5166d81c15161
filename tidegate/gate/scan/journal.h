// What a long scan has done so far, kept in the state folder so that one that was stopped goes on: for each
// file that is finished its tables, the lines of its texts, and its persons as keyed hashes. No value of
// anybody.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/gate/scan/scanned_table.h"
#include "tidegate/store/write_file.h"

namespace tidegate {

// Days behind the last file that it kept after which a journal is dropped, by the next scan that keeps one.
inline constexpr std::int32_t kJournalDays = 14;

struct JournalRequest {
  std::string what;         // the paths, and where they are named
  std::string how;          // everything else that a file's outcome depends on beside its bytes, but the day
  std::optional<Date> day;  // of the classes; none: that of the scan that stopped, else today
  Date today;
};

// A journal that lies in the state folder.
struct KeptJournal {
  std::string what;  // hashes of the request's
  std::string how;
  Date day;
  Date last;  // the day on which it was last written in
};
// Ascending by day; of none where there is no state folder.
std::vector<KeptJournal> kept_journals(const std::string& home);

// scans/<what>-<how>-<day>/ of the state folder, mode 0700, held by one scan at a time; its files are of mode
// 0600.
class ScanJournal {
 public:
  // home  the state folder, which is there. Another request has another journal; old ones that no scan holds
  // are dropped. Errors: kConflict (a scan of the same request is running), kUnavailable.
  static Result<ScanJournal> open(const std::string& home, const JournalRequest& request);

  Date day() const { return day_; }  // of the classes
  // What its user should know: it goes on with another day's classes, cannot go on, or old ones were dropped.
  const std::vector<Text>& talk() const { return talk_; }

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
  ScanJournal(std::string path, OpenFile folder, Date day, std::vector<Text> talk)
      : path_(std::move(path)), folder_(std::move(folder)), day_(day), talk_(std::move(talk)) {}
  std::string path_;
  OpenFile folder_;
  Date day_;
  std::vector<Text> talk_;
  std::size_t found_ = 0;
};

}  // namespace tidegate
