// Whose word is enough for a checkpoint (C2SP tlog-policy): logs, witnesses, groups of k of n, one quorum.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/evidence/checkpoint.h"
#include "tidegate/evidence/cosignature.h"

namespace tidegate::evidence {

inline constexpr std::size_t kLargestPolicy = std::size_t{1} << 16;
inline constexpr std::size_t kMostPolicyLines = 128;  // of each kind: logs, witnesses, groups

struct PolicyLog {
  VerifierKey key;  // its name is the log's origin
  std::string url;  // empty: none is said
  friend bool operator==(const PolicyLog&, const PolicyLog&) = default;
};
struct PolicyWitness {
  std::string name;  // within this policy
  VerifierKey key;
  std::string url;  // where checkpoints are handed in; empty: none is said
  friend bool operator==(const PolicyWitness&, const PolicyWitness&) = default;
};
// A witness or a group: of either the place in its list.
struct PolicyMember {
  bool is_group = false;
  std::size_t place = 0;
  friend bool operator==(const PolicyMember&, const PolicyMember&) = default;
};
struct PolicyGroup {
  std::string name;
  std::size_t needs = 1;              // of its members, 1 to all
  std::vector<PolicyMember> members;  // of what stands above it: no circle can be written
  friend bool operator==(const PolicyGroup&, const PolicyGroup&) = default;
};

// What a log declared once is read though its quorum can never be met, as by one witness's two keys.
enum class PolicyFrom { kPerson, kLog };

struct Policy {
  std::vector<PolicyLog> logs;
  std::vector<PolicyWitness> witnesses;
  std::vector<PolicyGroup> groups;
  std::optional<PolicyMember> quorum;  // none: "quorum none", the log's word is enough

  // Errors: kMalformed (`where` is the line), kLimit.
  static Result<Policy> parse(std::string_view text, PolicyFrom from = PolicyFrom::kPerson);
  std::string to_text() const;
  std::vector<VerifierKey> log_keys() const;
  std::vector<VerifierKey> witness_keys() const;
  friend bool operator==(const Policy&, const Policy&) = default;
};

// A group, or a witness that the quorum names, that has not seen the checkpoint.
struct Lacking {
  std::string name;
  std::size_t needs = 1;
  std::size_t has = 0;
  std::vector<std::string> missing;  // its members that have not; empty: it is a witness
  friend bool operator==(const Lacking&, const Lacking&) = default;
};
// What the quorum lacks where just these witnesses (by place) cosigned: itself first, then what it lacks.
// Empty: it is satisfied. Of a group those members count once together behind which one witness stands, by
// the name in its keys: whoever holds two keys is no two witnesses.
std::vector<Lacking> lacking(const Policy& policy, const std::vector<std::size_t>& witnesses);

// When the quorum had cosigned, in milliseconds: the latest moment such that the cosignatures of then and
// later satisfy it. No single witness moves it, neither one whose clock is ahead nor one whose clock stands,
// as long as the quorum can do without it. None: there is no quorum, or it is not satisfied.
// cosigned  key: place among the policy's witnesses; each once at most.
std::optional<std::int64_t> quorum_time_ms(const Policy& policy, std::span<const Cosigned> cosigned);

struct Witnessed {
  SignedCheckpoint signed_by_log;  // signers: places among the policy's logs
  std::vector<Cosigned> cosigned;  // key: place among the policy's witnesses; those within the window
  std::vector<Cosigned> mistimed;  // the others: they count for nothing
  std::vector<Lacking> lacks;      // empty: the policy is satisfied
};
// Errors: those of open_checkpoint and cosigners_of.
Result<Witnessed> check_by_policy(std::string_view checkpoint, const Policy& policy, SignatureCheck& check,
                                  const CosigningWindow& window = {});

}  // namespace tidegate::evidence
