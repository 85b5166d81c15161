#include "tidegate/store/desk/sql_session.h"

#include <dlfcn.h>
#include <fmt/format.h>
#include <sodium.h>
// SOCI's own bindings of Boost's types are not wanted, nor Boost.
#include <soci/soci-config.h>
#undef SOCI_HAVE_BOOST
#undef SOCI_HAVE_BOOST_DATE_TIME
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "tidegate/base/check.h"
#include "tidegate/base/utf8.h"
#include "tidegate/store/desk/sqlite_statements.h"

namespace tidegate::store {
namespace {

constexpr int kBusySeconds = 10;

// `?` becomes :p1, :p2 ...: no statement of this room holds one in a literal.
std::string with_names(std::string_view sql) {
  std::string named;
  int n = 0;
  for (const char c : sql) {
    if (c == '?') {
      named += fmt::format(":p{}", ++n);
    } else {
      named += c;
    }
  }
  return named;
}

bool is_keepable(std::string_view text) {
  return text.find('\0') == std::string_view::npos && is_valid_utf8(text);
}

// A server is told to name its errors by their SQLSTATE alone: its sentences repeat values. libpq was loaded
// with SOCI's backend, or there would be no session.
// SOCI hides the type of its sessions, without which the sanitizer of downcasts does not link: no_sanitize.
__attribute__((no_sanitize("vptr"))) bool tell_states_alone(soci::session& session) {
  auto* backend = static_cast<soci::postgresql_session_backend*>(session.get_backend());
  void* libpq = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
  using Set = PGVerbosity (*)(PGconn*, PGVerbosity);
  const auto set = libpq == nullptr ? nullptr : reinterpret_cast<Set>(dlsym(libpq, "PQsetErrorVerbosity"));
  if (set == nullptr) return false;
  set(backend->conn_, PQERRORS_SQLSTATE);
  return true;
}

// The connection itself; see tell_states_alone.
__attribute__((no_sanitize("vptr"))) void* sqlite_of(soci::session& session) {
  return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

// "... ERROR:  40001\n" -> "40001"; empty: the message is the client library's own.
std::string sqlstate_of(std::string_view message) {
  while (!message.empty() && (message.back() == '\n' || message.back() == ' ')) message.remove_suffix(1);
  const std::size_t begin = message.find_last_of(" \n");
  const std::string_view last = begin == std::string_view::npos ? message : message.substr(begin + 1);
  const bool is_state = last.size() == 5 && std::all_of(last.begin(), last.end(), [](char c) {
                          return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
                        });
  return is_state ? std::string(last) : std::string();
}

// What the client library says, behind SOCI's own line; nothing of it is a value or a password.
std::string reason_in(std::string_view text) {
  const std::size_t behind = text.find('\n');
  if (behind != std::string_view::npos && behind + 1 < text.size()) text.remove_prefix(behind + 1);
  return std::string(text.substr(0, text.find('\n')));
}

Error unavailable(const SqlPlace& place, std::string why, std::string why_zh) {
  return {ErrorCode::kUnavailable, std::move(why), place.shown, std::move(why_zh)};
}

}  // namespace

struct SqlSession::Connection {
  soci::session session;
  std::optional<SqliteStatements> statements;  // of SQLite; goes first
};

SqlSession::SqlSession(std::unique_ptr<Connection> connection, const SqlPlace& place)
    : connection_(std::move(connection)), dialect_(place.dialect), shown_(place.shown) {}
SqlSession::~SqlSession() = default;

Result<std::unique_ptr<SqlSession>> SqlSession::open(const SqlPlace& place) {
  auto connection = std::make_unique<Connection>();
  const bool is_sqlite = place.dialect == Dialect::kSqlite;
  TIDEGATE_CHECK(place.file.find('"') == std::string::npos);
  try {
    if (is_sqlite) {
      connection->session.open(soci::sqlite3, fmt::format("db=\"{}\" timeout={}", place.file, kBusySeconds));
    } else {
      connection->session.open("postgresql", place.url);
    }
  } catch (const soci::soci_error& error) {
    const std::string told = reason_in(error.get_error_message());
    if (!is_sqlite && told.find("libsoci_postgresql") != std::string::npos) {
      return fail(unavailable(place, "PostgreSQL needs the package libsoci-postgresql4.0",
                              "使用 PostgreSQL 需要安装软件包 libsoci-postgresql4.0"));
    }
    return fail(unavailable(place, fmt::format("the database does not open: {}", told),
                            fmt::format("数据库无法打开：{}", told)));
  } catch (const std::exception&) {
    return fail(unavailable(place, "the database does not open", "数据库无法打开"));
  }
  if (is_sqlite) connection->statements.emplace(sqlite_of(connection->session));
  std::unique_ptr<SqlSession> opened(new SqlSession(std::move(connection), place));
  if (is_sqlite) {
    for (const char* pragma :
         {"PRAGMA foreign_keys = ON", "PRAGMA synchronous = FULL", "PRAGMA journal_size_limit = 67108864"}) {
      if (const auto done = opened->run(pragma); !done) return fail(done.error());
    }
    return opened;
  }
  if (!tell_states_alone(opened->connection_->session)) {
    return fail(unavailable(place, "the client library of PostgreSQL is not libpq.so.5",
                            "PostgreSQL 客户端库不是 libpq.so.5"));
  }
  // Whatever the server's own settings: an acknowledgement is a promise, and a lock is not waited for all
  // day.
  for (const char* setting :
       {"SET synchronous_commit TO on", "SET lock_timeout TO '10s'", "SET statement_timeout TO '60s'",
        "SET idle_in_transaction_session_timeout TO '60s'", "SET client_encoding TO 'UTF8'",
        "SET client_min_messages TO error", "SET search_path TO tidegate"}) {
    if (const auto done = opened->run(setting); !done) return fail(done.error());
  }
  return opened;
}

Error SqlSession::failed(const std::string& message, int sqlite_code) {
  Error error = told(message, sqlite_code);
  if (!has_failed_) failure_ = error;
  has_failed_ = true;
  return error;
}

Error SqlSession::unkeepable() {
  Error error{
      ErrorCode::kMalformed, "a text is no UTF-8, or holds a NUL", {}, "文本不是有效的 UTF-8 或含有空字符"};
  if (!has_failed_) failure_ = error;
  has_failed_ = true;
  return error;
}

Error SqlSession::told(const std::string& message, int sqlite_code) {
  const auto error = [&](ErrorCode code, std::string what, std::string what_zh) {
    return Error{code, std::move(what), shown_, std::move(what_zh)};
  };
  const auto gone = [&] {
    is_broken_ = true;
    return error(ErrorCode::kUnavailable, "the connection to the database broke off", "与数据库的连接中断");
  };
  const auto is_there = [&] {
    return Error{ErrorCode::kConflict, "a row of this key is there already", {}, "该键的记录已存在"};
  };
  const auto is_missing = [&] {
    return Error{ErrorCode::kNotFound, "it refers to a row that is not there", {}, "所引用的记录不存在"};
  };
  const auto is_crossed = [&] {
    was_crossed_ = true;
    return error(ErrorCode::kUnavailable, "the database is busy with other writers", "数据库正忙于其他写入");
  };
  const auto is_full = [&] {
    return error(ErrorCode::kUnavailable, "the disk of the database is full", "数据库所在磁盘已满");
  };
  const auto is_unkeepable = [&](const std::string& code) {
    return error(ErrorCode::kUnavailable, fmt::format("the database refuses ({})", code),
                 fmt::format("数据库拒绝（{}）", code));
  };
  if (dialect_ == Dialect::kSqlite) {
    switch (sqlite_code & 0xff) {
      case SQLITE_CONSTRAINT:
        return sqlite_code == SQLITE_CONSTRAINT_FOREIGNKEY ? is_missing() : is_there();
      case SQLITE_BUSY:
      case SQLITE_LOCKED:
        return is_crossed();
      case SQLITE_FULL:
        return is_full();
      case SQLITE_CORRUPT:
      case SQLITE_NOTADB:
        is_broken_ = true;
        return error(ErrorCode::kCorrupt,
                     "the database file is damaged: restore a backup (tidegate admin restore)",
                     "数据库文件已损坏：请恢复备份（tidegate admin restore）");
      case SQLITE_READONLY:
        is_broken_ = true;
        return error(ErrorCode::kUnavailable, "the database file may not be written to", "数据库文件不可写");
      case SQLITE_IOERR:
      case SQLITE_CANTOPEN:
        is_broken_ = true;
        return error(ErrorCode::kUnavailable, "the disk of the database is full or does not answer",
                     "数据库所在磁盘已满或无响应");
      default:
        return is_unkeepable(fmt::format("SQLite {}", sqlite_code));
    }
  }
  const std::string state = sqlstate_of(message);
  if (state.empty() || state.starts_with("08") || state.starts_with("57P")) return gone();
  if (state == "23503") return is_missing();
  if (state.starts_with("23")) return is_there();
  if (state == "40001" || state == "40P01" || state == "55P03") return is_crossed();
  if (state.starts_with("53")) {
    return state == "53100" ? is_full() : is_unkeepable(state);
  }
  if (state == "XX001" || state == "XX002")
    return error(ErrorCode::kCorrupt, "the database is damaged: restore a backup",
                 "数据库已损坏：请恢复备份");
  return is_unkeepable(state);
}

namespace {

// What is bound lives until the statement is done.
struct Bound {
  std::vector<std::string> texts;
  std::vector<long long> numbers;
  std::vector<soci::indicator> nulls;
};

bool bind(soci::statement& statement, Bound& bound, std::span<const SqlValue> values) {
  bound.texts.resize(values.size());
  bound.numbers.resize(values.size());
  bound.nulls.resize(values.size(), soci::i_ok);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (const auto* number = std::get_if<std::int64_t>(&values[i])) {
      bound.numbers[i] = *number;
      statement.exchange(soci::use(bound.numbers[i]));
    } else if (const auto* text = std::get_if<std::string>(&values[i])) {
      if (!is_keepable(*text)) return false;
      bound.texts[i] = *text;
      statement.exchange(soci::use(bound.texts[i]));
    } else if (const auto* octets = std::get_if<SqlOctets>(&values[i])) {
      bound.texts[i] = base64_of(octets->bytes);
      statement.exchange(soci::use(bound.texts[i]));
    } else {
      bound.nulls[i] = soci::i_null;
      statement.exchange(soci::use(bound.texts[i], bound.nulls[i]));
    }
  }
  return true;
}

bool are_keepable(std::span<const SqlValue> values) {
  return std::all_of(values.begin(), values.end(), [](const SqlValue& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text == nullptr || is_keepable(*text);
  });
}

}  // namespace

Result<std::int64_t> SqlSession::run(std::string_view sql, std::span<const SqlValue> values) {
  if (connection_->statements) {
    if (!are_keepable(values)) return fail(unkeepable());
    const auto outcome = connection_->statements->run(sql, values, 0, nullptr);
    if (outcome.code != SQLITE_OK) return fail(failed({}, outcome.code));
    return outcome.touched;
  }
  try {
    Bound bound;
    soci::statement statement(connection_->session);
    if (!bind(statement, bound, values)) return fail(unkeepable());
    statement.alloc();
    statement.prepare(with_names(sql), soci::details::st_one_time_query);
    statement.define_and_bind();
    statement.execute(true);
    return static_cast<std::int64_t>(statement.get_affected_rows());
  } catch (const soci::soci_error& error) {
    return fail(failed(error.get_error_message(), 0));
  } catch (const std::exception&) {
    is_broken_ = true;
    return fail(failed({}, SQLITE_IOERR));
  }
}

Result<std::vector<SqlRow>> SqlSession::rows(std::string_view sql, std::size_t columns,
                                             std::span<const SqlValue> values) {
  if (connection_->statements) {
    if (!are_keepable(values)) return fail(unkeepable());
    std::vector<SqlRow> found;
    const auto outcome = connection_->statements->run(sql, values, columns, &found);
    if (outcome.code != SQLITE_OK) return fail(failed({}, outcome.code));
    return found;
  }
  try {
    Bound bound;
    std::vector<std::string> cells(columns);
    std::vector<soci::indicator> nulls(columns);
    soci::statement statement(connection_->session);
    for (std::size_t i = 0; i < columns; ++i) statement.exchange(soci::into(cells[i], nulls[i]));
    if (!bind(statement, bound, values)) return fail(unkeepable());
    statement.alloc();
    statement.prepare(with_names(sql), soci::details::st_one_time_query);
    statement.define_and_bind();
    statement.execute();
    std::vector<SqlRow> found;
    while (statement.fetch()) {
      SqlRow& row = found.emplace_back(columns);
      for (std::size_t i = 0; i < columns; ++i) {
        if (nulls[i] == soci::i_ok) row[i] = cells[i];
      }
    }
    return found;
  } catch (const soci::soci_error& error) {
    return fail(failed(error.get_error_message(), 0));
  } catch (const std::exception&) {
    is_broken_ = true;
    return fail(failed({}, SQLITE_IOERR));
  }
}

namespace {
Result<void> done(const Result<std::int64_t>& result) {
  if (!result) return fail(result.error());
  return {};
}
}  // namespace

Result<void> SqlSession::begin_write() {
  has_failed_ = was_crossed_ = false;
  return done(run(dialect_ == Dialect::kSqlite ? "BEGIN IMMEDIATE" : "BEGIN ISOLATION LEVEL READ COMMITTED"));
}
Result<void> SqlSession::begin_snapshot() {
  has_failed_ = was_crossed_ = false;
  return done(
      run(dialect_ == Dialect::kSqlite ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
}
Result<void> SqlSession::commit() {
  // PostgreSQL answers the COMMIT of a failed transaction with a rollback, and calls that a success.
  TIDEGATE_CHECK(!has_failed_);
  return done(run("COMMIT"));
}
void SqlSession::undo() {
  // SQLite may have undone it itself; then this fails, and nothing is begun either way.
  const bool was_crossed = was_crossed_;
  const bool was_broken = is_broken_;
  if (!run("ROLLBACK") && dialect_ == Dialect::kSqlite) is_broken_ = was_broken;
  has_failed_ = false;
  was_crossed_ = was_crossed;
}
Result<void> SqlSession::set_savepoint() { return done(run("SAVEPOINT one")); }
Result<void> SqlSession::release_savepoint() { return done(run("RELEASE SAVEPOINT one")); }
Result<void> SqlSession::return_to_savepoint() {
  if (const auto undone = run("ROLLBACK TO SAVEPOINT one"); !undone) return fail(undone.error());
  has_failed_ = was_crossed_ = false;
  return release_savepoint();
}

std::string octets_in(Dialect dialect) {
  return dialect == Dialect::kSqlite ? "CAST(? AS BLOB)" : "decode(?, 'base64')";
}
std::string octets_out(Dialect dialect, std::string_view column) {
  return dialect == Dialect::kSqlite ? std::string(column) : fmt::format("encode({}, 'base64')", column);
}
std::string octets_of_cell(Dialect dialect, std::string cell) {
  if (dialect == Dialect::kSqlite) return cell;
  auto bytes = from_base64(cell);
  TIDEGATE_CHECK(bytes);
  return std::move(*bytes);
}

std::string base64_of(const std::string& bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // its NUL
  return text;
}

std::optional<std::string> from_base64(const std::string& text) {
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  // PostgreSQL breaks its lines after 76 characters.
  const int bad = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                                    text.size(), "\n", &size, nullptr, sodium_base64_VARIANT_ORIGINAL);
  if (bad != 0) return std::nullopt;
  bytes.resize(size);
  return bytes;
}

}  // namespace tidegate::store
