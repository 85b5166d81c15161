#include "tidegate/report/sample.h"

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

bool knows_persons(const FileProfile& file) { return file.persons > 0 || finds_nothing(file); }

bool knows_persons(const DataProfile& profile) {
  return profile.totals.persons > 0 || std::all_of(profile.files.begin(), profile.files.end(), finds_nothing);
}

Text totals_of(const DataProfile& profile) {
  if (!knows_persons(profile)) return {"how many persons is not known", "人数未知"};
  const Text totals = totals_sentence(profile.totals);
  return is_sample(profile) ? Text{"a sample: at least " + totals.en, "抽样，至少" + totals.zh} : totals;
}

}  // namespace tidegate::report
