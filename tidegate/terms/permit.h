// What may cross the border, to whom, why, over which link and until when; and whether that still holds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/text.h"

namespace tidegate {

struct PermitExporter {
  std::string name;
  std::string uscc;  // may be empty: a body without one is named
  friend bool operator==(const PermitExporter&, const PermitExporter&) = default;
};
struct PermitRecipient {
  std::string name;
  std::string region;  // as CountryCode writes it
  friend bool operator==(const PermitRecipient&, const PermitRecipient&) = default;
};
struct PermitItem {  // 数据项
  std::string name;
  std::vector<std::string> types;  // type codes that it may hold; empty: it is bounded by its name alone
  friend bool operator==(const PermitItem&, const PermitItem&) = default;
};
struct PermitPurpose {
  std::string id;    // what a flow names
  std::string says;  // as declared
  friend bool operator==(const PermitPurpose&, const PermitPurpose&) = default;
};

// Bounds of one quantity, inclusive; none: not bounded. A year is a calendar year in China.
struct YearlyBound {
  std::optional<std::int64_t> per_year;
  std::optional<std::int64_t> total;  // over the permit's whole life
  bool is_open() const { return !per_year && !total; }
  friend bool operator==(const YearlyBound&, const YearlyBound&) = default;
};

// How well a link hides what it carries, weakest first.
enum class Encryption {
  kNone,
  kTls12,  // TLS 1.2, or a channel of its strength: IPsec, SSH
  kTls13,
  kEndToEnd,  // encrypted by the exporter for the recipient, whatever carries it
};
std::string_view to_string(Encryption level);  // none tls1.2 tls1.3 end_to_end
std::optional<Encryption> encryption_named(std::string_view name);

struct PermitEndpoint {
  std::vector<std::string> domains;   // lower case; "*.example.com" is every name below it, not itself
  std::vector<std::string> networks;  // CIDR as Network writes it: "192.0.2.0/24"
  friend bool operator==(const PermitEndpoint&, const PermitEndpoint&) = default;
};
struct PermitLink {                           // 数据出境链路
  std::string mode;                           // as Link::mode
  Encryption encryption = Encryption::kNone;  // the least that will do
  PermitEndpoint from;
  PermitEndpoint to;
  friend bool operator==(const PermitLink&, const PermitLink&) = default;
};

enum class ConditionKind {
  kDuty,           // is said; nothing can be checked at a flow
  kMetFirst,       // no flow until it is met
  kMetBy,          // no flow from `day` on while it is not met
  kPseudonymised,  // only pseudonymised data
  kNoOnward,       // not passed on
  kPerFlowOctets,  // at most `octets` a flow
  kDeleteBy,       // abroad nothing is left from `day` on
};
std::string_view to_string(ConditionKind kind);  // duty met_first met_by pseudonymised no_onward ...
std::optional<ConditionKind> condition_named(std::string_view name);

struct PermitCondition {
  std::string id;  // of this permit: "c1"
  ConditionKind kind = ConditionKind::kDuty;
  Text says;
  std::string item;                    // name of an item; empty: of the whole
  std::optional<Date> day;             // kMetBy, kDeleteBy
  std::optional<std::int64_t> octets;  // kPerFlowOctets
  friend bool operator==(const PermitCondition&, const PermitCondition&) = default;
};

struct Permit {
  std::string id;
  std::string case_id;
  std::string filing_hash;           // SHA-256, hex
  std::string decision_hash;         // SHA-256 of decision_text, hex
  Text issuer;                       // the agency, by its name
  std::vector<std::string> signers;  // ids of the keys that may sign it; the first, its issuer's, must
  std::int64_t issued_at_ms = 0;
  std::string replaces;  // id of an earlier permit; empty: none
  PermitExporter exporter;
  std::vector<PermitRecipient> recipients;
  std::vector<PermitItem> items;
  std::vector<PermitPurpose> purposes;
  std::vector<std::string> destinations;  // where the data may lie, as CountryCode writes it
  YearlyBound persons;                    // distinct persons
  YearlyBound sensitive_persons;          // those of whom sensitive information leaves
  YearlyBound octets;
  std::vector<PermitLink> links;
  DateInterval valid;                      // days in China, [from, to)
  std::int64_t status_needed_from_ms = 0;  // until then it holds without a statement of its status
  std::vector<PermitCondition> conditions;
  friend bool operator==(const Permit&, const Permit&) = default;
};

enum class PermitState { kActive, kSuspended, kRevoked };
std::string_view to_string(PermitState state);  // active suspended revoked
std::optional<PermitState> state_named(std::string_view name);

// What its issuer says of a permit now. It speaks for [since, valid_until); a revocation for ever after.
struct PermitStatus {
  std::string permit_id;
  std::string permit_hash;    // SHA-256 of the permit's signed contents, hex
  std::int64_t sequence = 1;  // grows by one from statement to statement
  PermitState state = PermitState::kActive;
  std::int64_t since_ms = 0;
  Text reason;  // active: may be empty
  std::int64_t stated_at_ms = 0;
  std::int64_t valid_until_ms = 0;   // exclusive: from then on it is stale
  std::vector<std::string> signers;  // as of a permit
  friend bool operator==(const PermitStatus&, const PermitStatus&) = default;
};

}  // namespace tidegate
