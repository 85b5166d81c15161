// Keeps transactions, several at once: a thread takes what waits, runs each behind a savepoint, and commits
// all of them with one sync of the disk. SQLite has one such thread; PostgreSQL may have more. Private to
// this room.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <semaphore>
#include <span>
#include <thread>
#include <vector>

#include "tidegate/store/desk/desk_transaction.h"
#include "tidegate/store/desk/seal_key.h"
#include "tidegate/store/desk/session_source.h"

namespace tidegate::store {

class DeskWriters {
 public:
  struct Options {
    int threads = 1;
    std::size_t longest_queue = 1024;  // more are refused, kUnavailable
    std::size_t largest_batch = 64;    // transactions that share a commit
  };
  using Work = std::function<Result<void>(DeskTransaction&)>;

  DeskWriters(const SessionSource& source, const SealKey& key, Options options);
  ~DeskWriters();  // what waits is still kept

  // Returns when it is on the disk, or when it is certain that it is not. The work may be run again.
  Result<void> keep(Work work);

 private:
  struct Job {
    Work work;
    Result<void> outcome;
    std::binary_semaphore is_settled{0};
  };
  enum class Tried { kSettled, kCrossed, kBroken };

  void loop();
  void settle(SessionHolder& holder, std::span<Job* const> jobs);
  Tried attempt(SessionHolder& holder, std::span<Job* const> jobs);
  Tried run_in(SqlSession& session, std::span<Job* const> jobs);

  const SessionSource& source_;
  const SealKey& key_;
  Options options_;
  std::mutex mutex_;
  std::condition_variable has_work_;
  std::deque<Job*> waiting_;
  bool is_stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace tidegate::store
