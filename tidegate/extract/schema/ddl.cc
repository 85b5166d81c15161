// CREATE TABLE of any dialect, with the comments that stand elsewhere: COMMENT ON, sp_addextendedproperty,
// ends of lines.
#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "tidegate/extract/schema/schema_text.h"
#include "tidegate/extract/schema/tokens.h"

namespace tidegate {
namespace {

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

bool is_any(const Token& token, const std::vector<std::string_view>& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view w) { return token.is(w); });
}

constexpr std::size_t kFreeStrays = 20;  // words outside all statements

class DdlReader {
 public:
  explicit DdlReader(std::string_view text) : at_(text, TokenStyle::kSql) {}

  std::vector<SchemaTable> read() {
    if (changes_rows()) return {};  // the text is data
    while (!at_.is_over()) {
      if (at_.peek().is("create")) {
        create();
      } else if (at_.peek().is("alter")) {
        alter();
      } else if (at_.peek().is("comment")) {
        comment_on();
      } else if (at_.peek().is("sp_addextendedproperty")) {
        extended_property();
      } else {
        other();
      }
    }
    // An article about a table is no schema.
    if (strays_ > kFreeStrays && strays_ * 10 > at_.size()) return {};
    std::vector<SchemaTable> told;
    for (SchemaTable& table : tables_) {
      if (!table.fields.empty()) told.push_back(std::move(table));
    }
    return told;
  }

 private:
  // Whether a statement anywhere puts values into rows; "ON UPDATE CASCADE", "AFTER INSERT ON" do not.
  bool changes_rows() const {
    for (std::size_t i = 0; i < at_.size(); ++i) {
      const Token& word = at_.peek(i);
      if (word.kind != Token::Kind::kWord) continue;
      const Token& next = at_.peek(i + 1);
      const bool is_name = next.kind == Token::Kind::kWord || next.kind == Token::Kind::kQuoted;
      if (is_any(word, {"insert", "replace", "merge", "upsert"}) && next.is("into")) return true;
      if (word.is("insert") && is_name && !is_any(next, {"on", "or", "of"})) return true;
      if (word.is("values") && next.is("(")) return true;
      if (word.is("from") && next.is("stdin")) return true;
      if (word.is("update") && is_name) {
        for (std::size_t ahead = 2; ahead < 8; ++ahead) {
          if (at_.peek(i + ahead).is("set")) return true;
        }
      }
    }
    return false;
  }

  void skip_comments() {
    while (!at_.is_over() && at_.peek().kind == Token::Kind::kComment) at_.skip();
  }
  bool take(std::string_view word) {
    skip_comments();
    if (at_.is_over() || !at_.peek().is(word)) return false;
    at_.skip();
    return true;
  }
  // "a.b.c", without the schema that every table of SQL Server has. "" where none stands here.
  std::string take_name() {
    std::string name;
    for (;;) {
      skip_comments();
      const Token& token = at_.peek();
      if (at_.is_over() || (token.kind != Token::Kind::kWord && token.kind != Token::Kind::kQuoted)) break;
      name += token.text;
      at_.skip();
      if (!at_.peek().is(".")) break;
      name += '.';
      at_.skip();
    }
    return lower(name.substr(0, 4)) == "dbo." ? name.substr(4) : name;
  }

  SchemaTable& table_named(const std::string& name) {
    const auto [at, is_new] = by_name_.try_emplace(lower(name), tables_.size());
    if (is_new) {
      tables_.emplace_back();
      tables_.back().format = "ddl";
      tables_.back().name = name;
    }
    return tables_[at->second];
  }

  // A statement that declares no field; what begins none is a stray.
  void other() {
    static const std::vector<std::string_view> kStarts{
        "drop", "set",     "use",    "grant",    "revoke", "begin",   "commit",    "start",
        "exec", "execute", "if",     "go",       "lock",   "unlock",  "delimiter", "prompt",
        "rem",  "analyze", "vacuum", "truncate", "select", "declare", "end"};
    if (at_.peek().kind == Token::Kind::kWord && is_any(at_.peek(), kStarts)) {
      // "EXEC sp_addextendedproperty" is read by its own name.
      for (at_.skip(); !at_.is_over() && !at_.peek().is(";") && !at_.peek().is("go") &&
                       !at_.peek().is("sp_addextendedproperty") && !at_.peek().is("create");)
        at_.skip();
      return;
    }
    strays_ += at_.peek().kind == Token::Kind::kWord && !at_.peek().is("go") ? 1 : 0;
    at_.skip();
  }

  void skip_statement() {
    while (!at_.is_over() && !at_.peek().is(";") && !at_.peek().is("go")) at_.skip();
  }

  void create() {
    at_.skip();
    while (
        is_any(at_.peek(), {"or", "replace", "global", "local", "temporary", "temp", "external", "unlogged",
                            "transient", "column", "foreign", "managed", "volatile", "multiset"}))
      at_.skip();
    if (!take("table")) return skip_statement();
    if (take("if")) {
      take("not");
      take("exists");
    }
    const std::string name = take_name();
    if (name.empty() || !take("(")) return skip_statement();
    SchemaTable& table = table_named(name);
    definitions(table);
    // Up to the end of the statement: the table's own comment.
    while (!at_.is_over() && !at_.peek().is(";") && !at_.peek().is("go") && !at_.peek().is("create")) {
      if (take("comment")) {
        take("=");
        skip_comments();
        if (is_text()) table.comment = at_.peek().text;
        continue;
      }
      at_.skip();
    }
  }

  void alter() {
    at_.skip();
    if (!take("table")) return;
    if (take("if")) take("exists");
    take("only");
    const std::string name = take_name();
    if (name.empty() || !take("add")) return skip_statement();
    take("column");
    if (take("if")) {
      take("not");
      take("exists");
    }
    skip_comments();
    if (is_constraint()) return skip_statement();
    SchemaTable& table = table_named(name);
    if (take("(")) {
      definitions(table);
    } else {
      definition(table);
    }
  }

  // To behind the bracket that closes the list.
  void definitions(SchemaTable& table) {
    while (!at_.is_over()) {
      definition(table);
      if (take(",")) {
        line_comment(table);
        continue;
      }
      line_comment(table);
      skip_comments();
      if (at_.is_over() || take(")")) return;
      if (at_.peek().is(";")) return;
      at_.skip();
    }
  }

  // A comment at the end of the line on which a field was defined speaks of that field.
  void line_comment(SchemaTable& table) {
    const bool is_here = !at_.is_over() && at_.peek().kind == Token::Kind::kComment && has_last_ &&
                         at_.peek().line == last_line_;
    if (is_here && !table.fields.empty() && table.fields.back().comment.empty())
      table.fields.back().comment = at_.peek().text;
  }

  bool is_constraint() const {
    return is_any(at_.peek(), {"primary", "unique", "constraint", "foreign", "check", "index", "key",
                               "fulltext", "spatial", "exclude", "like", "period", ")"}) &&
           // A column may be named so where a type follows.
           !(is_any(at_.peek(), {"key", "index", "period", "like"}) &&
             at_.peek(1).kind == Token::Kind::kWord && !at_.peek(2).is("(") && !at_.peek(1).is("using"));
  }

  // One field, or a constraint, up to the comma or bracket behind it.
  void definition(SchemaTable& table) {
    skip_comments();
    has_last_ = false;
    const bool is_name = at_.peek().kind == Token::Kind::kQuoted || at_.peek().kind == Token::Kind::kWord;
    if (!is_name || is_constraint() || table.fields.size() > kMostSchemaFields)
      return skip_definition(nullptr);
    SchemaField field;
    field.name = at_.peek().text;
    last_line_ = at_.peek().line;
    has_last_ = true;
    at_.skip();
    skip_comments_of_other_lines();
    field.type = take_type();
    by_field_.emplace(FieldKey{static_cast<std::size_t>(&table - tables_.data()), lower(field.name)},
                      table.fields.size());
    table.fields.push_back(std::move(field));
    skip_definition(&table.fields.back());
  }

  void skip_comments_of_other_lines() {
    while (!at_.is_over() && at_.peek().kind == Token::Kind::kComment && at_.peek().line != last_line_)
      at_.skip();
  }

  // "decimal(10,2)", "character varying(20)", "ARRAY<STRUCT<a:int>>".
  std::string take_type() {
    if (at_.peek().kind != Token::Kind::kWord && at_.peek().kind != Token::Kind::kQuoted) return {};
    std::string type(at_.peek().text);
    at_.skip();
    if (is_any(at_.peek(), {"varying", "precision", "unsigned"})) {
      type += ' ';
      type += at_.peek().text;
      at_.skip();
    }
    int depth = 0;
    while (!at_.is_over() && (depth > 0 || at_.peek().is("(") || at_.peek().is("<"))) {
      if (at_.peek().is("(") || at_.peek().is("<")) ++depth;
      if (at_.peek().is(")") || at_.peek().is(">")) --depth;
      type += at_.peek().text;
      at_.skip();
    }
    return type;
  }

  void skip_definition(SchemaField* field) {
    int depth = 0;
    while (!at_.is_over()) {
      const Token& token = at_.peek();
      if (depth == 0 && (token.is(",") || token.is(")") || token.is(";"))) return;
      if (token.is("(")) ++depth;
      if (token.is(")")) --depth;
      if (token.kind == Token::Kind::kComment) {
        if (field != nullptr && has_last_ && token.line == last_line_ && field->comment.empty())
          field->comment = token.text;
        at_.skip();
        continue;
      }
      last_line_ = token.line;
      at_.skip();
      if (field != nullptr && depth == 0 && token.is("comment")) {
        skip_comments();
        if (is_text()) field->comment = at_.peek().text;
      }
    }
  }

  // Behind COMMENT. MySQL writes texts in double quotes too, which name things elsewhere.
  bool is_text() const {
    return at_.peek().kind == Token::Kind::kText || at_.peek().kind == Token::Kind::kQuoted;
  }

  void comment_on() {
    at_.skip();
    if (!take("on")) return;
    const bool is_column = take("column");
    if (!is_column && !take("table")) return;
    std::string name = take_name();
    if (!take("is")) return;
    skip_comments();
    if (at_.peek().kind != Token::Kind::kText) return;
    if (is_column) {
      const std::size_t dot = name.rfind('.');
      if (dot == std::string::npos) return;
      set_comment(name.substr(0, dot), name.substr(dot + 1), at_.peek().text);
    } else if (const auto at = by_name_.find(lower(name)); at != by_name_.end()) {
      tables_[at->second].comment = at_.peek().text;
    }
  }

  void set_comment(const std::string& table, const std::string& column, std::string_view comment) {
    const auto at = by_name_.find(lower(table));
    if (at == by_name_.end()) return;
    const auto field = by_field_.find({at->second, lower(column)});
    if (field == by_field_.end()) return;
    tables_[at->second].fields[field->second].comment = comment;
  }

  // EXEC sp_addextendedproperty N'MS_Description', N'text', 'SCHEMA', dbo, 'TABLE', t, 'COLUMN', c
  void extended_property() {
    at_.skip();
    std::vector<std::string> values;
    while (!at_.is_over() && !at_.peek().is(";") && !at_.peek().is("go") && !at_.peek().is("exec") &&
           !at_.peek().is("execute")) {
      // "@name = value"
      if (at_.peek().is("@") && at_.peek(2).is("=")) {
        at_.skip(3);
        continue;
      }
      if (at_.peek().kind != Token::Kind::kSign && at_.peek().kind != Token::Kind::kComment)
        values.emplace_back(at_.peek().text);
      at_.skip();
    }
    std::string table;
    std::string column;
    for (std::size_t i = 2; i + 1 < values.size(); ++i) {
      if (lower(values[i]) == "table") table = values[i + 1];
      if (lower(values[i]) == "column") column = values[i + 1];
    }
    if (values.size() < 2 || lower(values[0]) != "ms_description" || table.empty()) return;
    if (!column.empty()) return set_comment(table, column, values[1]);
    if (const auto at = by_name_.find(lower(table)); at != by_name_.end())
      tables_[at->second].comment = values[1];
  }

  TokenCursor at_;
  std::size_t strays_ = 0;
  std::size_t last_line_ = 0;
  bool has_last_ = false;
  std::vector<SchemaTable> tables_;
  std::map<std::string, std::size_t> by_name_;
  using FieldKey = std::pair<std::size_t, std::string>;  // table, name
  std::map<FieldKey, std::size_t> by_field_;             // its place in the table
};

}  // namespace

std::vector<SchemaTable> ddl_tables(std::string_view text) { return DdlReader(text).read(); }

}  // namespace tidegate
