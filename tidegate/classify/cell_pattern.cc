#include "tidegate/classify/cell_pattern.h"

#include <algorithm>
#include <utility>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/tsv.h"

namespace tidegate {
namespace {

std::size_t index_of(char c) { return static_cast<unsigned char>(c); }

std::bitset<256> class_of(std::string_view members) {
  std::bitset<256> out;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const bool is_range = i + 2 < members.size() && members[i + 1] == '-';
    const std::size_t last = index_of(is_range ? members[i + 2] : members[i]);
    for (std::size_t c = index_of(members[i]); c <= last; ++c) out.set(c);
    if (is_range) i += 2;
  }
  return out;
}

template <typename Predicate>
std::bitset<256> all_that(Predicate predicate) {
  std::bitset<256> out;
  for (int c = 0; c < 256; ++c) out.set(static_cast<std::size_t>(c), predicate(static_cast<char>(c)));
  return out;
}

std::bitset<256> escaped(char c) {
  switch (c) {
    case 'd':
      return all_that(ascii::is_digit);
    case 'u':
      return all_that(ascii::is_upper);
    case 'l':
      return all_that(ascii::is_lower);
    case 'a':
      return all_that(ascii::is_alpha);
    case 'w':
      return all_that(ascii::is_alnum);
    case 'h':
      return all_that(ascii::is_hex);
    default:
      return std::bitset<256>().set(index_of(c));
  }
}

std::size_t take_number(std::string_view& pattern) {
  std::size_t value = 0;
  while (!pattern.empty() && ascii::is_digit(pattern.front())) {
    value = value * 10 + static_cast<std::size_t>(ascii::digit_of(pattern.front()));
    pattern.remove_prefix(1);
  }
  return value;
}

std::bitset<256> take_set(std::string_view& pattern) {
  const char first = pattern.front();
  const std::size_t close = first == '[' ? pattern.find(']') : std::string_view::npos;
  std::bitset<256> out;
  std::size_t length = 1;
  if (close != std::string_view::npos) {
    out = class_of(pattern.substr(1, close - 1));
    length = close + 1;
  } else if (first == '\\' && pattern.size() > 1) {
    out = escaped(pattern[1]);
    length = 2;
  } else if (first == '.') {
    out.set();
  } else {
    out.set(index_of(first));
  }
  pattern.remove_prefix(length);
  return out;
}

}  // namespace

CellPattern::CellPattern(std::string_view pattern) {
  for (const std::string_view alternative : split(pattern, '|')) ways_.push_back(read_way(alternative));
}

CellPattern::Way CellPattern::read_way(std::string_view pattern) {
  Way way;
  while (!pattern.empty()) {
    Step step;
    step.accepts = take_set(pattern);
    const char sign = pattern.empty() ? '\0' : pattern.front();
    if (sign == '+' || sign == '*' || sign == '?') {
      step.least = sign == '+' ? 1 : 0;
      step.most = sign == '?' ? 1 : kLongestText;
      pattern.remove_prefix(1);
    } else if (sign == '{') {
      pattern.remove_prefix(1);
      step.least = step.most = take_number(pattern);
      if (!pattern.empty() && pattern.front() == ',') {
        pattern.remove_prefix(1);
        step.most = !pattern.empty() && pattern.front() == '}' ? kLongestText : take_number(pattern);
      }
      if (!pattern.empty()) pattern.remove_prefix(1);
    }
    if (way.shortest == 0) way.begins |= step.accepts;
    way.may |= step.accepts;
    if (step.least > 0 && step.accepts.count() == 1) way.needs |= step.accepts;
    way.shortest += step.least;
    way.longest = std::min(kLongestText, way.longest + step.most);
    way.steps.push_back(step);
  }
  for (std::size_t i = way.steps.size(); i-- > 0;) {
    Step& step = way.steps[i];
    if (i + 1 < way.steps.size()) {
      const Step& next = way.steps[i + 1];
      step.follow = next.accepts;
      if (next.least == 0) step.follow |= next.follow;
      step.rest_least = next.least + next.rest_least;
      step.rest_most = std::min(kLongestText, next.most + next.rest_most);
    }
    step.keeps_all = step.least == step.most || (step.accepts & step.follow).none();
  }
  return way;
}

bool CellPattern::fits_from(const Way& way, std::size_t at, std::string_view text) {
  for (; at < way.steps.size(); ++at) {
    const Step& step = way.steps[at];
    if (text.size() < step.least + step.rest_least) return false;
    const std::size_t most = std::min(step.most, text.size() - step.rest_least);
    std::size_t taken = 0;
    while (taken < most && step.accepts[index_of(text[taken])]) ++taken;
    if (taken < step.least) return false;
    if (!step.keeps_all) {
      const std::size_t least =
          text.size() > step.rest_most ? std::max(step.least, text.size() - step.rest_most) : step.least;
      for (; taken > least; --taken) {
        const bool may_follow = taken == text.size() || step.follow[index_of(text[taken])];
        if (may_follow && fits_from(way, at + 1, text.substr(taken))) return true;
      }
      if (taken < least) return false;
    }
    text.remove_prefix(taken);
  }
  return text.empty();
}

bool CellPattern::fits(std::string_view text) const {
  if (text.size() > kLongestText) return false;
  return std::any_of(ways_.begin(), ways_.end(), [&](const Way& way) {
    return text.size() >= way.shortest && text.size() <= way.longest &&
           (text.empty() || way.begins[index_of(text[0])]) && fits_from(way, 0, text);
  });
}

CellPatterns::CellPatterns(std::span<const std::string_view> patterns) {
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    for (CellPattern::Way& way : CellPattern(patterns[i]).ways_) {
      for (std::size_t c = 0; c < by_first_.size(); ++c) {
        if (way.begins[c])
          by_first_[c].push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(ways_.size())});
      }
      ways_.push_back(std::move(way));
    }
  }
}

}  // namespace tidegate
