#include "tidegate/store/desk/audit_chain.h"

#include "tidegate/base/hash.h"
#include "tidegate/base/json_writer.h"

namespace tidegate::store {

std::string audit_hash(std::string_view previous, const AuditRow& row) {
  JsonWriter json;
  json.begin_array().string(previous).integer(row.seq).integer(row.at_ms);
  for (const std::string* text : {&row.account, &row.role, &row.desk.agency, &row.desk.sector, &row.tenant,
                                  &row.action, &row.object, &row.outcome, &row.detail})
    json.string(*text);
  json.end_array();
  return sha256_hex(json.take());
}

}  // namespace tidegate::store
