#include "tidegate/gate/scan/block_workers.h"

#include <utility>

namespace tidegate {

BlockWorkers::BlockWorkers(int threads, std::function<void(std::size_t, const RowBlock&)> work)
    : work_(std::move(work)) {
  if (threads < 2) return;
  for (std::size_t i = 0; i < static_cast<std::size_t>(threads); ++i)
    threads_.emplace_back([this, i] { run(i); });
}

BlockWorkers::~BlockWorkers() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
    queue_.clear();
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void BlockWorkers::push(RowBlock block) {
  if (threads_.empty()) {
    work_(0, block);
    return;
  }
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return queue_.size() < 2 * threads_.size(); });
  queue_.push_back(std::move(block));
  lock.unlock();
  changed_.notify_all();
}

void BlockWorkers::drain() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return queue_.empty() && busy_ == 0; });
}

void BlockWorkers::run(std::size_t worker) {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stop_ || !queue_.empty(); });
    if (stop_) return;
    const RowBlock block = std::move(queue_.front());
    queue_.pop_front();
    ++busy_;
    lock.unlock();
    changed_.notify_all();
    work_(worker, block);
    lock.lock();
    --busy_;
    changed_.notify_all();
  }
}

}  // namespace tidegate
