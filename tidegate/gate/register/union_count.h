// Counts persons of many sets as one, under the marks that a counter gives them: everybody of this set, of
// that one only those with sensitive information.
#pragma once

#include <cstdint>

#include "tidegate/base/hash.h"
#include "tidegate/classify/subjects.h"
#include "tidegate/terms/subject_link.h"

namespace tidegate {

// The link under the names of another key. The ranks stay.
SubjectLink rekeyed(const SubjectKeySecret& key, const SubjectLink& link);

enum class Whom { kNobody, kSensitive, kAll };

// Two counters at once. What one set tells of who is who holds for both.
struct Marking {
  Whom first = Whom::kNobody;
  Whom second = Whom::kNobody;
};

class UnionCount {
 public:
  void add(const SubjectLink& link, Marking marking);
  void add(const Strangers& strangers, Marking marking);

  struct Counts {
    std::int64_t first = 0;
    std::int64_t second = 0;
  };
  // Walks through the whole set.
  Counts counts() const;

 private:
  SubjectSet set_{std::size_t{4} << 20};
};

}  // namespace tidegate
