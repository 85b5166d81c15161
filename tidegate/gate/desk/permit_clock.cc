#include "tidegate/gate/desk/permit_clock.h"

#include <algorithm>

#include "tidegate/base/instant.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/store/desk/once_mark.h"

namespace tidegate::desk {
namespace {

constexpr const char* kRow = "permit.clock";
constexpr std::int64_t kSlackMs = 1'000;
constexpr std::int64_t kKeepEachMs = 60'000;

Result<std::int64_t> seen_in(const SettingRow& row) {
  const auto json = parse_json(row.value, kRow);
  if (!json) return fail({ErrorCode::kCorrupt, json.error().what, kRow, json.error().what_zh});
  JsonFault fault{kRow, {}};
  const JsonReader in(*json, fault);
  const auto seen = parse_instant(in.member("seen").string());
  if (fault.first || !seen) return fail({ErrorCode::kCorrupt, "is no moment", kRow, "不是时间"});
  return *seen;
}

Result<void> put(DeskTransaction& t, std::int64_t seen_ms, std::int64_t now_ms, std::int64_t version) {
  JsonWriter json;
  json.begin_object().key("seen").string(instant_text(seen_ms)).end_object();
  return t.put_setting({kRow, json.take(), now_ms, version});
}

}  // namespace

Result<PermitClock::Seen> PermitClock::look() {
  const std::lock_guard lock(mutex_);
  if (!is_loaded_) {
    const auto row = store_.read([](const DeskReader& reader) { return reader.setting(kRow); });
    if (!row) return fail(row.error());
    if (*row) {
      const auto seen = seen_in(**row);
      if (!seen) return fail(seen.error());
      seen_ms_ = *seen;
    }
    is_loaded_ = true;
  }
  std::int64_t now = clock_.now_ms();
  if (now < seen_ms_ && seen_ms_ - now <= kSlackMs) now = seen_ms_;
  const Seen seen{now, std::max(seen_ms_, now)};
  seen_ms_ = seen.last_seen_ms;
  return seen;
}

void PermitClock::keep() {
  std::int64_t seen = 0;
  std::int64_t now = 0;
  {
    const std::lock_guard lock(mutex_);
    now = clock_.now_ms();
    if (!is_loaded_ || now < seen_ms_ || (kept_ms_ != 0 && now - kept_ms_ < kKeepEachMs)) return;
    kept_ms_ = now;
    seen = seen_ms_;
  }
  const BesideOnceMark beside;
  // What fails is tried again in a minute, not with every question.
  [[maybe_unused]] const auto kept = store_.transact([&](DeskTransaction& t) -> Result<bool> {
    const auto row = t.setting(kRow);
    if (!row) return fail(row.error());
    if (*row) {
      const auto before = seen_in(**row);
      if (!before) return fail(before.error());
      if (*before >= seen) return false;
    }
    if (auto done = put(t, seen, now, *row ? (*row)->version : 0); !done) return fail(done.error());
    return true;
  });
}

Result<void> reset_permit_clock(DeskTransaction& t, std::int64_t now_ms) {
  const auto row = t.setting(kRow);
  if (!row) return fail(row.error());
  return put(t, now_ms, now_ms, *row ? (*row)->version : 0);
}

}  // namespace tidegate::desk
