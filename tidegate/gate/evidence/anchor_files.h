// What an installation knows of its anchors, in private/anchors of a log's folder: mode 0700, each file
// written whole or not at all. docs/formats/anchors.md. Private to gate.
//   targets            where its checkpoints are anchored
//   NAME.ca            certificates of a time stamp authority, PEM
//   account.pem        key of the account in EVM chains
//   NAME.SIZE.job      one tree for one target: waiting, sent or done
//   drop/, NAME.home/  what a notary takes, and where an adapter may write
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/evidence/anchor.h"
#include "tidegate/store/write_file.h"

namespace tidegate {

enum class AnchorKind { kEvm, kRfc3161, kFile, kAdapter };
std::string_view to_string(AnchorKind kind);  // evm rfc3161 file adapter

struct AnchorTarget {
  std::string name;  // small letters, digits and "-", 32 at most
  AnchorKind kind = AnchorKind::kEvm;
  std::string url{};      // of evm and rfc3161; folder of file
  std::string ca_file{};  // of TLS, PEM; empty: what the system trusts
  bool allows_plain = false;
  std::uint64_t chain_id = 0;
  evidence::ChainAddress contract{};
  // of evm: blocks from the anchor's to the newest, both counted; 1: a block is final at once (PBFT, QBFT);
  // 0: once the chain's own "finalized" block has it.
  std::uint64_t confirmations = 1;
  std::optional<std::uint64_t> gas_price{};  // none: what the node says
  std::string policy{};                      // of rfc3161; empty: the authority's own
  std::vector<std::string> command{};        // of an adapter
  std::int64_t every_s = 0;                  // no new anchor sooner after the last
  friend bool operator==(const AnchorTarget&, const AnchorTarget&) = default;
};

enum class AnchorState {
  kWaiting,  // nothing was sent
  kSent,  // of evm: signed with its nonce, and sent or about to be; the very same octets go out until it ends
  kDone,
  kRefused,  // by the chain, for rollback, fork or owner: a person finds out
};
std::string_view to_string(AnchorState state);  // waiting sent done refused

// What a target may say of the time is held to the log's own clock with so much to spare.
inline constexpr std::int64_t kAnchorSlackMs = 600'000;
// Of a tree that was pending since then and was asked for last at tried_ms: no target has it before the one
// or tells of it after the other.
bool is_time_believed(std::int64_t target_ms, std::int64_t since_ms, std::int64_t tried_ms);
// In place of a moment that is not believed: no other clock's stands for it.
inline constexpr std::int64_t kNoBelievedTime = -1;

struct AnchorJob {
  std::string target;
  std::uint64_t size = 0;
  evidence::Hash root{};
  AnchorState state = AnchorState::kWaiting;
  std::int64_t since_ms = 0;  // pending since: of the first checkpoint that went into it
  std::uint64_t tries = 0;
  std::int64_t tried_ms = 0;  // 0: never
  Text says{};                // what the last try met
  std::uint64_t nonce = 0;
  std::string raw{};             // octets of the transaction, from kSent on
  std::int64_t anchored_ms = 0;  // of kDone: the target's own clock, or kNoBelievedTime; 0: it says none
  std::string anchor{};          // evidence::write_anchor, without its proof, of kDone
};

class AnchorFiles {
 public:
  inline static constexpr std::size_t kMostTargets = 8;
  inline static constexpr std::size_t kMostDone = 4'096;  // of one target; then the least telling one goes

  // The folder is made where it is not there. Errors: kConflict (another process works there), kUnavailable.
  static Result<AnchorFiles> open(const std::string& log_folder);
  // For reading, beside whoever works. None: this log has no anchors.
  static std::optional<AnchorFiles> look(const std::string& log_folder);

  const std::string& folder() const { return folder_; }
  std::string account_path() const { return folder_ + "/account.pem"; }
  std::string ca_path(const std::string& target) const { return folder_ + "/" + target + ".ca"; }

  // Errors: kCorrupt, kUnavailable.
  Result<std::vector<AnchorTarget>> targets() const;
  Result<void> keep_targets(const std::vector<AnchorTarget>& targets) const;
  // Of one target, by size. A file that cannot be read is told, and the others stand.
  struct Jobs {
    std::vector<AnchorJob> jobs;
    std::optional<Error> damaged;
  };
  Jobs jobs(const std::string& target) const;
  // Of each target, taken away or not, the sizes that its files are named by, in order: nothing is opened.
  std::map<std::string, std::vector<std::uint64_t>> sizes() const;
  // None: it is not there, or damaged.
  std::optional<AnchorJob> job(const std::string& target, std::uint64_t size) const;
  Result<void> keep(const AnchorJob& job) const;
  Result<void> forget(const AnchorJob& job) const;

 private:
  AnchorFiles(std::string folder, OpenFile lock) : folder_(std::move(folder)), lock_(std::move(lock)) {}
  std::string path_of(const AnchorJob& job) const;

  std::string folder_;
  OpenFile lock_;
};

bool is_open(const AnchorJob& job);  // waiting or sent
bool is_target_name(std::string_view name);

}  // namespace tidegate
