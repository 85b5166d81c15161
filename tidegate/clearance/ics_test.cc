#include "tidegate/clearance/ics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tidegate/base/utf8.h"

namespace tidegate {
namespace {

using ::testing::HasSubstr;

std::vector<Deadline> one(std::string en, std::string zh, bool estimated = false) {
  return {{"supplement",
           {std::move(en), std::move(zh)},
           Date::of(2026, 11, 30).value(),
           estimated,
           Date::of(2026, 11, 30).value(),
           true,
           "rules; a, b"}};
}

// Joins folded lines again, as a reader does.
std::string unfolded(std::string_view file) {
  std::string out;
  for (std::size_t i = 0; i < file.size(); ++i) {
    if (file.substr(i, 3) == "\r\n ") {
      i += 2;
    } else {
      out += file[i];
    }
  }
  return out;
}

TEST(Icalendar, HoldsAWholeDayEventWithAReminder) {
  const std::string file =
      icalendar(one("supplements are due", "补充材料到期"), "01JB/1", "Case 1", Lang::kEn, 1'795'000'000'000);
  EXPECT_EQ(
      file,
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Tidegate//deadlines//EN\r\nCALSCALE:GREGORIAN\r\n"
      "METHOD:PUBLISH\r\nBEGIN:VEVENT\r\nUID:01JB-1-supplement-1@tidegate\r\nDTSTAMP:20261118T110640Z\r\n"
      "DTSTART;VALUE=DATE:20261130\r\nDTEND;VALUE=DATE:20261201\r\nSUMMARY:Case 1: supplements are due\r\n"
      "DESCRIPTION:Source: rules\\; a\\, b\r\nTRANSP:TRANSPARENT\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\n"
      "DESCRIPTION:Case 1: supplements are due\r\nTRIGGER:-P3D\r\nEND:VALARM\r\nEND:VEVENT\r\n"
      "END:VCALENDAR\r\n");
}

TEST(Icalendar, SaysThatADayIsEstimated) {
  const std::string file = unfolded(icalendar(one("due", "到期", true), "1", "项目", Lang::kZh, 0));
  EXPECT_THAT(file, HasSubstr("SUMMARY:项目: 到期（暂估）"));
  EXPECT_THAT(file, HasSubstr("DESCRIPTION:依据：rules\\; a\\, b\\n有年度"));
}

// Whatever a title holds: lines stay short, characters whole, and no line of the file can be forged.
TEST(Icalendar, FoldsAndEscapesAnything) {
  EXPECT_TRUE(rc::check([] {
    std::string title;
    const auto points = *rc::gen::container<std::vector<std::uint32_t>>(rc::gen::element<std::uint32_t>(
        'a', ';', ',', '\\', '\n', '\r', ' ', ':', 7, 0x7F, 0xE9, 0x6F6E, 0x1F30A, 0x2028));
    for (const std::uint32_t point : points) append_utf8(title, point);
    const std::string file = icalendar(one(title, title), "1", title, Lang::kEn, 0);
    std::string_view rest = file;
    std::size_t begins = 0;
    while (!rest.empty()) {
      const std::size_t end = rest.find("\r\n");
      RC_ASSERT(end != std::string_view::npos);
      const std::string_view line = rest.substr(0, end);
      RC_ASSERT(line.size() <= 75);
      RC_ASSERT(line.find_first_of("\r\n") == std::string_view::npos);
      RC_ASSERT(valid_utf8(line) == line);
      begins += line.substr(0, 6) == "BEGIN:" ? 1 : 0;
      rest.remove_prefix(end + 2);
    }
    RC_ASSERT(begins == 3U);
  }));
}

}  // namespace
}  // namespace tidegate
