// The reasons that were found, and the grade that they leave. Private to the room.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "tidegate/assure/faults.h"

namespace tidegate::assure {

class Findings {
 public:
  void add(CredentialFault fault) { add(fault, limit_of(fault), words_of(fault)); }
  void add(CredentialFault fault, EvidenceGrade limit, Text says) {
    reasons_.push_back({fault, limit, std::move(says)});
  }
  // E3 at best: a document is checked once, E4 is for what is checked continuously. What is too old takes one
  // step each.
  EvidenceGrade grade() const {
    int grade = static_cast<int>(EvidenceGrade::kE3);
    for (const CredentialReason& reason : reasons_) {
      if (is_a_step(reason.fault)) --grade;
    }
    for (const CredentialReason& reason : reasons_) grade = std::min(grade, static_cast<int>(reason.limit));
    return static_cast<EvidenceGrade>(grade);
  }
  std::vector<CredentialReason> sorted() const {
    std::vector<CredentialReason> out = reasons_;
    std::stable_sort(out.begin(), out.end(),
                     [](const CredentialReason& a, const CredentialReason& b) { return a.fault < b.fault; });
    return out;
  }

 private:
  static bool is_a_step(CredentialFault fault) {
    return fault == CredentialFault::kStatusStale || fault == CredentialFault::kWorkTooOld;
  }
  std::vector<CredentialReason> reasons_;
};

}  // namespace tidegate::assure
