// What one law says about one transfer on one day, and the proof of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/text.h"
#include "tidegate/terms/facts.h"

namespace tidegate {

// What a route means for the exit code; strictest last. Fixed by the pack for each of its routes.
enum class RouteClass {
  kFree,        // may proceed (exempt, adequacy, not_covered, out_of_scope, free ...)
  kConditions,  // may proceed when named conditions hold, no authority acts (appropriate_safeguards, consent
                // ...)
  kProcedure,   // needs assessment, contract, certificate, filing or approval first
  kUndetermined,  // facts are missing
  kStop,          // prohibited, or another regime decides
};

enum class ProvisionStatus { kSettled, kPractice, kDoubtful };

// An article as it stood on the day of the decision.
struct Citation {
  std::string code;  // "CN-PPR-2024 art.7(1)(2)"
  Text instrument;
  Text says;  // our paraphrase
  DateInterval in_force;
  ProvisionStatus status = ProvisionStatus::kSettled;
  std::string grade;  // T text read, S secondary, M memory
  std::string source;
};

// A duty or parallel regime that comes with the route.
struct Duty {
  std::string code;  // "pipia", "hgr_security_review"
  Text says;
  std::vector<std::string> cites;  // Citation::code
};

// One counter against one legal limit.
struct Margin {
  std::string counter;  // "pi_sensitive"
  Text label;
  std::int64_t value = 0;   // persons (or devices) counted, this transfer included
  bool value_known = true;  // false: `value` counts only what is known, a lower bound
  std::int64_t limit = 0;   // first value on the stricter side
  std::string route_from_limit;
  std::int64_t to_limit() const { return limit - value; }  // <= 0: reached
};

// How an item of data fares on its own.
struct ItemOpinion {
  std::size_t item = 0;
  bool set_aside = false;               // leaves under an exemption and is not counted
  std::string exemption;                // "art5_contract"; empty: none
  std::vector<std::string> counted_in;  // counters it adds to
  Text why;
};

struct CountFlip {  // smallest change of one item's subjects that changes the route
  std::size_t item = 0;
  std::int64_t to_subjects = 0;
  std::string new_route;
};

struct FactChange {
  std::string fact;  // "data[0].subjects"
  FactValue from;
  FactValue to;
  Text says;
};
struct RouteChange {  // nearest lawful change that leads to another route; `cost` is the pack's, smaller is
                      // easier
  std::string new_route;
  std::vector<FactChange> steps;
  std::int64_t cost = 0;
};

struct Branch {  // a route under named answers to the missing facts
  std::vector<std::pair<std::string, FactValue>> when;
  std::string route;
  Text says;                             // "not a CIIO and nothing sent this year: exempt"
  std::vector<std::string> legal_basis;  // codes of the articles that decide it
  std::vector<std::string>
      flags;  // how a command line states `when`: "--ciio no", "--set lawful_basis=consent"
};
struct Question {
  std::vector<std::string> facts;  // what an answer settles
  Text ask;
  std::string flag;  // "--ciio yes|no", "--set lawful_basis=consent|contract"; empty: only in a declaration
  Text why;          // which article turns on it
};

struct Doubt {
  std::string code;
  Text says;
  std::string route_if_lenient;  // empty: both readings give the same route
};

// A node of the proof tree, checkable without the engine.
enum class ProofKind { kRule, kAll, kAny, kNot, kFact, kCompare, kMember, kCounter, kDefinition, kException };
enum class Truth { kFalse, kUnknown, kTrue };
struct ProofNode {
  ProofKind kind = ProofKind::kFact;
  std::string label;  // rule id, or the expression in the pack's language
  Truth truth = Truth::kUnknown;
  bool defeated = false;  // rules: an exception prevailed
  std::string outcome;    // rules that fired: "route=security_assessment"
  std::vector<std::string> cites;
  std::vector<ProofNode> children;
};

// The same node as a machine keeps it: by reference into the pack whose hash the opinion names. A list of
// steps is the forest in pre-order. The program that made it can unfold it (law/proof.h); only the tree is
// for keeping.
struct ProofStep {
  ProofKind kind = ProofKind::kFact;
  Truth truth = Truth::kUnknown;
  bool defeated = false;
  std::int16_t item = -1;  // -1: of the flow
  std::int32_t parts = 0;  // children, which follow
  std::int32_t place = 0;  // rule, definition, counter or condition
  std::int64_t low = 0;    // kCounter: its value, as an interval
  std::int64_t high = 0;
};

struct Opinion {
  std::string law;  // "CN"
  std::string pack_id;
  std::string pack_version;
  std::string pack_hash;  // SHA-256, hex
  Date as_of;
  std::optional<Date> reviewed_until;  // where as_of lies behind it: later law is not in the pack
  std::string route;                   // "security_assessment"; "undetermined"
  Text route_label;
  RouteClass route_class = RouteClass::kUndetermined;
  std::vector<std::string> exemptions;
  std::string authority;
  Text authority_label;
  std::vector<std::string> legal_basis;  // codes, the deciding articles first; details in `citations`
  std::optional<int> validity_months;
  std::vector<Duty> obligations;
  std::vector<Duty> standing;  // duties that do not hang on the route: incidents, officers, audits
  std::vector<Duty> gates;
  std::vector<std::string> also_allowed;
  std::vector<Citation> citations;  // every article named anywhere in the opinion, once, sorted by code
  std::vector<ItemOpinion> items;
  std::vector<Margin> margins;
  // Undetermined: items and margins are those of branches.front(), which is decided.
  bool counted_as_in_first_branch = false;
  // Items as this law counts them, where nobody declared any; empty: the rows of the transfer's facts.
  std::vector<Facts> own_items;
  std::optional<CountFlip> nearest_flip;
  std::vector<RouteChange> changes;  // cheapest first
  std::vector<std::string> missing_facts;
  std::vector<Branch> branches;
  std::vector<Question> questions;  // fewest that settle it, best first
  std::vector<Doubt> doubts;
  std::vector<Text> notes;             // partial list, local gate ...
  std::vector<ProofNode> proof;        // one tree a rule, in the pack's order
  std::vector<ProofStep> proof_steps;  // the same by reference; filled when asked for
  // The pack's words for the codes named above (routes, exemptions, counters, duties, alternatives, facts),
  // sorted by code, for readers. A code without words is shown as it is.
  std::vector<std::pair<std::string, Text>> labels;
};

}  // namespace tidegate
