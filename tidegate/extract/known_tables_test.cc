// Tables whose format, encoding, delimiter, header and size people have written down. Only where
// TIDEGATE_DATA leads to them: they are too many for the repository.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "tidegate/extract/collect.h"

namespace tidegate {
namespace {

using nlohmann::json;

class KnownTables : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* data = std::getenv("TIDEGATE_DATA");
    if (data == nullptr) GTEST_SKIP() << "TIDEGATE_DATA is not set";
    data_ = data;
    if (std::filesystem::is_directory(data_ / "data")) data_ /= "data";
    ASSERT_TRUE(std::filesystem::exists(data_ / "tables" / "tables.jsonl"))
        << "the tables are not under TIDEGATE_DATA";
  }

  static std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  // The lines of a list, with the folder it lies in.
  std::vector<json> list(const std::string& folder) const {
    std::ifstream in(data_ / folder / "tables.jsonl");
    std::vector<json> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(json::parse(line));
    return lines;
  }

  CollectedTable read(const std::string& folder, const json& known) const {
    const std::string name = known["table_csv_path"];
    auto tables = collect(bytes_of(data_ / folder / name), name);
    if (tables && tables->size() == 1) return tables->front();
    ADD_FAILURE() << name << ": " << (tables ? "not one table" : tables.error().what);
    return {};
  }

  std::filesystem::path data_;
};

// Everything that the lists say, for the two that say everything.
TEST_F(KnownTables, AreReadAsTheyWereWrittenDown) {
  for (const std::string folder : {"tables", "tables_hand"}) {
    for (const json& known : list(folder)) {
      SCOPED_TRACE(known["table_csv_path"].get<std::string>());
      const CollectedTable table = read(folder, known);
      const bool is_csv = known["format"] == "csv";
      EXPECT_EQ(table.info.format == "tsv" ? "csv" : table.info.format, known["format"]);
      EXPECT_EQ(table.info.encoding, known["encoding"]);
      EXPECT_EQ(table.info.delimiter, is_csv ? known["delimiter"].get<std::string>() : "");
      if (is_csv) {
        const json row = table.info.header_row ? json(*table.info.header_row) : json(nullptr);
        EXPECT_EQ(row, known["header_row"]);
      }
      EXPECT_EQ(table.rows.size(), known["rows"].get<std::size_t>() + known.value("footer_rows", 0U));
      std::vector<std::string> names;
      for (const json& column : known["columns"]) names.push_back(column["name"]);
      names.resize(names.size() + known.value("trailing_empty_columns", 0U));
      EXPECT_EQ(table.columns, names);
    }
  }
}

// The names of the labels, "?" and "\uFFFD" apart, which stand for characters that were lost before.
TEST_F(KnownTables, RealTablesHaveTheirHeaderInTheFirstRow) {
  for (const json& known : list("corpus/real_tables")) {
    SCOPED_TRACE(known["table_csv_path"].get<std::string>());
    const CollectedTable table = read("corpus/real_tables", known);
    EXPECT_EQ(table.info.header_row, 0U);
    for (const json& column : known["columns"]) {
      const std::string name = column["name"];
      const std::size_t index = column["index"];
      ASSERT_LT(index, table.columns.size());
      if (name.find('?') == std::string::npos) {
        EXPECT_EQ(table.columns[index].substr(0, name.size()), name);
      }
    }
  }
}

// Web tables: the list takes the first row for the header always, but in eleven it is data, told by reading
// them.
TEST_F(KnownTables, WebTablesHaveAHeaderOrNone) {
  const std::set<std::string> without = {
      "22987653_0_7774852112768859306.csv", "29021592_3_2299138476894681059.csv",
      "30645756_0_2413317245475669227.csv", "33401079_0_9127583903019856402.csv",
      "43226272_0_5995103035300388365.csv", "5873256_0_7795190905731964989.csv",
      "64207896_0_3206705146602325658.csv", "69381058_0_984708047398578866.csv",
      "76836443_2_249332777049648171.csv",  "86747932_0_7532457067740920052.csv",
      "90325533_0_6668263142989366843.csv"};
  int tables = 0;
  int right = 0;
  for (const json& known : list("corpus/t2dv2")) {
    const CollectedTable table = read("corpus/t2dv2", known);
    const std::string name = std::filesystem::path(known["table_csv_path"].get<std::string>()).filename();
    const bool is_right = without.contains(name) ? !table.info.header_row : table.info.header_row == 0U;
    ++tables;
    right += is_right ? 1 : 0;
    if (!is_right) std::printf("not as read by a person: %s\n", name.c_str());
    if (without.contains(name)) {
      EXPECT_FALSE(table.info.header_row) << name << ": data became names";
    }
  }
  EXPECT_EQ(tables, 161);
  EXPECT_GE(right, 158);
}

// The header cut off: what is left must not lose its first row to the names.
TEST_F(KnownTables, WithoutTheirHeaderHaveNone) {
  int tables = 0;
  int wrong = 0;
  for (const std::string folder : {"tables", "tables_hand", "corpus/real_tables"}) {
    for (const json& known : list(folder)) {
      if (known.value("format", "csv") != "csv") continue;
      const CollectedTable table = read(folder, known);
      if (!table.info.header_row) continue;
      std::string text;
      for (std::size_t r = 0; r < table.rows.size(); ++r) {
        for (const CollectedCell& cell : table.rows[r]) {
          std::string quoted = cell.text;
          for (std::size_t at = 0; (at = quoted.find('"', at)) != std::string::npos; at += 2)
            quoted.insert(at, 1, '"');
          text += (cell.column > 0 ? ",\"" : "\"") + quoted + "\"";
        }
        text += "\n";
      }
      const auto bare = collect(text, "x.csv");
      ASSERT_TRUE(bare) << bare.error().what;
      ++tables;
      if (!bare->front().info.header_row) continue;
      ++wrong;
      std::printf("a row of data became names: %s\n", known["table_csv_path"].get<std::string>().c_str());
    }
  }
  EXPECT_GE(tables, 80);
  // One: a survey whose second row says "Response" above every answer.
  EXPECT_LE(wrong, 1);
}

}  // namespace
}  // namespace tidegate
