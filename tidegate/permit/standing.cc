#include "tidegate/permit/standing.h"

#include <fmt/format.h>

#include <array>

#include "tidegate/base/china_time.h"
#include "tidegate/base/utc_time.h"

namespace tidegate::permit {
namespace {

StandingAt none_given(const VerifiedPermit& permit, std::optional<std::int64_t> last_sequence,
                      std::int64_t at_ms) {
  if (last_sequence)
    return {
        Standing::kStatusUnknown,
        {fmt::format("statement {} of its status was seen before: give it, or a later one", *last_sequence),
         fmt::format("此前已见过第 {} 号状态声明：请提供该声明或更新的声明", *last_sequence)}};
  const std::int64_t needed_from = permit.permit().status_needed_from_ms;
  if (at_ms < needed_from)
    return {Standing::kInForce,
            {fmt::format("needs no statement of its status before {}", utc_time_text(needed_from)),
             fmt::format("在 {} 之前无须状态声明", china_time_text(needed_from))}};
  return {Standing::kStatusUnknown,
          {"whether it was suspended or revoked is not known: give the newest statement of its status",
           "是否已被暂停或撤销未知：请提供最新的状态声明"}};
}

// What a statement says beside of a permit that is active: which one follows it.
Text with_reason(const Text& says, const PermitStatus& status) {
  if (status.reason.empty()) return says;
  return {says.en + "; stated beside: " + status.reason.en, says.zh + "；另声明：" + status.reason.zh};
}

// What a statement says of a moment in its time.
StandingAt stated(const PermitStatus& status) {
  const std::string since = utc_time_text(status.since_ms);
  switch (status.state) {
    case PermitState::kActive:
      return {Standing::kInForce,
              with_reason({fmt::format("active, as stated until {}", utc_time_text(status.valid_until_ms)),
                           fmt::format("有效，声明有效至 {}", china_time_text(status.valid_until_ms))},
                          status)};
    case PermitState::kSuspended:
      return {Standing::kSuspended,
              {fmt::format("suspended since {}: {}", since, status.reason.en),
               fmt::format("自 {} 起暂停：{}", china_time_text(status.since_ms), status.reason.zh)}};
    case PermitState::kRevoked:
      break;
  }
  return {Standing::kRevoked,
          {fmt::format("revoked since {}: {}", since, status.reason.en),
           fmt::format("自 {} 起撤销：{}", china_time_text(status.since_ms), status.reason.zh)}};
}

}  // namespace

std::string_view to_string(Standing standing) {
  constexpr std::array<std::string_view, 7> kNames{"in_force", "not_yet",        "expired",     "suspended",
                                                   "revoked",  "status_unknown", "status_stale"};
  return kNames[static_cast<std::size_t>(standing)];
}

StandingAt standing_at(const VerifiedPermit& permit, const VerifiedStatus* given,
                       std::optional<std::int64_t> last_sequence, std::int64_t at_ms) {
  const DateInterval& valid = permit.permit().valid;
  const Date day = china_date(at_ms);
  if (day < valid.from) {
    const std::string& before = permit.permit().replaces;
    return {Standing::kNotYet,
            {fmt::format("holds from {} on{}", valid.from.str(),
                         before.empty() ? "" : ", in the place of the permit " + before),
             fmt::format("自 {} 起生效{}", valid.from.str(), before.empty() ? "" : "，接续许可 " + before)}};
  }
  if (day >= valid.to) {
    const Text ended{fmt::format("ended with the day before {}", valid.to.str()),
                     fmt::format("已于 {} 前届满", valid.to.str())};
    const bool says_more = given != nullptr && given->status().state == PermitState::kActive;
    return {Standing::kExpired, says_more ? with_reason(ended, given->status()) : ended};
  }
  if (given == nullptr) return none_given(permit, last_sequence, at_ms);
  const PermitStatus& status = given->status();
  if (status.state == PermitState::kRevoked && at_ms >= status.since_ms) return stated(status);
  if (last_sequence && status.sequence < *last_sequence)
    return {Standing::kStatusStale,
            {fmt::format("statement {} of its status is older than statement {}, which was seen before",
                         status.sequence, *last_sequence),
             fmt::format("第 {} 号状态声明早于此前已见过的第 {} 号", status.sequence, *last_sequence)}};
  if (at_ms < status.since_ms) {
    if (status.sequence == 1 && at_ms < permit.permit().status_needed_from_ms)
      return none_given(permit, std::nullopt, at_ms);
    return {Standing::kStatusUnknown,
            {fmt::format("the statement of its status speaks of the time since {} alone",
                         utc_time_text(status.since_ms)),
             fmt::format("状态声明仅说明 {} 之后的情况", china_time_text(status.since_ms))}};
  }
  if (at_ms >= status.valid_until_ms)
    return {Standing::kStatusStale,
            {fmt::format("the statement of its status held until {}: give a newer one",
                         utc_time_text(status.valid_until_ms)),
             fmt::format("状态声明有效至 {}：请提供更新的声明", china_time_text(status.valid_until_ms))}};
  return stated(status);
}

Result<PermitStatus> next_status(const std::string& permit_id, const std::string& permit_hash,
                                 std::int64_t permit_issued_at_ms, const PermitStatus* last,
                                 const StatusChange& change) {
  if (last != nullptr && last->state == PermitState::kRevoked)
    return fail({ErrorCode::kConflict, "is revoked, and stays so: issue another permit", permit_id,
                 "已撤销且不可恢复：请另行签发许可"});
  if (change.stated_at_ms < (last == nullptr ? permit_issued_at_ms : last->stated_at_ms))
    return fail({ErrorCode::kConflict, "the clock shows a time before the last statement", permit_id,
                 "时钟早于上一次声明的时间"});
  if (change.state != PermitState::kActive && (change.reason.en.empty() || change.reason.zh.empty()))
    return fail({ErrorCode::kMalformed, "needs a reason in both languages", permit_id, "须用中英文说明理由"});
  if (change.valid_until_ms <= change.stated_at_ms)
    return fail({ErrorCode::kOutOfRange, "would be stale when it is stated", permit_id, "声明时即已失效"});
  PermitStatus status;
  status.permit_id = permit_id;
  status.permit_hash = permit_hash;
  status.sequence = last == nullptr ? 1 : last->sequence + 1;
  status.state = change.state;
  status.since_ms = change.stated_at_ms;
  if (last != nullptr && last->state == change.state) status.since_ms = last->since_ms;
  if (last == nullptr && change.state == PermitState::kActive) status.since_ms = permit_issued_at_ms;
  status.reason = change.reason;
  status.stated_at_ms = change.stated_at_ms;
  status.valid_until_ms = change.valid_until_ms;
  status.signers = change.signers;
  return status;
}

}  // namespace tidegate::permit
