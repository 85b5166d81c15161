#include "tidegate/store/desk/desk_store.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <string_view>
#include <utility>

#include "tidegate/store/desk/desk_backup.h"
#include "tidegate/store/desk/desk_check.h"
#include "tidegate/store/desk/desk_place.h"
#include "tidegate/store/desk/desk_writers.h"
#include "tidegate/store/desk/migrations.h"
#include "tidegate/store/desk/once_mark.h"
#include "tidegate/store/desk/seal_key.h"
#include "tidegate/store/desk/session_source.h"
#include "tidegate/store/desk/table_rows.h"
#include "tidegate/store/make_folders.h"
#include "tidegate/store/private_files.h"
#include "tidegate/store/write_file.h"

namespace tidegate {
namespace {

// The folder, and in it an empty file where there is no database yet: SQLite's own would be open to others.
Result<void> make_file(const DeskPlace& place, bool wants_database) {
  if (const auto made = make_folders(place.folder); !made) return made;
  const auto folder = store::open_folder(AT_FDCWD, place.folder, place.folder);
  if (!folder) return fail(folder.error());
  if (!wants_database) return {};
  const std::string where = place.folder + "/" + store::kDeskFile;
  const auto there = store::open_mine(folder->get(), store::kDeskFile, where);
  if (!there) return fail(there.error());
  if (*there) return {};
  const OpenFile made(
      ::openat(folder->get(), store::kDeskFile, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!made) return fail(store::open_error(errno, where));
  return {};
}

Result<void> bring_to_shape(const store::SessionSource& source, store::Migrating how) {
  const auto session = source.open();
  if (!session) return fail(session.error());
  const auto reached = store::migrate(**session, how);
  if (reached) return {};
  Error error = reached.error();
  error.where = source.place().shown;
  return fail(std::move(error));
}

}  // namespace

struct DeskStore::Parts {
  Parts(store::SqlPlace place, const SealKey& seal_key, const Options& options)
      : source(std::move(place)), key(seal_key), readers(source, options.readers) {}
  void start_writers(const Options& options) {
    const bool is_sqlite = source.place().dialect == store::Dialect::kSqlite;
    writers.emplace(source, key,
                    store::DeskWriters::Options{is_sqlite ? 1 : options.writers, options.longest_queue,
                                                options.largest_batch});
  }
  store::SessionSource source;
  SealKey key;
  store::SessionPool readers;
  std::optional<store::DeskWriters> writers;  // goes first
  std::atomic<bool> cannot_write = false;     // the last transaction found no room, or no answer
  std::atomic<std::int64_t> tried_ms = 0;     // when writing was last tried for its own sake; steady
};

DeskStore::DeskStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
DeskStore::~DeskStore() = default;

Result<std::unique_ptr<DeskStore>> DeskStore::open(const DeskPlace& place, Options options) {
  auto sql_place = store::sql_place(place.folder, place.url, place.password);
  if (!sql_place) return fail(sql_place.error());
  if (const auto made = make_file(place, sql_place->dialect == store::Dialect::kSqlite); !made)
    return fail(made.error());
  const auto key = seal_key_of(place.folder);
  if (!key) return fail(key.error());
  auto parts = std::make_unique<Parts>(std::move(*sql_place), *key, options);
  const auto how = options.migrates ? store::Migrating::kApply : store::Migrating::kRefuse;
  if (const auto shaped = bring_to_shape(parts->source, how); !shaped) return fail(shaped.error());
  parts->start_writers(options);
  return std::unique_ptr<DeskStore>(new DeskStore(std::move(parts)));
}

const std::string& DeskStore::shown() const { return parts_->source.place().shown; }

Result<void> DeskStore::read_with(const std::function<Result<void>(const DeskReader&)>& work) {
  auto lease = parts_->readers.lease();
  if (!lease) return fail(lease.error());
  for (int tries = 0;; ++tries) {
    const auto session = lease->holder().get();
    if (!session) return fail(session.error());
    const auto begun = (*session)->begin_snapshot();
    Result<void> done = begun;
    if (begun) {
      store::TableRows rows(**session, parts_->key);
      done = work(DeskReader(rows));
      if (done && (*session)->has_failed()) done = fail((*session)->failure());
    }
    (*session)->undo();  // nothing was written
    // A server that was restarted, or a lock in the way: once more, from the beginning.
    const bool may_help = (*session)->is_broken() || (*session)->was_crossed();
    if (done || !may_help || tries > 0) return done;
    lease->holder().drop();
  }
}

Result<void> DeskStore::transact_with(std::function<Result<void>(DeskTransaction&)> work) {
  if (const IdempotencyRow* const mark = OnceMark::of_this_thread(); mark != nullptr) {
    work = [work = std::move(work), mark](DeskTransaction& transaction) -> Result<void> {
      if (auto done = work(transaction); !done) return done;
      return transaction.finish_idempotency(*mark);
    };
  }
  auto kept = parts_->writers->keep(std::move(work));
  parts_->cannot_write = !kept && kept.error().code == ErrorCode::kUnavailable;
  return kept;
}

Result<void> DeskStore::ping() {
  const auto held = read([](const DeskReader& reader) { return reader.accounts_held(); });
  if (!held) return fail(held.error());
  if (!parts_->cannot_write) return {};
  // Readable, and not to be written to a moment ago: tried anew, once a second whoever asks.
  const std::int64_t now = std::chrono::duration_cast<std::chrono::milliseconds>(
                               std::chrono::steady_clock::now().time_since_epoch())
                               .count();
  std::int64_t tried = parts_->tried_ms;
  if (now - tried >= 1000 && parts_->tried_ms.compare_exchange_strong(tried, now))
    return transact_with([](DeskTransaction& transaction) { return transaction.try_writing(); });
  return fail({ErrorCode::kUnavailable, "the database cannot be written to", {}, "数据库无法写入"});
}

Result<BackupSums> DeskStore::back_up(const std::string& file, std::int64_t now_ms) {
  const auto session = parts_->source.open();
  if (!session) return fail(session.error());
  if (const auto begun = (*session)->begin_snapshot(); !begun) return fail(begun.error());
  auto sums = store::write_backup_file(**session, file, now_ms);
  (*session)->undo();
  return sums;
}

Result<BackupSums> DeskStore::restore(const std::string& file) {
  const auto session = parts_->source.open();
  if (!session) return fail(session.error());
  if (const auto begun = (*session)->begin_write(); !begun) return fail(begun.error());
  auto sums = store::restore_backup_file(**session, file);
  if (!sums) {
    (*session)->undo();
    return fail(sums.error());
  }
  if (const auto committed = (*session)->commit(); !committed) {
    (*session)->undo();
    return fail(committed.error());
  }
  return sums;
}

Result<DeskCheck> DeskStore::check() {
  const auto session = parts_->source.open();
  if (!session) return fail(session.error());
  if (const auto begun = (*session)->begin_snapshot(); !begun) return fail(begun.error());
  auto found = store::check_desk(**session, parts_->key);
  (*session)->undo();
  return found;
}

}  // namespace tidegate
