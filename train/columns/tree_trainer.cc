#include "train/columns/tree_trainer.h"

#include <xgboost/c_api.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "tidegate/classify/learned/column_trees.h"
#include "train/columns/model_writer.h"

namespace tidegate::train {
namespace {

constexpr double kPointsOfNat = 1500;

void check(int code) {
  if (code == 0) return;
  std::fprintf(stderr, "xgboost: %s\n", XGBGetLastError());
  std::exit(1);
}

std::string array_interface(const void* data, std::size_t rows, std::size_t columns) {
  char text[160];
  std::snprintf(text, sizeof text, R"({"data":[%zu,true],"shape":[%zu,%zu],"typestr":"<f4","version":3})",
                reinterpret_cast<std::size_t>(data), rows, columns);
  return text;
}

DMatrixHandle matrix_of(const std::vector<TreeRow>& rows, std::size_t measures, std::size_t types) {
  std::vector<std::size_t> begin{0};
  std::vector<unsigned> index;
  std::vector<float> data;
  std::vector<float> label, weight, margin;
  for (const TreeRow& row : rows) {
    for (const auto& [measure, value] : row.measures) {
      index.push_back(measure);
      data.push_back(static_cast<float>(value));
    }
    begin.push_back(index.size());
    label.push_back(row.type);
    weight.push_back(row.weight);
    for (const std::int32_t p : row.points) margin.push_back(static_cast<float>(p / kPointsOfNat));
  }
  DMatrixHandle out = nullptr;
  check(XGDMatrixCreateFromCSREx(begin.data(), index.data(), data.data(), begin.size(), data.size(), measures,
                                 &out));
  check(XGDMatrixSetFloatInfo(out, "label", label.data(), label.size()));
  check(XGDMatrixSetFloatInfo(out, "weight", weight.data(), weight.size()));
  check(XGDMatrixSetInfoFromInterface(out, "base_margin",
                                      array_interface(margin.data(), rows.size(), types).c_str()));
  return out;
}

}  // namespace

struct TreeReader {
  static void add(const nlohmann::json& node, Trees::Tree& tree) {
    const std::size_t at = tree.size();
    tree.emplace_back();
    if (node.contains("leaf")) {
      tree[at].points = static_cast<std::int32_t>(
          std::lround(std::clamp(node["leaf"].get<double>() * kPointsOfNat, -32000.0, 32000.0)));
      return;
    }
    tree[at].is_leaf = false;
    tree[at].measure = static_cast<std::uint32_t>(std::stoul(node["split"].get<std::string>().substr(1)));
    tree[at].limit = static_cast<std::int32_t>(std::ceil(node["split_condition"].get<double>()));
    tree[at].missing_left = node["missing"] == node["yes"];
    for (const bool left : {true, false}) {
      const int id = node[left ? "yes" : "no"].get<int>();
      for (const auto& child : node["children"]) {
        if (child["nodeid"].get<int>() != id) continue;
        (left ? tree[at].left : tree[at].right) = tree.size();
        add(child, tree);
      }
    }
  }
};

Trees Trees::train(const std::vector<TreeRow>& rows, const std::vector<std::string>& names,
                   const Taxonomy& taxonomy, const TreeOptions& o) {
  const std::size_t types = taxonomy.types().size();
  DMatrixHandle matrix = matrix_of(rows, names.size(), types);
  BoosterHandle booster = nullptr;
  check(XGBoosterCreate(&matrix, 1, &booster));
  const std::map<std::string, std::string> settings{{"objective", "multi:softprob"},
                                                    {"num_class", std::to_string(types)},
                                                    {"tree_method", "hist"},
                                                    {"max_depth", std::to_string(o.depth)},
                                                    {"eta", std::to_string(o.rate)},
                                                    {"subsample", std::to_string(o.rows)},
                                                    {"colsample_bytree", std::to_string(o.columns)},
                                                    {"min_child_weight", std::to_string(o.least_child)},
                                                    {"lambda", std::to_string(o.lambda)},
                                                    {"gamma", std::to_string(o.gamma)},
                                                    {"max_bin", "48"},
                                                    {"nthread", "1"},
                                                    {"seed", "7"},
                                                    {"verbosity", "1"}};
  for (const auto& [key, value] : settings) check(XGBoosterSetParam(booster, key.c_str(), value.c_str()));
  for (int round = 0; round < o.rounds; ++round) {
    check(XGBoosterUpdateOneIter(booster, round, matrix));
    if (round % 10 == 9) std::fprintf(stderr, "  round %d of %d\n", round + 1, o.rounds);
  }
  Trees out;
  out.taxonomy_ = &taxonomy;
  out.names_ = names;
  out.of_type_.resize(types);
  bst_ulong count = 0;
  const char** dumps = nullptr;
  check(XGBoosterDumpModelEx(booster, "", 0, "json", &count, &dumps));
  for (bst_ulong i = 0; i < count; ++i) {
    Tree tree;
    TreeReader::add(nlohmann::json::parse(dumps[i]), tree);
    if (tree.size() == 1 && tree[0].points == 0) continue;
    out.of_type_[i % types].push_back(std::move(tree));
  }
  // What is written must answer as XGBoost does.
  const std::vector<TreeRow> some(
      rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(rows.size(), 300)));
  DMatrixHandle few = matrix_of(some, names.size(), types);
  const bst_ulong* shape = nullptr;
  bst_ulong dim = 0;
  const float* margins = nullptr;
  check(XGBoosterPredictFromDMatrix(
      booster, few,
      R"({"type":1,"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":true})", &shape,
      &dim, &margins));
  const std::string bytes = out.bytes({});
  const auto read = ColumnTrees::parse(bytes, taxonomy, names);
  if (!read) {
    std::fprintf(stderr, "the trees as written are not read: %s\n", read.error().what.c_str());
    std::exit(1);
  }
  for (std::size_t r = 0; r < some.size(); ++r) {
    std::vector<std::int32_t> measures(names.size(), 0);
    for (const auto& [m, value] : some[r].measures) measures[m] = value;
    const auto steps = read->steps(measures);
    for (std::size_t t = 0; t < types; ++t) {
      const std::int32_t ours = some[r].points[t] + read->points(static_cast<TypeIndex>(t), steps);
      const auto theirs = static_cast<std::int32_t>(std::lround(margins[r * types + t] * kPointsOfNat));
      out.largest_difference_ = std::max(out.largest_difference_, std::abs(ours - theirs));
    }
  }
  check(XGBoosterFree(booster));
  check(XGDMatrixFree(few));
  check(XGDMatrixFree(matrix));
  return out;
}

std::string Trees::bytes(const Calibration& calibration) const {
  std::map<std::uint32_t, std::set<std::int32_t>> limits;
  for (const auto& trees : of_type_) {
    for (const Tree& tree : trees) {
      for (const Node& node : tree) {
        if (!node.is_leaf) limits[node.measure].insert(node.limit);
      }
    }
  }
  std::map<std::uint32_t, std::uint16_t> place;
  std::vector<std::string> used;
  for (const auto& [measure, all] : limits) {
    place[measure] = static_cast<std::uint16_t>(used.size());
    used.push_back(names_[measure]);
    if (all.size() > 250) {
      std::fprintf(stderr, "%s: too many limits\n", names_[measure].c_str());
      std::exit(1);
    }
  }
  ModelWriter out("column-trees 1");
  out.types(*taxonomy_);
  out.names(used);
  for (const auto& [measure, all] : limits) {
    out.integer<std::uint8_t>(static_cast<std::uint8_t>(all.size()));
    for (const std::int32_t limit : all) out.integer<std::int32_t>(limit);
  }
  out.integer<std::uint32_t>(static_cast<std::uint32_t>(calibration.knots.size()));
  for (const auto& [stated, proved] : calibration.knots) {
    out.integer<std::int32_t>(stated);
    out.integer<std::int32_t>(proved);
  }
  for (const auto& trees : of_type_) {
    out.integer<std::uint32_t>(static_cast<std::uint32_t>(trees.size()));
    for (const Tree& tree : trees) out.integer<std::uint8_t>(static_cast<std::uint8_t>(tree.size()));
  }
  for (const auto& trees : of_type_) {
    for (const Tree& tree : trees) {
      for (std::size_t at = 0; at < tree.size(); ++at) {
        const Node& node = tree[at];
        if (node.is_leaf) {
          out.integer<std::uint16_t>(0x7FFF);
          out.integer<std::int16_t>(static_cast<std::int16_t>(node.points));
          continue;
        }
        const auto& all = limits.at(node.measure);
        const auto step = static_cast<std::uint8_t>(std::distance(all.begin(), all.find(node.limit)));
        out.integer<std::uint16_t>(
            static_cast<std::uint16_t>(place.at(node.measure) | (node.missing_left ? 0x8000 : 0)));
        out.integer<std::uint8_t>(step);
        out.integer<std::uint8_t>(static_cast<std::uint8_t>(node.right - at));
      }
    }
  }
  return out.take();
}

}  // namespace tidegate::train
