// Threads that share out the row blocks of a table. What they do with a block must not depend on who gets it.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "tidegate/terms/table.h"

namespace tidegate {

class BlockWorkers {
 public:
  // work(worker, block) runs on thread `worker` in [0, threads); with one thread, on the caller's own.
  // The queue holds two blocks a thread: memory stays bounded however fast the file is read.
  BlockWorkers(int threads, std::function<void(std::size_t worker, const RowBlock& block)> work);
  ~BlockWorkers();
  BlockWorkers(const BlockWorkers&) = delete;
  BlockWorkers& operator=(const BlockWorkers&) = delete;

  std::size_t count() const { return threads_.empty() ? 1 : threads_.size(); }
  void push(RowBlock block);  // waits while the queue is full
  void drain();               // returns when every block pushed so far has been worked on

 private:
  void run(std::size_t worker);

  std::function<void(std::size_t, const RowBlock&)> work_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<RowBlock> queue_;
  std::size_t busy_ = 0;
  bool stop_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace tidegate
