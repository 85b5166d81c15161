// A log that many threads append to at once. Whoever comes while another writes waits, and one of those that
// wait then writes for all: one sync for the lot. An index is given out when its entry lasts, not before.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <span>
#include <vector>

#include "tidegate/base/waiting_line.h"
#include "tidegate/evidence/log.h"

namespace tidegate {

// What is to be signed now, and whether its tiles stand ready for others: if not, signing may go on without.
struct SignedNow {
  evidence::TreeHead head;
  std::optional<Error> tiles;
};

enum class LogTree { kFirst, kSecond };

class SharedLog {
 public:
  static constexpr std::size_t kMaxWaiting = 4'096;  // callers; each brings its own entries, at most 16 MiB

  explicit SharedLog(std::unique_ptr<evidence::Log> log) : log_(std::move(log)) {}
  SharedLog(const SharedLog&) = delete;
  SharedLog& operator=(const SharedLog&) = delete;

  // The index of the first; they stand together. Errors: kOutOfRange (sizes), kLimit (too many wait),
  // kUnavailable (the disk failed, now or before: the log takes nothing more until it is opened anew).
  Result<std::uint64_t> append(std::span<const evidence::EntryView> entries);
  Result<std::uint64_t> append(const evidence::EntryView& entry) { return append({&entry, 1}); }

  // last  is told the head of all that lasts, and makes the entry that follows it: nothing comes in between.
  // Returns the head with it, after which a signature over it may be made. Errors: as append, or of `last`.
  using Last = std::function<Result<evidence::KeptEntry>(const evidence::TreeHead& below)>;
  Result<SignedNow> append_to_sign(const Last& last);

  evidence::TreeHead head() const;
  std::optional<evidence::TreeHead> last_signed() const;
  // Errors: kNotFound, kCorrupt, kUnavailable.
  Result<evidence::KeptEntry> read(std::uint64_t index) const;
  // Errors: kCorrupt, kUnavailable.
  Result<void> visit(std::uint64_t from, std::uint64_t until, const evidence::Log::Visit& visit) const;
  // Tiles that are missing or not what they should be are made again. Errors: kUnavailable, kCorrupt.
  Result<void> write_tiles();
  // Errors: kOutOfRange, kNotFound (no second tree), kCorrupt, kUnavailable.
  Result<std::vector<evidence::Hash>> prove_inclusion(LogTree tree, std::uint64_t index,
                                                      std::uint64_t size) const;
  Result<std::vector<evidence::Hash>> prove_consistency(LogTree tree, std::uint64_t from,
                                                        std::uint64_t to) const;
  // use  is handed both trees, the second null where there is none; they are borrowed for the call.
  template <typename Use>
  auto with_trees(const Use& use) const {
    const std::shared_lock lock(log_mutex_);
    return use(log_->tree(), log_->second_tree());
  }

 private:
  // What a caller that waits wants written.
  struct Wish {
    std::span<const evidence::EntryView> entries;
    bool is_alone = false;  // writes nothing for others
    Result<std::uint64_t> index{0};
  };
  using Line = WaitingLine<Wish>;

  Result<std::shared_ptr<Line::Place>> stand(Wish wish);
  void write_for_all();
  Result<std::uint64_t> write(std::span<const evidence::EntryView> entries);
  template <typename Prove>
  Result<std::vector<evidence::Hash>> prove(LogTree tree, const Prove& prove) const;

  Line line_{kMaxWaiting};
  mutable std::shared_mutex log_mutex_;
  const std::unique_ptr<evidence::Log>
      log_;  // what reading reads of it, behind log_mutex_; changed by whoever writes
};

}  // namespace tidegate
