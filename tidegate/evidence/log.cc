#include "tidegate/evidence/log.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/check.h"
#include "tidegate/evidence/segment_cursor.h"
#include "tidegate/evidence/signed_head.h"

namespace tidegate::evidence {
namespace {

const std::string kSegment = "segment";
const std::string kSigned = "signed";

Error corrupt(std::string what, const char* what_zh, const std::string& where) {
  return {ErrorCode::kCorrupt, std::move(what), where, what_zh};
}

}  // namespace

Log::Log(LogFiles& files, const LogOptions& options, const LogHashers& hashers)
    : files_(files),
      origin_(options.origin),
      seed_(options.seed),
      at_least_(options.at_least),
      opened_ms_(options.opened_ms),
      hashers_(hashers),
      rows_(hashers.first, [this](std::uint64_t group) { return group_leaves(group, hashers_.first); }) {
  if (hashers_.second != nullptr)
    second_rows_.emplace(*hashers_.second,
                         [this](std::uint64_t group) { return group_leaves(group, *hashers_.second); });
}

Result<std::unique_ptr<Log>> Log::open(LogFiles& files, const LogOptions& options,
                                       const LogHashers& hashers) {
  std::unique_ptr<Log> log(new Log(files, options, hashers));
  if (const auto done = log->recover(); !done) return fail(done.error());
  return log;
}

TreeHead Log::head() const {
  TreeHead head{tree_.size(), tree_.root(hashers_.first), std::nullopt};
  if (hashers_.second != nullptr) head.second_root = second_tree_.root(*hashers_.second);
  return head;
}

Result<std::uint64_t> Log::append(std::span<const EntryView> entries) {
  auto batch = prepare(entries);
  if (!batch) return fail(batch.error());
  if (const auto done = write(*batch); !done) return fail(done.error());
  return adopt(std::move(*batch));
}

Result<PreparedBatch> Log::prepare(std::span<const EntryView> entries) const {
  auto octets = write_batch(seed_, end_, tree_.size(), entries);
  if (!octets) return fail(octets.error());
  PreparedBatch batch{std::move(*octets), {}, {}, {}};
  prepare_hashes(batch, entries);
  return batch;
}

void Log::prepare_hashes(PreparedBatch& batch, std::span<const EntryView> entries) const {
  std::uint64_t index = tree_.size();
  std::uint64_t offset = end_ + kBatchHeadOctets;
  batch.leaves.reserve(entries.size());
  if (hashers_.second != nullptr) batch.second_leaves.reserve(entries.size());
  for (const EntryView& one : entries) {
    if (index++ % kTileWidth == 0) batch.group_offsets.push_back(offset);
    offset += kRecordHeadOctets + one.entry.size() + one.sealed.size() + kCheckOctets;
    batch.leaves.push_back(hashers_.first.leaf(one.entry));
    if (hashers_.second != nullptr) batch.second_leaves.push_back(hashers_.second->leaf(one.entry));
  }
}

Result<void> Log::write(const PreparedBatch& batch) {
  if (stopped_) return fail(*stopped_);
  if (auto done = segment_->append(batch.octets); !done) return fail(stop(done.error()));
  if (auto done = segment_->sync(); !done) return fail(stop(done.error()));
  return {};
}

std::uint64_t Log::adopt(PreparedBatch&& batch) {
  const std::uint64_t first = tree_.size();
  end_ += batch.octets.size();
  group_offsets_.insert(group_offsets_.end(), batch.group_offsets.begin(), batch.group_offsets.end());
  tree_.append(batch.leaves, hashers_.first, &rows_);
  if (second_rows_) second_tree_.append(batch.second_leaves, *hashers_.second, &*second_rows_);
  return first;
}

Result<TreeHead> Log::to_sign() {
  const TreeHead now = head();
  if (const auto done = keep_signed(now); !done) return fail(done.error());
  adopt_signed(now);
  return now;
}

Result<void> Log::keep_signed(const TreeHead& now) {
  if (stopped_) return fail(*stopped_);
  if (auto done = replace(files_, kSigned, write_signed_head(origin_, now)); !done)
    return fail(stop(done.error()));
  return {};
}

Result<KeptEntry> Log::read(std::uint64_t index) const {
  if (index >= size())
    return fail(
        {ErrorCode::kNotFound, fmt::format("the log has no entry {}", index), {}, "日志中没有该条目"});
  KeptEntry found;
  const auto done = visit_group(index / kTileWidth, static_cast<int>(index % kTileWidth) + 1,
                                [&](std::uint64_t at, const EntryView& view) {
                                  if (at == index)
                                    found = {std::string(view.entry), std::string(view.sealed)};
                                });
  if (!done) return fail(done.error());
  return found;
}

Result<void> Log::visit(std::uint64_t from, std::uint64_t until, const Visit& visit) const {
  for (std::uint64_t group = from / kTileWidth; group * kTileWidth < until; ++group) {
    const auto count = std::min<std::uint64_t>(kTileWidth, until - group * kTileWidth);
    const auto done =
        visit_group(group, static_cast<int>(count), [&](std::uint64_t index, const EntryView& record) {
          if (index >= from) visit(index, record);
        });
    if (!done) return done;
  }
  return {};
}

// The first `count` entries of a group of 256.
Result<void> Log::visit_group(std::uint64_t group, int count, const Visit& visit) const {
  SegmentCursor cursor(*segment_, seed_, group_offsets_[group]);
  for (std::uint64_t index = group * kTileWidth; count > 0; ++index, --count) {
    const auto octets = cursor.next();
    if (!octets) return fail(octets.error());
    const auto record = read_record(*octets, seed_, index);
    if (!record)
      return fail(corrupt(fmt::format("entry {} of the log is damaged", index), "日志条目已损坏", kSegment));
    visit(index, *record);
  }
  return {};
}

Result<std::vector<Hash>> Log::group_leaves(std::uint64_t group, const TreeHasher& hasher) const {
  std::vector<Hash> leaves;
  leaves.reserve(kTileWidth);
  const auto done = visit_group(group, kTileWidth, [&](std::uint64_t, const EntryView& view) {
    leaves.push_back(hasher.leaf(view.entry));
  });
  if (!done) return fail(done.error());
  return leaves;
}

Error Log::stop(Error error) {
  error.code = ErrorCode::kUnavailable;
  error.what = "the log takes nothing more until it is opened anew, since the disk failed: " + error.what;
  error.what_zh = "磁盘出错，日志在重新打开之前不再收录：" + error.what_zh;
  stopped_ = error;
  return error;
}

}  // namespace tidegate::evidence
