#include "tidegate/clearance/ics.h"

#include <fmt/format.h>

#include <map>

#include "tidegate/base/utf8.h"

namespace tidegate {
namespace {

constexpr std::size_t kLongestLine = 75;  // octets, without the line end

// TEXT of RFC 5545 3.3.11. Control characters other than the line end have no place in it.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : valid_utf8(text)) {
    if (c == '\\' || c == ';' || c == ',') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) {
      out += c;
    }
  }
  return out;
}

void add_line(std::string& out, std::string_view line) {
  std::size_t room = kLongestLine;
  while (line.size() > room) {
    std::size_t end = room;
    while ((static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;
    out += line.substr(0, end);
    out += "\r\n ";
    line.remove_prefix(end);
    room = kLongestLine - 1;  // the blank counts
  }
  out += line;
  out += "\r\n";
}

std::string compact(Date day) { return fmt::format("{:04}{:02}{:02}", day.year(), day.month(), day.day()); }

std::string utc_stamp(std::int64_t at_ms) {
  const std::int64_t seconds = at_ms >= 0 ? at_ms / 1000 : -((-at_ms + 999) / 1000);
  const std::int64_t days = seconds >= 0 ? seconds / 86'400 : -((-seconds + 86'399) / 86'400);
  const std::int64_t of_day = seconds - days * 86'400;
  return fmt::format("{}T{:02}{:02}{:02}Z", compact(Date::from_days(static_cast<std::int32_t>(days))),
                     of_day / 3600, of_day / 60 % 60, of_day % 60);
}

// A UID is free text; what is not plain becomes a hyphen.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool ok =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    out += ok ? c : '-';
  }
  return out;
}

void add_events(std::string& out, const CalendarEntry& entry, Lang lang, std::int64_t stamp_ms) {
  std::map<std::string, int> seen;
  for (const Deadline& deadline : entry.deadlines) {
    const int number = ++seen[deadline.kind];
    std::string summary = fmt::format("{}: {}", entry.title, deadline.says.in(lang));
    if (deadline.estimated) summary += lang == Lang::kZh ? "（暂估）" : " (estimated)";
    std::string about;
    if (!deadline.source.empty())
      about = fmt::format("{}{}", lang == Lang::kZh ? "依据：" : "Source: ", deadline.source);
    if (deadline.estimated) {
      about += lang == Lang::kZh
                   ? "\n有年度的放假安排尚未公布，仅按周末和法定节假日推算。"
                   : "\nThe holiday notice of a year is not out; only weekends and the holidays that the "
                     "regulation fixes were taken off.";
      if (deadline.furthest != deadline.due) {
        about +=
            lang == Lang::kZh
                ? fmt::format("最远可能变动至 {}，不利于申报单位的处理以该日为准。", deadline.furthest.str())
                : fmt::format(
                      " A notice could move the day as far as {}, and only that one counts against "
                      "the firm.",
                      deadline.furthest.str());
      }
    }
    add_line(out, "BEGIN:VEVENT");
    add_line(out, fmt::format("UID:{}-{}-{}@tidegate", plain(entry.case_id), plain(deadline.kind), number));
    add_line(out, "DTSTAMP:" + utc_stamp(stamp_ms));
    add_line(out, "DTSTART;VALUE=DATE:" + compact(deadline.due));
    add_line(out, "DTEND;VALUE=DATE:" + compact(deadline.due.plus_days(1)));
    add_line(out, "SUMMARY:" + escaped(summary));
    if (!about.empty()) add_line(out, "DESCRIPTION:" + escaped(about));
    add_line(out, "TRANSP:TRANSPARENT");
    add_line(out, "BEGIN:VALARM");
    add_line(out, "ACTION:DISPLAY");
    add_line(out, "DESCRIPTION:" + escaped(summary));
    add_line(out, "TRIGGER:-P3D");
    add_line(out, "END:VALARM");
    add_line(out, "END:VEVENT");
  }
}

}  // namespace

std::string icalendar(const std::vector<CalendarEntry>& entries, Lang lang, std::int64_t stamp_ms) {
  std::string out;
  for (const std::string_view line : {"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tidegate//deadlines//EN",
                                      "CALSCALE:GREGORIAN", "METHOD:PUBLISH"}) {
    add_line(out, line);
  }
  for (const CalendarEntry& entry : entries) add_events(out, entry, lang, stamp_ms);
  add_line(out, "END:VCALENDAR");
  return out;
}

std::string icalendar(const std::vector<Deadline>& deadlines, std::string_view case_id,
                      std::string_view title, Lang lang, std::int64_t stamp_ms) {
  return icalendar({{std::string(case_id), std::string(title), deadlines}}, lang, stamp_ms);
}

}  // namespace tidegate
