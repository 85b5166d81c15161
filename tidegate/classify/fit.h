// How well a text fits a kind of value.
#pragma once

#include <initializer_list>
#include <string_view>

namespace tidegate {

using Words = std::initializer_list<std::string_view>;

enum class Fit : unsigned char {
  kNo,     // another shape
  kShape,  // the right shape, but a check digit, date, prefix or table entry is wrong
  kValid,  // every check that the text allows has passed
};

constexpr Fit fit_if(bool holds) { return holds ? Fit::kValid : Fit::kShape; }

}  // namespace tidegate
