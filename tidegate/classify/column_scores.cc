#include "tidegate/classify/column_scores.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "tidegate/classify/learned/learned_columns.h"

namespace tidegate {
namespace {

constexpr std::int32_t kHeaderPointsPerPermille = 6;
constexpr std::int32_t kTemperature = 1500;   // thousandths: fitted so that stated and true shares agree
constexpr std::int32_t kTopicOfHeader = 450;  // permille that one neighbour's word adds to a scene
constexpr std::int32_t kTopicOfType = 420;    // and one neighbour's sure type
constexpr std::int32_t kTopicOfFileName = 400;

// e^-x in units of 2^-40, for whole x and for thousandths, made by the compiler from sums and products alone.
constexpr double exp_minus(double x) {
  double term = 1;
  double sum = 1;
  for (int i = 1; i < 30; ++i) {
    term = term * x / i;
    sum = sum + term;
  }
  return 1 / sum;
}
constexpr double kOne = 1099511627776.0;
constexpr auto kWhole = [] {
  std::array<std::uint64_t, 24> table{};
  double value = kOne;
  const double step = exp_minus(1);
  for (auto& t : table) {
    t = static_cast<std::uint64_t>(value + 0.5);
    value = value * step;
  }
  return table;
}();
constexpr auto kThousandths = [] {
  std::array<std::uint64_t, 1000> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i] = static_cast<std::uint64_t>(exp_minus(static_cast<double>(i) / 1000) * (1 << 20) + 0.5);
  }
  return table;
}();

std::uint64_t exp_minus_milli(std::int64_t milli) {
  const auto whole = static_cast<std::size_t>(milli / 1000);
  if (whole >= kWhole.size()) return 0;
  return (kWhole[whole] >> 20) * kThousandths[static_cast<std::size_t>(milli % 1000)];
}

// Without values none can have the wrong form: of the rules that speak against a type only those about what
// is rare, what the header says and what the table is about are heard.
bool speaks_of_values(const Rule& rule) {
  return rule.points < 0 && !rule.name.starts_with("prior.") && !rule.name.ends_with(".alone") &&
         rule.name != "general.yields";
}

// Everything but the neighbours.
void add_points(const ColumnModel& model, ColumnScores& column) {
  column.points.assign(model.taxonomy().types().size(), 0);
  for (const TypeWeight& t : column.header.types) column.points[t.type] += header_points(t.permille);
  for (const Rule& rule : model.rules().rules()) {
    if (column.is_empty && speaks_of_values(rule)) continue;
    const std::int32_t strength = ColumnRules::strength(rule, column.signals);
    if (strength == 0) continue;
    const std::int32_t points = rule.points * strength / 1000;
    for (const TypeIndex t : rule.types) column.points[t] += points;
  }
  column.permille = softmax_permille(column.points);
}

std::string_view stem_of(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\!");
  if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
  return path.substr(0, path.find('.'));
}

// Which topics a column speaks of, and how surely: by its header's words or its likely type.
std::vector<std::int32_t> topics_of(const ColumnScores& column, const ColumnModel& model) {
  const std::size_t count = model.vocabulary().topics().size();
  std::vector<std::int32_t> out(count, 0);
  for (std::size_t t = 0; t < count; ++t) {
    if ((column.header.topics >> t & 1) != 0) out[t] = kTopicOfHeader;
  }
  for (std::size_t type = 0; type < column.permille.size(); ++type) {
    if (column.permille[type] < 200) continue;
    const std::uint64_t topics = model.vocabulary().topics_of(static_cast<TypeIndex>(type));
    for (std::size_t t = 0; t < count; ++t) {
      if ((topics >> t & 1) != 0) out[t] = std::max(out[t], kTopicOfType * column.permille[type] / 1000);
    }
  }
  return out;
}

// Signals scene.* and tab.* of each column from all the others.
void add_neighbours(std::vector<ColumnScores>& columns, const ColumnModel& model, std::uint64_t file_topics) {
  const SignalNames& names = model.names();
  const std::size_t topics = model.vocabulary().topics().size();
  std::vector<std::vector<std::int32_t>> said;
  said.reserve(columns.size());
  for (const ColumnScores& c : columns) said.push_back(topics_of(c, model));
  // Sums over all columns, so that a table of 10,000 columns costs no square.
  std::vector<std::vector<std::int32_t>> sorted(topics);
  for (std::size_t t = 0; t < topics; ++t) {
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (said[c][t] > 0) sorted[t].push_back(said[c][t]);
    }
    std::sort(sorted[t].rbegin(), sorted[t].rend());
    if (sorted[t].size() > 9) sorted[t].resize(9);  // the rest adds nothing to a share of 1000
  }
  const std::size_t types = model.taxonomy().types().size();
  std::vector<std::array<std::int32_t, 2>> best(types, {0, 0});  // of a type over the table: largest, second
  std::vector<std::int32_t> sum(types, 0);
  for (const ColumnScores& c : columns) {
    for (std::size_t t = 0; t < types; ++t) {
      sum[t] += c.permille[t];
      if (c.permille[t] > best[t][0]) {
        best[t] = {c.permille[t], best[t][0]};
      } else if (c.permille[t] > best[t][1]) {
        best[t][1] = c.permille[t];
      }
    }
  }
  for (std::size_t c = 0; c < columns.size(); ++c) {
    Signals& signals = columns[c].signals;
    signals.resize(names.size());  // drops what an earlier round derived
    for (std::size_t t = 0; t < topics; ++t) {
      std::int64_t doubt = (file_topics >> t & 1) != 0 ? 1000 - kTopicOfFileName : 1000;
      bool self_left_out = said[c][t] == 0;
      for (const std::int32_t share : sorted[t]) {
        if (!self_left_out && share == said[c][t]) {
          self_left_out = true;
          continue;
        }
        doubt = doubt * (1000 - share) / 1000;
      }
      signals[names.scenes + t] = static_cast<std::int32_t>(1000 - doubt);
    }
    for (std::size_t t = 0; t < types; ++t) {
      signals[names.siblings + t] = sum[t] - columns[c].permille[t];
      signals[names.table_types + t] = columns[c].permille[t] == best[t][0] ? best[t][1] : best[t][0];
    }
    model.rules().derive(signals);
  }
}

// Initials are believed where many of the table's other headers are initials too.
void weigh_initials(std::vector<ColumnScores>& columns) {
  std::size_t initials = 0;
  std::size_t words = 0;
  for (const ColumnScores& c : columns) {
    initials += c.header.language == HeaderLanguage::kInitials ? 1 : 0;
    words += c.header.language == HeaderLanguage::kEnglish ? 1 : 0;
  }
  if (initials >= 2 && initials * 2 >= words) return;
  for (ColumnScores& c : columns) {
    if (c.header.language != HeaderLanguage::kInitials) continue;
    for (TypeWeight& t : c.header.types) t.permille = t.permille * 4 / 10;
  }
}

}  // namespace

std::int32_t header_points(std::int32_t permille) { return permille * kHeaderPointsPerPermille; }

std::vector<std::int32_t> softmax_permille(const std::vector<std::int32_t>& points) {
  std::vector<std::int32_t> out(points.size(), 0);
  if (points.empty()) return out;
  const std::int64_t top = *std::max_element(points.begin(), points.end());
  std::vector<std::uint64_t> weights;
  std::uint64_t all = 0;
  for (const std::int32_t p : points) {
    weights.push_back(exp_minus_milli((top - p) * 1000 / kTemperature));
    all += weights.back();
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<std::int32_t>((weights[i] * 1000 + all / 2) / all);
  }
  return out;
}

std::vector<ColumnScores> score_columns(const TableFeatures& table, const ColumnModel& model) {
  std::vector<ColumnScores> columns;
  columns.reserve(table.columns.size());
  for (const ColumnFeatures& features : table.columns) {
    ColumnScores column;
    column.header = model.vocabulary().read(features.header);
    column.is_empty = features.non_empty == 0;
    columns.push_back(std::move(column));
  }
  weigh_initials(columns);
  for (std::size_t c = 0; c < columns.size(); ++c) {
    columns[c].signals = signals_of(table.columns[c], columns[c].header, model.names(), model.lexicons());
    columns[c].permille.assign(model.taxonomy().types().size(), 0);
  }
  const std::uint64_t file_topics = model.vocabulary().read(stem_of(table.info.path)).topics;
  for (int round = 0; round < 3; ++round) {
    add_neighbours(columns, model, file_topics);
    for (ColumnScores& column : columns) add_points(model, column);
  }
  if (model.learned() != nullptr) model.learned()->correct(table, columns);
  return columns;
}

}  // namespace tidegate
