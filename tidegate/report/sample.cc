#include "tidegate/report/sample.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/report/phrases.h"
#include "tidegate/terms/sample.h"

namespace tidegate::report {

namespace {

bool finds_nothing(const FileProfile& file) {
  return std::all_of(file.columns.begin(), file.columns.end(), [](const ColumnProfile& column) {
    return column.sensitivity == Sensitivity::kNone && column.in_text.empty();
  });
}

}  // namespace

bool is_unread(const FileProfile& file) {
  const bool is_text = file.columns.size() == 1 && file.columns[0].name == "text" && !file.header_row;
  return is_text && file.rows == 0 && file.columns[0].cells == 0 && file.columns[0].in_text.empty();
}

std::size_t unread_files(const DataProfile& profile) {
  return static_cast<std::size_t>(std::count_if(profile.files.begin(), profile.files.end(), is_unread));
}

bool knows_persons(const FileProfile& file) {
  return file.persons > 0 || (finds_nothing(file) && !is_unread(file));
}

bool knows_persons(const DataProfile& profile) {
  return profile.totals.persons > 0 ||
         std::all_of(profile.files.begin(), profile.files.end(),
                     [](const FileProfile& f) { return finds_nothing(f) && !is_unread(f); });
}

Text totals_of(const DataProfile& profile) {
  if (!knows_persons(profile)) return {"how many persons is not known", "人数未知"};
  Text totals = totals_sentence(profile.totals);
  if (const std::size_t unread = unread_files(profile); unread > 0) {
    totals.en += unread == 1 ? "; what 1 part that was not read holds is not known"
                             : fmt::format("; what {} parts that were not read hold is not known", unread);
    totals.zh += fmt::format("；另有 {} 个部分未能读取，内容未知", unread);
  }
  return is_sample(profile) ? Text{"a sample: at least " + totals.en, "抽样，至少" + totals.zh} : totals;
}

}  // namespace tidegate::report
