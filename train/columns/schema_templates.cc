#include "train/columns/schema_templates.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <sstream>

#include "train/columns/word_lists.h"

namespace tidegate::train {
namespace {

void read_schema_file(const std::filesystem::path& path, std::vector<SchemaTemplate>& out) {
  std::stringstream lines(read_whole(path.string()));
  std::string line;
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    const auto fields = split_words(line, '\t');
    const bool is_table = fields[0] == "table";
    if (fields.size() != (is_table ? 4U : 5U) || (!is_table && out.empty())) {
      std::fprintf(stderr, "%s:%zu: a table wants 4 fields, a field 5\n", path.c_str(), number);
      std::exit(1);
    }
    const auto some = [](const std::string& text) {
      return text.empty() ? std::vector<std::string>{} : split_words(text, '|');
    };
    if (is_table) {
      out.push_back({path.stem().string(), some(fields[1]), some(fields[2]), some(fields[3]), {}});
    } else {
      out.back().fields.push_back(
          {split_words(fields[0], '/'), some(fields[1]), fields[2], some(fields[3]), some(fields[4])});
    }
  }
}

// What is declared for values that a template of tables makes.
std::string declared_of(const std::string& values) {
  static const std::map<std::string, std::string> kKinds{{"int", "i"},       {"#", "i"},
                                                         {"zeros", "i"},     {"rising", "i"},
                                                         {"age", "i"},       {"dec", "n"},
                                                         {"log", "n"},       {"norm", "n"},
                                                         {"walk", "n"},      {"money", "n"},
                                                         {"price", "n"},     {"salary", "n"},
                                                         {"lon", "f"},       {"lat", "f"},
                                                         {"lon_track", "f"}, {"lat_track", "f"},
                                                         {"date", "d"},      {"birth", "d"},
                                                         {"time", "t"},      {"text", "x"},
                                                         {"flag", "b"},      {"gender", "c1"},
                                                         {"id18", "v18"},    {"mobile", "v11"},
                                                         {"plate", "v12"},   {"vin", "c17"},
                                                         {"uscc", "c18"},    {"base64", "B"},
                                                         {"email", "v100"},  {"address", "v200"},
                                                         {"name", "v50"},    {"org", "v100"},
                                                         {"year", "i"},      {"month", "v7"},
                                                         {"ip", "v45"},      {"mac", "v17"},
                                                         {"url", "v255"},    {"password_hash", "v128"},
                                                         {"pem", "x"},       {"card", "v19"}};
  const auto at = kKinds.find(values.substr(0, values.find(' ')));
  return at == kKinds.end() ? "v" : at->second;
}

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return text;
}

// Ways to declare a letter: i whole number, n decimal, f float, d date, t time, b flag, v text, c text of one
// length, x long text, B bytes, l long number.
std::string declared_as(const std::string& letter, std::size_t dialect, Random& r) {
  if (letter.empty()) return "";
  std::string length = letter.substr(1);
  if (length.empty() || r.chance(0.3)) {
    static const std::vector<std::string> kLengths{"20",  "32",  "50",  "64",  "100",
                                                   "128", "200", "255", "256", "500"};
    if (letter[0] == 'v') length = r.one_of(kLengths);
  }
  using Words = std::vector<std::string>;
  // SQL of several makers, JSON Schema and Avro, dictionaries.
  static const std::map<char, std::vector<Words>> kWords{
      {'i',
       {{"int", "int(11)", "integer", "NUMBER(10)", "smallint", "int4"},
        {"integer", "int"},
        {"整数", "整型", "int", "N(8)", "数值"}}},
      {'l',
       {{"bigint", "bigint(20)", "NUMBER(20)", "int8", "bigserial"},
        {"integer", "long", "string"},
        {"长整型", "bigint", "整数"}}},
      {'n',
       {{"decimal(12,2)", "numeric(18,4)", "NUMBER(16,2)", "decimal(10,3)", "double", "money"},
        {"number", "double"},
        {"数值", "decimal(18,2)", "N(16,2)", "小数"}}},
      {'f',
       {{"double", "float", "decimal(10,6)", "NUMBER", "double precision", "real"},
        {"number", "double", "float"},
        {"浮点", "double", "数值"}}},
      {'d',
       {{"date", "date", "DATE", "datetime", "char(8)", "varchar(10)"},
        {"string date", "string", "int date"},
        {"日期", "date", "C(8)"}}},
      {'t',
       {{"datetime", "timestamp", "timestamptz", "TIMESTAMP(6)", "datetime2", "bigint"},
        {"string date-time", "long timestamp-millis", "string", "integer"},
        {"日期时间", "datetime", "时间戳"}}},
      {'b',
       {{"tinyint(1)", "char(1)", "boolean", "smallint", "bit", "varchar(10)"},
        {"boolean", "string", "integer"},
        {"字符", "布尔", "C(1)", "char(1)"}}},
      {'x',
       {{"text", "longtext", "CLOB", "varchar(2000)", "nvarchar(max)", "json"},
        {"string", "object"},
        {"文本", "text", "长文本"}}},
      {'B',
       {{"blob", "bytea", "varbinary(4096)", "longblob", "text"}, {"bytes", "string"}, {"二进制", "blob"}}}};
  const char kind = letter[0];
  const auto at = kWords.find(kind);
  if (at != kWords.end()) return r.one_of(at->second[dialect]);
  const bool is_fixed = kind == 'c';
  if (dialect == 1) return "string";
  if (dialect == 2) {
    static const std::vector<std::string> kText{"字符串", "varchar", "字符型", "C", "文本", "string"};
    const std::string& word = r.one_of(kText);
    return word + (r.chance(0.6) ? "(" + length + ")" : "");
  }
  static const std::vector<std::string> kText{"varchar", "varchar", "VARCHAR2", "nvarchar",
                                              "character varying"};
  if (!is_fixed && r.chance(0.12)) return r.chance(0.5) ? "text" : "string";
  return (is_fixed ? r.chance(0.7) ? "char" : "varchar" : r.one_of(kText)) + "(" + length + ")";
}

enum class NameStyle { kSnake, kCamel, kPascal, kUpper, kShort, kInitials, kPinyin, kChinese };

std::string name_of(const FieldTemplate& field, const std::string& name, NameStyle style, Random& r) {
  using enum HeaderStyle::Kind;
  const bool has_zh = !field.zh.empty() && static_cast<unsigned char>(field.zh[0][0]) > 127;
  switch (style) {
    case NameStyle::kInitials:
    case NameStyle::kPinyin:
    case NameStyle::kChinese: {
      if (!has_zh) break;
      const std::string phrase = r.one_of(field.zh);
      const std::string plain = phrase.substr(0, phrase.find_first_of(" ("));
      return styled(plain,
                    style == NameStyle::kInitials ? kInitials
                    : style == NameStyle::kPinyin ? kPinyin
                                                  : kChinese,
                    r);
    }
    case NameStyle::kCamel:
      return styled(name, kCamel, r);
    case NameStyle::kPascal:
      return styled(name, kPascal, r);
    case NameStyle::kUpper:
      return upper(styled(name, r.chance(0.4) ? kShort : kSnake, r));
    case NameStyle::kShort:
      return styled(name, kShort, r);
    case NameStyle::kSnake:
      break;
  }
  return styled(name, kSnake, r);
}

NameStyle any_name_style(Random& r) {
  using enum NameStyle;
  static const std::vector<NameStyle> kStyles{
      kSnake, kSnake, kSnake, kSnake, kSnake,    kSnake,    kCamel,    kCamel,  kCamel,  kPascal,
      kUpper, kUpper, kShort, kShort, kInitials, kInitials, kInitials, kPinyin, kChinese};
  return r.one_of(kStyles);
}

enum class CommentStyle { kNone, kChinese, kEnglish };

std::string comment_of(const FieldTemplate& field, const std::string& name, CommentStyle style, Random& r) {
  if (style == CommentStyle::kNone || r.chance(0.2)) return "";
  if (style == CommentStyle::kChinese && !field.zh.empty()) {
    static const std::vector<std::string> kAfter{"，必填",       "（可空）", "，见字典", "，唯一",
                                                 "：按规范填写", "(脱敏)",   " 不为空"};
    const std::string& phrase = r.one_of(field.zh);
    return r.chance(0.15) ? phrase + r.one_of(kAfter) : phrase;
  }
  std::string phrase = !field.en.empty() && r.chance(0.5) ? r.one_of(field.en)
                       : r.chance(0.5)                    ? name
                                                          : r.one_of(field.names);
  std::replace(phrase.begin(), phrase.end(), '_', ' ');
  static const std::vector<std::string> kAfter{", nullable", " (see dictionary)", ", as recorded",
                                               " of the record", "; required"};
  if (r.chance(0.12)) phrase += r.one_of(kAfter);
  if (r.chance(0.1)) phrase = "the " + phrase;
  return phrase;
}

}  // namespace

std::vector<SchemaTemplate> read_schemas(const std::string& folder, const std::vector<TableTemplate>& tables,
                                         const std::vector<std::string>& stems_of_files) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".tsv") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<SchemaTemplate> out;
  for (const auto& path : paths) read_schema_file(path, out);
  for (const TableTemplate& table : tables) {
    SchemaTemplate schema{stems_of_files[table.file], table.stems, {}, {}, {}};
    for (const ColumnTemplate& c : table.columns) {
      FieldTemplate field{{c.type}, c.en, declared_of(c.values), c.zh, {}};
      for (std::string& name : field.names) {
        std::replace(name.begin(), name.end(), ' ', '_');
        std::replace(name.begin(), name.end(), '-', '_');
      }
      schema.fields.push_back(std::move(field));
    }
    out.push_back(std::move(schema));
  }
  return out;
}

TrainingSchema make_schema(const SchemaTemplate& from, const SchemaTemplate& general, Random& r) {
  TrainingSchema out;
  const NameStyle style = any_name_style(r);
  const double spoken = r.unit();
  const CommentStyle comments = spoken < 0.5   ? CommentStyle::kChinese
                                : spoken < 0.8 ? CommentStyle::kEnglish
                                               : CommentStyle::kNone;
  const bool is_typed = r.chance(0.9);
  const std::size_t dialect = style == NameStyle::kChinese ? 2 : r.chance(0.65) ? 0 : r.below(3);
  static const std::vector<std::string> kBefore{"t_",  "tbl_", "dwd_",    "ods_", "dim_",
                                                "TB_", "app.", "public.", "biz_"};
  if (!from.names.empty() && r.chance(0.9))
    out.table.name = (r.chance(0.2) ? r.one_of(kBefore) : "") + r.one_of(from.names);
  if (comments == CommentStyle::kChinese && !from.zh.empty() && r.chance(0.6))
    out.table.comment = r.one_of(from.zh);
  if (comments == CommentStyle::kEnglish && !from.en.empty() && r.chance(0.6))
    out.table.comment = r.one_of(from.en);
  const double kept = 0.35 + 0.6 * r.unit();
  std::vector<std::pair<const FieldTemplate*, std::string>> chosen;
  const auto choose = [&](const FieldTemplate& field, std::size_t count) {
    std::vector<std::string> names = field.names;
    r.shuffle(names);
    for (std::size_t n = 0; n < count && n < names.size(); ++n) chosen.emplace_back(&field, names[n]);
  };
  for (const FieldTemplate& field : from.fields) {
    if (!r.chance(kept)) continue;
    choose(field, r.chance(0.3) ? static_cast<std::size_t>(r.whole(2, 4)) : 1);
  }
  if (r.chance(0.5)) {
    for (std::int64_t n = r.whole(1, 3); n > 0; --n) choose(r.one_of(general.fields), 1);
  }
  if (chosen.empty()) choose(r.one_of(from.fields), 1);
  if (r.chance(0.3)) r.shuffle(chosen);
  static const std::vector<std::string> kFieldBefore{"f_",    "c_",       "F_", "fld_", "data.",
                                                     "info.", "items[].", "s_", "x_"};
  static const std::vector<std::string> kFieldAfter{"_1", "2", "_new", "_old", "_v", "_val", "_txt", "__c"};
  const bool is_prefixed = r.chance(0.06);
  const std::string prefix = r.one_of(kFieldBefore);
  for (const auto& [field, name] : chosen) {
    SchemaField one;
    one.name = name_of(*field, name, r.chance(0.9) ? style : NameStyle::kSnake, r);
    if (is_prefixed) one.name = prefix + one.name;
    if (r.chance(0.03)) one.name += r.one_of(kFieldAfter);
    one.comment = comment_of(*field, name, comments, r);
    // A name that says nothing has a comment that does.
    if (!one.comment.empty() && r.chance(0.03))
      one.name = r.one_of(kFieldBefore) + std::to_string(r.below(60));
    if (is_typed) one.type = declared_as(field->declared, dialect, r);
    out.table.fields.push_back(std::move(one));
    out.types.push_back(field->types);
  }
  return out;
}

}  // namespace tidegate::train
