// Private to the checks of papers: the list they add to.
#pragma once

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/filing/gaps.h"

namespace tidegate::filing {

class GapFindings {
 public:
  void fails(int rule, std::string pointer, Text says, Text fix) {
    fails_.push_back({rule, std::move(pointer), std::move(says), std::move(fix)});
  }
  // What was compared where nothing failed.
  void passes(int rule, Text says) { passes_.emplace(rule, std::move(says)); }
  // Still not checkable, for this reason; what was said before stands where there is none.
  void cannot(int rule, Text why) { cannot_.emplace(rule, std::move(why)); }

  // prechecked: in the order of the rules.
  std::vector<Finding> merged(std::vector<Finding> prechecked) const;

 private:
  struct Fail {
    int rule;
    std::string pointer;
    Text says;
    Text fix;
  };
  void merge_rule(std::span<Finding> prechecked, std::vector<Finding>& out) const;

  std::vector<Fail> fails_;
  std::map<int, Text> passes_;
  std::map<int, Text> cannot_;
};

// Papers of one code that are there and hold text.
std::vector<const Paper*> texts_of(const std::vector<Paper>& papers, std::string_view code);
// Given as this role, else the attachments of the code.
std::vector<const Paper*> given_or(const std::vector<Paper>& papers, Paper::Role role, std::string_view code);

void check_files(const std::vector<Paper>& papers, GapFindings& out);                                // V06
void check_headings(const std::vector<Paper>& papers, const GapContext& context, GapFindings& out);  // V07
void check_clause_places(const std::vector<Paper>& papers, const GapContext& context,
                         GapFindings& out);  // V13, V15, V16
void check_agreement(const std::vector<Paper>& papers, const GapContext& context, GapFindings& out);  // V19
void check_standard_contract(const std::vector<Paper>& papers, const GapContext& context,
                             GapFindings& out);  // V22

void check_split(const GapContext& context, GapFindings& out);  // V27

}  // namespace tidegate::filing
