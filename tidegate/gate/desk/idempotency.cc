#include "tidegate/gate/desk/idempotency.h"

#include "tidegate/gate/desk/desk_parts.h"

namespace tidegate {
namespace {

IdempotencyRow row_of(const DeskOnce& once, std::int64_t now_ms, std::int64_t kept_ms) {
  return {once.scope, once.key, once.request_sha256, 0, {}, now_ms, now_ms + kept_ms};
}

}  // namespace

Result<DeskIdempotency::Claimed> DeskIdempotency::claim(const DeskOnce& once) {
  const std::int64_t now = parts_.now();
  return parts_.store->transact([&](DeskTransaction& t) -> Result<Claimed> {
    const auto there = t.claim_idempotency(row_of(once, now, kLeaseMs), now);
    if (!there) return fail(there.error());
    if (!*there) return Claimed{};
    if ((*there)->request_sha256 != once.request_sha256) return Claimed{State::kOtherRequest, 0, {}};
    if ((*there)->status == 0) return Claimed{State::kRunning, 0, {}};
    return Claimed{State::kDone, (*there)->status, (*there)->response};
  });
}

Result<void> DeskIdempotency::finish(const DeskOnce& once, std::int64_t status, const std::string& answer) {
  IdempotencyRow row = row_of(once, parts_.now(), kKeptMs);
  row.status = status;
  row.response = answer;
  const auto done = parts_.store->transact([&](DeskTransaction& t) -> Result<bool> {
    if (auto kept = t.finish_idempotency(row); !kept) return fail(kept.error());
    return true;
  });
  if (!done) return fail(done.error());
  return {};
}

Result<void> DeskIdempotency::release(const DeskOnce& once) {
  const auto done = parts_.store->transact([&](DeskTransaction& t) -> Result<bool> {
    if (auto gone = t.release_idempotency(once.scope, once.key); !gone) return fail(gone.error());
    return true;
  });
  if (!done) return fail(done.error());
  return {};
}

}  // namespace tidegate
