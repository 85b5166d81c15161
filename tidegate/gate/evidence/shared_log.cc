#include "tidegate/gate/evidence/shared_log.h"

#include <mutex>

namespace tidegate {

using evidence::EntryView;
using evidence::Hash;
using evidence::KeptEntry;
using evidence::TreeHead;

Result<std::shared_ptr<SharedLog::Line::Place>> SharedLog::stand(Wish wish) {
  auto me = line_.stand(std::move(wish));
  if (!me) return fail({ErrorCode::kLimit, "too many wait for the log", {}, "等待写入日志的请求过多"});
  return me;
}

Result<std::uint64_t> SharedLog::append(std::span<const EntryView> entries) {
  // What is too large is refused here, so that it fails nobody else.
  if (const auto octets = evidence::batch_octets(entries); !octets) return fail(octets.error());
  const auto me = stand({entries});
  if (!me) return fail(me.error());
  if ((*me)->is_first()) write_for_all();
  return (*me)->wish.index;
}

Result<SignedNow> SharedLog::append_to_sign(const Last& last) {
  const auto me = stand({{}, true});
  if (!me) return fail(me.error());
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
  line_.leave(1);
  return made;
}

// From the first on, as many as fit into a batch.
void SharedLog::write_for_all() {
  std::vector<EntryView> entries;
  std::size_t octets = 0;
  const auto together = line_.together([&](const Wish& one) {
    if (one.is_alone) return false;
    octets += *evidence::batch_octets(one.entries);
    if (entries.size() + one.entries.size() > evidence::kMaxBatchEntries ||
        octets > evidence::kMaxBatchOctets)
      return false;
    entries.insert(entries.end(), one.entries.begin(), one.entries.end());
    return true;
  });
  const auto first = write(entries);
  std::uint64_t index = first ? *first : 0;
  for (const auto& one : together) {
    one->wish.index = first ? Result<std::uint64_t>(index) : fail(first.error());
    index += one->wish.entries.size();
  }
  line_.leave(together.size());
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
  const auto me = stand({{}, true});
  if (!me) return fail(me.error());
  auto written = log_->write_tiles();
  line_.leave(1);
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
