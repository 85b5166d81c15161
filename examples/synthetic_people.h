// People who do not exist, the same on every machine: person number n of a seed never changes.
//
// Resident identity numbers carry a check character that fits and the code 110100, which stands for a city
// and was never given to a person. Mobile numbers, cards and mail are as made up: mail goes to .invalid,
// cards begin with 620000.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tidegate::examples {

// A number from a seed and a place: mixed so that neighbours are unlike. Always the same.
std::uint64_t mixed(std::uint64_t seed, std::uint64_t n, std::uint64_t field);
// 0 .. below-1.
std::size_t pick(std::uint64_t seed, std::uint64_t n, std::uint64_t field, std::size_t below);

struct Person {
  std::uint64_t seed;
  std::uint64_t number;  // below 1,000,000

  std::string name() const;         // 王若涵
  std::string resident_id() const;  // 18 characters
  std::string mobile() const;       // 11 digits
  std::string card() const;         // 19 digits, Luhn
  std::string mail(std::string_view host) const;
  std::string_view sex() const;  // 男 女
};

// A day from `first` (days since 1970) on, `span` days at most, "YYYY-MM-DD".
std::string day(std::uint64_t seed, std::uint64_t n, std::uint64_t field, std::int32_t first,
                std::size_t span);

}  // namespace tidegate::examples
