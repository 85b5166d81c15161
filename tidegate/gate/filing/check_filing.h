// The check of a filing in process: what the law, the risk and every rule of the pre-check say of a
// declaration and its papers. One logic for the command line and the desk; no file and no program is touched.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/json.h"
#include "tidegate/base/result.h"
#include "tidegate/filing/paper.h"
#include "tidegate/gate/credentials/looked_up.h"
#include "tidegate/gate/filing/looks.h"
#include "tidegate/gate/judge.h"
#include "tidegate/intake/precheck.h"
#include "tidegate/terms/assessment.h"
#include "tidegate/terms/case_step.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

struct CheckedFiling {
  Transfer people;    // as declared, persons included, with the facts as they were completed
  Assessment answer;  // persons withheld; findings of the papers among its findings
  std::string route;  // SA SC PC NL EX EXT
  std::vector<intake::ItemReading> readings;  // of items that are named as another class, answered or not
  std::size_t untold = 0;  // items of general data that are not told in plain words of trade in things
  LookedUp credentials;    // that the grounds had; filled in by whoever looked them up
};

// Completes an assessment by what the papers say. previous: declaration of the filing before; nullptr: none.
CheckedFiling with_papers(Assessment answer, const Transfer& declared,
                          const std::vector<filing::Paper>& papers, const Transfer* previous,
                          const FilingLooks& looks, std::optional<Date> filed_on = {});

// filed_on  day of the hand-in that was taken, or of the one that would be; none: as the filing states it.
// Errors: as judge_declared.
Result<CheckedFiling> check_filing(const Transfer& declared, const std::vector<filing::Paper>& papers,
                                   const Transfer* previous, const Grounds& grounds, const FilingLooks& looks,
                                   std::optional<Date> filed_on = {});

// What the desk decides by. Doubt is strict: what is not known counts as the worse. Hashes and the test of an
// extension are the caller's.
FilingVersion filing_version(const CheckedFiling& checked, const RiskWeights& weights);

// Packs, weights, form and template, read once and shared by all threads.
class FilingGrounds {
 public:
  // The program's own. Errors: those of load_grounds and load_filing_looks.
  static Result<std::unique_ptr<FilingGrounds>> load(const std::string& program);
  static std::unique_ptr<FilingGrounds> of(FilingLooks looks, Grounds grounds, const std::string& program);

  const FilingLooks& looks() const { return looks_; }
  std::string_view form_json() const { return looks_.form_json; }
  // For questions of that day; the same object for all who ask on one day.
  std::shared_ptr<const Grounds> of_day(Date day);

 private:
  FilingGrounds(FilingLooks looks, Grounds grounds);
  FilingLooks looks_;
  std::mutex mutex_;
  std::shared_ptr<const Grounds> grounds_;
};

}  // namespace tidegate
