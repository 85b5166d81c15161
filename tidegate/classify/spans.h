// Where personal data and secrets stand in a text: begin, end and type of each.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "tidegate/classify/chance_numbers.h"
#include "tidegate/classify/literals.h"
#include "tidegate/classify/named_values.h"
#include "tidegate/classify/prose/prose_tagger.h"
#include "tidegate/classify/text_values.h"
#include "tidegate/terms/data_profile.h"

namespace tidegate {

struct FoundSpan {
  std::size_t start;  // code points from the beginning of the text, half-open
  std::size_t end;
  TypeCode type;
  friend bool operator==(const FoundSpan&, const FoundSpan&) = default;
};

// Finds by form and check digit, by the word that names a value (QQ, 微信号, 账号, password), and by what was
// learnt (names, addresses, organisations, places, positions, diagnoses, medication). One finder a thread.
class SpanFinder {
 public:
  // literals, prose   outlive the finder. Without prose, what was learnt is not looked for.
  explicit SpanFinder(const LiteralMatcher& literals, const ProseModels* prose = nullptr)
      : literals_(&literals) {
    if (prose != nullptr) tagger_.emplace(*prose);
  }

  // text     UTF-8; broken bytes count as one character each. At most 4 GiB.
  // Returns  ascending, not overlapping.
  std::vector<FoundSpan> find(std::string_view text);

 private:
  void leave_out_chance(std::string_view text);

  const LiteralMatcher* literals_;
  LiteralMatcher::Scratch scratch_;
  TextScanner scanner_;
  std::vector<LiteralHit> hits_;
  std::vector<LiteralHit> secrets_;
  std::vector<FoundValue> found_;
  ChanceNumbers chance_;
  std::vector<NamedValue> named_;
  std::vector<NamedValue> values_;
  std::optional<ProseTagger> tagger_;
  std::vector<FoundProse> prose_;
};

}  // namespace tidegate
