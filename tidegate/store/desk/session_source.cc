#include "tidegate/store/desk/session_source.h"

#include <sys/stat.h>

#include <cerrno>
#include <chrono>
#include <utility>

#include "tidegate/store/write_file.h"

namespace tidegate::store {

Result<FileIdentity> SessionSource::identity() const {
  if (place_.dialect != Dialect::kSqlite) return FileIdentity{};
  struct stat status {};
  if (::stat(place_.file.c_str(), &status) != 0)
    return fail(system_error(errno, "cannot find the database file", "找不到数据库文件", place_.shown));
  return FileIdentity{static_cast<std::uint64_t>(status.st_dev), static_cast<std::uint64_t>(status.st_ino)};
}

Result<std::unique_ptr<SqlSession>> SessionSource::open() const {
  // SQLite would make an empty database in its place.
  if (const auto there = identity(); !there)
    return fail({ErrorCode::kUnavailable, there.error().what, there.error().where, there.error().what_zh});
  return SqlSession::open(place_);
}

Result<SqlSession*> SessionHolder::get() {
  const auto identity = source_.identity();
  if (!identity) {
    drop();
    return fail(
        {ErrorCode::kUnavailable, identity.error().what, identity.error().where, identity.error().what_zh});
  }
  if (session_ && !session_->is_broken() && *identity == identity_) return session_.get();
  drop();
  auto opened = source_.open();
  if (!opened) return fail(opened.error());
  session_ = std::move(*opened);
  identity_ = *identity;
  return session_.get();
}

SessionPool::SessionPool(const SessionSource& source, int most) {
  for (int i = 0; i < most; ++i) free_.push_back(std::make_unique<SessionHolder>(source));
}

SessionPool::Lease::~Lease() {
  if (holder_) pool_->give_back(std::move(holder_));
}

Result<SessionPool::Lease> SessionPool::lease() {
  std::unique_lock lock(mutex_);
  if (!has_free_.wait_for(lock, std::chrono::seconds(10), [this] { return !free_.empty(); })) {
    return fail(
        {ErrorCode::kUnavailable, "the database is busy with other readers", {}, "数据库正忙于其他读取"});
  }
  auto holder = std::move(free_.back());
  free_.pop_back();
  return Lease(*this, std::move(holder));
}

void SessionPool::give_back(std::unique_ptr<SessionHolder> holder) {
  {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(holder));
  }
  has_free_.notify_one();
}

}  // namespace tidegate::store
