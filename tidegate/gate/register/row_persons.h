// Which of the scanned persons stand behind which row of a case.
#pragma once

#include <cstddef>
#include <vector>

#include "tidegate/terms/data_profile.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

struct CountedSource {
  std::size_t source = 0;       // of DataProfile::sources
  bool sensitive_only = false;  // of its persons, those with sensitive information
  friend bool operator==(const CountedSource&, const CountedSource&) = default;
};

struct RowPersons {
  std::size_t row = 0;  // of CaseFacts::items
  std::vector<CountedSource> sources;
  // Other rows of its class share the same sources, so that nothing says who of them is whose.
  bool is_shared = false;
  bool may_be_ordinary = false;
  bool may_be_sensitive = false;  // both: not known
};

// The rows that are, or may be, about persons; those without sources rest on declared numbers. A row that
// files are tied to holds everybody in them; what is tied to none goes to the other rows, by class. profile:
// nullptr: nothing was scanned.
std::vector<RowPersons> persons_of_rows(const Transfer& transfer, const DataProfile* profile);

}  // namespace tidegate
