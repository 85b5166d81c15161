// Where sessions come from: opened when first needed, and again when one broke or the database file is
// another one than it was. Private to this room.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "tidegate/store/desk/sql_session.h"

namespace tidegate::store {

// Which file a path names now: an open SQLite database that was moved or removed would go on taking rows that
// nobody ever finds.
struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  friend bool operator==(FileIdentity, FileIdentity) = default;
};

class SessionSource {
 public:
  explicit SessionSource(SqlPlace place) : place_(std::move(place)) {}
  const SqlPlace& place() const { return place_; }
  // Errors: as SqlSession::open; kUnavailable where the database file is not there.
  Result<std::unique_ptr<SqlSession>> open() const;
  // Of a server: always the same.
  Result<FileIdentity> identity() const;

 private:
  SqlPlace place_;
};

// One session, kept for as long as it is sound.
class SessionHolder {
 public:
  explicit SessionHolder(const SessionSource& source) : source_(source) {}
  // Errors: as SessionSource::open.
  Result<SqlSession*> get();
  void drop() { session_.reset(); }

 private:
  const SessionSource& source_;
  std::unique_ptr<SqlSession> session_;
  FileIdentity identity_;
};

// Sessions for readers, a bounded number.
class SessionPool {
 public:
  SessionPool(const SessionSource& source, int most);
  class Lease {
   public:
    Lease(SessionPool& pool, std::unique_ptr<SessionHolder> holder)
        : pool_(&pool), holder_(std::move(holder)) {}
    Lease(Lease&&) = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    SessionHolder& holder() { return *holder_; }

   private:
    SessionPool* pool_;
    std::unique_ptr<SessionHolder> holder_;
  };
  // Waits for a free one, 10 s at most. Errors: kUnavailable.
  Result<Lease> lease();

 private:
  void give_back(std::unique_ptr<SessionHolder> holder);
  std::mutex mutex_;
  std::condition_variable has_free_;
  std::vector<std::unique_ptr<SessionHolder>> free_;
};

}  // namespace tidegate::store
