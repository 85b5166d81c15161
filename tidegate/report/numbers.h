// Numbers as people read them. No float anywhere.
#pragma once

#include <cstdint>
#include <string>

namespace tidegate::report {

std::string grouped(std::int64_t value);  // "1,234,567"
std::string grouped(std::uint64_t value);
std::string ratio3(std::int64_t millionths);  // 198106 -> "0.198": half-even to three decimals
std::string chinese_number(int value);        // 1..999, as statutes count: "四十七"
std::string size_text(std::uint64_t bytes);   // "14.2 MiB": rounded down to one decimal

}  // namespace tidegate::report
