#include "tidegate/gate/desk/idempotency.h"

#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/store/desk/once_mark.h"

namespace tidegate {
namespace {

constexpr std::int64_t kActedOn = 1;  // a status of HTTP is 100 at least

IdempotencyRow row_of(const DeskOnce& once, std::int64_t now_ms, std::int64_t kept_ms) {
  return {once.scope, once.key, once.request_sha256, 0, {}, now_ms, now_ms + kept_ms};
}

}  // namespace

Result<DeskIdempotency::Claimed> DeskIdempotency::claim(const DeskOnce& once) {
  const std::int64_t now = parts_.now();
  return parts_.store->transact([&](DeskTransaction& t) -> Result<Claimed> {
    const auto there = t.claim_idempotency(row_of(once, now, kLeaseMs), now);
    if (!there) return fail(there.error());
    if (!*there) return Claimed{State::kOurs, 0, {}, now};
    const IdempotencyRow& row = **there;
    if (row.request_sha256 != once.request_sha256) return Claimed{State::kOtherRequest, 0, {}};
    const bool may_be_answered = row.status == kActedOn && now - row.created_ms < kLeaseMs;
    if (row.status == 0 || may_be_answered) return Claimed{State::kRunning, 0, {}};
    return Claimed{State::kDone, row.status, row.response};
  });
}

void DeskIdempotency::perform(const DeskOnce& once, const Claimed& ours, const std::function<void()>& work) {
  IdempotencyRow done = row_of(once, ours.at_ms, kKeptMs);
  done.status = kActedOn;
  const OnceMark mark(std::move(done));
  work();
}

Result<void> DeskIdempotency::finish(const DeskOnce& once, const Claimed& ours, std::int64_t status,
                                     const std::string& answer) {
  IdempotencyRow row = row_of(once, ours.at_ms, kKeptMs);
  row.status = status;
  row.response = answer;
  const auto done = parts_.store->transact([&](DeskTransaction& t) -> Result<bool> {
    if (auto kept = t.finish_idempotency(row); !kept) return fail(kept.error());
    return true;
  });
  if (!done) return fail(done.error());
  return {};
}

Result<void> DeskIdempotency::release(const DeskOnce& once, const Claimed& ours, bool is_certain) {
  const IdempotencyRow unmarked = row_of(once, ours.at_ms, kLeaseMs);
  const auto done = parts_.store->transact([&](DeskTransaction& t) -> Result<bool> {
    if (is_certain) {
      if (auto reset = t.finish_idempotency(unmarked); !reset) return fail(reset.error());
    }
    if (auto gone = t.release_idempotency(unmarked); !gone) return fail(gone.error());
    return true;
  });
  if (!done) return fail(done.error());
  return {};
}

}  // namespace tidegate
