// A rule pack: one law as data. The format, byte by byte: docs/formats/pack.md.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/law/expr.h"
#include "tidegate/terms/facts.h"
#include "tidegate/terms/opinion.h"

namespace tidegate::law {

enum class Scope { kFlow, kItem };  // item: names that begin with "item."
enum class FactType {
  kBool,
  kInt,
  kDate,
  kEnum,
  kSymbol
};  // symbol: an open enumeration, countries among them

// A condition with its text as written in the pack.
struct Condition {
  std::string text;
  ExprNode tree;
};

struct RouteDef {
  std::string id;
  int rank = 0;  // larger is stricter
  RouteClass route_class = RouteClass::kFree;
  Text label;
  bool shows_exemptions =
      true;  // false: exemptions of single items say nothing here (prohibited, out of scope)
};

struct VocabularyEntry {  // a duty, parallel regime, authority or lawful alternative
  std::string code;
  Text says;
  std::vector<std::string> cites;
};

struct Instrument {
  std::string id;  // "CN-PPR-2024"
  Text title;
  DateInterval in_force;
  std::string grade;
};

struct Provision {
  std::string code;  // "CN-PPR-2024 art.7(1)(2)"
  std::string instrument;
  DateInterval in_force;
  std::string superseded_by;  // code of the article that took its place; empty: none
  Text says;
  ProvisionStatus status = ProvisionStatus::kSettled;
  std::string grade;  // T, S or M
  std::string source;
  std::string text_hash;  // SHA-256 of the official text, hex; empty: not held
};

struct ParameterVersion {
  DateInterval in_force;
  std::int64_t value = 0;
  std::vector<std::string> cites;
};
struct Parameter {
  std::string id;
  std::string unit;  // persons, devices, months, days
  Text label;
  std::vector<ParameterVersion> values;  // by date, disjoint
};

struct Answer {
  std::string word;                                      // "no": what stands behind the flag
  Text says;                                             // as a clause: "not a CIIO"
  std::vector<std::pair<std::string, FactValue>> facts;  // fact ids; an item's fact is meant of every item
};
struct QuestionDef {  // what one question, or one flag, settles
  std::string id;
  Text ask;
  std::string flag;  // "--ciio"; empty: only in a declaration
  Text why;
  std::vector<Answer> answers;  // the usual one first
};

struct FactDef {
  std::string id;  // "exporter.ciio", "item.sensitive"
  Scope scope = Scope::kFlow;
  FactType type = FactType::kBool;
  std::vector<std::string> values;  // kEnum: closed list
  std::string unit;
  Text label;
  std::string asserted_by;  // exporter, authority, scan, recipient
  FactValue when_no;        // meaning of a missing key in a labelled case
  bool claimed =
      false;  // true: a missing key means no in a declaration too (only a claim helps the exporter)
  bool may_change = false;             // the exporter can lawfully change it
  std::int64_t change_cost = 0;        // smaller is easier; integers: for any change
  std::vector<std::string> change_to;  // values it may be changed to; empty: any
  Text change_text;
};

struct RegisterEntry {
  std::string key;
  DateInterval in_force;
  Text note;
  std::vector<std::string> cites;
};
struct Register {
  std::string id;
  Text title;
  bool complete = false;  // false: absence of a key means nothing; never decides a route
  std::vector<RegisterEntry> entries;
};

struct Definition {
  std::string id;  // "item.pi" or "in_scope"
  Scope scope = Scope::kFlow;
  Text label;
  Condition when;
  DateInterval in_force;
};

struct Counter {
  std::string id;
  Text label;
  std::string unit;
  std::vector<LinearTerm> sum;    // over items, never below 0 for one item
  Condition where;                // on an item
  std::vector<std::string> plus;  // flow facts added once
  DateInterval in_force;
};

struct RuleDoubt {
  std::string code;
  std::string lenient_route;  // empty: both readings give the same route
};

struct Consequence {  // what a rule that fires and stands brings; all parts optional
  std::string route;
  std::string set_aside;  // item rules: the exemption; the item leaves and is not counted
  std::string exemption;  // flow rules: an exemption that holds for what is left
  std::string authority;
  std::optional<int> validity_months;
  std::string validity_parameter;  // instead of validity_months
  bool basis_from_items = false;   // the set-aside rules' articles join the legal basis
  std::vector<std::string> obligations;
  std::vector<std::string> standing;  // duties that do not hang on the route
  std::vector<std::string> gates;
  std::vector<std::string> also_allowed;
  std::vector<RuleDoubt> doubts;
  bool empty() const;
};

struct Rule {
  std::string id;
  Text title;
  Scope scope = Scope::kFlow;
  Condition when;
  Consequence then;
  std::vector<std::string> cites;
  std::string group;
  std::vector<std::string> exception_to;  // rule or group ids
  bool same_result_ok = false;            // an exception with the result of what it defeats is meant
  DateInterval in_force;
  ProvisionStatus status = ProvisionStatus::kSettled;
};

struct LocalGate {  // configured by an installation; off unless switched on; never a legal basis
  std::string code;
  Text says;
  Condition when;
};

struct ItemRemoval {  // leaving a whole item out, as a change that the exporter can make
  std::int64_t cost = 0;
  Text text;
};

struct DoubtDef {
  std::string code;
  Text says;
  std::vector<std::string> cites;
};

struct Plan;  // the compiled form: law/plan.h

struct RulePack {
  std::string id;       // "cn"
  std::string version;  // "2026.11.23"
  std::string law;      // "CN"
  Text title;
  std::string hash;     // SHA-256 of the file's bytes, hex
  Date from;            // the pack says nothing of earlier days
  Date reviewed_until;  // later days are answered with a warning
  int utc_offset_minutes = 0;
  Condition called_when;
  std::vector<RouteDef> routes;
  std::vector<VocabularyEntry> authorities;
  std::vector<VocabularyEntry> duties;
  std::vector<VocabularyEntry> gates;
  std::vector<VocabularyEntry> alternatives;
  std::vector<VocabularyEntry> exemptions;
  std::vector<Instrument> instruments;
  std::vector<Provision> provisions;
  std::vector<Parameter> parameters;
  std::vector<QuestionDef> questions;
  std::vector<FactDef> facts;
  std::vector<Register> registers;
  std::vector<Definition> definitions;
  std::vector<Counter> counters;
  std::vector<DoubtDef> doubts;
  std::vector<Rule> rules;
  std::vector<LocalGate> local_gates;
  std::optional<ItemRemoval> item_removal;
  std::shared_ptr<const Plan> plan;

  const RouteDef* route(std::string_view route_id) const;
  const FactDef* fact(std::string_view fact_id) const;
  const Provision* provision(std::string_view code) const;
};

// Reads, checks and compiles a pack. Strict: a key that the format does not name, a reference to nothing,
// versions that overlap, a cycle among definitions or exceptions are errors. Errors: kMalformed or kLimit;
// `where` is a JSON pointer ("/rules/12/when"), with "offset n" behind it inside an expression.
Result<RulePack> parse_pack(std::string_view json);

}  // namespace tidegate::law
