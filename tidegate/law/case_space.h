// Every case that a pack, or two packs side by side, can be asked about on days when nothing changes: as
// sets. Numbers are cut where a condition turns, enumerations at their values, countries where some list
// tells them apart. Any number of items: what the law asks of them is "is there one such that", so a case is
// the union of its items.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/law/diagram.h"
#include "tidegate/law/plan.h"

namespace tidegate::law {

struct SpaceSide {  // borrowed for the life of the space
  const RulePack* pack = nullptr;
  const Segment* segment = nullptr;
};

// A case out of a set, with a missing fact meaning no; and what about it matters.
struct FoundCase {
  CaseFacts facts;
  std::vector<std::string>
      box;  // "exporter.ciio = true", "#pi_sensitive in 10000..": true of every case of its box
};

class CaseSpace {
 public:
  // One or two sides. Facts of the same name and type are one fact.
  explicit CaseSpace(std::vector<SpaceSide> sides);

  Diagrams& sets() { return sets_; }
  // Cases in which a rule's condition holds, and in which it stands. Sets of item rules are about one item.
  SetRef holds(std::size_t side, std::int32_t rule);
  SetRef stands(std::size_t side, std::int32_t rule);
  SetRef condition(std::size_t side, std::int32_t node);
  // Cases with some item in `item_set`.
  SetRef some_item(SetRef item_set);
  // Cases in which a rule of that route stands; pack.routes.size(): the pack leaves it open.
  SetRef route(std::size_t side, std::int32_t route);

  // A real case of the set, checked fact by fact; none: there is none, or see unsolved().
  std::optional<FoundCase> find(SetRef set);
  // Is this very case in the set? Every fact that the packs read is known.
  bool has(SetRef set, const CaseFacts& facts);
  // Boxes for which neither a case nor a proof that there is none was found.
  std::size_t unsolved() const { return unsolved_; }

 private:
  struct Cell {
    std::array<Value, 2> value{kUnknownValue, kUnknownValue};  // by side
    Value low = 0, high = 0;                                   // numbers and dates
    FactValue shown;
  };
  struct Variable {
    std::string name;
    FactType type = FactType::kBool;
    std::vector<Cell> cells;
    std::int32_t preferred = 0;
    std::size_t level = 0;
  };
  struct CounterVariable {
    std::string id;
    std::vector<std::pair<std::string, int>> sum;
    SetRef where = kNever;
    std::vector<std::string> plus;
    std::vector<std::pair<Value, Value>> cells;
    std::size_t level = 0;
  };
  struct Existential {
    SetRef items = kNever;
    std::size_t level = 0;
  };
  friend class CaseSearch;

  void add_variables(Scope scope);
  void add_variable(Scope scope, const std::string& name, FactType type);
  std::ptrdiff_t class_of(std::size_t side, Scope scope, std::int32_t slot, Value value) const;
  Value usual_value(std::size_t side, Scope scope, std::int32_t slot) const;
  void number_cells(Variable& variable, Scope scope);
  void symbol_cells(Variable& variable, Scope scope);
  std::int32_t slot(std::size_t side, Scope scope, const std::string& name, FactType type) const;
  const Variable& variable(std::size_t side, Scope scope, std::int32_t slot) const;
  bool test(std::size_t side, const PlanNode& node, Value value) const;
  SetRef leaf(std::size_t side, const PlanNode& node);
  SetRef over_items(std::size_t side, const PlanNode& node);
  SetRef counter_leaf(std::size_t side, const PlanNode& node);
  SetRef definition(std::size_t side, std::int32_t slot);
  SetRef set_aside(std::size_t side);
  const CounterVariable& counter(std::size_t side, std::int32_t slot);
  void relate(std::size_t counter);
  bool covers(const CounterVariable& a, const CounterVariable& b, const CounterVariable* c);
  void bound(const CounterVariable& a, const CounterVariable& b, const CounterVariable* c);
  std::vector<std::string> box_text(std::span<const std::int32_t> box) const;

  std::vector<SpaceSide> sides_;
  Diagrams sets_;
  std::vector<Variable> flow_, item_;                           // by level
  std::array<std::vector<std::int32_t>, 2> flow_of_, item_of_;  // side, slot -> index; -1 not used
  std::vector<CounterVariable> counters_;
  std::vector<Existential> existentials_;
  std::vector<std::pair<bool, std::size_t>> derived_;  // in the order of making: (is a counter, index)
  std::size_t first_existential_ = 0, first_counter_ = 0, first_item_ = 0;
  std::map<std::pair<std::size_t, std::int32_t>, SetRef> conditions_, stands_, definitions_;
  std::map<std::size_t, SetRef> set_aside_;
  SetRef possible_ = kAlways;  // what is known so far of which cases can be
  std::size_t unsolved_ = 0;
};

}  // namespace tidegate::law
