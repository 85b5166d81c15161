// The model files of the repository, for tests alone.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "tidegate/classify/column_model.h"

namespace tidegate {

inline std::string model_file(const std::string& name) {
  std::ifstream in(std::string(TIDEGATE_SOURCE_DIR) + "/models/" + name, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  EXPECT_FALSE(bytes.str().empty()) << name;
  return bytes.str();
}

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

}  // namespace tidegate
