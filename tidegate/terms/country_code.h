// A country or region of the world, as ISO 3166-1 alpha-2 codes it. 国家或地区
//
// Hong Kong, Macao and Taiwan are regions of China that lie outside the mainland: data sent there leaves it
// (出境). EPO, the European Patent Organisation, is the one organisation that stands in this list: GDPR art.
// 45 knows international organisations too, and it is the only one with a decision.
#pragma once

#include <compare>
#include <span>
#include <string>
#include <string_view>

#include "tidegate/base/result.h"
#include "tidegate/base/text.h"

namespace tidegate {

class CountryCode {
 public:
  struct Row {
    std::string_view code;
    std::string_view name_en;
    std::string_view name_zh;
  };

  // Exactly as listed, in capitals. Errors: kMalformed (the text is not repeated in the message).
  static Result<CountryCode> parse(std::string_view code);
  static std::span<const Row> all();  // sorted by code

  std::string_view str() const { return row_->code; }
  Text name() const { return {std::string(row_->name_en), std::string(row_->name_zh)}; }
  // A region of China outside the mainland: HK, MO, TW.
  bool is_region_of_china() const { return str() == "HK" || str() == "MO" || str() == "TW"; }
  // Whether data sent there leaves the mainland: everywhere but CN itself.
  bool is_outside_mainland() const { return str() != "CN"; }
  friend bool operator==(CountryCode a, CountryCode b) { return a.str() == b.str(); }
  friend auto operator<=>(CountryCode a, CountryCode b) { return a.str() <=> b.str(); }

 private:
  explicit CountryCode(const Row* row) : row_(row) {}
  const Row* row_;  // into all(): lives as long as the program
};

}  // namespace tidegate
