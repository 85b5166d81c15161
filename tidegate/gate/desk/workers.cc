#include "tidegate/gate/desk/workers.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "tidegate/base/json_writer.h"
#include "tidegate/gate/desk/desk_parts.h"

namespace tidegate::desk {
namespace {

constexpr std::chrono::seconds kLook{1};
constexpr int kTries = 20;  // to write an end into a store that does not answer, a second between two

Error too_much() {
  return {ErrorCode::kUnavailable,
          "too much is being made just now; try again in a minute",
          {},
          "当前任务过多，请一分钟后重试"};
}

OperationRow running(const DeskAccount& who, const std::string& kind, std::int64_t now) {
  OperationRow row;
  row.id = new_id(now);
  if (!who.tenant.empty()) row.tenant = TenantId(who.tenant);
  row.desk = {who.agency, who.sector};
  row.account = who.id;
  row.kind = kind;
  row.state = "running";
  row.created_ms = row.updated_ms = now;
  row.result = "{}";
  return row;
}

bool is_of_one_owner(const OperationRow& a, const OperationRow& b) {
  return a.tenant == b.tenant && a.desk == b.desk &&
         (a.tenant || !a.desk.agency.empty() || a.account == b.account);
}

// The row as it is now; none: it is no longer running.
Result<std::optional<OperationRow>> still_running(const DeskTransaction& t, const std::string& id) {
  auto row = t.operation(Reach::of_whole_desk(), id);
  if (!row) return fail(row.error());
  if (row->state != "running") return std::optional<OperationRow>();
  return std::optional(std::move(*row));
}

}  // namespace

std::string error_document(const Error& error) {
  JsonWriter json;
  json.begin_object().key("code").integer(static_cast<std::int64_t>(error.code));
  json.key("en").string(error.what).key("zh").string(error.what_zh.empty() ? error.what : error.what_zh);
  json.end_object();
  return json.take();
}

Workers::Workers(DeskStore& store, const Clock& clock, Options options)
    : store_(store), clock_(clock), options_(options) {}
Workers::~Workers() { stop(); }

std::size_t Workers::held_by(const OperationRow& row) const {
  return static_cast<std::size_t>(std::count_if(
      held_.begin(), held_.end(), [&](const auto& held) { return is_of_one_owner(held.second->row, row); }));
}

std::size_t Workers::held() const {
  const std::lock_guard lock(mutex_);
  return held_.size();
}

Result<std::string> Workers::start(const DeskAccount& who, const std::string& kind, Job job) {
  const std::int64_t now = clock_.now_ms();
  auto held = std::make_shared<Held>();
  held->row = running(who, kind, now);
  held->job = std::move(job);
  held->told_ms = now;
  const std::string id = held->row.id;
  {
    // Its place is taken first, so that no more rows are written than there are places.
    const std::lock_guard lock(mutex_);
    if (is_stopped_ || held_.size() >= options_.waiting + options_.threads ||
        held_by(held->row) >= options_.each_owner)
      return fail(too_much());
    held_.emplace(id, held);
  }
  const auto added = store_.transact([&](DeskTransaction& t) -> Result<bool> {
    if (auto done = t.add_operation(held->row); !done) return fail(done.error());
    t.audit(audit_row(who, "operation.begin", id, "done", now));
    return true;
  });
  const std::lock_guard lock(mutex_);
  if (!added || is_stopped_) {
    held_.erase(id);
    return fail(added ? too_much() : added.error());
  }
  if (threads_.empty()) {
    for (unsigned i = 0; i < options_.threads || i == 0; ++i) threads_.emplace_back([this] { work(); });
    threads_.emplace_back([this] { beat(); });
  }
  waiting_.push_back(std::move(held));
  changed_.notify_all();
  return id;
}

void Workers::cancel(const std::string& id) {
  const std::lock_guard lock(mutex_);
  if (const auto found = held_.find(id); found != held_.end()) found->second->progress.cancelled_ = true;
}

void Workers::stop() {
  std::deque<std::shared_ptr<Held>> left;
  {
    const std::lock_guard lock(mutex_);
    if (is_stopped_) return;
    is_stopped_ = true;
    left.swap(waiting_);
    for (auto& [id, held] : held_) held->progress.cancelled_ = true;
  }
  changed_.notify_all();
  for (const auto& held : left) {
    settle(*held, fail({ErrorCode::kUnavailable,
                        "the server was stopped before it was begun; begin it again",
                        {},
                        "服务器在开始处理前已停止，请重新发起"}));
  }
  for (std::thread& thread : threads_) thread.join();
}

void Workers::work() {
  for (;;) {
    std::shared_ptr<Held> held;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return is_stopped_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      held = std::move(waiting_.front());
      waiting_.pop_front();
    }
    const Error cancelled{ErrorCode::kCancelled, "it was cancelled", {}, "已取消"};
    Result<std::string> outcome = fail(cancelled);
    if (!held->progress.is_cancelled()) outcome = held->job(held->progress);
    settle(*held, outcome);
    held->job = nullptr;
    const std::lock_guard lock(mutex_);
    held_.erase(held->row.id);
  }
}

void Workers::settle(const Held& held, const Result<std::string>& outcome) {
  for (int tries = 0; tries < kTries; ++tries) {
    const std::int64_t now = clock_.now_ms();
    const auto kept = store_.transact([&](DeskTransaction& t) -> Result<bool> {
      auto row = still_running(t, held.row.id);
      if (!row) return fail(row.error());
      if (!*row) return true;  // cancelled meanwhile
      (*row)->state = outcome ? "done" : "failed";
      (*row)->result = outcome ? *outcome : error_document(outcome.error());
      (*row)->progress_permille = outcome ? 1'000 : held.progress.permille_.load();
      (*row)->updated_ms = now;
      if (auto done = t.change_operation(**row); !done) return fail(done.error());
      return true;
    });
    if (kept || (kept.error().code != ErrorCode::kUnavailable && kept.error().code != ErrorCode::kConflict))
      return;
    std::unique_lock lock(mutex_);
    if (changed_.wait_for(lock, kLook, [this] { return is_stopped_; }) && tries > 2) return;
  }
}

void Workers::tell_store(Held& held, std::int64_t now_ms) {
  const std::int64_t permille = std::clamp<std::int64_t>(held.progress.permille_, 0, 1'000);
  if (permille == held.told_permille && now_ms - held.told_ms < kBeatMs) return;
  const auto told = store_.transact([&](DeskTransaction& t) -> Result<bool> {
    auto row = still_running(t, held.row.id);
    if (!row) return fail(row.error());
    if (!*row) return false;
    (*row)->progress_permille = permille;
    (*row)->updated_ms = now_ms;
    if (auto done = t.change_operation(**row); !done) return fail(done.error());
    return true;
  });
  if (!told) return;  // the next beat tries again
  held.told_permille = permille;
  held.told_ms = now_ms;
  if (!*told) held.progress.cancelled_ = true;  // at another server, or given up for lost
}

void Workers::beat() {
  for (;;) {
    std::vector<std::shared_ptr<Held>> all;
    {
      std::unique_lock lock(mutex_);
      if (changed_.wait_for(lock, kLook, [this] { return is_stopped_; })) return;
      for (const auto& [id, held] : held_) all.push_back(held);
    }
    const std::int64_t now = clock_.now_ms();
    for (const auto& held : all) tell_store(*held, now);
  }
}

}  // namespace tidegate::desk
