// What is known of one intended transfer, as the law asks it: named, typed, three-valued facts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "tidegate/base/date.h"

namespace tidegate {

struct Unknown {  // stated to be unknown, or never stated
  friend constexpr bool operator==(Unknown, Unknown) = default;
};
struct Symbol {  // one of an enumeration, in snake_case; countries as ISO 3166 capitals
  std::string name;
  friend bool operator==(const Symbol&, const Symbol&) = default;
};
// A number is whole: persons, devices. Never a float.
using FactValue = std::variant<Unknown, bool, std::int64_t, Date, Symbol>;

inline bool is_unknown(const FactValue& v) { return std::holds_alternative<Unknown>(v); }
std::string to_string(const FactValue& v);  // "unknown", "true", "42", "2026-01-01", "beijing_ftz"

// Facts by name, sorted, each once. Names as in docs/formats/transfer.md: "exporter.ciio",
// "recipient.country", "facts.leaves_mainland", "lawful_basis", "cumulative_before.pi_sensitive"; inside an
// item without the "data[i]." prefix: "sensitive", "subjects", "exemption_facts.necessary".
class Facts {
 public:
  // nullptr: not stated.
  const FactValue* find(std::string_view name) const;
  void set(std::string_view name, FactValue value);  // adds or replaces
  bool erase(std::string_view name);                 // true when it was there
  const std::vector<std::pair<std::string, FactValue>>& all() const { return facts_; }
  bool empty() const { return facts_.empty(); }
  friend bool operator==(const Facts&, const Facts&) = default;

 private:
  std::vector<std::pair<std::string, FactValue>> facts_;
};

// What a fact that nobody stated means. A declaration and bare files: unknown. Labelled cases: no / none / 0.
enum class Absent { kUnknown, kNo };

// One case before the law. Items are the rows of `data`: groups of persons' data that leave together.
struct CaseFacts {
  Facts flow;                // everything outside data[]
  std::vector<Facts> items;  // data[0], data[1], ...
  Absent absent = Absent::kUnknown;
  friend bool operator==(const CaseFacts&, const CaseFacts&) = default;
};

}  // namespace tidegate
