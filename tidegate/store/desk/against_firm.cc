#include "tidegate/store/desk/against_firm.h"

#include <algorithm>
#include <variant>

#include "tidegate/terms/role.h"

namespace tidegate {

void AgainstFirm::take(const CaseEvent& event) {
  if (const auto* decided = std::get_if<CaseDecided>(&event.step)) {
    end(decided->decision.kind == DecisionKind::kPassed ? 0 : event.at_ms);
    was_one_persons_ = false;
  } else if (std::holds_alternative<FilingNotAccepted>(event.step)) {
    end(event.at_ms);
    was_one_persons_ = true;
  } else if (std::holds_alternative<FilingWithdrawn>(event.step)) {
    end(event.at_ms);
    was_withdrawn_ = true;
  } else if (std::holds_alternative<ReviewRequested>(event.step)) {
    was_reviewed_ = true;
  } else if (const auto* opened = std::get_if<ContestOpened>(&event.step)) {
    take(*opened, event.by);
  } else if (const auto* answered = std::get_if<ContestAnswered>(&event.step)) {
    take(*answered, event);
  }
}

// What was contested or accepted before is not of this ending.
void AgainstFirm::end(std::int64_t at_ms) {
  ended_ms_ = at_ms;
  for (Opened& contest : contests_) contest.may_win = false;
  won_before_.clear();
  has_won_before_lead_ = false;
}

void AgainstFirm::take(const ContestOpened& opened, const Actor& by) {
  const bool is_firms = by.role == to_string(Role::kFiler);
  contests_.push_back({!is_firms && opened.level != ContestLevel::kPolicy,
                       is_firms && opened.level == ContestLevel::kOutcome});
}

void AgainstFirm::take(const ContestAnswered& answered, const CaseEvent& event) {
  if (!answered.accepted || answered.contest >= contests_.size()) return;
  const Opened& contest = contests_[answered.contest];
  if (contest.counts) accepted_.push_back({answered.contest, event.at_ms});
  // Of a review its decision is the answer.
  if (!contest.may_win || was_reviewed_ || was_withdrawn_) return;
  const std::string& account = event.by.account;
  if (std::find(won_before_.begin(), won_before_.end(), account) == won_before_.end())
    won_before_.push_back(account);
  has_won_before_lead_ = has_won_before_lead_ || event.by.role == to_string(Role::kLead);
  // One person takes back what one has done, and two what two have.
  if (was_one_persons_ || (won_before_.size() >= 2 && has_won_before_lead_)) ended_ms_ = 0;
}

AgainstFirm::Wanted AgainstFirm::wanted() const {
  if (ended_ms_ == 0 || won_before_.empty() || was_reviewed_ || was_withdrawn_) return Wanted::kNobody;
  return has_won_before_lead_ ? Wanted::kAnother : Wanted::kLead;
}

std::int64_t AgainstFirm::latest_ms() const {
  return accepted_.empty() ? ended_ms_ : std::max(ended_ms_, accepted_.back().at_ms);
}

}  // namespace tidegate
