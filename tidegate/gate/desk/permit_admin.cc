#include "tidegate/gate/desk/permit_admin.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include "tidegate/base/json_writer.h"
#include "tidegate/gate/desk/permit_clock.h"
#include "tidegate/gate/desk/permit_keys.h"

namespace tidegate {
namespace {

// Of a desk that is there: none is made here.
Result<std::unique_ptr<DeskStore>> open(const AdminRequest& request) {
  struct stat about {};
  if (request.database.empty() && ::stat((request.data + "/desk.db").c_str(), &about) != 0)
    return fail({ErrorCode::kNotFound, "holds no desk", request.data, "其中没有办理台数据"});
  DeskStore::Options options;
  options.migrates = false;
  options.readers = 1;
  options.writers = 1;
  return DeskStore::open({request.data, request.database, request.password}, options);
}

bool changes(const PermitSettingsChange& change) {
  return !change.agency.empty() || !change.issuer.empty() || !change.issuer_zh.empty() ||
         change.validity_months || change.grace_hours || change.statement_hours || change.resets_clock;
}

Result<desk::PermitSettings> settle(DeskTransaction& t, const PermitSettingsChange& change,
                                    std::int64_t now_ms) {
  auto settings = desk::permit_settings(t);
  if (!settings || !changes(change)) return settings;
  if (!change.agency.empty()) settings->agency = change.agency;
  if (!change.issuer.empty()) settings->issuer.en = change.issuer;
  if (!change.issuer_zh.empty()) settings->issuer.zh = change.issuer_zh;
  settings->validity_months = change.validity_months.value_or(settings->validity_months);
  settings->grace_hours = change.grace_hours.value_or(settings->grace_hours);
  settings->statement_hours = change.statement_hours.value_or(settings->statement_hours);
  if (auto put = desk::put_permit_settings(t, *settings, now_ms); !put) return fail(put.error());
  if (change.resets_clock) {
    if (auto reset = desk::reset_permit_clock(t, now_ms); !reset) return fail(reset.error());
  }
  AuditRow row;
  row.at_ms = now_ms;
  row.action = change.resets_clock ? "permit.reset_clock" : "permit.change_settings";
  row.outcome = "done";
  row.detail = "{}";
  t.audit(std::move(row));
  return settings;
}

}  // namespace

Result<Printed> admin_rotate_permit_key(const AdminRequest& request, const PermitKeyChange& change, bool json,
                                        const Look& look) {
  const auto store = open(request);
  if (!store) return fail(store.error());
  desk::PermitKeys keys({request.data, change.key, change.passphrase_file});
  const auto id = keys.rotate(**store, request.now_ms);
  if (!id) return fail(id.error());
  if (json) {
    JsonWriter out(2);
    out.begin_object().key("key_id").string(*id).end_object();
    return Printed{out.take() + "\n"};
  }
  const Text says{fmt::format("permits are signed by {} from today on; the key before stays trusted for what "
                              "was signed until tonight\n",
                              *id),
                  fmt::format("自今日起由密钥 {} 签署许可；此前密钥在今日以前签署的文件继续有效\n", *id)};
  return Printed{says.in(look.lang)};
}

Result<Printed> admin_permit_settings(const AdminRequest& request, const PermitSettingsChange& change,
                                      bool json, const Look& look) {
  const auto store = open(request);
  if (!store) return fail(store.error());
  const auto settings = (*store)->transact(
      [&](DeskTransaction& t) -> Result<desk::PermitSettings> { return settle(t, change, request.now_ms); });
  if (!settings) return fail(settings.error());
  if (json) {
    JsonWriter out(2);
    out.begin_object().key("agency").string(settings->agency).key("issuer").begin_object();
    out.key("en").string(settings->issuer.en).key("zh").string(settings->issuer.zh).end_object();
    out.key("validity_months").integer(settings->validity_months);
    out.key("grace_hours").integer(settings->grace_hours);
    out.key("statement_hours").integer(settings->statement_hours).end_object();
    return Printed{out.take() + "\n"};
  }
  const Text says{
      fmt::format("agency {}: {}\nfilings hold for {} months; {} hours need no statement; a statement speaks "
                  "for {} hours\n",
                  settings->agency, settings->issuer.en, settings->validity_months, settings->grace_hours,
                  settings->statement_hours),
      fmt::format("机构 {}：{}\n备案有效 {} 个月；签发后 {} 小时内无须状态声明；状态声明有效 {} 小时\n",
                  settings->agency, settings->issuer.zh, settings->validity_months, settings->grace_hours,
                  settings->statement_hours)};
  return Printed{says.in(look.lang)};
}

}  // namespace tidegate
