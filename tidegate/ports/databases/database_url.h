// What a user writes to name a database: postgresql://user@host:port/db?table=schema.t and the like.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"

namespace tidegate {

struct DatabaseUrl {
  enum class Kind { kPostgresql, kMariadb, kSqlite };
  Kind kind = Kind::kPostgresql;
  std::string user;
  std::string password;
  std::string host;        // "" with a socket, or as the client library has it
  std::uint16_t port = 0;  // 0: the server's usual one
  std::string database;    // kSqlite: the file's path
  // Behind the question mark.
  std::vector<std::string> tables;   // "schema.t" or "t"; empty: all
  std::vector<std::string> schemas;  // empty: all but the server's own
  bool has_views = false;            // views=yes: they are read too
  bool is_immutable = false;         // immutable=yes, kSqlite: nobody writes to the file
  std::string sslmode;               // disable prefer require verify-ca verify-full; "" by the host
  std::string sslrootcert;           // file
  std::string socket;                // folder (kPostgresql) or file (kMariadb) of the server's socket
  std::uint16_t connect_timeout_s = 10;
  std::string shown;  // the text without its password, for people and records

  // text  at most 4,096 octets. Parts are percent-encoded where they hold one of : / ? # @ % &.
  // Errors: kMalformed; neither `what` nor `where` holds the password, or what may be one.
  static Result<DatabaseUrl> parse(std::string_view text);

  // Whether `table` of `schema` is asked for.
  bool wants(std::string_view schema, std::string_view table) const;
};

// Whether a word of the command line names a database, rightly or wrongly written: any URL does, since one
// that is taken for a path would be repeated whole, with its password.
bool is_database_url(std::string_view word);
// The same word without a password; what is no URL is given back.
std::string without_password(const std::string& word);

// The host is this machine: what is sent stays here.
bool is_loopback(const DatabaseUrl& url);

// A name as SQL writes it: mark, the name with each mark doubled, mark.
std::string sql_quoted(std::string_view name, char mark);

}  // namespace tidegate
