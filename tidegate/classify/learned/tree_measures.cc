#include "tidegate/classify/learned/tree_measures.h"

#include <algorithm>
#include <string_view>

namespace tidegate {
namespace {

constexpr std::int32_t kWholeScore = 20'000;  // points of the best type; one 20 nats below it says nothing
constexpr std::int32_t kLargest = (1 << 24) - 1;  // exact in a float, which trainers compare

std::string_view group_name(std::string_view code) { return code.substr(0, code.find('.')); }

MeasureSource source_of(std::string_view signal) {
  for (const std::string_view prefix : {"hdr.", "role.", "own.", "dim."}) {
    if (signal.starts_with(prefix)) return MeasureSource::kHeader;
  }
  for (const std::string_view prefix : {"tab.", "tabn.", "scene."}) {
    if (signal.starts_with(prefix)) return MeasureSource::kTable;
  }
  return MeasureSource::kValues;
}

}  // namespace

TreeMeasures::TreeMeasures(const Taxonomy& taxonomy, const SignalNames& names) : signals_(names.size()) {
  for (std::size_t i = 0; i < signals_; ++i) add(names.name(i), source_of(names.name(i)));
  types_ = taxonomy.types().size();
  std::vector<std::string_view> groups;
  for (const TypeInfo& type : taxonomy.types()) {
    const std::string_view group = group_name(type.code);
    const auto at = std::find(groups.begin(), groups.end(), group);
    group_of_.push_back(static_cast<std::size_t>(at - groups.begin()));
    if (at == groups.end()) groups.push_back(group);
  }
  groups_ = groups.size();
  for (const TypeInfo& type : taxonomy.types()) add("score." + type.code, MeasureSource::kValues);
  for (const TypeInfo& type : taxonomy.types()) add("gram." + type.code, MeasureSource::kHeader);
  for (const TypeInfo& type : taxonomy.types()) add("around." + type.code, MeasureSource::kTable);
  for (const char* side : {"left.", "right.", "all."}) {
    for (const std::string_view group : groups) add(side + std::string(group), MeasureSource::kTable);
  }
  for (std::size_t f = 0; f < kFormMeasures; ++f)
    add("form." + std::string(form_name(f)), MeasureSource::kValues);
}

void TreeMeasures::add(std::string name, MeasureSource source) {
  names_.push_back(std::move(name));
  sources_.push_back(source);
}

std::vector<std::vector<std::int32_t>> TreeMeasures::of(
    const TableFeatures& table, const std::vector<ColumnScores>& columns,
    const std::vector<std::vector<std::int32_t>>& grams) const {
  std::vector<std::vector<std::int32_t>> groups(columns.size(), std::vector<std::int32_t>(groups_, 0));
  std::vector<std::int64_t> all_groups(groups_, 0);
  std::vector<std::int64_t> all_grams(types_, 0);
  std::int64_t named = 0;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    for (std::size_t t = 0; t < types_; ++t) {
      groups[c][group_of_[t]] += columns[c].permille[t];
      all_grams[t] += grams[c][t];
    }
    for (std::size_t g = 0; g < groups_; ++g) all_groups[g] += groups[c][g];
    named += std::any_of(grams[c].begin(), grams[c].end(), [](std::int32_t p) { return p > 0; }) ? 1 : 0;
  }
  std::vector<std::vector<std::int32_t>> out(columns.size());
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const ColumnScores& column = columns[c];
    std::vector<std::int32_t>& m = out[c];
    m.reserve(names_.size());
    m.assign(column.signals.begin(), column.signals.begin() + static_cast<std::ptrdiff_t>(signals_));
    const std::int32_t best = *std::max_element(column.points.begin(), column.points.end());
    for (const std::int32_t p : column.points) m.push_back(std::max(0, kWholeScore + p - best));
    m.insert(m.end(), grams[c].begin(), grams[c].end());
    const bool is_named = std::any_of(grams[c].begin(), grams[c].end(), [](std::int32_t p) { return p > 0; });
    const std::int64_t others = named - (is_named ? 1 : 0);
    for (std::size_t t = 0; t < types_; ++t)
      m.push_back(others == 0 ? 0 : static_cast<std::int32_t>((all_grams[t] - grams[c][t]) / others));
    for (std::size_t g = 0; g < groups_; ++g) m.push_back(c == 0 ? 0 : groups[c - 1][g]);
    for (std::size_t g = 0; g < groups_; ++g) m.push_back(c + 1 == columns.size() ? 0 : groups[c + 1][g]);
    const auto rest = static_cast<std::int64_t>(columns.size()) - 1;
    for (std::size_t g = 0; g < groups_; ++g)
      m.push_back(rest == 0 ? 0 : static_cast<std::int32_t>((all_groups[g] - groups[c][g]) / rest));
    m.resize(names_.size(), 0);
    measure_forms(table.columns[c], m.data() + names_.size() - kFormMeasures);
    for (std::int32_t& value : m) value = std::clamp(value, -kLargest, kLargest);
  }
  return out;
}

}  // namespace tidegate
