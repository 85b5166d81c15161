// "May this go, now, under this permit?": what is asked, what went before, and what is answered.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/text.h"
#include "tidegate/terms/permit.h"

namespace tidegate {

// Distinct persons of one flow. Numbers cannot be added without knowing who they are: the caller's register
// says how many of them are new.
struct FlowPersons {
  std::optional<std::int64_t> count;          // in this flow
  std::optional<std::int64_t> new_this_year;  // of them, not yet sent this year under the permit
  std::optional<std::int64_t> new_in_total;   // of them, never sent under the permit
  friend bool operator==(const FlowPersons&, const FlowPersons&) = default;
};

struct FlowEnd {
  std::string domain;   // empty: not known
  std::string address;  // one IP address; empty: not known
  friend bool operator==(const FlowEnd&, const FlowEnd&) = default;
};

// What is left open is unknown, and holds the flow where the permit bounds it.
struct FlowRequest {
  std::string permit_id;  // empty: whatever permit is handed in
  std::string exporter;   // USCC, or the name where the permit has none
  PermitRecipient recipient;
  std::string destination;  // where the data will lie
  std::string purpose;      // id of one of the permit's
  std::vector<PermitItem> items;
  FlowPersons persons;
  FlowPersons sensitive_persons;
  std::optional<std::int64_t> octets;
  std::string mode;
  std::optional<Encryption> encryption;
  FlowEnd from;
  FlowEnd to;
  std::optional<bool> is_pseudonymised;
  std::optional<bool> goes_onward;
  friend bool operator==(const FlowRequest&, const FlowRequest&) = default;
};

struct UsedAmount {
  std::optional<std::int64_t> this_year;
  std::optional<std::int64_t> in_total;
  friend bool operator==(const UsedAmount&, const UsedAmount&) = default;
};

// What has gone under one permit so far.
struct PermitUsage {
  std::string permit_id;
  int year = 0;  // calendar year in China of the this_year numbers
  UsedAmount persons;
  UsedAmount sensitive_persons;
  UsedAmount octets;
  std::vector<std::string> met;               // ids of conditions that are met
  std::optional<std::int64_t> last_seen_ms;   // the latest moment that the caller's clock ever showed
  std::optional<std::int64_t> last_sequence;  // of the newest statement of status seen
  friend bool operator==(const PermitUsage&, const PermitUsage&) = default;
};

enum class FlowVerdict { kAllowed, kHeld, kRefused };
std::string_view to_string(FlowVerdict verdict);  // allowed held refused

struct FlowReason {
  FlowVerdict effect = FlowVerdict::kHeld;  // kHeld or kRefused
  std::string code;                         // fixed: docs/formats/permit.md lists them
  std::string pointer;  // of the request ("/octets"), the usage ("usage:/octets/in_total") or empty
  Text says;
  friend bool operator==(const FlowReason&, const FlowReason&) = default;
};

struct FlowAnswer {
  FlowVerdict verdict = FlowVerdict::kHeld;
  std::vector<FlowReason> reasons;  // every one, in a fixed order; of an allowed flow none
  // What is left when this flow has gone; of a flow that is not allowed, what is left now. None: no bound, or
  // not known.
  YearlyBound persons_left;
  YearlyBound sensitive_persons_left;
  YearlyBound octets_left;
  std::vector<PermitCondition> obligations;  // conditions that bind this flow
  friend bool operator==(const FlowAnswer&, const FlowAnswer&) = default;
};

}  // namespace tidegate
