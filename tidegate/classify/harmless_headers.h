// Headers that as a whole name a harmless thing: whatever stands below "下单日期" or "order_qty", it is not
// somebody's illness. What is not known here is not harmless.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/classify/tsv.h"

namespace tidegate {

class HarmlessHeaders {
 public:
  // A row "harmless" of models/header_vocabulary.tsv. False: its second field is neither whole, thing, part
  // nor neutral.
  bool add_row(const TsvRow& row);

  // units  of one part of a header (header_units). Whole: a form by itself, or things with a part among them
  //        ("last order date"), every unit known. Neutral: a word that takes its meaning from elsewhere
  //        ("状态", "type").
  bool is_harmless(const std::vector<std::string>& units) const;
  bool is_neutral(const std::vector<std::string>& units) const;

  template <typename Image>
  void lay_out(Image& image) {
    image(uses_, longest_);
  }

 private:
  enum Use : unsigned { kWhole = 1, kThing = 2, kPart = 4, kNeutral = 8 };
  std::size_t place_of(std::string_view form) const;  // in uses_, where it is or would be
  unsigned uses_of(std::string_view form) const;
  // Whether units from `begin` on are things and parts, with a part among them or `has_part` before, and a
  // thing likewise.
  bool fits(const std::vector<std::string>& units, std::size_t begin, bool has_thing, bool has_part) const;

  std::vector<std::pair<std::string, unsigned>> uses_;  // sorted by form
  std::size_t longest_ = 1;                             // units of the longest form
};

}  // namespace tidegate
