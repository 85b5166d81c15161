// Long work that a request begins and does not wait for: a bounded number of threads, a bounded queue before
// them, and an operation in the store for each job, which its owner may ask about and cancel. Private to this
// folder.
//   Whoever runs an operation says so in the store every kBeatMs; one that nobody has spoken for in kLostMs
//   was left by a process that is gone, and has failed (DeskOperations).
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tidegate/base/clock.h"
#include "tidegate/base/result.h"
#include "tidegate/gate/desk/desk.h"
#include "tidegate/store/desk/desk_store.h"

namespace tidegate::desk {

// What a job says and hears while it works.
class Progress {
 public:
  void tell(std::int64_t permille) { permille_ = permille; }  // 0..1000
  // Cancelled, or the server stops: end soon. What the job returns then is dropped.
  bool is_cancelled() const { return cancelled_; }
  const std::atomic<bool>& cancelled() const { return cancelled_; }  // for what takes such a flag

 private:
  friend class Workers;
  std::atomic<std::int64_t> permille_{0};
  std::atomic<bool> cancelled_{false};
};

class Workers {
 public:
  static constexpr std::int64_t kBeatMs = 10'000;
  static constexpr std::int64_t kLostMs = 60'000;

  struct Options {
    unsigned threads = 1;
    std::size_t waiting = 64;    // jobs that wait, of all
    std::size_t each_owner = 4;  // jobs of one firm or authority, waiting or running
  };
  // Returns the operation's result, JSON. Called once, on a thread of the pool. It may use the store.
  using Job = std::function<Result<std::string>(Progress&)>;

  // No thread is started before the first job. store and clock outlive it.
  Workers(DeskStore& store, const Clock& clock, Options options);
  Workers(DeskStore& store, const Clock& clock) : Workers(store, clock, Options{}) {}
  ~Workers();  // as stop()
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // kind  of the contract: "documents". Returns the operation's id: it is in the store, running, whatever
  // happens next. Never call it inside a transaction. Errors: kUnavailable (too much is under way; the
  // store).
  Result<std::string> start(const DeskAccount& who, const std::string& kind, Job job);
  // Tells the job, where it is one of this pool.
  void cancel(const std::string& id);
  // Takes no more; tells all jobs to end, waits for those that have begun, fails those that have not.
  void stop();
  std::size_t held() const;  // waiting or running

 private:
  struct Held {
    OperationRow row;
    Job job;
    Progress progress;
    std::int64_t told_permille = 0;
    std::int64_t told_ms = 0;
  };
  void work();
  void beat();
  void tell_store(Held& held, std::int64_t now_ms);
  void settle(const Held& held, const Result<std::string>& outcome);
  std::size_t held_by(const OperationRow& row) const;

  DeskStore& store_;
  const Clock& clock_;
  const Options options_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, std::shared_ptr<Held>> held_;  // by id
  std::deque<std::shared_ptr<Held>> waiting_;
  bool is_stopped_ = false;
  std::vector<std::thread> threads_;  // the last one beats
};

// What a failed operation keeps of its error, and back. Private to operations.
std::string error_document(const Error& error);

}  // namespace tidegate::desk
