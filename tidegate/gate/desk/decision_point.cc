#include "tidegate/gate/desk/decision_point.h"

#include <algorithm>
#include <array>

#include "tidegate/base/instant.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/gate/desk/permit_issue.h"
#include "tidegate/gate/desk/refused_flows.h"
#include "tidegate/permit/decide.h"
#include "tidegate/permit/flow_text.h"
#include "tidegate/store/desk/once_mark.h"

namespace tidegate {
namespace {

constexpr std::size_t kMostVerified = 1'024;
constexpr int kTries = 5;  // where others count under the same permit meanwhile
constexpr std::int64_t kLargestAmount = 1'000'000'000'000'000'000;

std::string usage_setting(const std::string& permit) { return "permit.usage/" + permit; }

tl::unexpected<Error> corrupt(const std::string& id, const Text& why) {
  return fail({ErrorCode::kCorrupt, why.en, id, why.zh});
}

void add(std::optional<std::int64_t>& sum, std::optional<std::int64_t> more) {
  sum = std::min(sum.value_or(0) + std::clamp<std::int64_t>(more.value_or(0), 0, kLargestAmount),
                 kLargestAmount);
}
void add(UsedAmount& used, const FlowPersons& persons) {
  add(used.this_year, persons.new_this_year ? persons.new_this_year : persons.count);
  add(used.in_total, persons.new_in_total ? persons.new_in_total : persons.count);
}

// What is told of a flow that was counted: numbers alone.
std::string counted(const FlowRequest& flow) {
  JsonWriter json;
  json.begin_object();
  const auto put = [&](const char* key, const std::optional<std::int64_t>& number) {
    if (number) json.key(key).integer(*number);
  };
  put("octets", flow.octets);
  put("persons", flow.persons.count);
  put("sensitive_persons", flow.sensitive_persons.count);
  return json.end_object().take();
}

}  // namespace

struct DecisionPoint::Ground {
  PermitRow row;
  std::string trust;
  std::optional<desk::NewestStatement> newest;
  std::optional<SettingRow> usage;
  std::optional<SettingRow> usage_before;  // of the permit that it extends; where it has none of its own yet
};

namespace desk {
namespace {

constexpr std::array<UsedAmount PermitUsage::*, 3> kAmounts{
    &PermitUsage::persons, &PermitUsage::sensitive_persons, &PermitUsage::octets};

Result<PermitUsage> kept_in(const SettingRow& row) {
  auto kept = permit::read_usage(row.value, row.name);
  if (!kept) return fail({ErrorCode::kCorrupt, kept.error().what, row.name, kept.error().what_zh});
  return kept;
}

Result<PermitUsage> usage_in(const std::optional<SettingRow>& row, const std::optional<SettingRow>& before,
                             const std::string& permit, std::int64_t now_ms) {
  const int year = china_date(now_ms).year();
  PermitUsage usage;
  if (row) {
    auto kept = kept_in(*row);
    if (!kept) return kept;
    usage = std::move(*kept);
    if (usage.year >= year) return usage;
    for (const auto amount : kAmounts) (usage.*amount).this_year = 0;
  } else {
    usage.permit_id = permit;
    for (const auto amount : kAmounts) usage.*amount = {0, 0};
  }
  usage.year = year;
  if (!before) return usage;
  const auto kept = kept_in(*before);
  if (!kept) return kept;
  if (kept->year != year) return usage;
  for (const auto amount : kAmounts) (usage.*amount).this_year = ((*kept).*amount).this_year;
  return usage;
}

// None: it has usage of its own, or extends nothing under which anything was counted.
Result<std::optional<SettingRow>> usage_before(const DeskReader& reader, const std::optional<SettingRow>& own,
                                               const std::string& replaces) {
  if (own || replaces.empty()) return std::optional<SettingRow>();
  return reader.setting(usage_setting(replaces));
}

}  // namespace

Result<PermitUsage> permit_usage(const DeskReader& reader, const Permit& permit, std::int64_t now_ms) {
  const auto row = reader.setting(usage_setting(permit.id));
  if (!row) return fail(row.error());
  const auto before = usage_before(reader, *row, permit.replaces);
  if (!before) return fail(before.error());
  return usage_in(*row, *before, permit.id, now_ms);
}

Result<bool> has_usage(const DeskReader& reader, const std::string& permit) {
  const auto row = reader.setting(usage_setting(permit));
  if (!row) return fail(row.error());
  return row->has_value();
}

}  // namespace desk

DecisionPoint::DecisionPoint(desk::Parts& parts)
    : parts_(parts),
      clock_(*parts.store, *parts.clock),
      permits_(std::make_unique<permit::VerifiedPermits>(kMostVerified)) {}

Result<DecisionPoint::Ground> DecisionPoint::ground_of(const DeskReader& reader, const DeskAsker& asker,
                                                       const FlowRequest& flow) {
  auto row = reader.permit(desk::reach_of(asker.account), flow.permit_id);
  if (!row) return fail(row.error());
  if (!desk::is_signed(*row))
    return fail(
        {ErrorCode::kConflict, "the permit is held: it was not signed", {}, "该许可暂缓签发，尚未生效"});
  auto trust = desk::permit_trust_text(reader);
  if (!trust) return fail(trust.error());
  auto newest = desk::newest_statement(reader, row->id);
  if (!newest) return fail(newest.error());
  auto usage = reader.setting(usage_setting(row->id));
  if (!usage) return fail(usage.error());
  std::string replaces;
  if (!*usage) {
    auto permit = permit::unverified_permit(row->document, row->id);
    if (!permit) return corrupt(row->id, {permit.error().what, permit.error().what_zh});
    replaces = std::move(permit->replaces);
  }
  auto before = desk::usage_before(reader, *usage, replaces);
  if (!before) return fail(before.error());
  return Ground{std::move(*row), std::move(*trust), std::move(*newest), std::move(*usage),
                std::move(*before)};
}

Result<const permit::VerifiedPermit*> DecisionPoint::verified(const Ground& ground) {
  if (trust_text_ != ground.trust) {
    auto policy = permit::read_trust(ground.trust, "");
    if (!policy) return corrupt(ground.row.id, {policy.error().what, policy.error().what_zh});
    trust_ = std::move(*policy);
    trust_text_ = ground.trust;
    permits_ = std::make_unique<permit::VerifiedPermits>(kMostVerified);
    statuses_.clear();
  }
  const Sha256 hash = sha256(ground.row.document);
  if (const permit::VerifiedPermit* known = permits_->find(hash)) return known;
  auto seen = permit::verify_permit(ground.row.document, trust_);
  if (!seen.value) return corrupt(ground.row.id, seen.why);
  return &permits_->keep(hash, std::move(*seen.value));
}

Result<const permit::VerifiedStatus*> DecisionPoint::verified_status(const Ground& ground,
                                                                     const permit::VerifiedPermit& permit) {
  if (!ground.newest) return nullptr;
  const Sha256 hash = sha256(ground.newest->file);
  auto known = statuses_.find(hash);
  if (known == statuses_.end()) {
    auto seen = permit::verify_status(ground.newest->file, trust_, permit);
    if (!seen.value) return corrupt(ground.row.id, seen.why);
    if (statuses_.size() >= kMostVerified) statuses_.clear();
    known = statuses_.emplace(hash, std::move(*seen.value)).first;
  }
  // The row and what was signed say the same, or somebody has been at one of them.
  if (known->second.status().permit_id != ground.row.id ||
      to_string(known->second.status().state) != ground.row.state)
    return corrupt(ground.row.id, {"the row and its signed status differ", "状态记录与已签名的声明不一致"});
  return &known->second;
}

Result<bool> DecisionPoint::is_stale(const Ground& ground, std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  const auto permit = verified(ground);
  if (!permit) return fail(permit.error());
  const auto status = verified_status(ground, **permit);
  if (!status) return fail(status.error());
  if (*status == nullptr) return true;
  return (*status)->status().valid_until_ms <= now_ms;
}

Result<FlowAnswer> DecisionPoint::decide(const Ground& ground, const FlowRequest& flow,
                                         const desk::PermitClock::Seen& seen, PermitUsage& usage) {
  auto counted_before = desk::usage_in(ground.usage, ground.usage_before, ground.row.id, seen.now_ms);
  if (!counted_before) return fail(counted_before.error());
  usage = std::move(*counted_before);
  usage.last_seen_ms = seen.last_seen_ms;
  const std::lock_guard lock(mutex_);
  const auto permit = verified(ground);
  if (!permit) return fail(permit.error());
  const auto status = verified_status(ground, **permit);
  if (!status) return fail(status.error());
  FlowAnswer answer = permit::decide(**permit, *status, flow, &usage, seen.now_ms);
  if (*status != nullptr) usage.last_sequence = (*status)->status().sequence;
  return answer;
}

// The ground with a statement that holds now. Of several who renew it at once one does, and the others find
// what it kept.
Result<DecisionPoint::Ground> DecisionPoint::ground_now(const DeskAsker& asker, const FlowRequest& flow,
                                                        const desk::PermitClock::Seen& seen) {
  for (int tries = 1;; ++tries) {
    auto ground = parts_.store->read(
        [&](const DeskReader& reader) -> Result<Ground> { return ground_of(reader, asker, flow); });
    if (!ground) return ground;
    const auto stale = is_stale(*ground, seen.now_ms);
    if (!stale) return fail(stale.error());
    if (!*stale || seen.now_ms < seen.last_seen_ms) return ground;
    const BesideOnceMark beside;
    auto renewed = parts_.store->transact([&](DeskTransaction& t) -> Result<Ground> {
      auto now = ground_of(t, asker, flow);
      if (!now) return fail(now.error());
      auto file = desk::renewed_statement(*parts_.permit_keys, t, now->row, seen.now_ms);
      if (!file) return fail(file.error());
      now->newest = desk::NewestStatement{std::move(*file), 0};
      return now;
    });
    const bool was_crossed = !renewed && renewed.error().code == ErrorCode::kConflict;
    if (!was_crossed || tries == kTries) return renewed;
  }
}

Result<FlowAnswer> DecisionPoint::ask(const DeskAsker& asker, const FlowRequest& flow) {
  if (flow.permit_id.empty())
    return fail({ErrorCode::kOutOfRange, "name the permit", "/permit", "请写明许可编号"});
  const auto seen = clock_.look();
  if (!seen) return fail(seen.error());
  const auto ground = ground_now(asker, flow, *seen);
  if (!ground) return fail(ground.error());
  PermitUsage usage;
  auto answer = decide(*ground, flow, *seen, usage);
  clock_.keep();
  return answer;
}

Result<FlowAnswer> DecisionPoint::record(const DeskAsker& asker, const FlowRequest& flow) {
  // A statement that is stale is renewed on the way; what is answered here is thrown away.
  if (const auto first = ask(asker, flow); !first) return fail(first.error());
  for (int tries = 1;; ++tries) {
    const auto seen = clock_.look();
    if (!seen) return fail(seen.error());
    auto answer = parts_.store->transact([&](DeskTransaction& t) -> Result<FlowAnswer> {
      const auto ground = ground_of(t, asker, flow);
      if (!ground) return fail(ground.error());
      PermitUsage usage;
      auto decided = decide(*ground, flow, *seen, usage);
      if (!decided || decided->verdict == FlowVerdict::kHeld) return decided;
      if (decided->verdict == FlowVerdict::kRefused) {
        if (auto kept = desk::keep_refused_flow(t, asker.account, ground->row.id, *decided, seen->now_ms);
            !kept)
          return fail(kept.error());
        return decided;
      }
      add(usage.persons, flow.persons);
      add(usage.sensitive_persons, flow.sensitive_persons);
      add(usage.octets.this_year, flow.octets);
      add(usage.octets.in_total, flow.octets);
      usage.last_seen_ms.reset();  // the desk has one clock for all of its permits
      if (auto put = t.put_setting({usage_setting(ground->row.id), permit::write_usage(usage), seen->now_ms,
                                    ground->usage ? ground->usage->version : 0});
          !put)
        return fail(put.error());
      AuditRow row =
          desk::audit_row(asker.account, "permit.record_flow", ground->row.id, "done", seen->now_ms);
      row.detail = counted(flow);
      t.audit(std::move(row));
      return decided;
    });
    const bool was_crossed = !answer && answer.error().code == ErrorCode::kConflict;
    if (!was_crossed || tries == kTries) return answer;
  }
}

Result<std::string> DecisionPoint::answer(const DeskAsker& asker, std::string_view flow, bool records) {
  const auto read = permit::read_flow(flow, "");
  if (!read) return fail(read.error());
  const auto given = records ? record(asker, *read) : ask(asker, *read);
  if (!given) return fail(given.error());
  return permit::write_answer(*given);
}

}  // namespace tidegate
