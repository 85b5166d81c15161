#include "tidegate/ports/databases/database_url.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace tidegate {
namespace {

constexpr std::size_t kMostOctets = 4096;

struct Scheme {
  std::string_view name;
  DatabaseUrl::Kind kind;
};
constexpr std::array kSchemes{
    Scheme{"postgresql://", DatabaseUrl::Kind::kPostgresql},
    Scheme{"postgres://", DatabaseUrl::Kind::kPostgresql}, Scheme{"mysql://", DatabaseUrl::Kind::kMariadb},
    Scheme{"mariadb://", DatabaseUrl::Kind::kMariadb}, Scheme{"sqlite:", DatabaseUrl::Kind::kSqlite}};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// start  in lower case.
bool begins_with(std::string_view text, std::string_view start) {
  return text.size() >= start.size() &&
         std::equal(start.begin(), start.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

const Scheme* scheme_of(std::string_view text) {
  for (const Scheme& scheme : kSchemes) {
    if (begins_with(text, scheme.name)) return &scheme;
  }
  return nullptr;
}

// "redis" of "redis://h"; "" where none stands at the beginning.
std::string_view any_scheme_of(std::string_view text) {
  const auto is_letter = [](char c) { return lower(c) >= 'a' && lower(c) <= 'z'; };
  const auto is_inner = [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '.' || c == '-';
  };
  const auto end = std::find_if_not(text.begin(), text.end(), is_inner);
  const std::string_view name = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  const bool is_scheme = !name.empty() && is_letter(name[0]) && text.substr(name.size()).starts_with("://");
  return is_scheme ? name : std::string_view();
}

// A known scheme whose slashes are missing: "mysql:u@h".
bool begins_as_known(std::string_view text) {
  return std::any_of(kSchemes.begin(), kSchemes.end(), [&](const Scheme& scheme) {
    return begins_with(text, scheme.name.substr(0, scheme.name.find(':') + 1));
  });
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      unsigned value = 0;
      if (i + 2 >= text.size()) return std::nullopt;
      const char* const begin = text.data() + i + 1;
      const auto [end, error] = std::from_chars(begin, begin + 2, value, 16);
      if (error != std::errc{} || end != begin + 2) return std::nullopt;
      c = static_cast<char>(value);
      i += 2;
    }
    if (c == '\0') return std::nullopt;
    out.push_back(c);
  }
  return out;
}

std::optional<std::uint16_t> number(std::string_view text) {
  std::uint16_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc{} || end != text.data() + text.size() || n == 0) return std::nullopt;
  return n;
}

class Parser {
 public:
  Result<DatabaseUrl> run(std::string_view text) {
    const Scheme* scheme = scheme_of(text);
    if (scheme == nullptr) return unknown(text);
    url_.kind = scheme->kind;
    // Until it is known where the password ends, nothing of it is repeated.
    url_.shown = text.substr(0, scheme->name.size());
    if (text.size() > kMostOctets) return wrong("it is longer than 4096 octets", "长度超过 4096 字节");
    text.remove_prefix(scheme->name.size());
    const std::size_t question = std::min(text.find('?'), text.size());
    std::string_view rest = text.substr(0, question);
    if (url_.kind == DatabaseUrl::Kind::kSqlite) {
      url_.shown += text;
      if (!take(rest, url_.database) || url_.database.empty()) return bad_part("path", "路径");
    } else if (const auto read = server(rest, text.substr(question)); !read) {
      return fail(read.error());
    }
    if (question < text.size()) {
      if (const auto read = parameters(text.substr(question + 1)); !read) return fail(read.error());
    }
    return std::move(url_);
  }

 private:
  tl::unexpected<Error> wrong(std::string en, std::string zh) const {
    return fail({ErrorCode::kMalformed, std::move(en), url_.shown, std::move(zh)});
  }
  // Of what follows the scheme nothing is repeated.
  tl::unexpected<Error> unknown(std::string_view text) {
    constexpr std::size_t kLongest = 32;
    constexpr std::string_view kRead = "postgresql://, mysql://, mariadb://, sqlite:";
    std::string_view name = begins_with(text, "jdbc:") ? "jdbc" : any_scheme_of(text);
    if (name.size() > kLongest) name = {};
    url_.shown = name.empty() ? "URL" : fmt::format("{}:", name);
    if (name.empty() || begins_as_known(text)) {
      return wrong(fmt::format("it is no URL of a database: write {}", kRead),
                   fmt::format("不是数据库 URL：请以 {} 开头", kRead));
    }
    return wrong(fmt::format("\"{}\" is not read: databases are named by {}", name, kRead),
                 fmt::format("不支持“{}”：数据库 URL 以 {} 开头", name, kRead));
  }
  tl::unexpected<Error> bad_part(std::string_view en, std::string_view zh) const {
    return wrong(fmt::format("the {} is not percent-encoded text", en),
                 fmt::format("{}不是有效的百分号编码", zh));
  }

  static bool take(std::string_view text, std::string& into) {
    auto decoded = percent_decoded(text);
    if (decoded) into = std::move(*decoded);
    return decoded.has_value();
  }

  // user:password@host:port/database, of which `query` follows.
  Result<void> server(std::string_view rest, std::string_view query) {
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    std::string_view authority = rest.substr(0, slash);
    const std::string_view path = rest.substr(std::min(slash + 1, rest.size()));
    const bool is_open =
        (path.find('@') != std::string_view::npos || query.find('@') != std::string_view::npos ||
         std::count(authority.begin(), authority.end(), '@') > 1 || rest.find('#') != std::string_view::npos);
    if (is_open) {
      return wrong(
          "an @ or # stands where none may: in names and passwords write %40 for @, %2F for /, %3F for ?, "
          "%23 "
          "for #",
          "@ 或 # 的位置有误：名称与密码中的 @ 写作 %40，/ 写作 %2F，? 写作 %3F，# 写作 %23");
    }
    const std::size_t at = authority.find('@');
    if (at != std::string_view::npos) {
      const std::string_view person = authority.substr(0, at);
      const std::size_t colon = std::min(person.find(':'), person.size());
      url_.shown += std::string(person.substr(0, colon)) + "@";
      authority.remove_prefix(at + 1);
      if (!take(person.substr(0, colon), url_.user)) return bad_part("user", "用户名");
      if (colon < person.size() && !take(person.substr(colon + 1), url_.password))
        return bad_part("password", "密码");
    }
    if (const auto read = host(authority); !read) return read;
    url_.shown += std::string(authority) + std::string(rest.substr(slash)) + std::string(query);
    if (path.find('/') != std::string_view::npos || !take(path, url_.database)) {
      return wrong("behind the host stands one name, of the database", "主机之后只能有一个数据库名");
    }
    return {};
  }

  Result<void> host(std::string_view text) {
    std::string_view port;
    if (text.starts_with('[')) {
      const std::size_t end = text.find(']');
      if (end == std::string_view::npos)
        return wrong("the bracket of the address is open", "地址的方括号未闭合");
      url_.host = text.substr(1, end - 1);
      port = text.substr(end + 1);
    } else {
      const std::size_t colon = std::min(text.find(':'), text.size());
      if (!take(text.substr(0, colon), url_.host)) return bad_part("host", "主机");
      port = text.substr(colon);
    }
    if (port.empty()) return {};
    const auto parsed = port[0] == ':' ? number(port.substr(1)) : std::nullopt;
    if (!parsed) return wrong("the port is not a number from 1 to 65535", "端口不是 1 至 65535 的整数");
    url_.port = *parsed;
    return {};
  }

  Result<void> parameters(std::string_view text) {
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find('&', begin), text.size());
      const std::string_view one = text.substr(begin, end - begin);
      begin = end + 1;
      if (one.empty()) continue;
      const std::size_t equals = std::min(one.find('='), one.size());
      std::string value;
      if (!take(one.substr(std::min(equals + 1, one.size())), value)) return bad_part("query", "参数");
      if (const auto set = parameter(one.substr(0, equals), std::move(value)); !set) return set;
    }
    return {};
  }

  Result<void> parameter(std::string_view key, std::string value) {
    const auto yes_no = [&](bool& into) -> Result<void> {
      if (value != "yes" && value != "no")
        return wrong(fmt::format("{} is yes or no", key), fmt::format("{} 的取值为 yes 或 no", key));
      into = value == "yes";
      return {};
    };
    const bool is_sqlite = url_.kind == DatabaseUrl::Kind::kSqlite;
    if (key == "views") return yes_no(url_.has_views);
    if (key == "immutable" && is_sqlite) return yes_no(url_.is_immutable);
    if (key == "table") {
      url_.tables.push_back(std::move(value));
    } else if (key == "schema" && !is_sqlite) {
      url_.schemas.push_back(std::move(value));
    } else if (key == "sslmode" && !is_sqlite) {
      constexpr std::array kModes{"disable", "prefer", "require", "verify-ca", "verify-full"};
      if (std::find(kModes.begin(), kModes.end(), value) == kModes.end()) {
        return wrong("sslmode is one of disable, prefer, require, verify-ca, verify-full",
                     "sslmode 的取值为 disable、prefer、require、verify-ca、verify-full");
      }
      url_.sslmode = std::move(value);
    } else if (key == "sslrootcert" && !is_sqlite) {
      url_.sslrootcert = std::move(value);
    } else if (key == "socket" && !is_sqlite) {
      url_.socket = std::move(value);
    } else if (key == "connect_timeout" && !is_sqlite) {
      const auto seconds = number(value);
      if (!seconds) return wrong("connect_timeout is a number of seconds", "connect_timeout 为秒数");
      url_.connect_timeout_s = *seconds;
    } else {
      // An unknown parameter may be a password, and is not repeated.
      url_.shown = url_.shown.substr(0, url_.shown.find('?'));
      return is_sqlite ? wrong(fmt::format("\"{}\" is no parameter; those are table, views, immutable", key),
                               fmt::format("没有参数“{}”；可用参数为 table、views、immutable", key))
                       : wrong(
                             "parameters are table, schema, views, sslmode, sslrootcert, socket, "
                             "connect_timeout; a "
                             "password stands in none of them",
                             "可用参数为 "
                             "table、schema、views、sslmode、sslrootcert、socket、connect_timeout；密码不"
                             "写在参数中");
    }
    return {};
  }

  DatabaseUrl url_;
};

}  // namespace

Result<DatabaseUrl> DatabaseUrl::parse(std::string_view text) { return Parser().run(text); }

bool DatabaseUrl::wants(std::string_view schema, std::string_view table) const {
  if (!schemas.empty() && std::find(schemas.begin(), schemas.end(), schema) == schemas.end()) return false;
  return tables.empty() || std::any_of(tables.begin(), tables.end(), [&](const std::string& asked) {
           return asked == table || asked == fmt::format("{}.{}", schema, table);
         });
}

bool is_database_url(std::string_view word) {
  if (begins_as_known(word) || begins_with(word, "jdbc:") || !any_scheme_of(word).empty()) return true;
  const std::size_t slashes = word.find("://");
  return slashes != std::string_view::npos && word.find('@', slashes) != std::string_view::npos;
}

std::string without_password(const std::string& word) {
  if (!is_database_url(word)) return word;
  auto url = DatabaseUrl::parse(word);
  return url ? std::move(url->shown) : url.error().where;
}

bool is_loopback(const DatabaseUrl& url) {
  return !url.socket.empty() || url.host.empty() || url.host == "localhost" || url.host == "::1" ||
         url.host.starts_with('/') || url.host.starts_with("127.");
}

std::string sql_quoted(std::string_view name, char mark) {
  std::string out(1, mark);
  for (const char c : name) {
    if (c == mark) out.push_back(mark);
    out.push_back(c);
  }
  out.push_back(mark);
  return out;
}

}  // namespace tidegate
