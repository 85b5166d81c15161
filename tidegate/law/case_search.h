// From a box of facts to a real case: which items there are, how many persons each is about, what went
// before.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "tidegate/law/case_space.h"

namespace tidegate::law {

// One attempt at one box of a set. Either a case of the set comes out, or a proof that some set of
// combinations, the box among them, cannot be; or neither.
class CaseSearch {
 public:
  // space and box outlive it. box: by level its value, -1 where any will do (CaseSpace::find).
  CaseSearch(CaseSpace& space, std::span<const std::int32_t> box);

  // set: what the case must lie in.
  std::optional<CaseFacts> run(SetRef set);
  // Instead of a search: is this very case in the set? Every fact that the packs read is known.
  bool has(const CaseFacts& facts, SetRef set);
  // Combinations that no case has, when run found one; else kNever.
  SetRef impossible() const { return impossible_; }

 private:
  struct Item {
    std::vector<std::int32_t> cells;  // by item variable
    std::vector<Value> values;        // numbers in their cells
  };
  struct Amount {  // what can be turned to reach the counters: persons of an item, or a number of the flow
    bool of_item = false;
    std::size_t item = 0, variable = 0;
    Value high = 0;
  };

  void fix();
  void place(const CaseSpace::Variable& variable, const Facts& facts, std::int32_t& cell, Value& value) const;
  bool choose_items();
  bool prove_impossible(SetRef wanted, std::size_t level, bool nobody);
  Item item_of(SetRef items) const;
  bool belongs(SetRef items, const Item& item) const;
  void more_items();
  bool reach_counters();
  std::vector<Amount> amounts() const;
  bool counts(const Amount& amount, const CaseSpace::CounterVariable& counter) const;
  Value& value(const Amount& amount);
  Value total(const CaseSpace::CounterVariable& counter) const;
  bool lies_in(SetRef set);
  CaseFacts named() const;

  CaseSpace& space_;
  std::span<const std::int32_t> box_;
  std::vector<std::int32_t> fixed_;  // by level; nothing left open
  std::vector<Value> flow_values_;   // numbers by flow variable
  std::vector<std::size_t> closed_;  // existentials that must stay without an item
  SetRef allowed_ = kAlways;         // items that leave them so
  std::vector<Item> items_;
  std::size_t needed_items_ = 0;
  SetRef impossible_ = kNever;
};

}  // namespace tidegate::law
