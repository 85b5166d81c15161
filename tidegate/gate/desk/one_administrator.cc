#include "tidegate/gate/desk/one_administrator.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "tidegate/base/instant.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/gate/desk/account_origin.h"

namespace tidegate::desk {
namespace {

constexpr std::size_t kMostOpeners = 8;  // of an account: who opened it, who opened that one ...

// Accounts that the step wants another person than.
std::vector<std::string> first_persons(const CaseStep& step, const Case& c) {
  std::vector<std::string> out;
  const auto add_all = [&](const std::vector<DecisionStep>& steps) {
    for (const DecisionStep& taken : steps) out.push_back(taken.by.account);
  };
  const bool confirms = std::holds_alternative<DecisionConfirmed>(step);
  if (confirms && c.proposal) out.push_back(c.proposal->by.account);
  if (std::holds_alternative<OverrideConfirmed>(step) && c.override_proposal)
    out.push_back(c.override_proposal->by.account);
  const bool reviews = c.state == CaseState::kUnderReview && !c.decisions.empty();
  if (reviews && (confirms || std::holds_alternative<DecisionProposed>(step)))
    add_all(c.decisions.back().steps);
  const auto* answered = std::get_if<ContestAnswered>(&step);
  if (answered == nullptr || answered->contest >= c.contests.size()) return out;
  const ContestLevel level = c.contests[answered->contest].what.level;
  if (level == ContestLevel::kMapping) out.push_back(c.assignee);
  if (level == ContestLevel::kOutcome) {
    out.push_back(c.not_accepted_by.account);
    if (!c.decisions.empty()) add_all(c.decisions.front().steps);
    // What two decided, two take back.
    for (const Contest& contest : c.contests) {
      if (contest.what.level == level && contest.answer) out.push_back(contest.answered_by.account);
    }
  }
  return out;
}

bool is_within(std::int64_t at_ms, std::int64_t window_ms, std::int64_t now_ms) {
  return now_ms - at_ms < window_ms;  // where the clock went back: yes
}

struct Opening {
  std::vector<std::string> by;  // administrators, nearest first; none: nobody lately
  AccountOrigin origin;         // of the account itself
};

Result<Opening> opening_of(const DeskReader& reader, std::string account, std::int64_t now_ms) {
  Opening out;
  while (out.by.size() < kMostOpeners) {
    const auto row = reader.account_of_session(account);
    if (!row) return fail(row.error());
    if (!*row) break;
    const auto origin = origin_of(**row);
    if (!origin) return fail(origin.error());
    if (out.by.empty()) out.origin = *origin;
    const bool is_known = std::find(out.by.begin(), out.by.end(), origin->opened_by) != out.by.end();
    if (origin->opened_by.empty() || is_known || !is_within(origin->opened_ms, kLatelyOpenedMs, now_ms))
      break;
    account = origin->opened_by;
    out.by.push_back(account);
  }
  return out;
}

const std::string* common(const Opening& a, const Opening& b) {
  const auto found = std::find_first_of(a.by.begin(), a.by.end(), b.by.begin(), b.by.end());
  return found == a.by.end() ? nullptr : &*found;
}

// 0: the two need not wait for one another.
std::int64_t wait_until(const AccountOrigin& a, const AccountOrigin& b, std::int64_t now_ms) {
  const bool are_new =
      is_within(a.opened_ms, kJustOpenedMs, now_ms) && is_within(b.opened_ms, kJustOpenedMs, now_ms);
  if (!are_new || (!a.was_somebodys && !b.was_somebodys)) return 0;
  return std::min(a.opened_ms, b.opened_ms) + kJustOpenedMs;
}

}  // namespace

Result<std::optional<OneAdministrator>> one_administrator(const DeskReader& reader, const CaseStep& step,
                                                          const Case& c, const Actor& by,
                                                          std::int64_t now_ms) {
  std::optional<OneAdministrator> out;
  const std::vector<std::string> first = first_persons(step, c);
  if (first.empty() || by.account.empty()) return out;
  const auto second = opening_of(reader, by.account, now_ms);
  if (!second) return fail(second.error());
  for (const std::string& account : first) {
    if (second->by.empty()) break;
    if (account.empty() || account == by.account) continue;
    const auto one = opening_of(reader, account, now_ms);
    if (!one) return fail(one.error());
    const std::string* const administrator = common(*second, *one);
    if (administrator == nullptr) continue;
    const std::int64_t until = wait_until(one->origin, second->origin, now_ms);
    if (!out || until > out->until_ms) out = OneAdministrator{*administrator, account, until};
  }
  return out;
}

StepRefusal refusal_of(const OneAdministrator& found) {
  const std::string day = china_date(found.until_ms).str();
  return {RefusalCode::kSamePerson,
          {fmt::format("one administrator has lately changed how both persons of this step sign in: somebody "
                       "else takes it, or this account after {}",
                       day),
           fmt::format("同一管理员近日更改过本步骤两名人员账号的登录方式：请由其他人员办理，或由本账号在 {} "
                       "之后办理",
                       day)},
          {}};
}

AuditRow audit_of(const OneAdministrator& found, const Actor& by, const CaseRow& row, std::int64_t now_ms) {
  AuditRow audit;
  audit.at_ms = now_ms;
  audit.account = by.account;
  audit.role = by.role;
  audit.desk = {by.agency, by.sector};
  audit.tenant = row.tenant.text();
  audit.action = "two_persons.one_administrator";
  audit.object = row.id;
  audit.outcome = found.until_ms > now_ms ? "refused" : "done";
  JsonWriter json;
  json.begin_object().key("administrator").string(found.administrator);
  json.key("first").string(found.first).end_object();
  audit.detail = json.take();
  return audit;
}

}  // namespace tidegate::desk
