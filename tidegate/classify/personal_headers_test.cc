#include "tidegate/classify/personal_headers.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "tidegate/classify/column_verdict.h"
#include "tidegate/classify/test_model.h"

namespace tidegate {
namespace {

using Headers = std::vector<std::string>;

std::vector<bool> hidden_of(const Headers& headers) {
  return personal_headers({headers.begin(), headers.end()}, test_model().vocabulary(),
                          test_model().lexicons());
}

Headers hidden(const Headers& headers) {
  const std::vector<bool> is = hidden_of(headers);
  Headers out;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    if (is[i]) out.push_back(headers[i]);
  }
  return out;
}

TEST(PersonalHeaders, NumbersOfPersonsAreKnownByThemselves) {
  for (const char* header : {"13812345678", "w.z@example.com", "11010519491231002X", "4111 1111 1111 1111"})
    EXPECT_EQ(hidden({"日期", header, "金额"}), Headers{header});
}

TEST(PersonalHeaders, NumbersInLongerHeadersAreKnownByThemselves) {
  for (const char* header : {"张伟 13812345671", "张伟13812345671", "wang.wei@example.com (王伟)",
                             "手机 138-1234-5671", "Tom, +44 7911 123456", "contacts.王伟 13812345671.place"})
    EXPECT_EQ(hidden({"日期", header, "foo", "金额"}), Headers{header});
  const std::string far = std::string(400, 'x') + " 13812345671";
  EXPECT_EQ(hidden({"日期", far, "foo", "bar"}), Headers{far});
  EXPECT_EQ(hidden({"手机", "统计 2024-01-01", "订单 20240101123456", "ISO 13616", "support"}), Headers{});
}

TEST(PersonalHeaders, NamesMayHaveTwoSurnamesOrATitle) {
  const Headers two = {"欧阳娜娜", "上官婉儿", "尉迟恭"};
  EXPECT_EQ(hidden(two), two);
  const Headers titled = {"张伟老师", "李娜医生", "王经理", "欧阳先生"};
  EXPECT_EQ(hidden(titled), titled);
  EXPECT_EQ(hidden({"指导老师", "主治医生", "班主任", "客户经理", "任课老师", "责任医生"}), Headers{});
}

TEST(PersonalHeaders, NamesInPinyinAreKnownByThreeOfThem) {
  const Headers names = {"zhangwei", "lina", "wangfang"};
  EXPECT_EQ(hidden(names), names);
  EXPECT_EQ(hidden({"id", "users.zhangwei82.phone", "users.lina1990.phone", "users.wangfang.phone"}),
            (Headers{"users.zhangwei82.phone", "users.lina1990.phone", "users.wangfang.phone"}));
  EXPECT_EQ(hidden({"zhangwei", "lina"}), Headers{});
  const Headers of_words = {"Zhang Xiaoming", "Li Xiaohong", "Wang Jianguo"};  // ming and hong are words too
  EXPECT_EQ(hidden(of_words), of_words);
  EXPECT_EQ(hidden({"wendu", "shidu", "gaodu", "yali", "liuliang", "leixing", "shijian", "shuliang"}),
            Headers{});
  EXPECT_EQ(hidden({"chepai", "chexing", "luxian", "shiduan", "licheng", "youhao"}), Headers{});
}

TEST(PersonalHeaders, NamesAreKnownByTheNamesBesideThem) {
  EXPECT_EQ(hidden({"日期", "张伟", "李建国", "王芳"}), (Headers{"张伟", "李建国", "王芳"}));
  EXPECT_EQ(hidden({"date", "James Smith", "Mary Jones", "Robert Miller"}),
            (Headers{"James Smith", "Mary Jones", "Robert Miller"}));
  EXPECT_EQ(hidden({"Alice", "Robert", "Susan"}).size(), 3U);
  EXPECT_EQ(hidden({"日期", "部门", "项目", "张伟"}), Headers{});
}

// A surname may be in no list.
TEST(PersonalHeaders, WhatStandsAmongPersonsIsTheirsUnlessItIsAWordForAColumn) {
  EXPECT_EQ(hidden({"姓名", "张伟", "李娜", "㐂田", "王芳"}), (Headers{"张伟", "李娜", "㐂田", "王芳"}));
}

TEST(PersonalHeaders, KeysAreJudgedBesideThoseOfTheirObject) {
  EXPECT_EQ(hidden({"date", "team", "place", "scores.张伟.maths", "scores.李娜.maths"}),
            (Headers{"scores.张伟.maths", "scores.李娜.maths"}));
  EXPECT_EQ(hidden({"user.name", "user.phone", "user.contact[].phoneNo"}), Headers{});
}

TEST(PersonalHeaders, OrdinaryWordsThatBeginLikeNamesAreNone) {
  const Headers ordinary = {"金额", "高度", "温度", "时间", "方向", "向量", "安全", "成本", "余额",
                            "钱数", "单位", "项目", "关系", "支付", "单价", "方式", "年龄", "全称",
                            "车牌", "权限", "计量", "平均", "汉族", "花费", "祖籍", "应收", "连接"};
  EXPECT_EQ(hidden(ordinary), Headers{});
  for (const std::string& header : ordinary) EXPECT_EQ(hidden({header}), Headers{}) << header;
  EXPECT_EQ(hidden({"金华", "温州", "常州", "安康", "黄山"}), Headers{});
  EXPECT_EQ(hidden({"April", "May", "June"}), Headers{});
  EXPECT_EQ(hidden({"Virginia", "Georgia", "Carolina"}), Headers{});
  EXPECT_EQ(hidden({"", "2023", "2024", "Unit Price", "Order Date"}), Headers{});
}

TEST(PersonalHeaders, NoWordOfTheVocabularyIsOne) {
  std::istringstream rows(model_file("header_vocabulary.tsv"));
  for (std::string row; std::getline(rows, row);) {
    std::istringstream columns(row);
    std::string column;
    Headers words;
    std::getline(columns, column, '\t');
    if (column != "word") continue;
    std::getline(columns, column, '\t');  // its meaning
    while (std::getline(columns, column, '\t')) {
      std::istringstream forms(column);
      for (std::string form; std::getline(forms, form, ',');) words.push_back(form);
    }
    EXPECT_EQ(hidden(words), Headers{});
    for (const std::string& word : words) EXPECT_EQ(hidden({word}), Headers{}) << word;
  }
}

// Only where TIDEGATE_DATA leads to tables whose columns people have written down.
TEST(PersonalHeaders, NoHeaderOfTheKnownTablesIsOne) {
  const char* data = std::getenv("TIDEGATE_DATA");
  if (data == nullptr) GTEST_SKIP() << "TIDEGATE_DATA is not set";
  std::filesystem::path root = data;
  if (std::filesystem::is_directory(root / "data")) root /= "data";
  for (const char* folder : {"tables", "tables_hand"}) {
    std::ifstream in(root / folder / "tables.jsonl");
    ASSERT_TRUE(in.is_open()) << folder;
    std::size_t tables = 0;
    for (std::string line; std::getline(in, line); ++tables) {
      const auto known = nlohmann::json::parse(line);
      Headers headers;
      for (const auto& column : known["columns"]) headers.push_back(column["name"]);
      EXPECT_EQ(hidden(headers), Headers{}) << known["table_csv_path"];
    }
    EXPECT_GT(tables, 0U) << folder;
  }
}

TEST(PersonalHeaders, AreNeitherToldNorSure) {
  TableFeatures table;
  for (const char* header : {"张伟", "李娜", "日期"}) {
    ColumnFeatures column;
    column.index = table.columns.size();
    column.header = header;
    table.columns.push_back(std::move(column));
  }
  const auto day = Date::parse("2026-11-01");
  ASSERT_TRUE(day.has_value());
  const std::vector<ColumnProfile> judged = judge_columns(table, test_model(), *day);
  EXPECT_EQ(judged[0].name, "");
  EXPECT_LE(judged[0].p_permille, 500);
  EXPECT_EQ(judged[2].name, "日期");
  EXPECT_GT(judged[2].p_permille, 500);
}

}  // namespace
}  // namespace tidegate
