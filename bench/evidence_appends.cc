// Appends durably for some seconds and prints how many a second: records to the evidence log as the product
// does it, or entries of 256 octets to a part of it or to a peer that keeps a hash chain of them.
// bench/evidence_vs_peers.py runs them in turn.
//   evidence_appends PEER WHERE SECONDS THREADS BATCH
// PEER: evidence     EvidenceLog::append, each record about a new subject: its secret drawn and synced first,
// its
//                    field salted, committed to and sealed; the entry in the tree under SHA-256
//       evidence-sm  the same with the second tree, under SM3
//       evidence-known  each thread's records about one subject of its own
//       log          SharedLog::append of ready octets: no subject, no field, nothing sealed
//       sqlite | rocksdb  (WHERE of these: a folder that exists)
//       postgresql-chain | postgresql-plain  (WHERE: for libpq)
// Each thread commits BATCH entries at a time and waits until they last.
#include <fmt/format.h>
#include <libpq-fe.h>
#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
#ifdef TIDEGATE_ROCKSDB
#include <rocksdb/db.h>
#endif

#include "tidegate/base/clock.h"
#include "tidegate/base/hash.h"
#include "tidegate/gate/evidence/evidence_log.h"
#include "tidegate/gate/evidence/log_folder.h"
#include "tidegate/gate/evidence/shared_log.h"
#include "tidegate/ports/log_files.h"

namespace {

using namespace tidegate;

constexpr std::size_t kEntryOctets = 256;

[[noreturn]] void stop(const std::string& why) {
  fmt::print(stderr, "{}\n", why);
  std::exit(1);
}

std::string entry(std::size_t thread, std::size_t number) {
  std::string text = fmt::format("{:08}/{:016}/", thread, number);
  text.resize(kEntryOctets, static_cast<char>('a' + number % 26));
  return text;
}

// Commits entries of one thread, any number of times.
using Commit = std::function<void(const std::vector<std::string>& entries)>;
// Makes what a thread commits with.
using Peer = std::function<Commit(std::size_t thread)>;

Sha256 chained(const Sha256& before, const std::string& text) {
  std::string both(before.begin(), before.end());
  return sha256(both + text);
}
std::string_view octets(const Sha256& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

Peer log_peer(const std::string& where) {
  static const Sha256TreeHasher kHasher;
  static std::unique_ptr<LogFiles> files;
  auto folder = open_log_folder(where + "/log");
  if (!folder) stop(folder.error().what);
  files = std::move(*folder);
  auto opened = evidence::Log::open(*files, {"bench.example.cn/1", {}, std::nullopt}, {kHasher});
  if (!opened) stop(opened.error().what);
  const auto log = std::make_shared<SharedLog>(std::move(*opened));
  return [log](std::size_t) -> Commit {
    return [log](const std::vector<std::string>& entries) {
      std::vector<evidence::EntryView> views;
      views.reserve(entries.size());
      for (const std::string& one : entries) views.push_back({one, {}});
      if (const auto done = log->append(views); !done) stop(done.error().what);
    };
  };
}

enum class Subjects { kNew, kKnown };

// A record has one field of 100 octets: an entry of about 190 octets, and 300 sealed beside it.
Peer evidence_peer(const std::string& where, Subjects subjects, bool has_sm) {
  static const SystemClock kClock;
  const std::string folder = where + "/evidence";
  if (const auto made = log_folder::make({folder, "bench.example.cn/1", has_sm, {}, {}}); !made)
    stop(made.error().what);
  auto opened = EvidenceLog::open({folder, {}, &kClock, nullptr, {}});
  if (!opened) stop(opened.error().what);
  const std::shared_ptr<EvidenceLog> log(std::move(*opened));
  return [log, subjects](std::size_t thread) -> Commit {
    return [log, subjects, thread](const std::vector<std::string>& entries) {
      std::vector<NamedRecord> records;
      records.reserve(entries.size());
      for (const std::string& one : entries) {
        NamedRecord& next = records.emplace_back();
        next.subject = "case/" + (subjects == Subjects::kNew ? one.substr(0, 25) : fmt::format("{}", thread));
        next.record.kind = RecordKind::kPermit;
        next.record.actor = "bench.example.cn/1";
        next.record.time_ms = 1'795'000'000'000;
        next.record.fields = {{"what", one.substr(0, 100)}};
      }
      if (const auto done = log->append(records); !done) stop(done.error().what);
    };
  };
}

// One connection behind a lock and the end of the chain in memory: kinder to SQLite than a connection a
// thread.
struct Sqlite {
  std::mutex mutex;
  sqlite3* db = nullptr;
  sqlite3_stmt* begin = nullptr;
  sqlite3_stmt* insert = nullptr;
  sqlite3_stmt* commit = nullptr;
  Sha256 last{};

  explicit Sqlite(const std::string& where) {
    if (sqlite3_open((where + "/chain.db").c_str(), &db) != SQLITE_OK) stop("sqlite: open");
    for (const char* one :
         {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL",
          "CREATE TABLE chain (n INTEGER PRIMARY KEY, entry BLOB NOT NULL, hash BLOB NOT NULL)"}) {
      if (sqlite3_exec(db, one, nullptr, nullptr, nullptr) != SQLITE_OK) stop(sqlite3_errmsg(db));
    }
    sqlite3_prepare_v2(db, "BEGIN IMMEDIATE", -1, &begin, nullptr);
    sqlite3_prepare_v2(db, "INSERT INTO chain (entry, hash) VALUES (?, ?)", -1, &insert, nullptr);
    sqlite3_prepare_v2(db, "COMMIT", -1, &commit, nullptr);
  }
  void run(sqlite3_stmt* statement) const {
    if (sqlite3_step(statement) != SQLITE_DONE) stop(sqlite3_errmsg(db));
    sqlite3_reset(statement);
  }
  void put(const std::vector<std::string>& entries) {
    const std::lock_guard lock(mutex);
    run(begin);
    for (const std::string& one : entries) {
      last = chained(last, one);
      sqlite3_bind_blob(insert, 1, one.data(), static_cast<int>(one.size()), SQLITE_STATIC);
      sqlite3_bind_blob(insert, 2, last.data(), static_cast<int>(last.size()), SQLITE_STATIC);
      run(insert);
    }
    run(commit);
  }
};

Peer sqlite_peer(const std::string& where) {
  const auto db = std::make_shared<Sqlite>(where);
  return [db](std::size_t) -> Commit {
    return [db](const std::vector<std::string>& entries) { db->put(entries); };
  };
}

Peer rocksdb_peer([[maybe_unused]] const std::string& where) {
#ifdef TIDEGATE_ROCKSDB
  rocksdb::Options options;
  options.create_if_missing = true;
  rocksdb::DB* opened = nullptr;
  if (const auto done = rocksdb::DB::Open(options, where + "/rocks", &opened); !done.ok())
    stop(done.ToString());
  const std::shared_ptr<rocksdb::DB> db(opened);
  const auto next = std::make_shared<std::atomic<std::uint64_t>>(0);
  return [db, next](std::size_t) -> Commit {
    return [db, next](const std::vector<std::string>& entries) {
      rocksdb::WriteBatch batch;
      for (const std::string& one : entries) batch.Put(fmt::format("{:016x}", (*next)++), one);
      rocksdb::WriteOptions sync;
      sync.sync = true;
      if (const auto done = db->Write(sync, &batch); !done.ok()) stop(done.ToString());
    };
  };
#else
  stop("built without RocksDB");
#endif
}

Peer postgresql_peer(const std::string& where, bool is_chain) {
  return [where, is_chain](std::size_t thread) -> Commit {
    const std::shared_ptr<PGconn> session(PQconnectdb(where.c_str()), PQfinish);
    if (PQstatus(session.get()) != CONNECTION_OK) stop(PQerrorMessage(session.get()));
    const char* const text = is_chain ? "SELECT append_entry($1::bytea)"
                                      : "INSERT INTO plain (entry, hash) VALUES ($1::bytea, $2::bytea)";
    PQclear(PQprepare(session.get(), "put", text, is_chain ? 1 : 2, nullptr));
    return [session, is_chain, thread](const std::vector<std::string>& entries) {
      for (const std::string& one : entries) {
        const Sha256 hash = is_chain ? Sha256{} : sha256(one);
        const char* const values[] = {one.data(), octets(hash).data()};
        const int sizes[] = {static_cast<int>(one.size()), static_cast<int>(hash.size())};
        const int are_binary[] = {1, 1};
        PGresult* const done =
            PQexecPrepared(session.get(), "put", is_chain ? 1 : 2, values, sizes, are_binary, 1);
        const ExecStatusType status = PQresultStatus(done);
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
          stop(fmt::format("{}: {}", thread, PQresultErrorMessage(done)));
        PQclear(done);
      }
    };
  };
}

Peer peer_of(const std::string& name, const std::string& where) {
  if (name == "evidence") return evidence_peer(where, Subjects::kNew, false);
  if (name == "evidence-sm") return evidence_peer(where, Subjects::kNew, true);
  if (name == "evidence-known") return evidence_peer(where, Subjects::kKnown, false);
  if (name == "log") return log_peer(where);
  if (name == "sqlite") return sqlite_peer(where);
  if (name == "rocksdb") return rocksdb_peer(where);
  if (name == "postgresql-chain") return postgresql_peer(where, true);
  if (name == "postgresql-plain") return postgresql_peer(where, false);
  stop("no such peer: " + name);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) stop("evidence_appends PEER WHERE SECONDS THREADS BATCH");
  const Peer peer = peer_of(argv[1], argv[2]);
  const double seconds = std::atof(argv[3]);
  const std::size_t count = std::strtoul(argv[4], nullptr, 10);
  const std::size_t batch = std::strtoul(argv[5], nullptr, 10);
  std::vector<Commit> commits;
  for (std::size_t t = 0; t < count; ++t) commits.push_back(peer(t));
  std::atomic<std::uint64_t> appended = 0;
  std::atomic<bool> is_over = false;
  const auto begin = std::chrono::steady_clock::now();
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < count; ++t) {
    threads.emplace_back([&, t] {
      std::vector<std::string> entries(batch);
      for (std::size_t n = 0; !is_over; n += batch) {
        for (std::size_t i = 0; i < batch; ++i) entries[i] = entry(t, n + i);
        commits[t](entries);
        appended += batch;
      }
    });
  }
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  is_over = true;
  for (std::thread& thread : threads) thread.join();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  fmt::print("{:.0f}\n", static_cast<double>(appended) / took.count());
  return 0;
}
