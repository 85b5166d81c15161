// The desk's database: accounts, filings, cases, permits and all that belongs to them. SQLite in a folder, or
// PostgreSQL by URL; the same tables, the same SQL. From several threads at once.
//   FOLDER/desk.db (-wal, -shm)  mode 0600, where no URL is given
//   FOLDER/seal.key              seal_key.h; FOLDER/lock
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/store/desk/desk_reader.h"
#include "tidegate/store/desk/desk_transaction.h"

namespace tidegate {

struct DeskPlace {
  std::string folder;      // of mode 0700; is made, but not those above it
  std::string url{};       // "postgresql://user@host:port/database"; empty: SQLite in the folder
  std::string password{};  // of the server's user; empty: libpq looks in PGPASSWORD and PGPASSFILE
};

struct BackupSums {
  std::int64_t rows = 0;
  std::string sha256;  // of the file but its last line, as that line says
};

struct DeskCheck {
  std::vector<Text> problems;  // none: everything holds
  std::int64_t audit_rows = 0;
  std::string audit_hash;  // of the last; empty: none
  std::int64_t rows = 0;   // of all tables
};

class DeskStore {
 public:
  struct Options {
    int readers = 4;                   // connections that read
    int writers = 2;                   // connections that write, of PostgreSQL; SQLite has one
    std::size_t longest_queue = 1024;  // transactions that wait; more are refused, kUnavailable
    std::size_t largest_batch = 64;    // transactions that share one sync of the disk
    bool migrates = true;              // false: a database of an older shape is refused
  };

  // Makes what is missing, and brings it to this program's shape.
  // Errors: kUnavailable (cannot be opened; no such server), kConflict (another program's database, or of a
  // newer program; with migrates = false of an older one), kCorrupt, kMalformed (no such URL).
  static Result<std::unique_ptr<DeskStore>> open(const DeskPlace& place, Options options);
  static Result<std::unique_ptr<DeskStore>> open(const DeskPlace& place) { return open(place, Options{}); }
  ~DeskStore();

  // fn   Result<T>(const DeskReader&), T not void; may be called twice.
  // Everything that it asks is as of one moment.
  template <typename Fn>
  auto read(Fn&& fn) -> std::invoke_result_t<Fn&, const DeskReader&> {
    std::optional<std::invoke_result_t<Fn&, const DeskReader&>> answer;
    const Result<void> done = read_with([&](const DeskReader& reader) -> Result<void> {
      answer.emplace(fn(reader));
      if (!*answer) return fail(answer->error());
      return {};
    });
    if (!done) return fail(done.error());
    return std::move(*answer);
  }

  // fn   Result<T>(DeskTransaction&); may be called several times, has no effects but through the
  // transaction, and
  //      starts no transaction itself: it would wait for itself.
  // Returns once what it did is on the disk; where it returns an Error, nothing of it is. The one exception
  // says of itself that the outcome is not known (the connection broke off during the commit): ask again,
  // with the same idempotency key.
  template <typename Fn>
  auto transact(Fn&& fn) -> std::invoke_result_t<Fn&, DeskTransaction&> {
    std::optional<std::invoke_result_t<Fn&, DeskTransaction&>> answer;
    const Result<void> done = transact_with([&](DeskTransaction& transaction) -> Result<void> {
      answer.emplace(fn(transaction));
      if (!*answer) return fail(answer->error());
      return {};
    });
    if (!done) return fail(done.error());
    return std::move(*answer);
  }

  // Whether the database answers and, where the last transaction could not be kept, whether one can now.
  Result<void> ping();
  // Where it lies, for people: no password.
  const std::string& shown() const;

  // Everything as of one moment, while others go on writing, into a new file of mode 0600: whole, or not
  // there. Format: docs/formats/desk-backup.md. Errors: kConflict (such a file is there), kUnavailable
  // (disk).
  Result<BackupSums> back_up(const std::string& file, std::int64_t now_ms);
  // Into a database that holds nothing yet; all of it or nothing. The file may come from either kind of
  // database. Errors: kConflict (something is there already; a backup of another shape), kCorrupt (damaged,
  // or cut off).
  Result<BackupSums> restore(const std::string& file);
  // Verifies the audit's chain, references, counts, hashes of files, sealed values, and SQLite's own pages.
  Result<DeskCheck> check();

 private:
  struct Parts;
  explicit DeskStore(std::unique_ptr<Parts> parts);
  Result<void> read_with(const std::function<Result<void>(const DeskReader&)>& work);
  Result<void> transact_with(std::function<Result<void>(DeskTransaction&)> work);
  std::unique_ptr<Parts> parts_;
};

}  // namespace tidegate
