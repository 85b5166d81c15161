// A second reading of a pack, as plain as can be: by names and trees, without the plan, one test after the
// other. Slow. The proof checker reads with it, and tests hold the engine to it.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/law/pack.h"
#include "tidegate/terms/facts.h"
#include "tidegate/terms/opinion.h"

namespace tidegate::law {

class PlainEvaluator {
 public:
  // pack and facts outlive it.
  PlainEvaluator(const RulePack& pack, const CaseFacts& facts, Date as_of);

  static constexpr std::size_t kNoItem = static_cast<std::size_t>(-1);

  // A fact of the flow or, under "item.x", of an item.
  FactValue fact(const FactDef& def, std::size_t item) const;
  Truth truth(const ExprNode& tree, std::size_t item = kNoItem);
  Truth definition(const std::string& id, std::size_t item);
  Truth holds(const Rule& rule, std::size_t item = kNoItem);
  Truth stands(const Rule& rule, std::size_t item = kNoItem);
  Truth set_aside(std::size_t item);
  std::pair<std::int64_t, std::int64_t> counter(
      const std::string& id);  // low and high; high kNoEnd: no limit
  static constexpr std::int64_t kNoEnd = std::numeric_limits<std::int64_t>::max();

  // Rules in force on the day, in the pack's order.
  std::vector<const Rule*> rules(Scope scope) const;
  bool defeats(const Rule& exception, const Rule& rule) const;
  // The code of an article as it stands on the day; empty: none stands in its place.
  std::string article(const std::string& code) const;
  // The route, "" where it is open, "gap" and "contradiction" for faults of the pack.
  std::string route();

 private:
  FactValue named(const std::string& id, std::size_t item) const;
  Truth compare(const ExprNode& tree, std::size_t item);
  std::int64_t right_side(const Operand& right) const;

  const RulePack& pack_;
  const CaseFacts& facts_;
  const Date as_of_;
  std::map<std::pair<const Rule*, std::size_t>, Truth> stands_;
  std::map<std::pair<std::string, std::size_t>, Truth> definitions_;
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> counters_;
};

}  // namespace tidegate::law
