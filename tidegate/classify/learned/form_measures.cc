#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "tidegate/base/utf8.h"
#include "tidegate/classify/learned/tree_measures.h"

namespace tidegate {
namespace {

constexpr std::size_t kShapeBuckets = 48;
constexpr std::array<std::string_view, kFormMeasures - kShapeBuckets> kNames{
    "first_digit", "first_upper",   "first_lower",    "first_han",     "first_sign", "last_digit",
    "last_upper",  "last_lower",    "last_han",       "last_sign",     "patterns",   "top_pattern",
    "entropy",     "unique_chars",  "len_min",        "len_max",       "len_spread", "digit_runs",
    "longest_run", "dashes",        "underscores",    "dots",          "slashes",    "colons",
    "commas",      "spaces",        "brackets",       "ats",           "log_min",    "log_median",
    "log_max",     "median_of_max", "mean_of_median", "step_of_range", "tens",       "hundreds",
    "halves",      "below_one",     "most_places",    "small_integers"};

// Digit D, capital A, letter a, Chinese H, others as they are in ASCII and O beyond.
char kind_of(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  if (c >= '0' && c <= '9') return 'D';
  if (c >= 'A' && c <= 'Z') return 'A';
  if (c >= 'a' && c <= 'z') return 'a';
  if (c >= 0x3400 && c <= 0x9FFF) return 'H';
  if (c == 0x3000) return ' ';
  return c >= 32 && c < 127 ? static_cast<char>(c) : 'O';
}

// Digits with a sign, commas of thousands and a point, as a double: advice only.
std::optional<double> number_in(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  if (text.empty() || text.size() > 18) return std::nullopt;
  const bool minus = text.front() == '-';
  if (minus) text.remove_prefix(1);
  double value = 0;
  double place = 0;
  bool any = false;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      any = true;
      value = place == 0 ? value * 10 + (c - '0') : value + (c - '0') * place;
      place /= 10;
    } else if (c == '.' && place == 0) {
      place = 0.1;
    } else if (c != ',' || place != 0) {
      return std::nullopt;
    }
  }
  if (!any) return std::nullopt;
  return minus ? -value : value;
}

std::int32_t scaled(double value) {
  return static_cast<std::int32_t>(std::lround(std::clamp(value, -1e6, 1e6)));
}
// 0 for nothing; 1000 for one, 100 more for each factor of 1.26 (ten in a decade: 1000).
std::int32_t log_of(double value) {
  const double size = std::abs(value);
  if (size < 1e-6) return 1;
  return std::max(2, scaled(7000 + 1000 * std::log10(size)));
}

std::uint32_t shape_bucket(std::string_view shape) {
  std::uint64_t h = 0xCBF29CE484222325ULL;
  for (const char c : shape) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  h ^= h >> 31;
  h *= 0xBF58476D1CE4E5B9ULL;
  return static_cast<std::uint32_t>((h >> 40) % kShapeBuckets);
}

class Forms {
 public:
  void add(std::string_view text) {
    std::string kinds;
    std::string runs;
    std::size_t digit_runs = 0, run = 0, longest = 0;
    std::array<bool, 256> seen{};
    std::size_t different = 0;
    while (!text.empty()) {
      const char32_t c = next_code_point(text);
      const char kind = kind_of(c);
      kinds += kind;
      if (runs.empty() || runs.back() != kind) {
        runs += kind;
        digit_runs += kind == 'D' ? 1 : 0;
        run = 0;
      }
      longest = std::max(longest, ++run);
      const auto slot = static_cast<std::size_t>(c) % 256;
      different += seen[slot] ? 0 : 1;
      seen[slot] = true;
      ++characters_[slot];
      ++count_;
      sign(kind);
    }
    if (kinds.empty()) return;
    ++cells_;
    ++first_[end_kind(kinds.front())];
    ++last_[end_kind(kinds.back())];
    ++patterns_[kinds.substr(0, 24)];
    unique_ += different;
    digit_runs_ += digit_runs;
    longest_ += longest;
    min_ = cells_ == 1 ? kinds.size() : std::min(min_, kinds.size());
    max_ = std::max(max_, kinds.size());
    const std::string bounded = "<" + runs.substr(0, 12) + ">";
    for (std::size_t i = 0; i + 3 <= bounded.size(); ++i) ++shapes_[shape_bucket(bounded.substr(i, 3))];
  }
  void add_number(double value, std::string_view text) {
    const std::size_t dot = text.find('.');
    if (dot != std::string_view::npos) places_ = std::max(places_, text.size() - dot - 1);
    numbers_.push_back(value);
  }

  void write(std::int32_t* out) const {
    if (cells_ == 0) return;
    const auto share = [&](double part, double whole) {
      return whole == 0 ? 0 : scaled(part * 1000 / whole);
    };
    const auto cells = static_cast<double>(cells_);
    for (std::size_t i = 0; i < 5; ++i) {
      out[i] = share(first_[i], cells);
      out[5 + i] = share(last_[i], cells);
    }
    std::size_t top = 0;
    for (const auto& [pattern, times] : patterns_) top = std::max<std::size_t>(top, times);
    out[10] = share(static_cast<double>(patterns_.size()), cells);
    out[11] = share(static_cast<double>(top), cells);
    double entropy = 0;
    for (const std::size_t n : characters_) {
      if (n == 0) continue;
      const double p = static_cast<double>(n) / static_cast<double>(count_);
      entropy -= p * std::log2(p);
    }
    out[12] = scaled(entropy * 100);
    out[13] = scaled(static_cast<double>(unique_) * 10 / cells);
    out[14] = static_cast<std::int32_t>(min_);
    out[15] = static_cast<std::int32_t>(max_);
    out[16] = static_cast<std::int32_t>(max_ - min_);
    out[17] = scaled(static_cast<double>(digit_runs_) * 100 / cells);
    out[18] = scaled(static_cast<double>(longest_) * 10 / cells);
    for (std::size_t i = 0; i < signs_.size(); ++i)
      out[19 + i] = scaled(static_cast<double>(signs_[i]) * 100 / cells);
    write_numbers(out + 28);
    for (std::size_t i = 0; i < kShapeBuckets; ++i)
      out[kNames.size() + i] = std::min(2000, share(static_cast<double>(shapes_[i]), cells));
  }

 private:
  static std::size_t end_kind(char kind) {
    switch (kind) {
      case 'D':
        return 0;
      case 'A':
        return 1;
      case 'a':
        return 2;
      case 'H':
        return 3;
      default:
        return 4;
    }
  }
  void sign(char kind) {
    constexpr std::string_view kSigns = "-_./:, ([@";
    constexpr std::array<std::size_t, kSigns.size()> kPlace{0, 1, 2, 3, 4, 5, 6, 7, 7, 8};
    const std::size_t at = kSigns.find(kind);
    if (at != std::string_view::npos) ++signs_[kPlace[at]];
  }
  void write_numbers(std::int32_t* out) const {
    if (numbers_.size() * 2 < cells_) return;
    std::vector<double> sorted = numbers_;
    std::sort(sorted.begin(), sorted.end());
    const double median = sorted[sorted.size() / 2];
    double sum = 0;
    double steps = 0;
    std::size_t tens = 0, hundreds = 0, halves = 0, below_one = 0, small = 0;
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      const double v = std::abs(numbers_[i]);
      sum += numbers_[i];
      if (i > 0) steps += std::abs(numbers_[i] - numbers_[i - 1]);
      const bool whole = v == std::floor(v) && v < 1e15;
      tens += whole && v > 0 && std::fmod(v, 10) == 0 ? 1 : 0;
      hundreds += whole && v > 0 && std::fmod(v, 100) == 0 ? 1 : 0;
      halves += !whole && v * 2 == std::floor(v * 2) ? 1 : 0;
      below_one += v > 0 && v < 1 ? 1 : 0;
      small += whole && v <= 20 ? 1 : 0;
    }
    const auto n = static_cast<double>(numbers_.size());
    const double range = sorted.back() - sorted.front();
    out[0] = log_of(sorted.front());
    out[1] = log_of(median);
    out[2] = log_of(sorted.back());
    out[3] = sorted.back() > 0 ? scaled(1 + median * 1000 / sorted.back()) : 0;
    out[4] = median != 0 ? scaled(1 + sum / n * 1000 / median) : 0;
    out[5] = range > 0 && numbers_.size() > 2 ? scaled(1 + steps / (n - 1) * 1000 / range) : 0;
    const auto share = [&](std::size_t part) { return scaled(static_cast<double>(part) * 1000 / n); };
    out[6] = share(tens);
    out[7] = share(hundreds);
    out[8] = share(halves);
    out[9] = share(below_one);
    out[10] = static_cast<std::int32_t>(std::min<std::size_t>(places_, 12));
    out[11] = share(small);
  }

  std::size_t cells_ = 0, count_ = 0, unique_ = 0, digit_runs_ = 0, longest_ = 0, min_ = 0, max_ = 0,
              places_ = 0;
  std::array<std::uint32_t, 5> first_{}, last_{};
  std::array<std::size_t, 256> characters_{};
  std::array<std::size_t, 9> signs_{};
  std::array<std::uint32_t, kShapeBuckets> shapes_{};
  std::map<std::string, std::uint32_t> patterns_;
  std::vector<double> numbers_;
};

}  // namespace

std::string_view form_name(std::size_t measure) {
  static constexpr std::array<std::string_view, kShapeBuckets> kShapes = {
      "s00", "s01", "s02", "s03", "s04", "s05", "s06", "s07", "s08", "s09", "s10", "s11",
      "s12", "s13", "s14", "s15", "s16", "s17", "s18", "s19", "s20", "s21", "s22", "s23",
      "s24", "s25", "s26", "s27", "s28", "s29", "s30", "s31", "s32", "s33", "s34", "s35",
      "s36", "s37", "s38", "s39", "s40", "s41", "s42", "s43", "s44", "s45", "s46", "s47"};
  return measure < kNames.size() ? kNames[measure] : kShapes[measure - kNames.size()];
}

void measure_forms(const ColumnFeatures& column, std::int32_t* out) {
  constexpr std::size_t kMostCells = 64;
  Forms forms;
  const std::size_t n = std::min(kMostCells, column.sample.size());
  for (std::size_t i = 0; i < n; ++i) {
    const std::string_view text = first_characters(column.sample[i * column.sample.size() / n].text, 64);
    forms.add(text);
    if (const auto value = number_in(text)) forms.add_number(*value, text);
  }
  forms.write(out);
}

}  // namespace tidegate
