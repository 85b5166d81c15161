#include "tidegate/store/desk/desk_place.h"

#include <algorithm>
#include <string_view>

namespace tidegate::store {
namespace {

Error malformed(std::string what, std::string what_zh) {
  return {ErrorCode::kMalformed, std::move(what), {}, std::move(what_zh)};
}

// What the user did not say. Patience has an end: a server behind a dead line is given up.
void add_option(std::string& url, std::string_view name, std::string_view value) {
  if (url.find(std::string(name) + "=") != std::string::npos) return;
  url += url.find('?') == std::string::npos ? '?' : '&';
  url.append(name).append("=").append(value);
}

// Whatever a password holds, as a part of a URL.
std::string percent_encoded(const std::string& text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    out += '%';
    out += kDigits[octet >> 4];
    out += kDigits[octet & 15];
  }
  return out;
}

}  // namespace

std::string without_secrets(const std::string& url) {
  std::string shown = url.substr(0, url.find('?'));
  const std::size_t begin = shown.find("://");
  if (begin == std::string::npos) return {};
  const std::size_t at = shown.rfind('@');
  const std::size_t colon = shown.find(':', begin + 3);
  if (at != std::string::npos && colon != std::string::npos && colon < at) shown.erase(colon, at - colon);
  return shown;
}

Result<SqlPlace> sql_place(const std::string& folder, const std::string& url, const std::string& password) {
  const auto is_quotable = [](char c) { return c != '"' && static_cast<unsigned char>(c) >= 0x20; };
  if (folder.empty() || !std::all_of(folder.begin(), folder.end(), is_quotable))
    return fail(malformed("the folder of the data has no name, or one with quotes or control characters",
                          "数据目录未指定，或其名称含有引号或控制字符"));
  if (url.empty()) {
    const std::string file = folder + "/" + kDeskFile;
    return SqlPlace{Dialect::kSqlite, file, {}, file};
  }
  if (!url.starts_with("postgresql://") && !url.starts_with("postgres://"))
    return fail(malformed("a database is named as postgresql://user@host:port/name",
                          "数据库应写作 postgresql://user@host:port/name"));
  SqlPlace place{Dialect::kPostgresql, {}, url, without_secrets(url)};
  add_option(place.url, "connect_timeout", "10");
  add_option(place.url, "tcp_user_timeout", "30000");
  add_option(place.url, "application_name", "tidegate");
  if (!password.empty()) add_option(place.url, "password", percent_encoded(password));
  return place;
}

}  // namespace tidegate::store
