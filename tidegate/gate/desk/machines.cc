#include "tidegate/gate/desk/machines.h"

#include <fmt/format.h>

#include "tidegate/access/claims.h"
#include "tidegate/access/jose/jws.h"
#include "tidegate/access/session.h"
#include "tidegate/base/hash.h"
#include "tidegate/base/json.h"
#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/gate/desk/firm_standing.h"
#include "tidegate/gate/desk/given_name.h"

namespace tidegate {
namespace {

constexpr std::string_view kTokenTicket = "machine_token";
constexpr std::string_view kAssertionTicket = "machine_assertion";
constexpr std::string_view kCertificate = "certificate";

DeskMachine machine_of(const MachineClientRow& row) {
  return {row.id, row.name, row.key_kind, row.fingerprint, row.is_disabled, row.created_ms, row.version};
}

// As other journeys see who asks: an account of the role machine.
DeskAccount account_of(const MachineClientRow& row) {
  DeskAccount account;
  account.id = row.id;
  account.name = row.name;
  account.role = Role::kMachine;
  if (row.tenant) account.tenant = row.tenant->text();
  account.is_disabled = row.is_disabled;
  account.created_ms = row.created_ms;
  account.version = row.version;
  return account;
}

Error refused(std::string where, std::string en, std::string zh) {
  return {ErrorCode::kOutOfRange, std::move(en), std::move(where), std::move(zh)};
}

// The row's key: its kind, fingerprint and PEM.
Result<MachineClientRow> keyed(const NewDeskMachine& made) {
  MachineClientRow row;
  if (made.public_key.empty() == made.certificate.empty())
    return fail(refused("", "give a public key or a certificate", "须给出公钥或证书之一"));
  if (!made.certificate.empty()) {
    auto print = access::certificate_fingerprint(made.certificate);
    if (!print) return fail(refused("/certificate", print.error().what, print.error().what_zh));
    row.key_kind = kCertificate;
    row.fingerprint = std::move(*print);
    row.public_key = made.certificate;
    return row;
  }
  const auto key = access::VerifyKey::of_pem(made.public_key);
  if (!key) return fail(refused("/public_key", key.error().what, key.error().what_zh));
  if (key->kind() == access::SignatureKind::kRs256)
    return fail(
        refused("/public_key", "a machine's key is of Ed25519 or P-256", "机器密钥须为 Ed25519 或 P-256"));
  row.key_kind = key->kind() == access::SignatureKind::kEdDsa ? "ed25519" : "es256";
  row.fingerprint = key->fingerprint();
  row.public_key = key->to_pem();
  return row;
}

std::string value_of_version(std::int64_t version) { return fmt::format("{{\"version\":{}}}", version); }

TicketRow ticket_of(std::string_view kind, std::string hash, const MachineClientRow& row, std::int64_t now,
                    std::int64_t expires) {
  TicketRow ticket;
  ticket.token_sha256 = std::move(hash);
  ticket.kind = kind;
  ticket.tenant = row.tenant;
  ticket.object = row.id;
  ticket.value = value_of_version(row.version);
  ticket.created_ms = now;
  ticket.expires_ms = expires;
  return ticket;
}

// Of a machine that may come in: not disabled, nor its firm.
Result<bool> may_come_in(const DeskReader& reader, const MachineClientRow& row) {
  if (row.is_disabled || !row.tenant) return false;
  return desk::may_act_for(reader, row.tenant);
}

}  // namespace

Result<DeskPage<DeskMachine>> DeskMachines::machines(const DeskAsker& asker, const DeskPageAsk& ask) {
  const auto page = desk::page_of(ask);
  if (!page) return fail(page.error());
  const auto rows = parts_.store->read(
      [&](const DeskReader& reader) { return reader.machine_clients(desk::reach_of(asker.account), *page); });
  if (!rows) return fail(rows.error());
  DeskPage<DeskMachine> out;
  for (const MachineClientRow& row : rows->rows) out.rows.push_back(machine_of(row));
  out.next = desk::cursor_text(rows->next);
  return out;
}

Result<DeskMachine> DeskMachines::add(const DeskAsker& asker, const NewDeskMachine& made) {
  if (auto fault = desk::fault_of_name(made.name, desk::kLongestName)) return fail(std::move(*fault));
  auto keyed_row = keyed(made);
  if (!keyed_row) return fail(keyed_row.error());
  MachineClientRow row = std::move(*keyed_row);
  const std::int64_t now = parts_.now();
  row.id = desk::new_id(now);
  row.name = made.name;
  row.tenant = TenantId(asker.account.tenant);
  row.roles = to_string(Role::kMachine);
  row.created_ms = now;
  return parts_.store->transact([&](DeskTransaction& t) -> Result<DeskMachine> {
    const auto known = t.machine_client_by_fingerprint(row.fingerprint);
    if (!known) return fail(known.error());
    if (*known)
      return fail({ErrorCode::kConflict, "this key is registered already", "/public_key", "该密钥已登记"});
    const auto held = t.machine_clients(Reach::of_firm(*row.tenant), {std::nullopt, kMostOfAFirm});
    if (!held) return fail(held.error());
    if (held->rows.size() >= kMostOfAFirm) {
      return fail({ErrorCode::kConflict,
                   fmt::format("a firm has {} machines at most", kMostOfAFirm),
                   {},
                   fmt::format("一家企业至多登记 {} 个机器客户端", kMostOfAFirm)});
    }
    if (auto added = t.add_machine_client(row); !added) return fail(added.error());
    t.audit(desk::audit_row(asker.account, "machine.add", row.id, "done", now));
    DeskMachine machine = machine_of(row);
    machine.version = 1;
    return machine;
  });
}

Result<DeskMachine> DeskMachines::change(const DeskAsker& asker, const std::string& id, std::int64_t version,
                                         bool is_disabled) {
  const std::int64_t now = parts_.now();
  return parts_.store->transact([&](DeskTransaction& t) -> Result<DeskMachine> {
    const auto found = t.machine_client_by_id(id);
    if (!found) return fail(found.error());
    if (!*found || !(*found)->tenant || (*found)->tenant->text() != asker.account.tenant)
      return fail({ErrorCode::kNotFound, "there is no such machine", {}, "没有该机器客户端"});
    MachineClientRow row = **found;
    row.version = version;
    row.is_disabled = is_disabled;
    if (auto kept = t.change_machine_client(row); !kept) return fail(kept.error());
    t.audit(
        desk::audit_row(asker.account, is_disabled ? "machine.disable" : "machine.enable", id, "done", now));
    ++row.version;
    return machine_of(row);
  });
}

Result<std::optional<DeskMachineToken>> DeskMachines::token(std::string_view assertion,
                                                            const std::vector<std::string>& audiences,
                                                            std::string_view said) {
  using Answer = std::optional<DeskMachineToken>;
  const auto jws = access::parse_jws(assertion);
  const std::string client = jws ? access::claimed_client(jws->payload) : std::string();
  if (client.empty() || (!said.empty() && said != client)) return Answer();
  const std::int64_t now = parts_.now();
  const auto found =
      parts_.store->read([&](const DeskReader& reader) { return reader.machine_client_by_id(client); });
  if (!found) return fail(found.error());
  if (!*found || (*found)->key_kind == kCertificate) return Answer();
  const MachineClientRow& row = **found;
  const auto key = access::VerifyKey::of_pem(row.public_key);
  const auto claims = access::read_assertion(jws->payload, audiences, now);
  const bool is_right = key && access::is_signed_by(*jws, *key) && claims && claims->client == row.id;
  DeskMachineToken made{access::token_text(desk::drawn<32>()), kTokenMs, row.id};
  const auto done = parts_.store->transact([&](DeskTransaction& t) -> Result<bool> {
    const auto again = t.machine_client_by_id(row.id);
    if (!again) return fail(again.error());
    const auto may =
        *again && (*again)->version == row.version ? may_come_in(t, **again) : Result<bool>(false);
    if (!may) return fail(may.error());
    const std::string shown =
        sha256_hex(fmt::format("{}\n{}\n{}", kAssertionTicket, row.id, claims ? claims->id : ""));
    const auto before = t.ticket(shown);
    if (!before) return fail(before.error());
    const bool is_welcome = is_right && *may && !*before;
    t.audit(desk::audit_row(account_of(row), "machine.token", row.id, is_welcome ? "done" : "refused", now));
    if (!is_welcome) return false;
    if (auto added = t.add_ticket(ticket_of(kAssertionTicket, shown, row, now, claims->expires_ms)); !added)
      return fail(added.error());
    if (auto added =
            t.add_ticket(ticket_of(kTokenTicket, access::token_hash(made.token), row, now, now + kTokenMs));
        !added)
      return fail(added.error());
    return true;
  });
  // The same assertion at the same moment: one of the two came first.
  if (!done && done.error().code == ErrorCode::kConflict) return Answer();
  if (!done) return fail(done.error());
  return *done ? Answer(std::move(made)) : Answer();
}

Result<std::optional<DeskAsker>> DeskMachines::who_bears(std::string_view token) {
  using Answer = std::optional<DeskAsker>;
  constexpr std::size_t kTokenLength = 43;
  if (token.size() != kTokenLength) return Answer();
  const std::int64_t now = parts_.now();
  const std::string hash = access::token_hash(token);
  return parts_.store->read([&](const DeskReader& reader) -> Result<Answer> {
    const auto ticket = reader.ticket(hash);
    if (!ticket) return fail(ticket.error());
    if (!*ticket || (*ticket)->kind != kTokenTicket || (*ticket)->used_ms != 0 ||
        (*ticket)->expires_ms <= now)
      return Answer();
    const auto row = reader.machine_client_by_id((*ticket)->object);
    if (!row) return fail(row.error());
    if (!*row || (*ticket)->value != value_of_version((*row)->version)) return Answer();
    const auto may = may_come_in(reader, **row);
    if (!may) return fail(may.error());
    return *may ? Answer(DeskAsker{account_of(**row), hash}) : Answer();
  });
}

Result<std::optional<DeskAsker>> DeskMachines::who_holds(const std::string& certificate_fingerprint) {
  using Answer = std::optional<DeskAsker>;
  return parts_.store->read([&](const DeskReader& reader) -> Result<Answer> {
    const auto row = reader.machine_client_by_fingerprint(certificate_fingerprint);
    if (!row) return fail(row.error());
    if (!*row || (*row)->key_kind != kCertificate) return Answer();
    const auto may = may_come_in(reader, **row);
    if (!may) return fail(may.error());
    return *may ? Answer(DeskAsker{account_of(**row), {}}) : Answer();
  });
}

Result<void> DeskMachines::end_token(const DeskAsker& asker) {
  const std::int64_t now = parts_.now();
  const auto done = parts_.store->transact([&](DeskTransaction& t) -> Result<bool> {
    const auto taken = t.take_ticket(asker.token_hash, std::string(kTokenTicket), now);
    if (!taken) return fail(taken.error());
    t.audit(desk::audit_row(asker.account, "machine.token_end", asker.account.id, "done", now));
    return taken->has_value();
  });
  if (!done) return fail(done.error());
  return {};
}

}  // namespace tidegate
