// The evidence log of an installation: its entries, its keys, what it records is about, and the witnesses
// that it asks. Several threads at a time.
//   FOLDER/log/      what anybody may be served: tiles, checkpoints; and the segment, which is served to
//   nobody FOLDER/private/  keys of the log, subjects and their secrets, policy (log_folder.h)
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "tidegate/base/clock.h"
#include "tidegate/base/http_fetch.h"
#include "tidegate/base/log_files.h"
#include "tidegate/base/signature.h"
#include "tidegate/base/tree_hasher.h"
#include "tidegate/evidence/assemble.h"
#include "tidegate/evidence/policy.h"
#include "tidegate/evidence/sparse_map.h"
#include "tidegate/gate/evidence/ask_witnesses.h"
#include "tidegate/gate/evidence/log_keys.h"
#include "tidegate/gate/evidence/shared_log.h"
#include "tidegate/store/evidence_subjects.h"
#include "tidegate/terms/record.h"

namespace tidegate {

struct EvidenceLogOptions {
  std::string folder;
  std::string passphrase;
  const Clock* clock = nullptr;  // outlives the log
  HttpFetch* fetch = nullptr;    // to witnesses, outlives the log; null: libcurl
  WitnessAsker::Options asking{};
};

// A record, and the name of what it is about: "case/01J...". Its subject is filled in.
struct NamedRecord {
  std::string subject;
  Record record;
};

// A record of the log's own, opened by its owner.
struct OwnRecord {
  evidence::RecordEntry entry;
  std::vector<RecordField> fields;
  bool was_erased = false;  // fields cannot be read any more
};

// How far the log is proven. Times are three claims, by three parties.
struct EvidenceStanding {
  std::string origin;
  std::uint64_t entries = 0;     // that last on the disk
  std::uint64_t checkpoint = 0;  // entries under the newest checkpoint, its state among them; 0: none yet
  std::int64_t stated_at_ms = 0;
  std::vector<evidence::Lacking> lacks;    // of the policy at that checkpoint; empty: satisfied
  std::vector<WitnessOutcome> outcomes{};  // of the last time that witnesses were asked by this process
  bool has_witnesses = false;              // the policy has a quorum
  std::optional<Error> tiles{};            // why the files for others are not what the checkpoint says
  std::int64_t witnessed_at_ms = 0;        // when the policy's quorum had cosigned, by its clocks; 0: not yet
  std::optional<evidence::TornTail> cut{};  // by opening the log
  std::vector<std::string> torn{};  // files beside the segment that tails were kept in, when it was opened
  // A witness has seen another or a larger tree of this log than is here: an old copy of the folder was
  // restored, it runs twice, or the witness is wrong. A person finds out.
  bool is_doubted() const;
};

// What opening the log cut, for whoever opened it; empty: nothing.
Text told_of_cut(const EvidenceStanding& standing);

// What the log says of itself from the next checkpoint on.
struct EvidenceChange {
  std::uint64_t index = 0;  // of its entry
  std::string what;         // verifier key, or policy
};

class EvidenceLog {
 public:
  // Reads every octet of the log. Errors: kNotFound (none is there), kConflict (another process has it),
  // kCorrupt, kMalformed (passphrase), kUnavailable.
  static Result<std::unique_ptr<EvidenceLog>> open(const EvidenceLogOptions& options);
  ~EvidenceLog();

  // The index of the first; they stand together, and last. Errors: kNotFound (a subject was erased),
  // kOutOfRange, kLimit, kUnavailable.
  Result<std::uint64_t> append(std::span<const NamedRecord> records);

  // A checkpoint over all that lasts, and the witnesses' word for it; where nothing came since the last one
  // and it lacks witnesses, those are asked again. Before anything more is signed the witnesses are shown the
  // last checkpoint: where one doubts it nothing is signed, unless despite_witnesses. One at a time;
  // appending waits while the checkpoint is written, not while witnesses are asked. Errors: kUnavailable,
  // kCorrupt. That witnesses do not answer is none: the standing says so.
  Result<EvidenceStanding> publish(bool despite_witnesses = false);
  EvidenceStanding standing() const;

  // The proof of one entry at the newest checkpoint. disclose: names of fields; of all that is not named only
  // commitments are shown. statement: the signed file that the entry names; empty: none.
  // Errors: kOutOfRange (no checkpoint has it yet: publish), kNotFound (no such field; erased).
  Result<evidence::Bundle> bundle(std::uint64_t index, std::span<const std::string> disclose,
                                  const std::string& subject, const std::string& statement) const;
  // Errors: kNotFound (no such entry; it is no record, or about something else), kCorrupt, kUnavailable.
  Result<OwnRecord> record(std::uint64_t index, const std::string& subject) const;
  // Of its tree of so many entries. Errors: kOutOfRange, kUnavailable.
  Result<evidence::Hash> root_at(std::uint64_t size) const;
  // Indexes of the records about it, in order; those of entries that no checkpoint has yet among them.
  Result<std::vector<std::uint64_t>> about(const std::string& subject) const;
  // Errors: kNotFound, kUnavailable. False: it was erased before.
  Result<bool> erase(const std::string& subject);
  // The policy that a verifier of this log may bring: its key in force and its witnesses.
  std::string policy_text() const;
  // The id of the log's key in force, "evidence.example.cn/2026+7c1d02aa": who answers for its records.
  std::string actor() const;

  // A new key, of the log or of its tree under SM3: named by an entry that the one before signs, in force
  // from the next checkpoint on, which has to be published next (log_keys.h). Errors: kNotFound (no such
  // tree), kConflict (what was changed before is not published yet), kLimit (more than a bundle can hold),
  // kUnavailable.
  Result<EvidenceChange> rotate_key(bool is_sm3);
  // Other witnesses: declared by an entry that the log's key signs, and asked from now on. witnesses: text of
  // a policy without a line of a log. Errors: kMalformed, and as rotate_key.
  Result<EvidenceChange> declare_policy(const std::string& witnesses);

 private:
  // The newest checkpoint, and what is known at it.
  struct AtCheckpoint {
    std::uint64_t size = 0;
    std::string checkpoint;
    std::string sm3_checkpoint;
    std::string state;
    std::int64_t stated_at_ms = 0;
    std::vector<evidence::Lacking> lacks{};
    std::vector<WitnessOutcome> outcomes{};
    std::int64_t witnessed_at_ms = 0;
  };

  EvidenceLog(const EvidenceLogOptions& options, std::unique_ptr<LogFiles> files, EvidenceSubjects subjects,
              log_folder::Folder folder);
  Result<void> read();
  Result<void> read_checkpoint();
  Result<void> settle_changes();
  void ask_by_policy();
  Result<void> may_change() const;
  Result<std::uint64_t> append_change(evidence::Entry change, bool is_sm3);
  Result<void> fill(AtCheckpoint& at, std::uint64_t size) const;
  Result<void> know_rest();
  Result<void> take_until(std::uint64_t size);
  Result<evidence::KeptEntry> state_below(const evidence::TreeHead& below);
  Result<void> sign(const evidence::TreeHead& head);
  enum class Asking { kForWord, kToShow };
  Result<void> ask_witnesses(Asking why);
  evidence::CosigningWindow window_of(const AtCheckpoint& at) const;
  Result<void> take_entry(std::uint64_t index, std::string_view octets);
  Result<std::vector<evidence::DisclosedField>> disclosed(const evidence::RecordEntry& record,
                                                          const evidence::KeptEntry& kept,
                                                          std::span<const std::string> names,
                                                          const std::string& subject) const;
  Result<evidence::Bundle> assembled(const evidence::Wanted& wanted,
                                     const std::vector<evidence::Anchor>& anchors) const;

  const EvidenceLogOptions options_;
  std::unique_ptr<HttpFetch> own_fetch_;
  std::unique_ptr<LogFiles> files_;
  EvidenceSubjects subjects_;
  LogKeys keys_;             // behind mutex_, once it is read
  evidence::Policy policy_;  // the same; its logs are all keys that the log had
  const Sha256TreeHasher sha256_{};
  std::unique_ptr<TreeHasher> sm3_;
  std::unique_ptr<SignatureCheck> check_;
  std::string origin_;
  std::unique_ptr<SharedLog> log_;
  std::unique_ptr<WitnessAsker> asker_;
  std::mutex publishing_;
  bool was_shown_ = false;    // the last checkpoint, to witnesses, by this process; behind publishing_
  mutable std::mutex mutex_;  // of what follows
  std::uint64_t taken_ = 0;   // entries that map_ and newest_ know
  evidence::MapOfLog map_;
  std::unordered_map<std::string, evidence::Newest> newest_;           // by pseudonym, at taken_
  std::unordered_map<std::string, std::vector<std::uint64_t>> about_;  // by pseudonym, all entries
  std::vector<evidence::LoggedChange> changes_;
  std::vector<std::string> first_;                              // vkeys
  std::optional<std::set<EvidenceSubjects::Pseudonym>> known_;  // while the log is read
  std::optional<Error> tiles_;
  std::optional<evidence::TornTail> cut_;  // this and the next do not change once the log is read
  std::vector<std::string> torn_;
  AtCheckpoint at_;
};

}  // namespace tidegate
