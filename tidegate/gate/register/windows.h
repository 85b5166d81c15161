// What the laws count of earlier transfers, and since when: the counters that a register keeps.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/store/register/register_book.h"
#include "tidegate/terms/opinion.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

// Source: CN-PPR-2024 arts 5, 7, 8.
inline constexpr std::string_view kOrdinaryCounter = "cn.pi_nonsensitive";
inline constexpr std::string_view kSensitiveCounter = "cn.pi_sensitive";
inline constexpr const char* kOrdinaryBefore = "cumulative_before.pi_nonsensitive";
inline constexpr const char* kSensitiveBefore = "cumulative_before.pi_sensitive";

// Source: 28 CFR 202.205: the preceding 12 months, with the same parties.
inline constexpr std::array<std::string_view, 8> kUsCategories{"human_genomic",
                                                               "other_omic",
                                                               "biometric",
                                                               "precise_geolocation",
                                                               "personal_health",
                                                               "personal_financial",
                                                               "covered_personal_identifiers",
                                                               "human_biospecimens"};
std::string us_counter(std::string_view category);
std::string us_fact(std::string_view category);

// Whether the law of that day counts from 1 January of the year, as the register does. Before 2024-03-22 it
// counted from that of the year before: of those days the register says nothing.
bool counts_by_year(Date as_of);
Date china_window(Date as_of);
// The same day so many months earlier, or the last of that month.
Date months_before(Date day, int months);

// With whom data are exchanged, as far as it is told: who is not named may be anybody of the region.
class Recipients {
 public:
  explicit Recipients(const Transfer& transfer);
  enum class Same { kNo, kMaybe, kYes };  // kMaybe: of one region, under another name
  Same is_same(const RegisterEntry& entry) const;

 private:
  std::vector<std::string> names_;  // folded
  std::vector<std::string> regions_;
};

// Joined with "; ", which none of them holds.
std::string recipient_names(const Transfer& transfer);
std::string recipient_regions(const Transfer& transfer);

}  // namespace tidegate
