#include "tidegate/server/http/work_queue.h"

#include <utility>

namespace tidegate::server {

WorkQueue::WorkQueue(unsigned threads, std::size_t most_waiting) : most_waiting_(most_waiting) {
  for (unsigned i = 0; i < threads || i == 0; ++i) threads_.emplace_back([this] { work(); });
}

WorkQueue::~WorkQueue() { close(); }

bool WorkQueue::put(const std::function<void()>& before, std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    if (is_closed_ || jobs_.size() >= most_waiting_) return false;
    before();
    jobs_.push_back(std::move(job));
  }
  changed_.notify_one();
  return true;
}

void WorkQueue::close() {
  {
    const std::lock_guard lock(mutex_);
    if (is_closed_) return;
    is_closed_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void WorkQueue::work() {
  for (;;) {
    std::function<void()> job;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return is_closed_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    job();
  }
}

}  // namespace tidegate::server
