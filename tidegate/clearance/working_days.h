// Working days 工作日 of the People's Republic: weekdays, without the days that the State Council's yearly
// notice gives off, with the weekend days that it makes up for them (调休上班). A year without its notice is
// estimated: of weekdays only the holidays that the regulation fixes are taken off (statutory_days.h), and
// beside the estimate stands the furthest day to which a notice could still move it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"

namespace tidegate {

struct DayAnswer {
  Date day;
  bool estimated =
      false;      // some day on the way has no notice yet: weekends and fixed holidays were taken off
  Date furthest;  // how far from where it began a notice could still move it; else the day itself
  friend bool operator==(const DayAnswer&, const DayAnswer&) = default;
};
struct DayCount {
  std::int64_t days = 0;
  bool estimated = false;
  std::int64_t least = 0;  // of which no notice can take one away
  friend bool operator==(const DayCount&, const DayCount&) = default;
};

class WorkingDays {
 public:
  // Without any notice: every answer is estimated.
  WorkingDays();
  // tsv    docs/formats/calendar.md: a line a span of days, each with the notice that says so.
  // where  what to call the file in errors.
  // Errors kMalformed, with file and line; kLimit (more than kMostCalendarLines).
  static Result<WorkingDays> parse(std::string_view tsv, std::string_view where);

  bool is_working(Date day) const;
  // A notice settles this day: its year has one, and a day that the next year's notice may still move
  // (28 December and later) has that one too.
  bool is_settled(Date day) const;

  // Working days in (from, to]; 0 when to <= from. The day on which a period begins is not counted (Civil
  // Code art. 201), its last day is.
  DayCount count(Date from, Date to) const;
  // The n-th working day after a day; n = 0: the day itself. n: 0..kMostWorkingDays.
  DayAnswer after(Date start, std::int64_t n) const;
  // The n-th working day before a day, likewise.
  DayAnswer before(Date end, std::int64_t n) const;

  // SHA-256 of the file's bytes, hex; empty: without any notice.
  const std::string& hash() const { return hash_; }
  // The notice of a year; empty: there is none.
  std::string_view source(int year) const;
  std::vector<int> years() const;

 private:
  struct Exception {
    std::int32_t day = 0;
    std::int32_t sum = 0;  // of working days gained and lost, up to and with this one
    bool works = false;
  };
  struct Notice {
    int year = 0;
    std::string source;
  };
  // Weekdays with their exceptions.
  class Counting {
   public:
    // days  sorted by day, each once; those that are as their weekday says are left out.
    explicit Counting(const std::vector<std::pair<std::int32_t, bool>>& days);
    Counting() = default;
    bool is_working(Date day) const;
    std::int64_t through(std::int64_t day) const;  // working days up to and with a day, from a fixed origin
    Date after(Date start, std::int64_t n) const;  // n >= 1
    Date before(Date end, std::int64_t n) const;

   private:
    std::vector<Exception> exceptions_;  // sorted
  };
  void count_by(const std::map<std::int32_t, bool>& named);
  bool spans_unsettled(Date from, Date to) const;

  Counting likely_;              // notices, and the fixed holidays of years that have none
  Counting fewest_;              // all off that a notice which is not out may give off
  std::vector<Notice> notices_;  // sorted
  std::string hash_;
};

inline constexpr std::int64_t kMostWorkingDays = 10'000;
inline constexpr std::size_t kMostCalendarLines = 4'000;

// The day in China on which a moment falls: the whole country is 8 hours ahead of UTC, without summer time.
Date day_in_china(std::int64_t at_ms);
// The first moment of a day in China.
std::int64_t start_in_china_ms(Date day);

}  // namespace tidegate
