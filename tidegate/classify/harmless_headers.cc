#include "tidegate/classify/harmless_headers.h"

#include <algorithm>
#include <utility>

#include "tidegate/classify/header_units.h"

namespace tidegate {
namespace {

constexpr std::size_t kMostUnits = 24;  // longer headers are sentences

}  // namespace

bool HarmlessHeaders::add_row(const TsvRow& row) {
  const std::string_view kind = row.field(1);
  const unsigned use = kind == "whole"     ? kWhole
                       : kind == "thing"   ? kThing
                       : kind == "part"    ? kPart
                       : kind == "neutral" ? kNeutral
                                           : 0U;
  if (use == 0) return false;
  for (std::size_t f = 2; f < row.fields.size(); ++f) {
    for (const std::string_view form : split(row.fields[f], ',')) {
      if (form.empty()) continue;
      const std::vector<std::string> units = header_units(form);
      longest_ = std::max(longest_, units.size());
      std::string joined = joined_units(units, 0, units.size());
      const std::size_t place = place_of(joined);
      if (place == uses_.size() || uses_[place].first != joined)
        uses_.insert(uses_.begin() + static_cast<std::ptrdiff_t>(place), {std::move(joined), 0U});
      uses_[place].second |= use;
    }
  }
  return true;
}

std::size_t HarmlessHeaders::place_of(std::string_view form) const {
  const auto at =
      std::lower_bound(uses_.begin(), uses_.end(), form,
                       [](const auto& known, std::string_view wanted) { return known.first < wanted; });
  return static_cast<std::size_t>(at - uses_.begin());
}

unsigned HarmlessHeaders::uses_of(std::string_view form) const {
  const auto exactly = [&](std::string_view wanted) {
    const std::size_t place = place_of(wanted);
    return place < uses_.size() && uses_[place].first == wanted ? uses_[place].second : 0U;
  };
  const unsigned uses = exactly(form);
  // "orders"
  const bool may_be_several = uses == 0 && form.size() > 3 && form.back() == 's';
  return may_be_several ? exactly(form.substr(0, form.size() - 1)) : uses;
}

bool HarmlessHeaders::fits(const std::vector<std::string>& units, std::size_t begin, bool has_thing,
                           bool has_part) const {
  if (begin == units.size()) return has_thing && has_part;
  const std::size_t most = std::min(units.size(), begin + longest_);
  for (std::size_t end = most; end > begin; --end) {
    const unsigned uses = uses_of(joined_units(units, begin, end));
    if ((uses & (kThing | kPart)) == 0) continue;
    if ((uses & kPart) != 0 && fits(units, end, has_thing, true)) return true;
    if ((uses & kThing) != 0 && fits(units, end, true, has_part)) return true;
  }
  return false;
}

bool HarmlessHeaders::is_harmless(const std::vector<std::string>& units) const {
  if (units.empty() || units.size() > kMostUnits) return false;
  if ((uses_of(joined_units(units, 0, units.size())) & kWhole) != 0) return true;
  return fits(units, 0, false, false);
}

bool HarmlessHeaders::is_neutral(const std::vector<std::string>& units) const {
  return !units.empty() && units.size() <= kMostUnits &&
         (uses_of(joined_units(units, 0, units.size())) & kNeutral) != 0;
}

}  // namespace tidegate
