// Opening: what a power cut left is told apart from damage.
#include <fmt/format.h>

#include <algorithm>

#include "tidegate/evidence/log.h"
#include "tidegate/evidence/signed_head.h"

namespace tidegate::evidence {
namespace {

const std::string kSegment = "segment";
const std::string kSigned = "signed";
constexpr std::size_t kPiece = std::size_t{1} << 20;

Error corrupt(std::string what, const char* what_zh, const std::string& where) {
  return {ErrorCode::kCorrupt, std::move(what), where, what_zh};
}
Error at(Error error, const std::string& where) {
  if (error.where.empty()) error.where = where;
  return error;
}

// Up to that many octets of the file; fewer where it ends.
Result<void> read_into(LogFile& file, std::uint64_t offset, std::size_t octets, std::string& space) {
  space.resize(octets);
  const auto read = file.read_at(offset, space);
  if (!read) return fail(read.error());
  space.resize(*read);
  return {};
}

}  // namespace

Result<void> Log::recover() {
  if (const auto done = read_signed(); !done) return fail(at(done.error(), kSigned));
  auto file = files_.open(kSegment, Opening::kKeep);
  if (!file) return fail(file.error());
  segment_ = std::move(*file);
  const auto octets = segment_->size();
  if (!octets) return fail(octets.error());
  if (const auto done = begin_segment(*octets); !done) return fail(at(done.error(), kSegment));
  std::string batch;
  std::string last = write_segment_head(seed_, origin_);
  for (;;) {
    const auto taken = take_batch(*octets, batch);
    if (!taken) return fail(at(taken.error(), kSegment));
    if (!*taken) break;
    last.swap(batch);
  }
  if (const auto done = settle_tail(*octets, last); !done) return fail(at(done.error(), kSegment));
  if (signed_) {
    if (const auto done = must_have(*signed_); !done) return done;
  }
  return at_least_ ? must_have(*at_least_) : Result<void>();
}

Result<void> Log::read_signed() {
  const auto octets = files_.read(kSigned, kMaxSignedHeadOctets);
  if (!octets) return fail(octets.error());
  if (!*octets) return {};
  const auto head = read_signed_head(**octets, origin_);
  if (!head) return fail(head.error());
  if (head->second_root && hashers_.second == nullptr)
    return fail({ErrorCode::kUnavailable,
                 "the log keeps a second tree, whose hash function is missing here",
                 {},
                 "日志保有第二棵树，而本机缺少其散列函数"});
  signed_ = *head;
  return {};
}

// The head of the file, or a new one where a power cut left none: no entry was taken before it lasted, and
// none has room in what is cut.
Result<void> Log::begin_segment(std::uint64_t octets) {
  std::string head;
  if (const auto done = read_into(*segment_, 0, kSegmentHeadOctets, head); !done) return done;
  end_ = kSegmentHeadOctets;
  const auto seed = read_segment_head(head, origin_);
  if (seed) {
    seed_ = *seed;
    return {};
  }
  if (signed_) return fail(corrupt("entries that were signed are missing", "已签署的条目缺失", kSegment));
  if (octets > kSegmentHeadOctets || seed.error().code == ErrorCode::kConflict) return fail(seed.error());
  if (auto done = segment_->truncate(0); !done) return done;
  return segment_->append(write_segment_head(seed_, origin_));
}

// Takes in the batch at the end of those taken. False: no whole batch stands there.
Result<bool> Log::take_batch(std::uint64_t octets, std::string& space) {
  if (const auto done = read_into(*segment_, end_, kBatchHeadOctets, space); !done) return fail(done.error());
  if (space.size() < kBatchHeadOctets) return false;
  const auto head = read_batch_head(space, seed_, end_);
  if (!head || head->first != size() || octets - end_ - kBatchHeadOctets < head->octets) return false;
  const std::size_t whole = kBatchHeadOctets + head->octets;
  if (const auto done = read_into(*segment_, end_, whole, space); !done) return fail(done.error());
  if (space.size() != whole) return false;
  const auto records = read_batch(std::string_view(space).substr(kBatchHeadOctets), *head, seed_);
  if (!records) return false;
  PreparedBatch batch;
  prepare_hashes(batch, *records);
  end_ += whole;
  adopt(std::move(batch));
  return true;
}

// Behind the last whole batch stands nothing, or one that was being written when the power went; or batches
// that were synced are damaged, which shows by a later one: each was begun only when those before it lasted.
// last: the last whole batch, or the head of a segment that has none.
Result<void> Log::settle_tail(std::uint64_t octets, std::string_view last) {
  if (octets > end_) {
    const auto goes_on = has_batch_after(end_, octets);
    if (!goes_on) return fail(goes_on.error());
    if (*goes_on)
      return fail(corrupt(fmt::format("entry {} or its batch is damaged, and later ones are there", size()),
                          "条目已损坏，而其后的条目仍在", kSegment));
  }
  if (signed_ && signed_->size > size())
    return fail(corrupt(fmt::format("the log has {} entries; {} were signed", size(), signed_->size),
                        "日志条目少于已签署的数量", kSegment));
  if (octets > end_) {
    if (auto done = cut_tail(octets); !done) return done;
  }
  // It may never have been synced: its process was killed, or its sync failed.
  if (auto done = segment_->rewrite_end(last); !done) return done;
  if (auto done = segment_->sync(); !done) return done;
  return files_.sync_folder();
}

// Whether it was acknowledged and damaged since, nobody can say: it is cut only where it is kept, or where no
// entry stands in it that anybody could miss.
Result<void> Log::cut_tail(std::uint64_t octets) {
  if (octets - end_ > kMostTornOctets)
    return fail(corrupt(fmt::format("{} octets behind entry {} are no batch, and more than one that tore",
                                    octets - end_, size()),
                        "日志末尾的数据不是批次，且超过单个批次的长度", kSegment));
  std::string tail;
  if (const auto done = read_into(*segment_, end_, octets - end_, tail); !done) return done;
  cut_ = TornTail{end_, tail.size(), {}, {}};
  auto name = set_aside(files_, tail, end_, opened_ms_);
  if (name) {
    cut_->kept_as = std::move(*name);
  } else if (may_hold_entry(tail, seed_, size())) {
    return fail({ErrorCode::kUnavailable,
                 fmt::format("its last batch tore or is damaged, holds a whole entry, and could not be kept "
                             "aside before it is cut ({}): nothing was changed; make room, and open it again",
                             name.error().what),
                 kSegment,
                 fmt::format("末尾批次残缺或已损坏，其中有完整条目，而截断前无法另存（{}）：未作任何更改；"
                             "请腾出空间后重新打开",
                             name.error().what_zh)});
  } else {
    cut_->why_not = name.error();
  }
  return segment_->truncate(end_);
}

Result<bool> Log::has_batch_after(std::uint64_t offset, std::uint64_t octets) const {
  std::string space;
  for (std::uint64_t begin = offset + 1; begin + kBatchHeadOctets <= octets;) {
    if (const auto done = read_into(*segment_, begin, kPiece + kBatchHeadOctets, space); !done)
      return fail(done.error());
    const std::string_view piece = space;
    for (std::size_t i = piece.find(kBatchMark); i < kPiece && i != std::string_view::npos;
         i = piece.find(kBatchMark, i + 1)) {
      if (piece.size() - i >= kBatchHeadOctets && read_batch_head(piece.substr(i), seed_, begin + i))
        return true;
    }
    begin += kPiece;
  }
  return false;
}

// That the log still has the tree that somebody has seen.
Result<void> Log::must_have(const TreeHead& head) {
  if (head.size > size())
    return fail(
        corrupt(fmt::format("the log has {} entries; {} were seen: it was rolled back", size(), head.size),
                "日志条目少于他人已见的数量：日志被回退", kSegment));
  const auto is_root = [&](HashSource& source, const TreeHasher& hasher, const Hash& root) -> Result<bool> {
    const auto found = root_of(head.size, source, hasher);
    if (!found) return fail(found.error());
    return *found == root;
  };
  auto has = is_root(rows_, hashers_.first, head.root);
  if (has && *has && head.second_root && second_rows_)
    has = is_root(*second_rows_, *hashers_.second, *head.second_root);
  if (!has) return fail(has.error());
  if (!*has)
    return fail(
        corrupt(fmt::format("the log's first {} entries are not those that were signed or seen", head.size),
                "日志条目与已签署或他人已见的不一致", kSegment));
  return {};
}

}  // namespace tidegate::evidence
