#include "tidegate/ports/databases/postgresql_rows.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>

#include "tidegate/base/shared_library.h"
#include "tidegate/ports/databases/begin_rows.h"
#include "tidegate/ports/databases/binary_cell.h"

namespace tidegate {
namespace {

// What is used of libpq.
struct Pq {
  decltype(::PQconnectStartParams)* connect;
  decltype(::PQconnectPoll)* connect_on;
  decltype(::PQsetErrorVerbosity)* set_verbosity;
  decltype(::PQconndefaults)* defaults;
  decltype(::PQconninfoFree)* free_defaults;
  decltype(::PQfinish)* finish;
  decltype(::PQstatus)* status;
  decltype(::PQerrorMessage)* error_message;
  decltype(::PQconnectionNeedsPassword)* needs_password;
  decltype(::PQsocket)* socket;
  decltype(::PQsendQuery)* send;
  decltype(::PQsetSingleRowMode)* single_rows;
  decltype(::PQisBusy)* is_busy;
  decltype(::PQconsumeInput)* consume;
  decltype(::PQgetResult)* get_result;
  decltype(::PQresultStatus)* result_status;
  decltype(::PQresultErrorField)* error_field;
  decltype(::PQclear)* clear;
  decltype(::PQntuples)* rows;
  decltype(::PQnfields)* fields;
  decltype(::PQgetvalue)* value;
  decltype(::PQgetlength)* length;
  decltype(::PQgetCancel)* get_cancel;
  decltype(::PQcancel)* cancel;
  decltype(::PQfreeCancel)* free_cancel;

  static std::optional<Pq> load() {
    const SharedLibrary library("libpq.so.5");
    Pq pq{};
    const bool is_whole =
        library.find("PQconnectStartParams", pq.connect) && library.find("PQconnectPoll", pq.connect_on) &&
        library.find("PQsetErrorVerbosity", pq.set_verbosity) &&
        library.find("PQconndefaults", pq.defaults) && library.find("PQconninfoFree", pq.free_defaults) &&
        library.find("PQfinish", pq.finish) && library.find("PQstatus", pq.status) &&
        library.find("PQerrorMessage", pq.error_message) &&
        library.find("PQconnectionNeedsPassword", pq.needs_password) && library.find("PQsocket", pq.socket) &&
        library.find("PQsendQuery", pq.send) && library.find("PQsetSingleRowMode", pq.single_rows) &&
        library.find("PQisBusy", pq.is_busy) && library.find("PQconsumeInput", pq.consume) &&
        library.find("PQgetResult", pq.get_result) && library.find("PQresultStatus", pq.result_status) &&
        library.find("PQresultErrorField", pq.error_field) && library.find("PQclear", pq.clear) &&
        library.find("PQntuples", pq.rows) && library.find("PQnfields", pq.fields) &&
        library.find("PQgetvalue", pq.value) && library.find("PQgetlength", pq.length) &&
        library.find("PQgetCancel", pq.get_cancel) && library.find("PQcancel", pq.cancel) &&
        library.find("PQfreeCancel", pq.free_cancel);
    if (!is_whole) return std::nullopt;
    return pq;
  }
};

struct FinishConnection {
  const Pq* pq;
  void operator()(PGconn* connection) const { pq->finish(connection); }
};
struct ClearAnswer {
  const Pq* pq;
  void operator()(PGresult* answer) const { pq->clear(answer); }
};
using Connection = std::unique_ptr<PGconn, FinishConnection>;
using Answer = std::unique_ptr<PGresult, ClearAnswer>;

// In place of a text that is longer than the bound. A value that happens to read so is called unread: the
// safe side.
constexpr std::string_view kUnread = "\x02tidegate: unread\x03";
constexpr std::string_view kUnreadSql = R"(E'\x02tidegate: unread\x03')";

constexpr std::uint64_t kMostRowBytes = 64 << 20;
constexpr int kLookEvery_ms = 100;

// How a column is asked for.
enum class Width { kFixed, kText, kBinary, kOther };

struct Asked {  // a table beside what RowSource tells of it
  std::string schema;
  std::string name;
  bool is_plain = false;  // without those that inherit from it, which are tables of their own
  std::vector<Width> widths;
};

constexpr const char* kTables =
    "SELECT n.nspname, c.relname, c.relkind, a.attname, coalesce(col_description(c.oid, a.attnum), ''), "
    "CASE WHEN b.typname = 'bytea' THEN 'binary' WHEN b.typname IN ('text', 'varchar', 'bpchar') THEN 'text' "
    "WHEN b.typlen > 0 OR b.typname = 'numeric' THEN 'fixed' ELSE 'other' END "
    "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
    "JOIN pg_type t ON t.oid = a.atttypid "
    "JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END "
    "WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f') AND NOT c.relispartition AND c.relpersistence <> 't' "
    "AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') "
    "ORDER BY n.nspname COLLATE \"C\", c.relname COLLATE \"C\", a.attnum";

class PostgresqlRows final : public RowSource {
 public:
  PostgresqlRows(const Pq& pq, DatabaseUrl url, const RowOptions& options)
      : pq_(pq), url_(std::move(url)), options_(options), connection_(nullptr, FinishConnection{&pq_}) {}
  ~PostgresqlRows() override { static_cast<void>(end_query()); }

  Result<void> begin(std::vector<Text>& notes) {
    if (const auto connected = connect(); !connected) return connected;
    // Rows that a policy hides would be missing in silence: with row_security off the server says so.
    // Parallel and synchronised reads would change the order of rows between two readings.
    for (const char* sql :
         {"SET client_encoding = 'UTF8'", "SET datestyle = 'ISO, YMD'", "SET intervalstyle = 'iso_8601'",
          "SET bytea_output = 'hex'", "SET extra_float_digits = 1", "SET xmloption = 'content'",
          "SET synchronize_seqscans = off", "SET max_parallel_workers_per_gather = 0",
          "SET lock_timeout = '10s'", "SET standard_conforming_strings = on", "SET row_security = off",
          "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}) {
      if (const auto done = run(sql, url_.shown); !done) return fail(done.error());
    }
    if (const auto listed = list(notes); !listed) return listed;
    const auto saved = run("SAVEPOINT tidegate", url_.shown);
    return saved ? Result<void>() : fail(saved.error());
  }

  std::string_view format() const override { return "postgresql"; }
  const std::vector<Table>& tables() const override { return tables_; }
  bool is_lost() const override { return is_lost_; }

  Result<void> open(std::size_t table, std::uint64_t sample_rows) override {
    if (const auto ended = end_query(); !ended) return ended;
    const Asked& asked = asked_.at(table);
    where_ = fmt::format("{}!{}", url_.shown, tables_[table].name);
    // An error before left the transaction shut; behind the savepoint the view of the data stays the same.
    if (const auto back = run("ROLLBACK TO SAVEPOINT tidegate", where_); !back) return fail(back.error());
    const auto wide = static_cast<std::size_t>(std::count_if(
        asked.widths.begin(), asked.widths.end(), [](Width width) { return width != Width::kFixed; }));
    std::string sql = "SELECT ";
    for (std::size_t i = 0; i < asked.widths.size(); ++i)
      sql += (i == 0 ? "" : ", ") + expression(tables_[table].columns[i].name, asked.widths[i], wide);
    sql += fmt::format(" FROM {}{}.{}", asked.is_plain ? "ONLY " : "", sql_quoted(asked.schema, '"'),
                       sql_quoted(asked.name, '"'));
    if (sample_rows > 0) {
      // The same seed draws the same rows, at every reading of the same view.
      if (const auto seeded = run("SELECT setseed(0.5)", where_); !seeded) return fail(seeded.error());
      sql += fmt::format(" ORDER BY random() LIMIT {}", sample_rows);
    }
    widths_ = &asked.widths;
    if (pq_.send(connection_.get(), sql.c_str()) != 1) return fail(lost());
    is_running_ = true;
    pq_.single_rows(connection_.get());
    return {};
  }

  Result<bool> next(std::vector<Cell>& row) override {
    answer_.reset();
    auto answer = wait();
    if (!answer) return fail(answer.error());
    answer_ = std::move(*answer);
    const ExecStatusType status = pq_.result_status(answer_.get());
    if (status == PGRES_TUPLES_OK) {
      const auto ended = end_query();
      return ended ? Result<bool>(false) : fail(ended.error());
    }
    if (status != PGRES_SINGLE_TUPLE) {
      Error error = fault(answer_.get(), where_);
      static_cast<void>(end_query());
      return fail(std::move(error));
    }
    row.resize(widths_->size());
    texts_.resize(widths_->size());
    for (std::size_t i = 0; i < row.size(); ++i) {
      const int c = static_cast<int>(i);
      const std::string_view text(pq_.value(answer_.get(), 0, c),
                                  static_cast<std::size_t>(pq_.length(answer_.get(), 0, c)));
      if ((*widths_)[i] == Width::kBinary) {
        row[i] = binary_cell(from_hex(text), texts_[i]);
      } else {
        row[i] = text == kUnread ? Cell{{}, true} : Cell{text, false};
      }
    }
    return true;
  }

 private:
  Result<void> connect() {
    std::string sslmode = url_.sslmode;
    if (sslmode.empty() && !is_loopback(url_) && default_sslmode() == "prefer") sslmode = "require";
    std::string password = url_.password.empty() ? options_.password : url_.password;
    const std::string port = url_.port == 0 ? "" : std::to_string(url_.port);
    const std::string timeout = std::to_string(url_.connect_timeout_s);
    const std::string& host = url_.socket.empty() ? url_.host : url_.socket;
    for (bool may_ask = true;; may_ask = false) {
      const std::array<std::pair<const char*, const std::string*>, 7> all{
          {{"host", &host},
           {"port", &port},
           {"user", &url_.user},
           {"password", &password},
           {"dbname", &url_.database},
           {"sslmode", &sslmode},
           {"sslrootcert", &url_.sslrootcert}}};
      std::vector<const char*> keys{"connect_timeout", "application_name"};
      std::vector<const char*> values{timeout.c_str(), "tidegate"};
      for (const auto& [key, value] : all) {
        if (value->empty()) continue;
        keys.push_back(key);
        values.push_back(value->c_str());
      }
      keys.push_back(nullptr);
      values.push_back(nullptr);
      connection_.reset(pq_.connect(keys.data(), values.data(), 0));
      if (connection_ == nullptr) return fail(lost());
      if (const auto done = finish_connecting(); !done) return done;
      if (pq_.status(connection_.get()) == CONNECTION_OK) return {};
      if (!may_ask || !options_.ask_password || pq_.needs_password(connection_.get()) != 1) break;
      const auto said = options_.ask_password(url_.shown);
      if (!said) break;
      password = *said;
    }
    is_lost_ = true;
    if (is_cancelled()) return fail(interrupted());
    return fail(no_connection());
  }

  // Until it is connected or refused, while the user may change their mind.
  Result<void> finish_connecting() {
    using Clock = std::chrono::steady_clock;
    // What the server says of itself is in its language; its code is in none.
    pq_.set_verbosity(connection_.get(), PQERRORS_VERBOSE);
    const auto until = Clock::now() + std::chrono::seconds(url_.connect_timeout_s);
    PostgresPollingStatusType waits_for = PGRES_POLLING_WRITING;
    if (pq_.status(connection_.get()) == CONNECTION_BAD) return {};
    while (waits_for == PGRES_POLLING_READING || waits_for == PGRES_POLLING_WRITING) {
      const short event = waits_for == PGRES_POLLING_READING ? POLLIN : POLLOUT;
      pollfd watched{pq_.socket(connection_.get()), event, 0};
      const int ready = ::poll(&watched, 1, kLookEvery_ms);
      if (is_cancelled() || Clock::now() > until) {
        is_lost_ = true;
        if (is_cancelled()) return fail(interrupted());
        return fail(unreachable(fmt::format("no answer within {} s", url_.connect_timeout_s),
                                fmt::format("{} 秒内没有回应", url_.connect_timeout_s)));
      }
      if (ready > 0) waits_for = pq_.connect_on(connection_.get());
    }
    return {};
  }

  // "prefer" unless the environment says otherwise.
  std::string default_sslmode() const {
    PQconninfoOption* const all = pq_.defaults();
    std::string mode = "prefer";
    for (const PQconninfoOption* one = all; one != nullptr && one->keyword != nullptr; ++one) {
      if (one->keyword == std::string_view("sslmode") && one->val != nullptr) mode = one->val;
    }
    if (all != nullptr) pq_.free_defaults(all);
    return mode;
  }

  Error no_connection() const {
    const std::string reason = first_line(pq_.error_message(connection_.get()));
    const auto says = [&](std::string_view words) { return reason.find(words) != std::string::npos; };
    if (pq_.needs_password(connection_.get()) == 1) {
      return {ErrorCode::kMalformed,
              "the server wants a password: put it into ~/.pgpass, PGPASSWORD or a file given with "
              "--password-file",
              url_.shown, "服务器要求密码：请写入 ~/.pgpass、PGPASSWORD，或用 --password-file 指定文件"};
    }
    // 28P01: the password; 28000: the user, or where it may come from.
    if (says("28P01: ") || says("28000: ")) {
      return {ErrorCode::kMalformed,
              "the server refuses this user or password: look at PGPASSWORD, ~/.pgpass or --password-file",
              url_.shown, "服务器拒绝该用户或密码：请检查 PGPASSWORD、~/.pgpass 或 --password-file"};
    }
    if (says("3D000: "))
      return {ErrorCode::kNotFound, "the server has no such database", url_.shown, "服务器上没有该数据库"};
    if (says("SSL") || says("certificate")) {
      return {
          ErrorCode::kUnavailable,
          fmt::format(
              "no encrypted connection: {}; let the server speak TLS, or write sslmode=disable where the "
              "network is your own",
              reason),
          url_.shown,
          fmt::format("无法建立加密连接：{}；请在服务器启用 TLS，或在自有网络内写 sslmode=disable", reason)};
    }
    return unreachable(reason, reason);
  }

  Error unreachable(const std::string& en, const std::string& zh) const {
    return {ErrorCode::kUnavailable,
            fmt::format("cannot connect: {}; is the server running, and are host and port right?", en),
            url_.shown, fmt::format("无法连接：{}；请确认服务器在运行，主机与端口无误", zh)};
  }

  static std::string first_line(const char* text) {
    const std::string all = text == nullptr ? "" : text;
    return all.substr(0, std::min(all.find('\n'), std::size_t{300}));
  }

  Result<void> list(std::vector<Text>& notes) {
    const auto answer = run(kTables, url_.shown);
    if (!answer) return fail(answer.error());
    PGresult* const rows = answer->get();
    const auto field = [&](int row, int column) { return std::string(pq_.value(rows, row, column)); };
    std::vector<std::string> left_out;
    for (int r = 0; r < pq_.rows(rows); ++r) {
      const std::string schema = field(r, 0);
      const std::string name = field(r, 1);
      const char kind = field(r, 2)[0];
      if (!url_.wants(schema, name)) continue;
      const std::string full = schema + "." + name;
      if ((kind == 'v' || kind == 'f') && !url_.has_views && url_.tables.empty()) {
        if (left_out.empty() || left_out.back() != full) left_out.push_back(full);
        continue;
      }
      if (asked_.empty() || asked_.back().schema != schema || asked_.back().name != name) {
        asked_.push_back({schema, name, kind == 'r', {}});
        tables_.push_back({full, {}});
      }
      tables_.back().columns.push_back({field(r, 3), field(r, 4)});
      const std::string width = field(r, 5);
      asked_.back().widths.push_back(width == "binary"  ? Width::kBinary
                                     : width == "text"  ? Width::kText
                                     : width == "fixed" ? Width::kFixed
                                                        : Width::kOther);
    }
    if (!left_out.empty()) {
      notes.push_back({fmt::format("{}: {} views and foreign tables not read, since they show what lies "
                                   "elsewhere; views=yes reads "
                                   "them",
                                   url_.shown, left_out.size()),
                       fmt::format("{}：{} 个视图或外部表未读取，其内容存于他处；加 views=yes 可读取",
                                   url_.shown, left_out.size())});
    }
    return {};
  }

  // wide  columns of the table that have no fixed width.
  std::string expression(const std::string& column, Width width, std::size_t wide) const {
    const std::uint64_t most = cell_bound(kMostRowBytes, options_.max_cell_bytes, wide);
    const std::uint64_t most_binary = cell_bound(kMostRowBytes, options_.max_binary_bytes, wide);
    const std::string name = sql_quoted(column, '"');
    switch (width) {
      case Width::kFixed:
        return name;
      case Width::kText:
        return fmt::format("CASE WHEN octet_length({0}) > {1} THEN {2} ELSE {0}::text END", name, most,
                           kUnreadSql);
      case Width::kBinary:
        return fmt::format(
            "CASE WHEN octet_length({0}) > {1} THEN decode(repeat('00', {2}), 'hex') ELSE {0} END", name,
            most_binary, kShortBinary + 1);
      case Width::kOther:
        return fmt::format("CASE WHEN octet_length({0}::text) > {1} THEN {2} ELSE {0}::text END", name, most,
                           kUnreadSql);
    }
    return name;
  }

  // "\x6162" as the server writes octets.
  std::string_view from_hex(std::string_view text) {
    octets_.clear();
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    for (std::size_t i = 2; i + 1 < text.size(); i += 2)
      octets_.push_back(static_cast<char>(digit(text[i]) << 4 | digit(text[i + 1])));
    return octets_;
  }

  // Sends one statement and waits for its whole answer.
  Result<Answer> run(const char* sql, const std::string& where) {
    if (pq_.send(connection_.get(), sql) != 1) return fail(lost());
    is_running_ = true;
    auto first = wait();
    if (!first) return fail(first.error());
    const ExecStatusType status = pq_.result_status(first->get());
    std::optional<Error> error;
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) error = fault(first->get(), where);
    if (const auto ended = end_query(false); !ended) return fail(ended.error());
    if (error) return fail(std::move(*error));
    return std::move(*first);
  }

  // The next answer of the running statement, while the user may change their mind.
  Result<Answer> wait() {
    while (pq_.is_busy(connection_.get()) == 1) {
      if (is_cancelled()) return fail(cancelled());
      pollfd watched{pq_.socket(connection_.get()), POLLIN, 0};
      if (::poll(&watched, 1, kLookEvery_ms) > 0 && pq_.consume(connection_.get()) != 1) return fail(lost());
    }
    if (is_cancelled()) return fail(cancelled());
    Answer answer(pq_.get_result(connection_.get()), ClearAnswer{&pq_});
    if (answer == nullptr) return fail(lost());
    return answer;
  }

  // Takes what is left of the running statement, if any. stops  asks the server to give it up first.
  Result<void> end_query(bool stops = true) {
    answer_.reset();
    if (!is_running_) return {};
    is_running_ = false;
    if (is_lost_) return {};
    if (stops && pq_.is_busy(connection_.get()) == 1) stop();
    for (;;) {
      const Answer rest(pq_.get_result(connection_.get()), ClearAnswer{&pq_});
      if (rest == nullptr) break;
    }
    return {};
  }

  void stop() const {
    PGcancel* const request = pq_.get_cancel(connection_.get());
    if (request == nullptr) return;
    std::array<char, 256> reason{};
    pq_.cancel(request, reason.data(), static_cast<int>(reason.size()));
    pq_.free_cancel(request);
  }

  Error cancelled() {
    stop();
    is_lost_ = true;
    return interrupted();
  }
  bool is_cancelled() const { return options_.cancel != nullptr && options_.cancel->load(); }
  Error interrupted() const {
    return {ErrorCode::kCancelled, "interrupted while reading", url_.shown, "读取时被中断"};
  }

  Error lost() {
    is_lost_ = true;
    return {ErrorCode::kUnavailable,
            "the connection to the server broke off: nothing of this database is told; run it again",
            url_.shown, "与服务器的连接中断：该数据库的内容一概不予报告；请重新运行"};
  }

  // By the server's code alone: its message may hold a value of somebody.
  Error fault(const PGresult* answer, const std::string& where) {
    const char* const field = answer == nullptr ? nullptr : pq_.error_field(answer, PG_DIAG_SQLSTATE);
    const std::string_view state = field == nullptr ? "" : field;
    if (state.empty() || state.starts_with("08") || state.starts_with("57P")) return lost();
    if (state == "42501") {
      return {ErrorCode::kUnavailable,
              "this user may not read it all: GRANT SELECT on it, and BYPASSRLS where policies hide rows",
              where, "该用户无权读取全部内容：请授予 SELECT；若有行级策略，另需 BYPASSRLS"};
    }
    if (state == "42P01" || state == "3F000" || state == "42703" || state == "0A000") {
      return {ErrorCode::kNotFound, "it was dropped or changed while the database was read", where,
              "在读取数据库期间该表被删除或改动"};
    }
    if (state == "57014") {
      return {
          ErrorCode::kLimit,
          "the server ended the query (statement_timeout): raise it for this user, read the table by itself "
          "(table=), or a sample (--sample)",
          where,
          "服务器因 statement_timeout "
          "终止了查询：请为该用户调高限制，或单独读取该表（table=），或抽样（--sample）"};
    }
    if (state == "55P03") {
      return {ErrorCode::kUnavailable, "another session holds it locked for more than 10 s: try again later",
              where, "该表被其他会话锁定超过 10 秒：请稍后重试"};
    }
    return {ErrorCode::kUnavailable, fmt::format("the server cannot give it (SQLSTATE {})", state), where,
            fmt::format("服务器无法给出该表（SQLSTATE {}）", state)};
  }

  Pq pq_;
  DatabaseUrl url_;
  RowOptions options_;
  Connection connection_;
  std::vector<Table> tables_;
  std::vector<Asked> asked_;  // one for each of tables_
  const std::vector<Width>* widths_ = nullptr;
  Answer answer_{nullptr, ClearAnswer{&pq_}};
  std::string where_;
  std::vector<std::string> texts_;  // of binary cells
  std::string octets_;
  bool is_running_ = false;
  bool is_lost_ = false;
};

}  // namespace

bool has_postgresql_library() { return Pq::load().has_value(); }

Result<OpenedRows> open_postgresql(const DatabaseUrl& url, const RowOptions& options) {
  const auto pq = Pq::load();
  if (!pq) {
    return fail({ErrorCode::kUnavailable,
                 "PostgreSQL's client library is not installed: apt-get install libpq5", url.shown,
                 "未安装 PostgreSQL 客户端库：apt-get install libpq5"});
  }
  return begin_rows(url, std::make_unique<PostgresqlRows>(*pq, url, options));
}

}  // namespace tidegate
