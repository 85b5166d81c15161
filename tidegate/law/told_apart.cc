#include "tidegate/law/told_apart.h"

#include <algorithm>
#include <set>
#include <string>

namespace tidegate::law {
namespace {

using Words = std::set<std::string>;

Words keys_in_force(const RulePack& pack, const std::string& register_id, Date as_of) {
  Words keys;
  for (const Register& r : pack.registers) {
    if (r.id != register_id) continue;
    for (const RegisterEntry& e : r.entries) {
      if (e.in_force.contains(as_of)) keys.insert(e.key);
    }
  }
  return keys;
}

// Each test of the fact below the tree: the words that pass it or, of !=, that do not.
void add_tests(const RulePack& pack, const ExprNode& tree, const std::string& fact, Date as_of,
               std::set<Words>& tests) {
  if (tree.left.name == fact && tree.kind == ExprKind::kCompare) tests.insert({tree.right.name});
  if (tree.left.name == fact && tree.kind == ExprKind::kMember) {
    tests.insert(tree.register_id.empty() ? Words(tree.symbols.begin(), tree.symbols.end())
                                          : keys_in_force(pack, tree.register_id, as_of));
  }
  for (const ExprNode& child : tree.children) add_tests(pack, child, fact, as_of, tests);
}

std::vector<FactValue> words_told_apart(const RulePack& pack, const std::string& fact, Date as_of) {
  std::set<Words> tests;
  for (const Rule& r : pack.rules) add_tests(pack, r.when.tree, fact, as_of, tests);
  for (const Definition& d : pack.definitions) add_tests(pack, d.when.tree, fact, as_of, tests);
  for (const Counter& c : pack.counters) add_tests(pack, c.where.tree, fact, as_of, tests);
  Words words;
  for (const Words& test : tests) words.insert(test.begin(), test.end());
  std::string unnamed = "other";
  while (words.count(unnamed) != 0) unnamed += "_";
  words.insert(std::move(unnamed));
  std::set<std::vector<bool>> answers;
  std::vector<FactValue> found;
  for (const std::string& word : words) {
    std::vector<bool> answer;
    for (const Words& test : tests) answer.push_back(test.count(word) != 0);
    if (answers.insert(std::move(answer)).second) found.emplace_back(Symbol{word});
  }
  return found;
}

}  // namespace

std::vector<FactValue> told_apart(const RulePack& pack, const FactDef& fact, Date as_of) {
  if (fact.type == FactType::kBool) return {false, true};
  if (fact.type == FactType::kSymbol) return words_told_apart(pack, fact.id, as_of);
  std::vector<FactValue> found;
  for (const std::string& value : fact.values) found.emplace_back(Symbol{value});
  return found;
}

}  // namespace tidegate::law
