// Claims: whatever the octets, schema_tables ends within its bounds, tells no table without fields, and what
// it tells of a table, written out as a CREATE TABLE, reads back as the same names and comments.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/extract/schema/schema_text.h"

namespace {

std::string quoted(std::string_view text, char mark) {
  std::string out(1, mark);
  for (const char c : text) {
    if (c == mark || (c == '\\' && mark == '\'')) out += c;
    out += c;
  }
  return out + mark;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const tidegate::SchemaTable& table : tidegate::schema_tables(text)) {
    TIDEGATE_CHECK(!table.fields.empty() && table.fields.size() <= tidegate::kMostSchemaFields + 1);
    std::string ddl = "CREATE TABLE \"t\" (";
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
      ddl += (i == 0 ? "" : ", ") + quoted(table.fields[i].name, '"') + " text COMMENT " +
             quoted(table.fields[i].comment, '\'');
    }
    const auto again = tidegate::ddl_tables(ddl + ");");
    TIDEGATE_CHECK(again.size() == 1 && again[0].fields.size() == table.fields.size());
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
      TIDEGATE_CHECK(again[0].fields[i].name == table.fields[i].name);
      TIDEGATE_CHECK(again[0].fields[i].comment == table.fields[i].comment);
    }
  }
  return 0;
}
