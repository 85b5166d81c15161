#include "tidegate/gate/desk/account_origin.h"

#include "tidegate/base/json_reader.h"
#include "tidegate/base/json_writer.h"

namespace tidegate::desk {
std::string origin_text(const AccountOrigin& origin) {
  JsonWriter json;
  json.begin_object();
  if (origin.is_by_claims) json.key("provisioned").boolean(true);
  if (origin.password_is_due) json.key("password_is_due").boolean(true);
  if (!origin.opened_by.empty()) {
    json.key("opened_by").string(origin.opened_by).key("opened_ms").integer(origin.opened_ms);
    if (origin.was_somebodys) json.key("was_somebodys").boolean(true);
  }
  json.end_object();
  return json.take();
}

Result<AccountOrigin> origin_of(const AccountRow& row) {
  AccountOrigin origin;
  if (row.document == "{}") return origin;
  const Error corrupt{ErrorCode::kCorrupt, "an account's origin cannot be read", row.id, {}};
  const auto document = parse_json(row.document, "");
  if (!document) return fail(corrupt);
  JsonFault fault;
  const JsonReader in(*document, fault);
  in.only({"provisioned", "password_is_due", "opened_by", "opened_ms", "was_somebodys"});
  if (const auto by = in.optional("provisioned")) origin.is_by_claims = by->boolean();
  if (const auto due = in.optional("password_is_due")) origin.password_is_due = due->boolean();
  if (const auto by = in.optional("opened_by")) origin.opened_by = by->string();
  if (const auto at = in.optional("opened_ms")) origin.opened_ms = at->integer();
  if (const auto was = in.optional("was_somebodys")) origin.was_somebodys = was->boolean();
  if (fault.first) return fail(corrupt);
  return origin;
}

void open_to(AccountRow& row, AccountOrigin origin, const std::string& by, std::int64_t now_ms,
             bool was_somebodys) {
  origin.opened_by = by;
  origin.opened_ms = now_ms;
  origin.was_somebodys = was_somebodys;
  row.document = origin_text(origin);
}

}  // namespace tidegate::desk
