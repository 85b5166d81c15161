#include "tidegate/classify/line_findings.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>
#include <utility>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/classify/subject_scan.h"
#include "tidegate/classify/table_scan.h"

namespace tidegate {
namespace {

// Lines, `between` behind each.
RowBlock block_of(const std::vector<std::string>& lines, const std::string& between) {
  RowBlock block;
  block.row_begin.push_back(0);
  for (const std::string& line : lines) {
    if (!line.empty()) {
      block.cells.push_back(
          {static_cast<std::uint32_t>(block.text.size()), static_cast<std::uint32_t>(line.size()), 0});
    }
    block.text += line + between;
    block.row_begin.push_back(static_cast<std::uint32_t>(block.cells.size()));
  }
  return block;
}

std::vector<std::uint64_t> told(const TableScan& scan) {
  const ColumnFeatures features = scan.finish().columns.at(0);
  std::vector<std::uint64_t> out(features.context.begin(), features.context.end());
  for (std::size_t kind = 0; kind < features.kinds.size(); ++kind) {
    if (static_cast<ValueKind>(kind) == ValueKind::kPasswordPair)
      continue;  // judged with what stands around it
    out.push_back(features.kinds[kind].whole_valid);
    out.push_back(features.kinds[kind].inside_text);
  }
  return out;
}

// Found once for both that ask, or by each for itself: the same counts and persons, whatever lies between
// the lines; but for passwords, which the lines around may name and weigh. No line is indented here: among
// others that tells a line of a program, and a cell by itself has none.
TEST(LineFindings, AreWhatEachWouldFind) {
  const LiteralMatcher literals;
  LineFindings found(literals);
  EXPECT_TRUE(rc::check("any lines", [&] {
    const auto piece = rc::gen::elementOf(
        std::vector<std::string>{"", " ", "电话", "13912345671", "身份证号11010519491231002X", "word",
                                 "password: hunter22x", "a.b@example.org", ", ", "2024-01-31 10:20:30",
                                 "订单", "10.0.0.1 login from ", "手机号 139 1234 5672"});
    std::vector<std::string> lines(*rc::gen::inRange<std::size_t>(1, 8));
    for (std::string& line : lines) {
      for (const std::string& part : *rc::gen::container<std::vector<std::string>>(piece)) line += part;
      line.erase(0, line.find_first_not_of(' '));
    }
    const RowBlock block =
        block_of(lines, *rc::gen::elementOf(std::vector<std::string>{"\n", "\r\n", "x", " \n"}));
    TableInfo info;
    info.columns = {""};
    info.is_prose = true;
    TableScan alone(info, literals);
    TableScan beside(info, literals);
    SubjectRole text;
    text.text = true;
    const auto on = *Date::parse("2026-11-20");
    SubjectScan persons_alone({text}, SubjectKeySecret{}, on, literals);
    SubjectScan persons_beside({text}, SubjectKeySecret{}, on, literals);
    found.find(block);
    RC_ASSERT(alone.add(block).has_value());
    RC_ASSERT(beside.add(block, &found).has_value());
    persons_alone.add(block);
    persons_beside.add(block, &found);
    RC_ASSERT(told(alone) == told(beside));
    const SubjectSet a = persons_alone.take();
    const SubjectSet b = persons_beside.take();
    RC_ASSERT(a.counts().persons == b.counts().persons);
    RC_ASSERT(a.counts().with_sensitive == b.counts().with_sensitive);
    RC_ASSERT(a.counts().under14 == b.counts().under14);
    RC_ASSERT(a.rows_without_age() == b.rows_without_age());
  }));
}

// Blanks and a carriage return at the end of a line tell nothing of a secret: alone it has none.
TEST(LineFindings, JudgeASecretAlikeWhateverEndsItsLine) {
  const LiteralMatcher literals;
  LineFindings found(literals);
  const std::string line = "10.0.0.1 login from word1391234567110.0.0.1 login from 订单,";
  const auto values_of = [&](const std::string& end) {
    found.find(block_of({line}, end));
    std::vector<std::string> out;
    for (const FoundValue& value : found.values(0))
      out.push_back(line.substr(value.begin, value.end - value.begin));
    return out;
  };
  const auto alone = values_of("");
  for (const char* end : {"\n", " \n", "\r\n", "  \r\n", "\t\n"}) EXPECT_EQ(values_of(end), alone) << end;
}

// Secrets of the rows, as "row: text".
std::vector<std::string> secrets_of(const std::vector<std::string>& lines) {
  const LiteralMatcher literals;
  LineFindings found(literals);
  const RowBlock block = block_of(lines, "\n");
  found.find(block);
  std::vector<std::string> out;
  for (std::size_t row = 0; row < lines.size(); ++row) {
    for (const FoundValue& value : found.values(row))
      out.push_back(std::to_string(row) + ": " + lines[row].substr(value.begin, value.end - value.begin));
  }
  return out;
}

TEST(LineFindings, TakeASecretWhoseNameStandsOnTheLineBefore) {
  using Secrets = std::vector<std::string>;
  EXPECT_EQ(secrets_of({"- name: DB_PASSWORD", "value: \"Kiesel7!Moor\"", "- name: PORT", "value: \"5432\""}),
            (Secrets{"1: Kiesel7!Moor"}));
  EXPECT_EQ(secrets_of({"<key>smtp_password</key>", "<string>xK9mQ2vLp7</string>"}),
            (Secrets{"1: xK9mQ2vLp7"}));
  EXPECT_EQ(secrets_of({"- name: DB_PASSWORD", "", "valueless: Kiesel7"}), (Secrets{}));
}

TEST(LineFindings, EndASecretWithItsLine) {
  const std::string body(64, 'A');
  EXPECT_EQ(secrets_of({"-----BEGIN PRIVATE KEY-----", body + "bc", "-----END PRIVATE KEY-----", "x"}),
            (std::vector<std::string>{"0: -----BEGIN PRIVATE KEY-----"}));
}

}  // namespace
}  // namespace tidegate
