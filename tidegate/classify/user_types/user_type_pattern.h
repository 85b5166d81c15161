// One pattern of a firm, compiled, with the places where it is worth trying.
#pragma once

#include <re2/re2.h>

#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/classify/user_types/user_types.h"

namespace tidegate {

// A pattern is tried only around literals that each of its matches holds, or where a run of letters and
// digits begins that it may begin with: a pattern that has neither is refused.
class UserPattern {
 public:
  // Errors: kMalformed, kLimit; where is left empty.
  static Result<std::unique_ptr<UserPattern>> compile(const std::string& pattern);

  const UserTypeCost& cost() const { return cost_; }
  // Lower case; one of them stands in each match. None: a match begins with an octet of [first, last].
  const std::vector<std::string>& literals() const { return literals_; }
  bool may_begin_with(unsigned char octet) const { return octet >= first_ && octet <= last_; }
  bool is_whole(std::string_view value) const;
  // The leftmost matches of at most kLongestUserValue octets, no letter or digit touching them.
  void find(std::string_view text, std::string_view lower, std::vector<FoundUserValue>& out) const;

 private:
  explicit UserPattern(const std::string& pattern);
  Result<void> find_anchor(const std::string& pattern);
  // The leftmost match in [from, to) that stands by itself, at `from` alone where anchored. refused: matches
  // that may still be part of a longer word. None: there is none.
  bool match(std::string_view text, std::size_t from, std::size_t to, bool anchored, int& refused,
             FoundUserValue& value) const;
  template <typename Try>
  void for_each_try(std::string_view text, std::string_view lower, Try&& attempt) const;

  re2::RE2 re_;
  std::vector<std::string> literals_;  // lower case; one of them stands in each match; empty: by first octet
  unsigned char first_ = 0;            // least and greatest first octet, where there is no literal
  unsigned char last_ = 0;
  std::size_t reach_ = kLongestUserValue;  // octets of its longest match
  UserTypeCost cost_;
};

std::string lowered(std::string_view text);  // in ASCII

}  // namespace tidegate
