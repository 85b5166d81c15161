// Records in the evidence log what happened at the desk, beside the desk: one thread works, and no step of
// anybody waits for it or fails with it. What cannot be recorded now waits in the database, which keeps it
// anyway, and is told as waiting, since when.
//   Once each: the database keeps which entry is which step's (evidence_entries). Where the program ended
//   between the log and the database, the entry is found again by its subject and by the hash of what it is
//   about, and none is written twice.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tidegate/gate/desk/desk.h"
#include "tidegate/gate/desk/evidence_outbox.h"
#include "tidegate/gate/evidence/anchor_queue.h"
#include "tidegate/gate/evidence/evidence_log.h"

namespace tidegate {

// What is asked of a log here. Several threads at a time.
class DeskLog {
 public:
  virtual ~DeskLog() = default;
  virtual Result<std::uint64_t> append(std::span<const NamedRecord> records) = 0;
  // Indexes about it; none: nothing is.
  virtual std::vector<std::uint64_t> about(const std::string& subject) const = 0;
  virtual Result<OwnRecord> record(std::uint64_t index, const std::string& subject) const = 0;
  virtual Result<EvidenceStanding> publish() = 0;
  virtual EvidenceStanding standing() const = 0;
  virtual Result<evidence::Hash> root_at(std::uint64_t size) const = 0;
  virtual std::string actor() const = 0;
  virtual std::string policy() const = 0;
  virtual Result<evidence::Bundle> bundle(std::uint64_t index, std::span<const std::string> disclose,
                                          const std::string& subject, const std::string& statement) const = 0;
};
// Of a folder. Errors: those of EvidenceLog::open.
Result<std::unique_ptr<DeskLog>> open_desk_log(const EvidenceLogOptions& options);

struct EvidenceRecorderOptions {
  std::function<Result<std::unique_ptr<DeskLog>>()> open;
  std::string folder;                      // that `open` opens: what is served of it, and its anchors
  std::int64_t publish_each_ms = 10'000;   // a checkpoint, where something is new
  std::int64_t retry_ms = 1'000;           // after a failure; twice as long after each more, a minute at most
  std::function<void()> appended = [] {};  // entries last, the database does not know it yet: where tests end
};

// How recording stands.
struct EvidenceRecording {
  std::string origin;          // empty: the log was not open yet
  std::int64_t waiting = 0;    // what happened and is not recorded; DeskReader::kMostCounted at most
  std::int64_t since_ms = 0;   // of the first of it; 0: nothing waits
  std::uint64_t recorded = 0;  // by this process
  std::optional<Error> fault;  // why nothing is recorded or published just now
  std::int64_t fault_since_ms = 0;
  std::int64_t unwitnessed_since_ms =
      0;  // witnesses are lacking since then; 0: they are not, or none is asked
  std::optional<EvidenceStanding> standing;
  std::vector<AnchorStanding> anchors;  // empty: there is no target
};

class EvidenceRecorder {
 public:
  // parts outlives it.
  EvidenceRecorder(desk::Parts& parts, EvidenceRecorderOptions options);
  ~EvidenceRecorder();
  EvidenceRecorder(const EvidenceRecorder&) = delete;
  EvidenceRecorder& operator=(const EvidenceRecorder&) = delete;

  // Opens the log, so that what is set up wrongly is told when the server starts.
  Result<void> open();
  // One round: records some of what waits, and publishes where it is due. Of one thread. True: more waits.
  bool work();
  // What waits, and a last checkpoint: when the server stops.
  void flush();

  EvidenceRecording recording() const;
  std::shared_ptr<const DeskLog> log() const;  // nullptr: it is not open
  const std::string& folder() const { return options_.folder; }

 private:
  using Steady = std::chrono::steady_clock;
  Result<void> look_at_age(const DeskLog& log);
  Result<bool> record(DeskLog& log);
  Result<void> record_batch(DeskLog& log, desk::EvidenceBatch& batch);
  Result<void> append_batch(DeskLog& log, desk::EvidenceBatch& batch, std::vector<EvidenceEntryRow>& rows);
  Result<void> record_threads(DeskLog& log, std::vector<desk::EvidenceThread>& threads,
                              std::vector<EvidenceEntryRow>& rows);
  Result<bool> find_own(const DeskLog& log, desk::EvidenceThread& thread, desk::EvidenceItem& item) const;
  Result<void> publish(DeskLog& log);
  Result<void> keep_clocks(const EvidenceStanding& standing);
  Result<void> look_at_anchors(const DeskLog& log);
  Result<void> keep_anchored(const DeskLog& log, std::span<const AnchorHeld> held);
  struct Noted {
    Error why;
    std::int64_t since_ms = 0;
  };
  void note(std::optional<Noted>& of, const Result<void>& done);
  void count();
  void drop_log();
  Result<bool> record_some();
  void publish_now();

  desk::Parts& parts_;
  const EvidenceRecorderOptions options_;
  std::shared_ptr<DeskLog> log_;  // of the thread that works; lent under mutex_
  bool is_spoilt_ = false;        // it failed in a way that opening it anew may mend
  Steady::time_point retry_at_{}, publish_at_{}, count_at_{};
  std::int64_t retry_ms_ = 0;
  // Sizes whose clocks the database has, by this process.
  std::uint64_t stated_ = 0, witnessed_ = 0, anchored_ = 0;
  std::optional<std::filesystem::file_time_type> anchors_seen_;  // all of it, as it was then
  mutable std::mutex mutex_;
  // Behind mutex_.
  EvidenceRecording now_;
  std::optional<Noted> recording_fault_, publishing_fault_;
};

}  // namespace tidegate
