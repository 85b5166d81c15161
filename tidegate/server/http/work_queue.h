// A bounded queue with its own threads: what is put in is done once, in order, unless the queue is full.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tidegate::server {

class WorkQueue {
 public:
  // threads  at least one. most_waiting: jobs put in and not begun.
  WorkQueue(unsigned threads, std::size_t most_waiting);
  ~WorkQueue();  // does what is left first

  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;

  // Calls `before` and puts the job in, both or neither; false: the queue is full or closed. `before` ends
  // before any thread may begin the job.
  bool put(const std::function<void()>& before, std::function<void()> job);
  // Takes no more; does what is left; ends the threads.
  void close();

 private:
  void work();

  const std::size_t most_waiting_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;
  bool is_closed_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace tidegate::server
