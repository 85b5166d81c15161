#include "tidegate/ports/databases/mariadb_rows.h"

#include <fmt/format.h>
#include <mysql.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "tidegate/base/shared_library.h"
#include "tidegate/ports/databases/begin_rows.h"
#include "tidegate/ports/databases/binary_cell.h"

namespace tidegate {
namespace {

// What is used of libmariadb.
struct Maria {
  decltype(::mysql_init)* init;
  decltype(::mysql_options)* options;
  decltype(::mysql_real_connect)* connect;
  decltype(::mysql_close)* close;
  decltype(::mysql_errno)* error_number;
  decltype(::mysql_error)* error_text;
  decltype(::mysql_real_query)* query;
  decltype(::mysql_real_query_start)* query_start;
  decltype(::mysql_real_query_cont)* query_cont;
  decltype(::mysql_store_result)* store;
  decltype(::mysql_use_result)* use;
  decltype(::mysql_fetch_row)* fetch;
  decltype(::mysql_fetch_row_start)* fetch_start;
  decltype(::mysql_fetch_row_cont)* fetch_cont;
  decltype(::mysql_fetch_lengths)* lengths;
  decltype(::mysql_free_result)* free_result;
  decltype(::mysql_get_socket)* socket;
  decltype(::mysql_thread_id)* thread_id;
  decltype(::mysql_get_server_info)* server_info;
  decltype(::mysql_get_ssl_cipher)* cipher;

  static std::optional<Maria> load() {
    const SharedLibrary library("libmariadb.so.3");
    Maria m{};
    const bool is_whole =
        library.find("mysql_init", m.init) && library.find("mysql_options", m.options) &&
        library.find("mysql_real_connect", m.connect) && library.find("mysql_close", m.close) &&
        library.find("mysql_errno", m.error_number) && library.find("mysql_error", m.error_text) &&
        library.find("mysql_real_query", m.query) && library.find("mysql_real_query_start", m.query_start) &&
        library.find("mysql_real_query_cont", m.query_cont) && library.find("mysql_store_result", m.store) &&
        library.find("mysql_use_result", m.use) && library.find("mysql_fetch_row", m.fetch) &&
        library.find("mysql_fetch_row_start", m.fetch_start) &&
        library.find("mysql_fetch_row_cont", m.fetch_cont) &&
        library.find("mysql_fetch_lengths", m.lengths) && library.find("mysql_free_result", m.free_result) &&
        library.find("mysql_get_socket", m.socket) && library.find("mysql_thread_id", m.thread_id) &&
        library.find("mysql_get_server_info", m.server_info) &&
        library.find("mysql_get_ssl_cipher", m.cipher);
    if (!is_whole) return std::nullopt;
    return m;
  }
};

struct CloseConnection {
  const Maria* maria;
  void operator()(MYSQL* connection) const { maria->close(connection); }
};
struct FreeAnswer {
  const Maria* maria;
  void operator()(MYSQL_RES* answer) const { maria->free_result(answer); }
};
using Connection = std::unique_ptr<MYSQL, CloseConnection>;
using Answer = std::unique_ptr<MYSQL_RES, FreeAnswer>;

// In place of a text that is longer than the bound. A value that happens to read so is called unread: the
// safe side.
constexpr std::string_view kUnread = "\x02tidegate: unread\x03";

// The server's numbers for errors (mysqld_error.h), and the client library's from 2000 on (errmsg.h).
enum Fault : unsigned {
  kDatabaseDenied = 1044,
  kAccessDenied = 1045,
  kUnknownDatabase = 1049,
  kBadTable = 1051,
  kUnknownColumn = 1054,
  kTableDenied = 1142,
  kColumnDenied = 1143,
  kNoSuchTable = 1146,
  kLockWait = 1205,
  kInterrupted = 1317,
  kBadView = 1356,
  kDefinitionChanged = 1412,
  kTimeoutMariadb = 1969,
  kTimeoutMysql = 3024,
  kFirstOfClient = 2000,
  kPacketTooLarge = 2020,
  kNoEncryption = 2026,
  kLastOfClient = 2999,
};

// Of the octets as they are kept, which become up to twice as many on the way; the library takes no row of
// more than 64 MiB, and no connection is left where one comes.
constexpr std::uint64_t kMostRowBytes = 30 << 20;

enum class Width { kFixed, kLongText, kBinary, kBits };

Width width_of(std::string_view type) {
  if (type == "bit") return Width::kBits;
  if (type == "text" || type == "mediumtext" || type == "longtext" || type == "json") return Width::kLongText;
  const bool is_binary = type.ends_with("blob") || type.ends_with("binary") || type == "geometry" ||
                         type == "point" || type == "polygon" || type == "linestring" ||
                         type.starts_with("multi") || type.starts_with("geom");
  return is_binary ? Width::kBinary : Width::kFixed;
}

class MariadbRows final : public RowSource {
 public:
  MariadbRows(const Maria& maria, DatabaseUrl url, const RowOptions& options)
      : maria_(maria), url_(std::move(url)), options_(options) {}
  ~MariadbRows() override { end_query(); }

  Result<void> begin(std::vector<Text>& notes) {
    if (const auto connected = connect(); !connected) return connected;
    is_mariadb_ =
        std::string_view(maria_.server_info(connection_.get())).find("MariaDB") != std::string_view::npos;
    // The server waits for a reader that is slow, and the reader not for ever for a lock.
    for (const char* sql : {"SET SESSION sql_mode = ''", "SET SESSION time_zone = '+00:00'",
                            "SET SESSION lock_wait_timeout = 10", "SET SESSION net_write_timeout = 3600",
                            "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                            "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"}) {
      if (const auto done = send(sql, url_.shown); !done) return done;
    }
    return list(notes);
  }

  std::string_view format() const override { return is_mariadb_ ? "mariadb" : "mysql"; }
  const std::vector<Table>& tables() const override { return tables_; }
  bool is_lost() const override { return is_lost_; }

  Result<void> open(std::size_t table, std::uint64_t sample_rows) override {
    end_query();
    const Asked& asked = asked_.at(table);
    where_ = fmt::format("{}!{}", url_.shown, tables_[table].name);
    const auto wide =
        static_cast<std::size_t>(std::count_if(asked.widths.begin(), asked.widths.end(), [](Width width) {
          return width == Width::kLongText || width == Width::kBinary;
        }));
    std::string sql = "SELECT ";
    for (std::size_t i = 0; i < asked.widths.size(); ++i)
      sql += (i == 0 ? "" : ", ") + expression(tables_[table].columns[i].name, asked.widths[i], wide);
    sql += fmt::format(" FROM {}.{}", sql_quoted(asked.schema, '`'), sql_quoted(asked.name, '`'));
    // The same seed draws the same rows, at every reading of the same view.
    if (sample_rows > 0) sql += fmt::format(" ORDER BY RAND(1) LIMIT {}", sample_rows);
    if (const auto sent = send(sql, where_); !sent) return sent;
    answer_ = Answer(maria_.use(connection_.get()), FreeAnswer{&maria_});
    if (answer_ == nullptr) return fail(fault(where_));
    widths_ = &asked.widths;
    return {};
  }

  Result<bool> next(std::vector<Cell>& row) override {
    MYSQL_ROW values = nullptr;
    int status = maria_.fetch_start(&values, answer_.get());
    while (status != 0) {
      const auto ready = wait(status);
      if (!ready) return fail(ready.error());
      status = maria_.fetch_cont(&values, answer_.get(), *ready);
    }
    if (is_cancelled()) return fail(cancelled());
    if (values == nullptr) {
      const bool is_fault = maria_.error_number(connection_.get()) != 0;
      Error error = is_fault ? fault(where_) : Error{};
      answer_.reset();
      if (is_fault) return fail(std::move(error));
      return false;
    }
    const unsigned long* const lengths = maria_.lengths(answer_.get());
    row.resize(widths_->size());
    texts_.resize(widths_->size());
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string_view text(values[i] == nullptr ? "" : values[i],
                                  values[i] == nullptr ? 0 : lengths[i]);
      if ((*widths_)[i] == Width::kBinary) {
        row[i] = binary_cell(text, texts_[i]);
      } else {
        row[i] = text == kUnread ? Cell{{}, true} : Cell{text, false};
      }
    }
    return true;
  }

 private:
  struct Asked {  // a table beside what RowSource tells of it
    std::string schema;
    std::string name;
    std::vector<Width> widths;
  };

  Result<void> connect() {
    password_ = url_.password.empty() ? options_.password : url_.password;
    const std::string mode = !url_.sslmode.empty() ? url_.sslmode : is_loopback(url_) ? "prefer" : "require";
    for (bool may_ask = true;; may_ask = false) {
      connection_ = dial(mode != "disable", mode);
      if (connection_ == nullptr) return fail(lost());
      unsigned number = maria_.error_number(connection_.get());
      if (number == kNoEncryption && mode == "prefer") {
        connection_ = dial(false, mode);
        number = maria_.error_number(connection_.get());
      }
      // The library goes on in the clear where the server knows no TLS, whatever was asked of it.
      if (number == 0 && mode != "disable" && mode != "prefer" &&
          maria_.cipher(connection_.get()) == nullptr) {
        is_lost_ = true;
        return fail(no_encryption("the server knows no TLS", "服务器不支持 TLS"));
      }
      if (number == 0) return {};
      if (number != kAccessDenied || !may_ask || !password_.empty() || !options_.ask_password) break;
      const auto said = options_.ask_password(url_.shown);
      if (!said) break;
      password_ = *said;
    }
    is_lost_ = true;
    if (is_cancelled()) {
      return fail({ErrorCode::kCancelled, "interrupted while reading", url_.shown, "读取时被中断"});
    }
    return fail(no_connection());
  }

  // A connection, or one that holds the error. Without a user and a password those of the user's own files
  // (~/.my.cnf, [client]) and of MYSQL_PWD count.
  Connection dial(bool encrypted, const std::string& mode) const {
    Connection connection(maria_.init(nullptr), CloseConnection{&maria_});
    if (connection == nullptr) return connection;
    MYSQL* const raw = connection.get();
    const unsigned timeout_s = url_.connect_timeout_s;
    const unsigned long most_octets = 64UL << 20;
    const my_bool enforce = encrypted ? 1 : 0;
    const my_bool verify = mode.starts_with("verify") ? 1 : 0;
    const unsigned no_local_files = 0;
    maria_.options(raw, MYSQL_READ_DEFAULT_GROUP, "client");
    maria_.options(raw, MYSQL_OPT_NONBLOCK, nullptr);
    maria_.options(raw, MYSQL_OPT_CONNECT_TIMEOUT, &timeout_s);
    maria_.options(raw, MYSQL_OPT_MAX_ALLOWED_PACKET, &most_octets);
    maria_.options(raw, MYSQL_OPT_LOCAL_INFILE, &no_local_files);
    maria_.options(raw, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    maria_.options(raw, MYSQL_OPT_SSL_ENFORCE, &enforce);
    maria_.options(raw, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verify);
    if (!url_.sslrootcert.empty()) maria_.options(raw, MYSQL_OPT_SSL_CA, url_.sslrootcert.c_str());
    const auto or_null = [](const std::string& text) { return text.empty() ? nullptr : text.c_str(); };
    // "localhost" would mean the usual socket, whatever the port says.
    const std::string host = url_.port != 0 && url_.host == "localhost" ? "127.0.0.1" : url_.host;
    maria_.connect(raw, or_null(host), or_null(url_.user), or_null(password_), or_null(url_.database),
                   url_.port, or_null(url_.socket), 0);
    return connection;
  }

  Error no_connection() const {
    const unsigned number = maria_.error_number(connection_.get());
    if (number == kAccessDenied) {
      return {ErrorCode::kMalformed,
              "the server refuses this user or password: look at MYSQL_PWD, ~/.my.cnf or --password-file",
              url_.shown, "服务器拒绝该用户或密码：请检查 MYSQL_PWD、~/.my.cnf 或 --password-file"};
    }
    if (number == kUnknownDatabase || number == kDatabaseDenied) {
      return {ErrorCode::kNotFound, "the server has no such database for this user", url_.shown,
              "服务器上没有该用户可用的此数据库"};
    }
    const std::string reason = maria_.error_text(connection_.get());
    if (number == kNoEncryption) return no_encryption(reason, reason);
    return {ErrorCode::kUnavailable,
            fmt::format("cannot connect: {}; is the server running, and are host and port right?", reason),
            url_.shown, fmt::format("无法连接：{}；请确认服务器在运行，主机与端口无误", reason)};
  }

  Error no_encryption(const std::string& en, const std::string& zh) const {
    return {ErrorCode::kUnavailable,
            fmt::format(
                "no encrypted connection: {}; let the server speak TLS, or write sslmode=disable where the "
                "network is your own",
                en),
            url_.shown,
            fmt::format("无法建立加密连接：{}；请在服务器启用 TLS，或在自有网络内写 sslmode=disable", zh)};
  }

  Result<void> list(std::vector<Text>& notes) {
    std::string sql =
        "SELECT c.TABLE_SCHEMA, c.TABLE_NAME, t.TABLE_TYPE, c.COLUMN_NAME, c.COLUMN_COMMENT, "
        "LOWER(c.DATA_TYPE) "
        "FROM information_schema.COLUMNS c JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = "
        "c.TABLE_SCHEMA AND "
        "t.TABLE_NAME = c.TABLE_NAME "
        "WHERE c.TABLE_SCHEMA NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')";
    if (!url_.database.empty()) sql += " AND c.TABLE_SCHEMA = DATABASE()";
    sql += " ORDER BY BINARY c.TABLE_SCHEMA, BINARY c.TABLE_NAME, c.ORDINAL_POSITION";
    if (const auto sent = send(sql, url_.shown); !sent) return sent;
    const Answer rows(maria_.store(connection_.get()), FreeAnswer{&maria_});
    if (rows == nullptr) return fail(fault(url_.shown));
    std::vector<std::string> left_out;
    while (MYSQL_ROW row = maria_.fetch(rows.get())) {
      const auto field = [&](int i) { return std::string(row[i] == nullptr ? "" : row[i]); };
      const std::string schema = field(0);
      const std::string name = field(1);
      if (!url_.wants(schema, name)) continue;
      const std::string full = schema + "." + name;
      if (field(2) != "BASE TABLE" && !url_.has_views && url_.tables.empty()) {
        if (left_out.empty() || left_out.back() != full) left_out.push_back(full);
        continue;
      }
      if (asked_.empty() || asked_.back().schema != schema || asked_.back().name != name) {
        asked_.push_back({schema, name, {}});
        tables_.push_back({full, {}});
      }
      tables_.back().columns.push_back({field(3), field(4)});
      asked_.back().widths.push_back(width_of(field(5)));
    }
    if (!left_out.empty()) {
      notes.push_back(
          {fmt::format("{}: {} views not read, since they show what tables hold; views=yes reads them",
                       url_.shown, left_out.size()),
           fmt::format("{}：{} 个视图未读取，其内容来自各表；加 views=yes 可读取", url_.shown,
                       left_out.size())});
    }
    return {};
  }

  // wide  columns of the table that have no bound of their own.
  std::string expression(const std::string& column, Width width, std::size_t wide) const {
    const std::uint64_t most = cell_bound(kMostRowBytes, options_.max_cell_bytes, wide);
    const std::uint64_t most_binary = cell_bound(kMostRowBytes, options_.max_binary_bytes, wide);
    const std::string name = sql_quoted(column, '`');
    switch (width) {
      case Width::kFixed:
        return name;
      case Width::kLongText:
        return fmt::format("CASE WHEN OCTET_LENGTH({0}) > {1} THEN '{2}' ELSE {0} END", name, most, kUnread);
      case Width::kBinary:
        return fmt::format("CASE WHEN OCTET_LENGTH({0}) > {1} THEN REPEAT(CHAR(0), {2}) ELSE {0} END", name,
                           most_binary, kShortBinary + 1);
      case Width::kBits:
        return name + " + 0";
    }
    return name;
  }

  bool is_cancelled() const { return options_.cancel != nullptr && options_.cancel->load(); }

  // Until the socket is ready for what the library waits for; gives what it became ready for.
  Result<int> wait(int status) {
    constexpr int kLookEvery_ms = 100;
    for (;;) {
      if (is_cancelled()) return fail(cancelled());
      pollfd watched{maria_.socket(connection_.get()), 0, 0};
      if ((status & MYSQL_WAIT_READ) != 0) watched.events |= POLLIN;
      if ((status & MYSQL_WAIT_WRITE) != 0) watched.events |= POLLOUT;
      if (::poll(&watched, 1, kLookEvery_ms) <= 0) continue;
      int ready = 0;
      if ((watched.revents & (POLLIN | POLLHUP | POLLERR)) != 0) ready |= status & MYSQL_WAIT_READ;
      if ((watched.revents & (POLLOUT | POLLHUP | POLLERR)) != 0) ready |= status & MYSQL_WAIT_WRITE;
      if (ready != 0) return ready;
    }
  }

  Result<void> send(const std::string& sql, const std::string& where) {
    int code = 0;
    int status = maria_.query_start(&code, connection_.get(), sql.data(), sql.size());
    while (status != 0) {
      const auto ready = wait(status);
      if (!ready) return fail(ready.error());
      status = maria_.query_cont(&code, connection_.get(), *ready);
    }
    if (code != 0) return fail(fault(where));
    return {};
  }

  // What is left of a running answer would be read to its end: the server is asked to give it up first, and
  // of a connection that nothing more is wanted of, nothing is waited for.
  void end_query() {
    if (answer_ == nullptr) return;
    if (is_lost_) {
      ::shutdown(maria_.socket(connection_.get()), SHUT_RDWR);
    } else {
      stop();
    }
    answer_.reset();
  }

  void stop() const {
    const Connection other = dial(url_.sslmode != "disable" && !is_loopback(url_), url_.sslmode);
    if (other == nullptr || maria_.error_number(other.get()) != 0) return;
    const std::string sql = fmt::format("KILL QUERY {}", maria_.thread_id(connection_.get()));
    maria_.query(other.get(), sql.data(), sql.size());
  }

  Error cancelled() {
    if (!is_lost_) stop();
    is_lost_ = true;
    return {ErrorCode::kCancelled, "interrupted while reading", url_.shown, "读取时被中断"};
  }

  Error lost() {
    is_lost_ = true;
    return {ErrorCode::kUnavailable,
            "the connection to the server broke off: nothing of this database is told; run it again",
            url_.shown, "与服务器的连接中断：该数据库的内容一概不予报告；请重新运行"};
  }

  // By the server's number alone: its message may hold a value of somebody.
  Error fault(const std::string& where) {
    const unsigned number = maria_.error_number(connection_.get());
    switch (number) {
      case kTableDenied:
      case kColumnDenied:
        return {ErrorCode::kUnavailable, "this user may not read it: GRANT SELECT on it", where,
                "该用户无权读取：请授予 SELECT"};
      case kBadTable:
      case kNoSuchTable:
      case kUnknownColumn:
      case kBadView:
      case kDefinitionChanged:
        return {ErrorCode::kNotFound, "it was dropped or changed while the database was read", where,
                "在读取数据库期间该表被删除或改动"};
      case kTimeoutMariadb:
      case kTimeoutMysql:
        return {ErrorCode::kLimit,
                "the server ended the query (max_statement_time): raise it for this user, read the table by "
                "itself "
                "(table=), or a sample (--sample)",
                where,
                "服务器因 max_statement_time 终止了查询：请为该用户调高限制，或单独读取该表（table=），或抽样"
                "（--sample）"};
      case kLockWait:
        return {ErrorCode::kUnavailable,
                "another session holds it locked for more than 10 s: try again later", where,
                "该表被其他会话锁定超过 10 秒：请稍后重试"};
      case kInterrupted:
        return {ErrorCode::kUnavailable, "somebody ended the query on the server: run it again", where,
                "查询在服务器上被终止：请重新运行"};
      case kPacketTooLarge:
        is_lost_ = true;
        return {ErrorCode::kLimit, "a row has more than 64 MiB", where, "一行超过 64 MiB 的上限"};
      default:
        break;
    }
    if (number >= kFirstOfClient && number <= kLastOfClient) return lost();
    return {ErrorCode::kUnavailable, fmt::format("the server cannot give it (error {})", number), where,
            fmt::format("服务器无法给出该表（错误 {}）", number)};
  }

  Maria maria_;
  DatabaseUrl url_;
  RowOptions options_;
  std::string password_;
  Connection connection_{nullptr, CloseConnection{&maria_}};
  Answer answer_{nullptr, FreeAnswer{&maria_}};
  bool is_mariadb_ = true;
  std::vector<Table> tables_;
  std::vector<Asked> asked_;  // one for each of tables_
  const std::vector<Width>* widths_ = nullptr;
  std::string where_;
  std::vector<std::string> texts_;  // of binary cells
  bool is_lost_ = false;
};

}  // namespace

bool has_mariadb_library() { return Maria::load().has_value(); }

Result<OpenedRows> open_mariadb(const DatabaseUrl& url, const RowOptions& options) {
  const auto maria = Maria::load();
  if (!maria) {
    return fail({ErrorCode::kUnavailable,
                 "MariaDB's client library is not installed: apt-get install libmariadb3", url.shown,
                 "未安装 MariaDB 客户端库：apt-get install libmariadb3"});
  }
  return begin_rows(url, std::make_unique<MariadbRows>(*maria, url, options));
}

}  // namespace tidegate
