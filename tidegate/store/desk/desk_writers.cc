#include "tidegate/store/desk/desk_writers.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <utility>

#include "tidegate/store/desk/audit_chain.h"
#include "tidegate/store/desk/table_rows.h"

namespace tidegate::store {
namespace {

constexpr int kMostTries = 8;

// The rows of a batch, in its order, at the end of its transaction: whoever writes to the audit waits here,
// and only for as long as a commit takes.
Result<void> append_audit(TableRows& rows, std::vector<AuditRow> entries) {
  if (entries.empty()) return {};
  const bool is_sqlite = rows.session().dialect() == Dialect::kSqlite;
  auto head = rows.find<AuditHeadRow>(is_sqlite ? "WHERE id = 1" : "WHERE id = 1 FOR UPDATE", {});
  if (!head) return fail(head.error());
  if (!*head)
    return fail({ErrorCode::kCorrupt, "the audit has no end to add to", "audit_head", "审计链缺少链尾"});
  AuditHeadRow last = std::move(**head);
  for (AuditRow& entry : entries) {
    entry.seq = ++last.seq;
    entry.hash = audit_hash(last.hash, entry);
    last.hash = entry.hash;
    if (const auto put = rows.insert(entry); !put) return fail(put.error());
  }
  return rows.update(last);
}

Error unknown_outcome(const Error& error) {
  return {error.code, error.what + ": whether it was kept is not known; ask again with the same key",
          error.where, error.what_zh + "：是否已保存无法确定；请以相同的键重试"};
}

}  // namespace

DeskWriters::DeskWriters(const SessionSource& source, const SealKey& key, Options options)
    : source_(source), key_(key), options_(options) {
  for (int i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { loop(); });
}

DeskWriters::~DeskWriters() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  has_work_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

Result<void> DeskWriters::keep(Work work) {
  Job job{std::move(work), {}};
  {
    const std::lock_guard lock(mutex_);
    if (is_stopping_ || waiting_.size() >= options_.longest_queue) {
      return fail(
          {ErrorCode::kUnavailable, "the database is busy with other writers", {}, "数据库正忙于其他写入"});
    }
    waiting_.push_back(&job);
  }
  has_work_.notify_one();
  job.is_settled.acquire();
  return std::move(job.outcome);
}

void DeskWriters::loop() {
  SessionHolder holder(source_);
  for (;;) {
    std::vector<Job*> batch;
    {
      std::unique_lock lock(mutex_);
      has_work_.wait(lock, [this] { return is_stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      const std::size_t taken = std::min(waiting_.size(), options_.largest_batch);
      batch.assign(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(taken));
      waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(taken));
    }
    settle(holder, batch);
    // A job is its caller's: it is gone once it is told.
    for (Job* job : batch) job->is_settled.release();
  }
}

void DeskWriters::settle(SessionHolder& holder, std::span<Job* const> jobs) {
  for (int tries = 0; tries < kMostTries; ++tries) {
    const Tried tried = attempt(holder, jobs);
    if (tried == Tried::kSettled) return;
    // One of them stands in another's way, or breaks what all share: none of the others is to suffer.
    if (jobs.size() > 1) {
      for (Job* const& job : jobs) settle(holder, std::span(&job, 1));
      return;
    }
    if (tried == Tried::kBroken && tries > 0) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(1 << tries));
  }
}

DeskWriters::Tried DeskWriters::attempt(SessionHolder& holder, std::span<Job* const> jobs) {
  const auto everybody = [jobs](const Error& error) {
    for (Job* job : jobs) job->outcome = fail(error);
  };
  for (int connections = 0;; ++connections) {
    const auto session = holder.get();
    if (!session) {
      everybody(session.error());
      return Tried::kSettled;
    }
    const auto begun = (*session)->begin_write();
    if (begun) return run_in(**session, jobs);
    // A server that was restarted is noticed here, before anything is asked of it.
    everybody(begun.error());
    const bool is_broken = (*session)->is_broken();
    if (!is_broken) return (*session)->was_crossed() ? Tried::kCrossed : Tried::kSettled;
    holder.drop();
    if (connections > 0) return Tried::kSettled;
  }
}

DeskWriters::Tried DeskWriters::run_in(SqlSession& session, std::span<Job* const> jobs) {
  const auto give_up = [&](const Error& error) {
    for (Job* job : jobs) job->outcome = fail(error);
    const bool was_crossed = session.was_crossed();
    session.undo();
    return session.is_broken() ? Tried::kBroken : was_crossed ? Tried::kCrossed : Tried::kSettled;
  };
  // What is settled for one alone cannot be for several: they are tried one by one.
  const auto begin_again = [&](const Error& error) {
    const Tried tried = give_up(error);
    return jobs.size() > 1 && tried == Tried::kSettled ? Tried::kCrossed : tried;
  };
  TableRows rows(session, key_);
  std::vector<AuditRow> audit;
  for (Job* job : jobs) {
    if (const auto set = session.set_savepoint(); !set) return begin_again(set.error());
    DeskTransaction transaction(rows);
    job->outcome = job->work(transaction);
    if (job->outcome && session.has_failed()) job->outcome = fail(session.failure());
    if (session.was_crossed() || session.is_broken()) return begin_again(session.failure());
    if (!job->outcome) {
      const Error why = job->outcome.error();
      // On a full disk SQLite may have undone everything, savepoints and all.
      if (!session.return_to_savepoint()) return begin_again(why);
      continue;
    }
    if (const auto released = session.release_savepoint(); !released) return begin_again(released.error());
    for (AuditRow& entry : transaction.take_audit()) audit.push_back(std::move(entry));
  }
  if (const auto appended = append_audit(rows, std::move(audit)); !appended)
    return begin_again(appended.error());
  const auto committed = session.commit();
  if (committed) return Tried::kSettled;
  if (!session.is_broken()) return begin_again(committed.error());
  // Sent, and no answer: it may have been kept, so that it is not run again.
  for (Job* job : jobs) {
    if (job->outcome) job->outcome = fail(unknown_outcome(committed.error()));
  }
  session.undo();
  return Tried::kSettled;
}

}  // namespace tidegate::store
