// Where personal data and secrets stand in a text: begin, end and type of each.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "tidegate/classify/literals.h"
#include "tidegate/classify/text_values.h"
#include "tidegate/terms/data_profile.h"

namespace tidegate {

struct FoundSpan {
  std::size_t start;  // code points from the beginning of the text, half-open
  std::size_t end;
  TypeCode type;
  friend bool operator==(const FoundSpan&, const FoundSpan&) = default;
};

// Finds by form and check digit, and by the word that names a value (QQ, 微信号, 账号, password). Names and
// addresses have no form of their own and are not looked for. One finder a thread.
class SpanFinder {
 public:
  // literals   outlives the finder.
  explicit SpanFinder(const LiteralMatcher& literals) : literals_(&literals) {}

  // text     UTF-8; broken bytes count as one character each. At most 4 GiB.
  // Returns  ascending, not overlapping.
  std::vector<FoundSpan> find(std::string_view text);

 private:
  const LiteralMatcher* literals_;
  LiteralMatcher::Scratch scratch_;
  TextScanner scanner_;
  std::vector<LiteralHit> hits_;
  std::vector<FoundValue> found_;
};

}  // namespace tidegate
