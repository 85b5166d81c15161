// Firms of the zone: who is registered, and who may act at the desk at all.
#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/gate/desk/given_name.h"

namespace tidegate {
namespace {

Error code_is_taken() {
  return {ErrorCode::kConflict, "a firm of this unified social credit code is registered already", "/uscc",
          "该统一社会信用代码已登记企业"};
}

Error moved_on() {
  return {ErrorCode::kConflict,
          "the firm was changed since it was read; read it again",
          {},
          "该企业信息已被更改，请重新读取"};
}

ZoneDesk::Firm firm_of(const TenantRow& row) {
  return {row.id, row.uscc, row.name, row.is_disabled, row.created_ms, row.version};
}

// Also names the firm that it concerns: the operator is of none.
AuditRow audit_of(const DeskAsker& asker, std::string action, const std::string& firm, std::int64_t now) {
  AuditRow row = desk::audit_row(asker.account, std::move(action), firm, "done", now);
  row.tenant = firm;
  return row;
}

}  // namespace

Result<DeskPage<ZoneDesk::Firm>> ZoneDesk::firms(const DeskAsker& asker, const DeskPageAsk& ask) {
  const auto page = desk::page_of(ask);
  if (!page) return fail(page.error());
  const auto rows = parts_->store->read(
      [&](const DeskReader& reader) { return reader.tenants(desk::reach_of(asker.account), *page); });
  if (!rows) return fail(rows.error());
  DeskPage<Firm> out;
  for (const TenantRow& row : rows->rows) out.rows.push_back(firm_of(row));
  out.next = desk::cursor_text(rows->next);
  return out;
}

Result<ZoneDesk::Firm> ZoneDesk::firm(const DeskAsker& asker, const std::string& id) {
  const auto row = parts_->store->read(
      [&](const DeskReader& reader) { return reader.tenant(desk::reach_of(asker.account), id); });
  if (!row) return fail(row.error());
  return firm_of(*row);
}

Result<ZoneDesk::Firm> ZoneDesk::add_firm(const DeskAsker& asker, const std::string& uscc,
                                          const std::string& name) {
  if (auto fault = desk::fault_of_name(name, desk::kLongestFirmName)) return fail(std::move(*fault));
  const auto code = Uscc::parse_typed(uscc);
  if (!code) return fail({ErrorCode::kOutOfRange, code.error().what, "/uscc", code.error().what_zh});
  const std::int64_t now = parts_->now();
  TenantRow row;
  row.id = desk::new_id(now);
  row.uscc = code->str();
  row.name = name;
  row.created_ms = now;
  row.document = "{}";
  return parts_->store->transact([&](DeskTransaction& t) -> Result<Firm> {
    const auto there = t.firm_of_code(row.uscc);
    if (!there) return fail(there.error());
    if (*there) return fail(code_is_taken());
    if (auto added = t.add_tenant(row); !added) return fail(added.error());
    t.audit(audit_of(asker, "firm.add", row.id, now));
    Firm firm = firm_of(row);
    firm.version = 1;
    return firm;
  });
}

// Sessions, tokens and links stay in their tables: each is looked at with every request (firm_standing.h), so
// that all of them end in the transaction that closes the firm, and go on where it is opened again.
Result<ZoneDesk::Firm> ZoneDesk::change_firm(const DeskAsker& asker, const std::string& id,
                                             std::int64_t version, bool is_disabled) {
  const std::int64_t now = parts_->now();
  return parts_->store->transact([&](DeskTransaction& t) -> Result<Firm> {
    auto row = t.tenant(desk::reach_of(asker.account), id);
    if (!row) return fail(row.error());
    if (row->version != version) return fail(moved_on());
    if (row->is_disabled == is_disabled) return firm_of(*row);
    row->is_disabled = is_disabled;
    if (auto kept = t.change_tenant(*row); !kept) return fail(kept.error());
    t.audit(audit_of(asker, is_disabled ? "firm.disable" : "firm.enable", id, now));
    ++row->version;
    return firm_of(*row);
  });
}

}  // namespace tidegate
