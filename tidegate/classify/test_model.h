// The model files of the repository, for tests alone.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <utility>

#include "tidegate/base/check.h"
#include "tidegate/classify/column_model.h"
#include "tidegate/terms/data_profile.h"

namespace tidegate {

inline std::string model_file(const std::string& name) {
  std::ifstream in(std::string(TIDEGATE_SOURCE_DIR) + "/models/" + name, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  EXPECT_FALSE(bytes.str().empty()) << name;
  return bytes.str();
}

// The rules alone.
inline const ColumnModel& test_model() {
  static const ColumnModel model = [] {
    const std::string taxonomy = model_file("taxonomy.json");
    const std::string classes = model_file("type_classes.tsv");
    const std::string vocabulary = model_file("header_vocabulary.tsv");
    const std::string rules = model_file("column_rules.tsv");
    const std::string lexicons = model_file("lexicons/values.txt");
    auto parsed = ColumnModel::parse({taxonomy, classes, vocabulary, rules, lexicons});
    EXPECT_TRUE(parsed.has_value()) << (parsed ? "" : parsed.error().where + ": " + parsed.error().what);
    return parsed ? *parsed : ColumnModel();
  }();
  return model;
}

// The same with what was learnt on top of the rules.
inline const ColumnModel& learned_model() {
  static const std::string grams = model_file("columns/grams.bin");  // borrowed by the model
  static const std::string trees = model_file("columns/trees.bin");
  static const std::string fields = model_file("columns/fields.bin");
  static const ColumnModel model = [] {
    auto parsed = ColumnModel::parse({model_file("taxonomy.json"), model_file("type_classes.tsv"),
                                      model_file("header_vocabulary.tsv"), model_file("column_rules.tsv"),
                                      model_file("lexicons/values.txt"), grams, trees, fields});
    EXPECT_TRUE(parsed.has_value()) << (parsed ? "" : parsed.error().where + ": " + parsed.error().what);
    return parsed ? *parsed : ColumnModel();
  }();
  return model;
}

// Of a hundred values that are somebody's.
inline ColumnProfile column_of(std::string type) {
  TIDEGATE_CHECK(test_model().taxonomy().find(type));
  ColumnProfile column;
  column.non_empty = 100;
  column.type = std::move(type);
  column.sensitivity = Sensitivity::kPersonal;
  return column;
}

}  // namespace tidegate
