#include "tidegate/extract/json_table_reader.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tidegate/extract/collect.h"
#include "tidegate/extract/json_extent.h"
#include "tidegate/extract/json_text.h"

namespace tidegate {
namespace {

using ::testing::HasSubstr;
using Strings = std::vector<std::string>;

CollectedTable read(std::string_view text, std::string_view path = "a.json",
                    const ExtractOptions& options = {}) {
  auto tables = collect(text, path, options);
  if (!tables || tables->size() != 1) {
    ADD_FAILURE() << (tables ? "not one table" : tables.error().what + " at " + tables.error().where);
    return {};
  }
  return tables->front();
}

Error error_of(std::string_view text, std::string_view path = "a.json", const ExtractOptions& options = {}) {
  const auto tables = collect(text, path, options);
  EXPECT_FALSE(tables) << "was read";
  return tables ? Error{} : tables.error();
}

// "column=text" of every cell of a row.
Strings cells(const CollectedTable& table, std::size_t r) {
  Strings out;
  for (const CollectedCell& cell : table.rows.at(r))
    out.push_back(table.columns.at(cell.column) + "=" + cell.text);
  return out;
}

TEST(JsonTableReader, LinesBecomeRowsAndKeyPathsColumns) {
  const auto table = read(
      "{\"a\":1,\"b\":{\"c\":\"x\",\"d\":[true,\"y\"]},\"e\":[{\"f\":1.50},{\"f\":-2e3}]}\n{\"a\":null}\n");
  EXPECT_EQ(table.info.format, "jsonl");
  EXPECT_EQ(table.columns, (Strings{"a", "b.c", "b.d[]", "e[].f"}));
  EXPECT_EQ(cells(table, 0), (Strings{"a=1", "b.c=x", "b.d[]=true", "b.d[]=y", "e[].f=1.50", "e[].f=-2e3"}));
  EXPECT_TRUE(cells(table, 1).empty());
}

TEST(JsonTableReader, NumbersKeepEveryDigit) {
  EXPECT_EQ(cells(read("{\"iccid\":89860619485124720679}\n{\"iccid\":1}\n"), 0),
            (Strings{"iccid=89860619485124720679"}));
}

TEST(JsonTableReader, CellsAscendByColumnWhateverTheOrderOfKeys) {
  const auto table = read("{\"a\":\"1\",\"b\":\"2\"}\n{\"b\":\"3\",\"a\":\"4\"}\n");
  EXPECT_EQ(cells(table, 1), (Strings{"a=4", "b=3"}));
}

TEST(JsonTableReader, ColumnsStandInTheOrderOfTheKeys) {
  // "new" first comes in the second record, but stands between the others.
  EXPECT_EQ(read("{\"a\":1,\"z\":2}\n{\"a\":1,\"new\":3,\"z\":2}\n").columns, (Strings{"a", "new", "z"}));
  // A column that is always null is one nevertheless; an empty array or object says nothing yet.
  EXPECT_EQ(read("{\"a\":null,\"b\":[],\"c\":{}}\n{\"a\":null,\"b\":[{\"d\":1}]}\n").columns,
            (Strings{"a", "b[].d"}));
}

TEST(JsonTableReader, KeysMetLaterAreAdded) {
  std::string text;
  for (int i = 0; i < 1'000; ++i) text += "{\"a\":\"" + std::string(20, 'x') + "\"}\n";
  text += "{\"late\":1,\"a\":2}\n";
  const auto table = read(text, "a.jsonl", {.block_bytes = 4096});
  EXPECT_EQ(table.info.columns, (Strings{"a"}));
  EXPECT_EQ(table.columns, (Strings{"a", "late"}));
  EXPECT_EQ(cells(table, 1'000), (Strings{"a=2", "late=1"}));
}

TEST(JsonTableReader, StringsAreUnescaped) {
  EXPECT_EQ(cells(read(R"({"k\u0065y":"\u5f20\u4e09 \"q\" \ud83d\ude00 \ud800 \\ \/ \t"})"), 0),
            (Strings{"key=张三 \"q\" 😀 \uFFFD \\ / \t"}));
}

TEST(JsonTableReader, TopLevelArrayIsReadElementByElement) {
  const auto table = read(" [ {\"a\":1} ,\n {\"a\":[2,3]} ] \n");
  EXPECT_EQ(table.info.format, "json");
  EXPECT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.columns, (Strings{"a", "a[]"}));
}

TEST(JsonTableReader, ArraysAsRecordsAreColumnsByPosition) {
  const auto table = read("[[\"id\",\"name\"],[1,\"Ann\"],[2,\"Bob\"]]");
  EXPECT_EQ(table.columns, (Strings{"[0]", "[1]"}));
  EXPECT_EQ(cells(table, 2), (Strings{"[0]=2", "[1]=Bob"}));
}

TEST(JsonTableReader, ScalarsInAnArrayAreRowsOfOneColumn) {
  const auto table = read("[\"13800138000\",\"13900139000\"]");
  EXPECT_EQ(table.columns, (Strings{""}));
  EXPECT_EQ(table.rows.size(), 2U);
}

TEST(JsonTableReader, RecordsInsideAnObjectAreRowsAndWhatStandsAroundThemOneMore) {
  const auto table = read(
      R"({"code":0,"data":{"total":2,"list":[{"id":1,"n":"x"},{"id":2,"n":"y"}]},"by":"ops","other":[{"id":7}],"tags":["p","q"]})");
  EXPECT_EQ(table.columns, (Strings{"id", "n", "code", "data.total", "by", "other[].id", "tags[]"}));
  ASSERT_EQ(table.rows.size(), 4U);
  EXPECT_EQ(cells(table, 1), (Strings{"id=2", "n=y"}));
  EXPECT_EQ(cells(table, 2), (Strings{"other[].id=7"}));
  EXPECT_EQ(cells(table, 3), (Strings{"code=0", "data.total=2", "by=ops", "tags[]=p", "tags[]=q"}));
}

TEST(JsonTableReader, SingleObjectIsOneRecord) {
  const auto table = read("{\"name\":\"Ann\",\"address\":{\"city\":\"Oslo\"},\"phones\":[\"1\",\"2\"]}");
  ASSERT_EQ(table.rows.size(), 1U);
  EXPECT_EQ(cells(table, 0), (Strings{"name=Ann", "address.city=Oslo", "phones[]=1", "phones[]=2"}));
}

TEST(JsonTableReader, KeysThatAreValuesAreCellsAndNotColumns) {
  // Else a phone number would stand in a report as the name of a column.
  const auto whole = read("{\"13800138000\":{\"name\":\"Ann\"},\"13900139000\":{\"name\":\"Bob\"}}");
  EXPECT_EQ(whole.rows.size(), 2U);
  EXPECT_EQ(cells(whole, 0), (Strings{"{key}=13800138000", "{}.name=Ann"}));
  const auto lines = read("{\"u\":{\"ann@example.com\":5}}\n{\"u\":{\"bob@example.com\":6}}\n");
  EXPECT_EQ(lines.columns, (Strings{"u.{key}", "u.{}"}));
  EXPECT_EQ(cells(lines, 1), (Strings{"u.{key}=bob@example.com", "u.{}=6"}));
}

// Scores by name: the names are values too, and a row each.
TEST(JsonTableReader, ObjectOfRecordsThatAreAlikeIsATableByKey) {
  std::string text = "{";
  for (const char* name :
       {"Ann Lee", "Jo Kim", "Eva Roth", "Max Roy", "Ida Moe", "Kai Ode", "Li Wu", "Bo Ek"})
    text += fmt::format("{}\"{}\": {{\"phone\": \"1\", \"score\": {{\"a\": 85}}}}",
                        text.size() > 1 ? ",\n" : "", name);
  const auto table = read(text + ", \"Al Du\": {\"score\": {\"a\": 7}}, \"No Na\": null}");
  EXPECT_EQ(table.columns, (Strings{"{key}", "{}.phone", "{}.score.a"}));
  ASSERT_EQ(table.rows.size(), 10U);
  EXPECT_EQ(cells(table, 0), (Strings{"{key}=Ann Lee", "{}.phone=1", "{}.score.a=85"}));
  EXPECT_EQ(cells(table, 8), (Strings{"{key}=Al Du", "{}.score.a=7"}));
  EXPECT_EQ(cells(table, 9), (Strings{"{key}=No Na"}));
  const auto inside = read("{\"code\": 0, \"data\": " + text + "}}");
  EXPECT_EQ(inside.columns, (Strings{"code", "data.{key}", "data.{}.phone", "data.{}.score.a"}));
  EXPECT_EQ(inside.rows.size(), 9U);
  text += "}";
  SlowSource source(text, 1);
  Collector sink;
  ASSERT_TRUE(extract_tables(source, "a.json", sink, {}));
  EXPECT_EQ(sink.tables.front().rows.size(), 8U);
}

TEST(JsonTableReader, ObjectOfDifferentRecordsIsNone) {
  for (const char* text :
       {R"({"a":{"x":1},"b":{"x":2},"c":{"x":3}})", R"({"a":{"x":1},"b":{"y":2},"c":{"z":3},"d":{"x":4}})",
        R"({"a":{"x":1},"b":{"x":2},"c":{"x":3},"d":4})", R"({"a":{},"b":{},"c":{},"d":{},"e":1})"}) {
    const auto table = read(text);
    EXPECT_EQ(table.rows.size(), 1U) << text;
    EXPECT_THAT(table.columns, ::testing::Not(::testing::Contains("{key}"))) << text;
  }
}

TEST(JsonTableReader, KeyThatBeginsWithAnAtSignIsAName) {
  const auto table = read("{\"@timestamp\":\"2026-01-02\",\"@\":1,\"a@\":2}\n", "a.jsonl");
  EXPECT_EQ(table.columns, (Strings{"@timestamp", "@", "a@"}));
}

TEST(JsonTableReader, LineThatIsNotJsonIsKeptAsText) {
  const auto table = read("{\"a\":1}\n{\"a\":2\n\n{\"a\":3}\nplain 13800138000\n{\"a\":4},\n", "a.jsonl");
  EXPECT_EQ(table.rows.size(), 5U);
  EXPECT_EQ(table.columns, (Strings{"a", ""}));
  EXPECT_EQ(cells(table, 3), (Strings{"=plain 13800138000"}));
  ASSERT_EQ(table.end.notes.size(), 1U);
  EXPECT_THAT(table.end.notes[0].en, HasSubstr("line 2"));
}

TEST(JsonTableReader, LineCutShortAnywhereIsKeptAsText) {
  const std::string record = "[{\"a\":1},{\"b\":[true,{\"c\":\"x\"},[]]},null,-1.5e3]";
  for (std::size_t length = 1; length < record.size(); ++length) {
    const std::string line = record.substr(0, length);
    if (line.ends_with(',')) continue;  // a comma behind a line is passed over
    const auto table = read(record + "\n" + record + "\n" + line + "\n", "a.jsonl");
    ASSERT_EQ(table.rows.size(), 3U) << line;
    EXPECT_EQ(cells(table, 2), (Strings{"=" + line})) << line;
  }
}

TEST(JsonTableReader, FileOfWhichMostIsNotJsonIsMalformed) {
  const Error error = error_of("{\"a\":1}\nx\ny\nz\n", "a.jsonl");
  EXPECT_EQ(error.code, ErrorCode::kMalformed);
  EXPECT_EQ(error.where, "a.jsonl:line 2");
}

TEST(JsonTableReader, PrettyPrintedValuesMayFollowOneAnother) {
  const auto table = read("{\n \"a\": 1\n}\n{\n \"a\": 2\n}\n");
  EXPECT_EQ(table.info.format, "jsonl");
  EXPECT_EQ(table.rows.size(), 2U);
}

TEST(JsonTableReader, BrokenJsonIsMalformedWithItsPlace) {
  for (const char* text : {"[{\"a\":1},{\"a\":}]", "[{\"a\":1},{\"b\" 2}]", "[{\"a\":1},{\"c\":01}]",
                           "[{\"a\":1},{\"c\":\"\\x\"}]", "[{\"a\":1},{\"a\":tru}]",
                           "[{\"a\":1},{\"a\":[1 2]}]", "[{\"a\":1},{\"a\":1,}]"}) {
    const Error error = error_of(text);
    EXPECT_EQ(error.code, ErrorCode::kMalformed) << text;
    EXPECT_EQ(error.where, "a.json:byte 9") << text;
  }
  for (const char* text : {"[{\"a\":1}", "[{\"a\":1},", "{\"a\":{\"b\":1}", "{\"a\":[1,2", "[{\"a\":\"x"}) {
    EXPECT_EQ(error_of(text).code, ErrorCode::kMalformed) << text;
  }
  for (const char* text : {"[{\"a\":1}] x", "[{\"a\":1},]", "{\"a\":1,}", "{\"a\" 1}", "{\"a\":[1,]}"}) {
    EXPECT_EQ(error_of(text, "a.json", {.format = "json"}).code, ErrorCode::kMalformed) << text;
  }
}

TEST(JsonTableReader, BracketsDeeperThanTheLimitAreKLimit) {
  const auto nested = [](int depth) {
    return "[{\"a\":" + std::string(static_cast<std::size_t>(depth), '[') + "1" +
           std::string(static_cast<std::size_t>(depth), ']') + "}]";
  };
  EXPECT_EQ(read(nested(127)).rows.size(), 1U);
  EXPECT_EQ(error_of(nested(128)).code, ErrorCode::kLimit);
  EXPECT_EQ(error_of(nested(100'000)).code, ErrorCode::kLimit);
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  EXPECT_EQ(error_of(objects + "1" + std::string(100'000, '}'), "a.json").code, ErrorCode::kLimit);
}

TEST(JsonTableReader, TooManyKeysAreKLimit) {
  ExtractOptions options;
  options.max_columns = 100;
  std::string text = "[{";
  for (int i = 0; i < 101; ++i) text += (i > 0 ? "," : "") + std::string("\"k") + std::to_string(i) + "\":1";
  EXPECT_EQ(error_of(text + "}]", "a.json", options).code, ErrorCode::kLimit);
  std::string array = "[[1";
  for (int i = 0; i < 100; ++i) array += ",1";
  EXPECT_EQ(error_of(array + "]]", "a.json", options).code, ErrorCode::kLimit);
}

TEST(JsonTableReader, RecordOverTheLimitIsKLimit) {
  ExtractOptions options;
  options.max_row_bytes = 1'000;
  EXPECT_EQ(error_of("[{\"a\":\"" + std::string(2'000, 'x') + "\"}]", "a.json", options).code,
            ErrorCode::kLimit);
  EXPECT_EQ(error_of("{\"b\":1}\n{\"a\":\"" + std::string(2'000, 'x') + "\"}\n", "a.json", options).where,
            "a.json:line 2");
  options.max_row_bytes = 5'000;
  options.max_cell_bytes = 1'000;
  EXPECT_EQ(error_of("[{\"a\":\"" + std::string(2'000, 'x') + "\"}]", "a.json", options).code,
            ErrorCode::kLimit);
}

TEST(JsonTableReader, SameRowsHoweverTheSourceCutsItsReads) {
  std::string text = "[";
  for (int i = 0; i < 3'000; ++i) {
    text += (i > 0 ? ",\n" : "") + std::string("{\"id\":") + std::to_string(i) + ",\"n\":\"张\\\"三" +
            std::to_string(i * 7) + "\",\"l\":[{\"x\":1},{\"x\":2}]}";
  }
  text += "]";
  const auto whole = read(text, "a.json", {.block_bytes = 4096});
  for (const std::size_t step : {1U, 63U, 4095U, 4097U}) {
    SlowSource source(text, step);
    Collector sink;
    ASSERT_TRUE(extract_tables(source, "a.json", sink, {.block_bytes = 4096}));
    EXPECT_EQ(sink.tables.front().rows, whole.rows) << step;
  }
}

TEST(JsonExtent, EndsWhereTheValueEndsHoweverTheTextArrives) {
  for (const std::string value : {"{\"a\":\"}]\\\"\",\"b\":[1,{}]}", "[]", "\"x\\\\\"", "-1.5e3", "true"}) {
    const std::string text = value + ", 1";
    for (std::size_t first = 1; first < text.size(); ++first) {
      JsonExtent extent;
      bool is_done = extent.scan(std::string_view(text).substr(0, first));
      if (!is_done) is_done = extent.scan(text);
      EXPECT_TRUE(is_done) << value;
      EXPECT_EQ(extent.length(), value.size()) << value << " split at " << first;
    }
  }
}

TEST(JsonText, LiteralsAreTheGrammarsOwn) {
  for (const char* good : {"0", "-0", "12", "1.5", "1e5", "1E+5", "-1.25e-3", "true", "false", "null"})
    EXPECT_TRUE(is_json_literal(good)) << good;
  for (const char* bad : {"", "-", "01", "1.", ".5", "1e", "+1", "0x1", "True", "nul", "1 2", "NaN"})
    EXPECT_FALSE(is_json_literal(bad)) << bad;
}

// The slow twin: nlohmann's tree, walked plainly. Columns in order of first appearance do not matter here:
// cells are compared by column name, per row.
void flatten(const nlohmann::json& value, const std::string& path, std::vector<std::string>& out) {
  if (value.is_object()) {
    for (const auto& [key, inner] : value.items()) flatten(inner, path.empty() ? key : path + "." + key, out);
  } else if (value.is_array()) {
    for (const auto& inner : value) flatten(inner, path + "[]", out);
  } else if (value.is_string()) {
    out.push_back(path + "=" + value.get<std::string>());
  } else if (!value.is_null()) {
    out.push_back(path + "=" + value.dump());
  }
}

// A container of small things: sizes grow slowly, so that nesting stays readable.
template <typename T>
rc::Gen<std::vector<T>> few(rc::Gen<T> gen) {
  return rc::gen::mapcat(rc::gen::inRange<std::size_t>(0, 5),
                         [gen](std::size_t n) { return rc::gen::container<std::vector<T>>(n, gen); });
}

rc::Gen<nlohmann::json> json_object(const rc::Gen<nlohmann::json>& inner) {
  const auto key = rc::gen::element<std::string>("a", "b", "c", "d", "e", "键", "q\"", "\\");
  return rc::gen::map(few(rc::gen::pair(key, inner)),
                      [](const std::vector<std::pair<std::string, nlohmann::json>>& members) {
                        nlohmann::json object = nlohmann::json::object();
                        for (const auto& [name, value] : members) object[name] = value;
                        return object;
                      });
}

rc::Gen<nlohmann::json> json_value(int depth) {
  const auto word = rc::gen::element<std::string>("a", "key", "张", "x y", "q\"q", "back\\slash", "\n", "",
                                                  "长一点的字符串，超过三十二个字节的那种");
  const auto scalar =
      rc::gen::oneOf(rc::gen::map(word, [](const std::string& s) { return nlohmann::json(s); }),
                     rc::gen::map(rc::gen::inRange(-1000, 1000), [](int n) { return nlohmann::json(n); }),
                     rc::gen::element<nlohmann::json>(true, false, nullptr));
  if (depth == 0) return scalar;
  const auto inner = json_value(depth - 1);
  const auto array =
      rc::gen::map(few(inner), [](const std::vector<nlohmann::json>& v) { return nlohmann::json(v); });
  return rc::gen::oneOf(scalar, array, json_object(inner));
}

RC_GTEST_PROP(JsonTableReaderProperty, AgreesWithThePlainTwinOnLinesAndInAnArray, ()) {
  auto records = *few(json_object(json_value(3)));
  records.push_back({{"a", 1}});
  std::string lines;
  std::string array = "[";
  for (const auto& record : records) {
    lines += record.dump() + "\n";
    array += (array.size() > 1 ? "," : "") + record.dump(2);
  }
  array += "]";
  for (const bool is_lines : {true, false}) {
    ExtractOptions options;
    options.format = is_lines ? "jsonl" : "json";
    const auto tables = collect(is_lines ? lines : array, "a", options);
    RC_ASSERT(tables.has_value());
    const CollectedTable& table = tables->front();
    RC_ASSERT(table.rows.size() == records.size());
    for (std::size_t r = 0; r < records.size(); ++r) {
      std::vector<std::string> expected;
      flatten(records[r], "", expected);
      std::vector<std::string> found = cells(table, r);
      std::sort(expected.begin(), expected.end());
      std::sort(found.begin(), found.end());
      RC_ASSERT(found == expected);
    }
  }
}

// A tab behind the first bracket has a record read by the general way: what is not written as the records
// before it, or is broken, is told alike.
RC_GTEST_PROP(JsonTableReaderProperty, ReadsRecordsLikeThoseBeforeThemAsAnyOther, ()) {
  const auto kinds = *few(json_object(json_value(2)));
  std::string quick;
  std::string general;
  const auto add = [&](const std::string& line) {
    quick += line + "\n";
    general += "{\t" + line.substr(1) + "\n";
  };
  for (int round = 0; round < 3; ++round) {
    for (const auto& kind : kinds) {
      std::string line = kind.dump();
      if (*rc::gen::inRange(0, 3) == 0) {
        for (std::size_t at = line.size(); at-- > 1;) {
          if ((line[at - 1] == ',' || line[at - 1] == ':') && *rc::gen::inRange(0, 2) == 0)
            line.insert(at, " ");
        }
      }
      add(line);
      if (round == 0 || line.size() < 3) continue;
      const std::size_t at = *rc::gen::inRange<std::size_t>(1, line.size());
      const char with = *rc::gen::elementOf(std::string{"\"\\{}[]:,0-.nte \x01x"});
      if (*rc::gen::inRange(0, 2) == 0) line.erase(at, 1);
      if (*rc::gen::inRange(0, 2) == 0) line.insert(at, 1, with);
      add(line);
    }
    for (int sure = 0; sure < 6; ++sure) add(R"({"a":1,"b":"x"})");
  }
  ExtractOptions options;
  options.format = "jsonl";
  const auto one = collect(quick, "a", options);
  const auto other = collect(general, "a", options);
  RC_ASSERT(one.has_value() == other.has_value());
  if (!one) return;
  RC_ASSERT(one->front().columns == other->front().columns);
  RC_ASSERT(one->front().rows.size() == other->front().rows.size());
  for (std::size_t r = 0; r < one->front().rows.size(); ++r) {
    Strings expected = cells(other->front(), r);
    for (std::string& cell : expected) {
      if (const std::size_t tab = cell.find("={\t"); tab != std::string::npos) cell.erase(tab + 2, 1);
    }
    RC_ASSERT(cells(one->front(), r) == expected);
  }
}

}  // namespace
}  // namespace tidegate
