#include "tidegate/report/sample.h"

#include "tidegate/report/phrases.h"
#include "tidegate/terms/sample.h"

namespace tidegate::report {

Text totals_of(const DataProfile& profile) {
  const Text totals = totals_sentence(profile.totals);
  return is_sample(profile) ? Text{"a sample: at least " + totals.en, "抽样，至少" + totals.zh} : totals;
}

}  // namespace tidegate::report
