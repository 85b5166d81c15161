// What the zone publishes of its samples, and sectors that an alarm has frozen.
#include <algorithm>

#include "tidegate/base/instant.h"
#include "tidegate/base/seen_text.h"
#include "tidegate/gate/desk/case_shapes.h"
#include "tidegate/gate/desk/cases.h"
#include "tidegate/gate/desk/sampling.h"

namespace tidegate {
namespace {

constexpr std::int64_t kPeriods = 200;

Error refused(std::string where, std::string en, std::string zh) {
  return {ErrorCode::kOutOfRange, std::move(en), std::move(where), std::move(zh)};
}

bool is_sector(std::string_view sector) {
  return !sector.empty() && sector.size() <= 64 &&
         std::all_of(sector.begin(), sector.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

void write_freeze(JsonWriter& json, const desk::Freeze& freeze, const std::optional<AccountRow>& account) {
  json.begin_object();
  json.key("sector").string(freeze.sector);
  json.key("reasons");
  desk::write_text(json, freeze.reasons);
  json.key("by").begin_object();
  json.key("account").string(freeze.account);
  if (account) json.key("name").string(account->name).key("role").string(account->roles);
  if (account && !account->desk.agency.empty()) json.key("agency").string(account->desk.agency);
  json.end_object();
  json.key("at").string(instant_text(freeze.at_ms));
  json.key("version").integer(freeze.at_ms);
  json.end_object();
}

std::optional<Error> against_reasons(const Text& reasons) {
  if (!shows_something(reasons.zh))
    return refused("/reasons", "reasons must be said, in Chinese at least", "必须说明理由（至少用中文）");
  if (reasons.zh.size() > kLongestText || reasons.en.size() > kLongestText)
    return refused("/reasons", "the reasons are too long", "理由过长");
  return std::nullopt;
}

std::string detail_of_freeze(const desk::Freeze& freeze) {
  JsonWriter json;
  json.begin_object().key("reasons");
  desk::write_text(json, freeze.reasons);
  json.end_object();
  return json.take();
}

// The freeze goes with its lifting: this is all that is left of it.
std::string detail_of_lifting(const desk::Freeze& gone, const Text& reasons) {
  JsonWriter json;
  json.begin_object().key("reasons");
  desk::write_text(json, reasons);
  json.key("frozen_by").string(gone.account);
  json.key("frozen_at").string(instant_text(gone.at_ms)).key("frozen_reasons");
  desk::write_text(json, gone.reasons);
  json.end_object();
  return json.take();
}

// Anybody's alarm may stop a sector; it goes on by the word of those who answer for it.
std::optional<StepRefusal> against_lifting(const DeskAccount& who, const std::string& sector,
                                           const DeskRules& rules) {
  const bool is_regulator = who.agency == "sector_regulator" && who.sector == sector;
  if (who.agency == rules.deciding_agency || is_regulator) return std::nullopt;
  return StepRefusal{RefusalCode::kNotYours,
                     {"a freeze is lifted by a lead of the deciding agency or of the sector's own regulator",
                      "解除冻结须由主办部门或该行业主管部门的负责人办理"},
                     {}};
}

}  // namespace

Result<std::string> DeskCases::sampling() {
  return parts_->store->read([&](const DeskReader& reader) -> Result<std::string> {
    const auto seeds = reader.sampling_seeds(kPeriods);
    if (!seeds) return fail(seeds.error());
    JsonWriter json;
    json.begin_object().key("rows").begin_array();
    for (const SamplingSeedRow& row : *seeds) {
      json.begin_object();
      json.key("period").string(row.period);
      json.key("commitment").string(row.commitment);
      json.key("created_at").string(instant_text(row.created_ms));
      if (row.revealed_ms != 0) {
        json.key("revealed_at").string(instant_text(row.revealed_ms));
        json.key("seed").string(row.seed);
      }
      json.end_object();
    }
    json.end_array().end_object();
    return json.take();
  });
}

Result<std::string> DeskCases::freezes() {
  return parts_->store->read([&](const DeskReader& reader) -> Result<std::string> {
    const auto all = desk::freezes(reader);
    if (!all) return fail(all.error());
    JsonWriter json;
    json.begin_object().key("rows").begin_array();
    for (const desk::Freeze& freeze : *all) {
      const auto account = reader.account_of_session(freeze.account);
      if (!account) return fail(account.error());
      write_freeze(json, freeze, *account);
    }
    json.end_array().end_object();
    return json.take();
  });
}

Result<std::string> DeskCases::freeze(const DeskAsker& asker, const std::string& sector,
                                      const Text& reasons) {
  if (!is_sector(sector))
    return fail(refused("/sector", "a sector is a word of a to z and _", "行业须为 a-z 与 _ 组成的词"));
  if (auto no = against_reasons(reasons)) return fail(std::move(*no));
  const std::int64_t now = parts_->now();
  const desk::Freeze made{sector, reasons, asker.account.id, now};
  return parts_->store->transact([&](DeskTransaction& t) -> Result<std::string> {
    auto all = desk::freezes(t);
    if (!all) return fail(all.error());
    const bool is_there =
        std::any_of(all->begin(), all->end(), [&](const desk::Freeze& one) { return one.sector == sector; });
    if (is_there)
      return fail({ErrorCode::kConflict, "the sector is frozen already", "/sector", "该行业已被冻结"});
    if (all->size() >= desk::kMostFreezes)
      return fail({ErrorCode::kLimit, "too many sectors are frozen", {}, "冻结的行业过多"});
    all->push_back(made);
    if (auto kept = desk::put_freezes(t, *all, now); !kept) return fail(kept.error());
    AuditRow audit = desk::audit_row(asker.account, "sector.freeze", sector, "done", now);
    audit.detail = detail_of_freeze(made);
    t.audit(std::move(audit));
    const auto account = t.account_of_session(asker.account.id);
    if (!account) return fail(account.error());
    JsonWriter json;
    write_freeze(json, made, *account);
    return json.take();
  });
}

Result<std::optional<StepRefusal>> DeskCases::unfreeze(const DeskAsker& asker, const std::string& sector,
                                                       std::int64_t version, const Text& reasons) {
  using Refused = std::optional<StepRefusal>;
  if (auto no = against_lifting(asker.account, sector, parts_->law.rules)) return no;
  if (auto no = against_reasons(reasons)) return fail(std::move(*no));
  const std::int64_t now = parts_->now();
  return parts_->store->transact([&](DeskTransaction& t) -> Result<Refused> {
    auto all = desk::freezes(t);
    if (!all) return fail(all.error());
    const auto at =
        std::find_if(all->begin(), all->end(), [&](const desk::Freeze& one) { return one.sector == sector; });
    if (at == all->end())
      return fail({ErrorCode::kNotFound, "the sector is not frozen", {}, "该行业未被冻结"});
    if (at->at_ms != version)
      return Refused({RefusalCode::kStale,
                      {"it was lifted meanwhile, and the sector is frozen anew: read why",
                       "原冻结已被解除，该行业又被冻结，请重新读取"},
                      {}});
    AuditRow audit = desk::audit_row(asker.account, "sector.unfreeze", sector, "done", now);
    audit.detail = detail_of_lifting(*at, reasons);
    all->erase(at);
    if (auto kept = desk::put_freezes(t, *all, now); !kept) return fail(kept.error());
    t.audit(std::move(audit));
    return Refused();
  });
}

}  // namespace tidegate
