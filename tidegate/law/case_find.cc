// Real cases out of sets: box after box, until one is a case or none can be.
#include <algorithm>

#include "tidegate/law/case_search.h"

namespace tidegate::law {
namespace {

constexpr int kMostBoxes = 400;

}  // namespace

bool CaseSpace::has(SetRef set, const CaseFacts& facts) {
  const std::vector<std::int32_t> anything(sets_.levels(), -1);
  return CaseSearch(*this, anything).has(facts, set);
}

std::optional<FoundCase> CaseSpace::find(SetRef set) {
  std::vector<std::int32_t> preferred(sets_.levels(), 0);
  for (const Variable& v : flow_) preferred[v.level] = v.preferred;
  set = sets_.both(set, possible_);
  for (int tried = 0; set != kNever; ++tried) {
    const auto box = sets_.some(set, preferred);
    CaseSearch search(*this, *box);
    if (auto facts = search.run(set)) return FoundCase{std::move(*facts), box_text(*box)};
    SetRef gone = search.impossible();
    if (gone == kNever || tried == kMostBoxes) ++unsolved_;
    if (tried == kMostBoxes) return std::nullopt;
    if (gone == kNever) {
      gone = kAlways;
      for (std::size_t level = 0; level < box->size(); ++level) {
        if ((*box)[level] >= 0) gone = sets_.both(gone, sets_.where(level, at((*box)[level])));
      }
    } else {
      possible_ = sets_.without(possible_, gone);
    }
    set = sets_.without(set, gone);
  }
  return std::nullopt;
}

std::vector<std::string> CaseSpace::box_text(std::span<const std::int32_t> box) const {
  std::vector<std::string> found;
  const auto range = [](Value low, Value high) {
    return high == kNoLimit ? std::to_string(low) + ".."
           : low == high    ? std::to_string(low)
                            : std::to_string(low) + ".." + std::to_string(high);
  };
  for (const Variable& v : flow_) {
    if (box[v.level] < 0) continue;
    const Cell& cell = v.cells[at(box[v.level])];
    if (v.type == FactType::kInt) {
      found.push_back(v.name + " in " + range(cell.low, cell.high));
    } else {
      found.push_back(v.name + " = " + to_string(cell.shown));
    }
  }
  for (const CounterVariable& c : counters_) {
    if (box[c.level] < 0) continue;
    const auto& [low, high] = c.cells[at(box[c.level])];
    found.push_back("#" + c.id + " in " + range(low, high));
  }
  return found;
}

}  // namespace tidegate::law
