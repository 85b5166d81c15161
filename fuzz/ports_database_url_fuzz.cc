// Claim: a URL that is read is shown without its password, and what is shown is read as the same URL but for
// that; an error repeats nothing that may be a password.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/ports/databases/database_url.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto url = tidegate::DatabaseUrl::parse(text);
  if (!url) {
    TIDEGATE_CHECK(url.error().code == tidegate::ErrorCode::kMalformed && !url.error().what_zh.empty());
    return 0;
  }
  TIDEGATE_CHECK(tidegate::is_database_url(text) && size <= 4096);
  const auto again = tidegate::DatabaseUrl::parse(url->shown);
  TIDEGATE_CHECK(again.has_value() && again->shown == url->shown && again->password.empty());
  TIDEGATE_CHECK(again->user == url->user && again->host == url->host && again->port == url->port);
  TIDEGATE_CHECK(again->database == url->database && again->tables == url->tables &&
                 again->schemas == url->schemas);
  TIDEGATE_CHECK(tidegate::without_password(text) == url->shown);
  // Whatever a name holds, its quoted form ends with it: no single mark stands inside.
  for (const char mark : {'"', '`'}) {
    const std::string inside = tidegate::sql_quoted(text, mark);
    for (std::size_t i = 1; i + 1 < inside.size(); ++i) {
      if (inside[i] == mark) TIDEGATE_CHECK(inside[++i] == mark && i + 1 < inside.size());
    }
  }
  return 0;
}
