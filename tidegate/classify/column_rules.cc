#include "tidegate/classify/column_rules.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "tidegate/classify/tsv.h"

namespace tidegate {
namespace {

constexpr std::string_view kFile = "models/column_rules.tsv";

std::optional<std::int32_t> number(std::string_view text) {
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "ID.NAME,MED.*,!MED.NOTE" or "*,!GEN.*".
std::optional<std::vector<TypeIndex>> types_of(std::string_view text, const Taxonomy& taxonomy) {
  std::vector<bool> chosen(taxonomy.types().size());
  for (std::string_view item : split(text, ',')) {
    const bool add = !item.starts_with('!');
    if (!add) item.remove_prefix(1);
    const bool is_group = item.ends_with('*');
    if (is_group) item.remove_suffix(1);
    bool found = false;
    for (std::size_t t = 0; t < chosen.size(); ++t) {
      const std::string_view code = taxonomy.types()[t].code;
      if (is_group ? !code.starts_with(item) : code != item) continue;
      chosen[t] = add;
      found = true;
    }
    if (!found) return std::nullopt;
  }
  std::vector<TypeIndex> out;
  for (std::size_t t = 0; t < chosen.size(); ++t) {
    if (chosen[t]) out.push_back(static_cast<TypeIndex>(t));
  }
  return out;
}

// Signals by name: the scan's own, then those that the file defines.
struct Lookup {
  const SignalNames& names;
  std::map<std::string, std::size_t, std::less<>> defined;
  std::optional<std::size_t> place(std::string_view name) const {
    const auto at = defined.find(name);
    if (at != defined.end()) return at->second;
    const std::size_t place = names.place(name);
    if (place == SignalNames::kNone) return std::nullopt;
    return place;
  }
};

// "shape.name_zh:600..950", or the bare name for 0..1000.
std::optional<RuleTerm> term_of(std::string_view text, const Lookup& lookup) {
  const std::size_t colon = text.find(':');
  const auto place = lookup.place(text.substr(0, colon));
  if (!place) return std::nullopt;
  RuleTerm term{*place, 0, 1000};
  if (colon == std::string_view::npos) return term;
  const std::string_view slope = text.substr(colon + 1);
  const std::size_t dots = slope.find("..");
  if (dots == std::string_view::npos) return std::nullopt;
  const auto from = number(slope.substr(0, dots));
  const auto to = number(slope.substr(dots + 2));
  if (!from || !to || *from == *to) return std::nullopt;
  term.from = *from;
  term.to = *to;
  return term;
}

}  // namespace

Result<ColumnRules> ColumnRules::parse(std::string_view tsv, const Taxonomy& taxonomy,
                                       const SignalNames& names) {
  ColumnRules out;
  out.signal_count_ = names.size();
  Lookup lookup{names, {}};
  for (const TsvRow& row : tsv_rows(tsv)) {
    const auto fault = [&](std::string_view what) {
      return fail({ErrorCode::kMalformed, std::string(what), row.place(kFile)});
    };
    if (row.field(0) == "calibrate") {
      for (const std::string_view knot : split(row.field(1), ' ')) {
        const std::size_t colon = knot.find(':');
        const auto stated = number(knot.substr(0, colon));
        const auto proved = colon == std::string_view::npos ? std::nullopt : number(knot.substr(colon + 1));
        const std::pair<std::int32_t, std::int32_t> next{stated.value_or(-1), proved.value_or(-1)};
        const std::int32_t floor = out.calibration_.empty() ? -1 : out.calibration_.back().first;
        if (next.first <= floor || next.second < 0) return fault("the calibration is not pairs that ascend");
        out.calibration_.push_back(next);
      }
      continue;
    }
    if (row.field(0) == "max" || row.field(0) == "min" || row.field(0) == "sum") {
      Derived derived;
      if (row.field(0) == "min") derived.how = Derived::Of::kSmallest;
      if (row.field(0) == "sum") derived.how = Derived::Of::kSum;
      for (const std::string_view name : split(row.field(2), ' ')) {
        const auto place = lookup.place(name);
        if (!place) return fault("\"" + std::string(name) + "\" is no signal");
        derived.of.push_back(*place);
      }
      lookup.defined.emplace(row.field(1), out.signal_count_++);
      out.derived_.push_back(std::move(derived));
      continue;
    }
    Rule rule;
    rule.name = row.field(0);
    const auto types = types_of(row.field(1), taxonomy);
    const auto points = number(row.field(2));
    if (rule.name.empty() || !types || types->empty() || !points)
      return fault("a rule lacks a name, known types or points");
    rule.types = *types;
    rule.points = *points;
    for (const std::string_view text : split(row.field(3), ' ')) {
      if (text.empty()) continue;
      const auto term = term_of(text, lookup);
      if (!term) return fault("\"" + std::string(text) + "\" is no signal with a slope");
      rule.when.push_back(*term);
    }
    rule.says = {std::string(row.field(4)), std::string(row.field(5))};
    out.rules_.push_back(std::move(rule));
  }
  return out;
}

void ColumnRules::derive(Signals& signals) const {
  for (const Derived& derived : derived_) {
    std::int32_t value = signals[derived.of[0]];
    for (std::size_t i = 1; i < derived.of.size(); ++i) {
      const std::int32_t more = signals[derived.of[i]];
      switch (derived.how) {
        case Derived::Of::kLargest:
          value = std::max(value, more);
          break;
        case Derived::Of::kSmallest:
          value = std::min(value, more);
          break;
        case Derived::Of::kSum:
          value = std::min(value + more, 1'000'000'000);
          break;
      }
    }
    signals.push_back(value);
  }
}

std::int32_t ColumnRules::calibrated(std::int32_t permille) const {
  if (calibration_.empty()) return permille;
  const auto above = std::find_if(calibration_.begin(), calibration_.end(),
                                  [&](const auto& k) { return k.first >= permille; });
  if (above == calibration_.end()) return calibration_.back().second;
  if (above == calibration_.begin()) return above->second;
  const auto below = above - 1;
  return below->second +
         (above->second - below->second) * (permille - below->first) / (above->first - below->first);
}

std::int32_t ColumnRules::strength(const Rule& rule, const Signals& signals) {
  std::int64_t weakest = 1000;
  for (const RuleTerm& term : rule.when) {
    const std::int64_t value = signals[term.signal];
    const std::int64_t share = (value - term.from) * 1000 / (std::int64_t{term.to} - term.from);
    weakest = std::min(weakest, std::clamp<std::int64_t>(share, 0, 1000));
    if (weakest == 0) return 0;
  }
  return static_cast<std::int32_t>(weakest);
}

}  // namespace tidegate
