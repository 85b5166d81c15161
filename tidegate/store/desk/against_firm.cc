#include "tidegate/store/desk/against_firm.h"

#include <algorithm>
#include <variant>

#include "tidegate/terms/role.h"

namespace tidegate {

void AgainstFirm::take(const CaseEvent& event) {
  if (const auto* decided = std::get_if<CaseDecided>(&event.step)) {
    ended_ms_ = decided->decision.kind == DecisionKind::kPassed ? 0 : event.at_ms;
    was_one_persons_ = false;
  } else if (std::holds_alternative<FilingNotAccepted>(event.step)) {
    ended_ms_ = event.at_ms;
    was_one_persons_ = true;
  } else if (std::holds_alternative<FilingWithdrawn>(event.step)) {
    ended_ms_ = event.at_ms;
    was_withdrawn_ = true;
  } else if (std::holds_alternative<ReviewRequested>(event.step)) {
    was_reviewed_ = true;
  } else if (const auto* opened = std::get_if<ContestOpened>(&event.step)) {
    take(*opened, event.by);
  } else if (const auto* answered = std::get_if<ContestAnswered>(&event.step)) {
    take(*answered, event.at_ms);
  }
}

void AgainstFirm::take(const ContestOpened& opened, const Actor& by) {
  const bool is_firms = by.role == to_string(Role::kFiler);
  contests_.push_back({!is_firms && opened.level != ContestLevel::kPolicy,
                       is_firms && opened.level == ContestLevel::kOutcome});
}

void AgainstFirm::take(const ContestAnswered& answered, std::int64_t at_ms) {
  if (!answered.accepted || answered.contest >= contests_.size()) return;
  const Opened& contest = contests_[answered.contest];
  if (contest.counts) accepted_.push_back({answered.contest, at_ms});
  // Of a review its decision is the answer; and one person takes back what one has done, not what two did.
  if (contest.may_win && was_one_persons_ && !was_reviewed_ && !was_withdrawn_) ended_ms_ = 0;
}

std::int64_t AgainstFirm::latest_ms() const {
  return accepted_.empty() ? ended_ms_ : std::max(ended_ms_, accepted_.back().at_ms);
}

}  // namespace tidegate
