#include "tidegate/gate/desk/sampling.h"

#include <fmt/format.h>

#include "tidegate/base/instant.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/clearance/clocks.h"

namespace tidegate::desk {
namespace {

constexpr const char* kFrozen = "frozen_sectors";
constexpr std::int64_t kPeriods = 200;

std::string period_of_day(Date day) { return fmt::format("{:04}-{:02}", day.year(), day.month()); }

std::string hex(const std::array<std::uint8_t, 32>& bytes) {
  std::string out;
  for (const std::uint8_t byte : bytes) out += fmt::format("{:02x}", byte);
  return out;
}

Result<SamplingSeed> seed_of(const SamplingSeedRow& row) {
  SamplingSeed seed{row.period, {}};
  if (row.seed.size() != 2 * seed.bytes.size())
    return fail({ErrorCode::kCorrupt, "a sampling seed has not 32 octets", row.period, {}});
  for (std::size_t i = 0; i < seed.bytes.size(); ++i) {
    const auto digit = [&](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    seed.bytes[i] = static_cast<std::uint8_t>(digit(row.seed[2 * i]) * 16 + digit(row.seed[2 * i + 1]));
  }
  if (seed_commitment(seed) != row.commitment)
    return fail(
        {ErrorCode::kCorrupt, "a sampling seed is not the one that was committed to", row.period, {}});
  return seed;
}

// What the program does by itself with a month's seed.
void audit(DeskTransaction& t, std::string action, const std::string& period, std::int64_t now_ms) {
  AuditRow row;
  row.at_ms = now_ms;
  row.role = "machine";
  row.action = std::move(action);
  row.object = period;
  row.outcome = "done";
  row.detail = "{}";
  t.audit(std::move(row));
}

Result<void> make(DeskTransaction& t, const std::string& period, std::int64_t now_ms) {
  const auto there = t.sampling_seed(period);
  if (!there) return fail(there.error());
  if (*there) return {};
  const SamplingSeed seed{period, drawn<32>()};
  SamplingSeedRow row;
  row.period = period;
  row.commitment = seed_commitment(seed);
  row.seed = hex(seed.bytes);
  row.created_ms = now_ms;
  audit(t, "sampling.commit", period, now_ms);
  return t.add_sampling_seed(row);
}

}  // namespace

std::string period_of(std::int64_t at_ms) { return period_of_day(day_in_china(at_ms)); }

Result<void> keep_seeds(DeskTransaction& t, std::int64_t now_ms) {
  const std::string running = period_of(now_ms);
  const Date today = day_in_china(now_ms);
  const Date first = today.plus_days(1 - today.day());
  for (const std::string& period : {running, period_of_day(months_after(first, 1))}) {
    if (auto made = make(t, period, now_ms); !made) return made;
  }
  const auto all = t.sampling_seeds(kPeriods);
  if (!all) return fail(all.error());
  for (SamplingSeedRow row : *all) {
    if (row.period >= running || row.revealed_ms != 0) continue;
    row.revealed_ms = now_ms;
    audit(t, "sampling.reveal", row.period, now_ms);
    if (auto told = t.change_sampling_seed(row); !told) return told;
  }
  return {};
}

Result<std::optional<SamplingSeed>> seed_now(const DeskReader& reader, std::int64_t now_ms) {
  const auto row = reader.sampling_seed(period_of(now_ms));
  if (!row) return fail(row.error());
  if (!*row || (*row)->revealed_ms != 0) return std::optional<SamplingSeed>();
  auto seed = seed_of(**row);
  if (!seed) return fail(seed.error());
  return std::optional(std::move(*seed));
}

Result<std::vector<Freeze>> freezes(const DeskReader& reader) {
  const auto row = reader.setting(kFrozen);
  if (!row) return fail(row.error());
  std::vector<Freeze> out;
  if (!*row) return out;
  const auto json = parse_json((*row)->value, kFrozen);
  if (!json) return fail(json.error());
  JsonFault fault{kFrozen, {}};
  for (const JsonReader& in : JsonReader(*json, fault).items(0, kMostFreezes)) {
    in.only({"sector", "reasons", "account", "at_ms"});
    Freeze freeze;
    freeze.sector = in.member("sector").string();
    freeze.reasons = {in.member("reasons").member("en").string(), in.member("reasons").member("zh").string()};
    freeze.account = in.member("account").string();
    freeze.at_ms = in.member("at_ms").integer();
    out.push_back(std::move(freeze));
  }
  if (fault.first) return fail(*fault.first);
  return out;
}

Result<std::vector<std::string>> frozen_sectors(const DeskReader& reader) {
  const auto all = freezes(reader);
  if (!all) return fail(all.error());
  std::vector<std::string> sectors;
  for (const Freeze& freeze : *all) sectors.push_back(freeze.sector);
  return sectors;
}

Result<void> put_freezes(DeskTransaction& t, const std::vector<Freeze>& all, std::int64_t now_ms) {
  const auto there = t.setting(kFrozen);
  if (!there) return fail(there.error());
  JsonWriter json;
  json.begin_array();
  for (const Freeze& freeze : all) {
    json.begin_object();
    json.key("sector").string(freeze.sector);
    json.key("reasons").begin_object();
    json.key("en").string(freeze.reasons.en).key("zh").string(freeze.reasons.zh).end_object();
    json.key("account").string(freeze.account).key("at_ms").integer(freeze.at_ms);
    json.end_object();
  }
  json.end_array();
  SettingRow row = *there ? **there : SettingRow{kFrozen, {}, 0, 0};
  row.value = json.take();
  row.updated_ms = now_ms;
  return t.put_setting(row);
}

}  // namespace tidegate::desk
