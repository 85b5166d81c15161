#include "tidegate/gate/evidence/shared_log.h"

#include <thread>

namespace tidegate {

using evidence::EntryView;
using evidence::Hash;
using evidence::KeptEntry;
using evidence::TreeHead;

Result<std::uint64_t> SharedLog::append(std::span<const EntryView> entries) {
  // What is too large is refused here, so that it fails nobody else.
  if (const auto octets = evidence::batch_octets(entries); !octets) return fail(octets.error());
  const auto me = std::make_shared<Waiting>();
  me->entries = entries;
  if (const auto done = stand_in_line(me); !done) return fail(done.error());
  if (me->state.load() == Waiting::kWrites) write_for_all();
  return me->index;
}

Result<SignedNow> SharedLog::append_to_sign(const Last& last) {
  const auto me = std::make_shared<Waiting>();
  me->is_alone = true;
  if (const auto done = stand_in_line(me); !done) return fail(done.error());
  const auto made = [&]() -> Result<SignedNow> {
    const auto entry = last(head());
    if (!entry) return fail(entry.error());
    const EntryView view{entry->entry, entry->sealed};
    if (const auto index = write({&view, 1}); !index) return fail(index.error());
    const TreeHead now = head();
    if (const auto kept = log_->keep_signed(now); !kept) return fail(kept.error());
    {
      const std::lock_guard lock(log_mutex_);
      log_->adopt_signed(now);
    }
    const auto tiles = log_->write_tiles();
    return SignedNow{now, tiles ? std::nullopt : std::optional(tiles.error())};
  }();
  leave_line(1);
  return made;
}

// Returns when the caller stands first, or when somebody has written for it.
Result<void> SharedLog::stand_in_line(const std::shared_ptr<Waiting>& me) {
  {
    const std::lock_guard lock(line_mutex_);
    if (line_.size() >= kMaxWaiting)
      return fail({ErrorCode::kLimit, "too many wait for the log", {}, "等待写入日志的请求过多"});
    line_.push_back(me);
    if (line_.size() == 1) me->state = Waiting::kWrites;
  }
  me->state.wait(Waiting::kWaits);
  return {};
}

// The first ones are served; the next one writes.
void SharedLog::leave_line(std::size_t count) {
  std::shared_ptr<Waiting> next;
  {
    const std::lock_guard lock(line_mutex_);
    line_.erase(line_.begin(), line_.begin() + static_cast<std::ptrdiff_t>(count));
    if (line_.empty()) return;
    next = line_.front();
  }
  next->state = Waiting::kWrites;
  next->state.notify_one();
}

void SharedLog::write_for_all() {
  const auto together = those_to_write();
  std::vector<EntryView> entries;
  for (const auto& one : together) entries.insert(entries.end(), one->entries.begin(), one->entries.end());
  const auto first = write(entries);
  std::uint64_t index = first ? *first : 0;
  for (const auto& one : together) {
    one->index = first ? Result<std::uint64_t>(index) : fail(first.error());
    index += one->entries.size();
  }
  for (std::size_t i = 1; i < together.size(); ++i) {
    together[i]->state = Waiting::kDone;
    together[i]->state.notify_one();
  }
  leave_line(together.size());
}

// From the first on, as many as fit into a batch. Those whom the last batch served are about to come again:
// they are let come, or each batch would be begun by the first of them alone.
std::vector<std::shared_ptr<SharedLog::Waiting>> SharedLog::those_to_write() {
  std::vector<std::shared_ptr<Waiting>> together;
  std::size_t seen = 0;
  for (;;) {
    {
      const std::lock_guard lock(line_mutex_);
      const bool has_grown = line_.size() > seen;
      seen = line_.size();
      if (seen >= last_together_ || !has_grown) break;
    }
    std::this_thread::yield();
  }
  const std::lock_guard lock(line_mutex_);
  std::size_t count = 0;
  std::size_t octets = 0;
  for (const auto& one : line_) {
    const std::size_t more = one->is_alone ? 0 : *evidence::batch_octets(one->entries);
    if (one->is_alone || count + one->entries.size() > evidence::kMaxBatchEntries ||
        octets + more > evidence::kMaxBatchOctets)
      break;
    together.push_back(one);
    count += one->entries.size();
    octets += more;
  }
  last_together_ = together.size();
  return together;
}

// By whoever stands first, alone. Readers are kept out only while the tree grows, not while the disk works.
Result<std::uint64_t> SharedLog::write(std::span<const EntryView> entries) {
  auto batch = log_->prepare(entries);
  if (!batch) return fail(batch.error());
  if (const auto done = log_->write(*batch); !done) return fail(done.error());
  const std::lock_guard lock(log_mutex_);
  return log_->adopt(std::move(*batch));
}

TreeHead SharedLog::head() const {
  const std::shared_lock lock(log_mutex_);
  return log_->head();
}

std::optional<TreeHead> SharedLog::last_signed() const {
  const std::shared_lock lock(log_mutex_);
  return log_->last_signed();
}

Result<KeptEntry> SharedLog::read(std::uint64_t index) const {
  const std::shared_lock lock(log_mutex_);
  return log_->read(index);
}

Result<void> SharedLog::visit(std::uint64_t from, std::uint64_t until,
                              const evidence::Log::Visit& visit) const {
  const std::shared_lock lock(log_mutex_);
  return log_->visit(from, until, visit);
}

Result<void> SharedLog::write_tiles() {
  const auto me = std::make_shared<Waiting>();
  me->is_alone = true;
  if (const auto done = stand_in_line(me); !done) return fail(done.error());
  auto written = log_->write_tiles();
  leave_line(1);
  return written;
}

template <typename Prove>
Result<std::vector<Hash>> SharedLog::prove(LogTree tree, const Prove& prove) const {
  const std::shared_lock lock(log_mutex_);
  if (tree == LogTree::kSecond && log_->second_rows() == nullptr)
    return fail({ErrorCode::kNotFound, "the log has no second tree", {}, "日志没有第二棵树"});
  const bool is_first = tree == LogTree::kFirst;
  evidence::RowsReader reader(is_first ? log_->rows() : *log_->second_rows());
  return prove(reader, is_first ? log_->hashers().first : *log_->hashers().second);
}

Result<std::vector<Hash>> SharedLog::prove_inclusion(LogTree tree, std::uint64_t index,
                                                     std::uint64_t size) const {
  return prove(tree, [&](evidence::HashSource& source, const TreeHasher& hasher) {
    return evidence::inclusion_proof(index, size, source, hasher);
  });
}

Result<std::vector<Hash>> SharedLog::prove_consistency(LogTree tree, std::uint64_t from,
                                                       std::uint64_t to) const {
  return prove(tree, [&](evidence::HashSource& source, const TreeHasher& hasher) {
    return evidence::consistency_proof(from, to, source, hasher);
  });
}

}  // namespace tidegate
