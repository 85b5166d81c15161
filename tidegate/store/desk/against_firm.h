// When a case last went against its firm, read out of its steps: the one place that says what does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tidegate/terms/case_step.h"

namespace tidegate {

// A filing that was withdrawn, ended, refused in whole or in part, or not accepted, and an official's contest
// that was accepted. A refusal counts while its review lasts, and until a review passes the filing. A filing
// that was not accepted counts no longer once the firm contested that and won. What two persons decided,
// where it was not reviewed, counts no longer once two have accepted the firm's contests of it, one of them a
// lead: one answer does not take it back. What the firm took back itself stays taken back. A contest of
// policy is of the rules.
class AgainstFirm {
 public:
  // The next step of the case.
  void take(const CaseEvent& event);

  // Of an official's, accepted.
  struct Accepted {
    std::size_t contest = 0;  // place in Case::contests
    std::int64_t at_ms = 0;   // when it was answered
  };
  // In the order of their answers.
  const std::vector<Accepted>& accepted() const { return accepted_; }
  // 0: it did not end so.
  std::int64_t ended_ms() const { return ended_ms_; }
  // Of both the latest; 0: never.
  std::int64_t latest_ms() const;
  // Whose acceptance of a further contest would take back what two persons decided, once one was accepted.
  enum class Wanted { kNobody, kAnother, kLead };
  Wanted wanted() const;

 private:
  struct Opened {
    bool counts = false;   // accepted, against the firm
    bool may_win = false;  // accepted, for the firm
  };
  void take(const ContestOpened& opened, const Actor& by);
  void take(const ContestAnswered& answered, const CaseEvent& event);
  void end(std::int64_t at_ms);

  std::vector<Opened> contests_;
  std::vector<Accepted> accepted_;
  std::vector<std::string> won_before_;  // accounts that accepted the firm's contests of how it ended
  bool has_won_before_lead_ = false;     // one of them is a lead's
  std::int64_t ended_ms_ = 0;
  bool was_withdrawn_ = false;
  bool was_reviewed_ = false;
  bool was_one_persons_ = false;  // the ending
};

}  // namespace tidegate
