// Protocol buffers: a table for each message, a field for each of its fields that is no message itself.
#include <algorithm>
#include <set>

#include "tidegate/extract/schema/schema_text.h"
#include "tidegate/extract/schema/tokens.h"

namespace tidegate {
namespace {

class ProtobufReader {
 public:
  explicit ProtobufReader(std::string_view text) : at_(text, TokenStyle::kProtobuf) {}

  std::vector<SchemaTable> read() {
    bool is_protobuf = false;
    std::size_t first = 0;
    while (first < at_.size() && at_.peek(first).kind == Token::Kind::kComment) ++first;
    const Token& begin = at_.peek(first);
    const bool begins_so = begin.is("syntax") || begin.is("package") || begin.is("import") ||
                           begin.is("option") || begin.is("edition") || begin.is("message");
    if (!begins_so) return {};
    while (!at_.is_over()) {
      if ((at_.peek().is("syntax") && at_.peek(1).is("=")) ||
          (at_.peek().is("package") && at_.peek(2).is(";")))
        is_protobuf = true;
      if (at_.peek().is("message") && at_.peek(2).is("{")) {
        message("", 0);
      } else {
        at_.skip();
      }
    }
    if (!is_protobuf) return {};
    std::vector<SchemaTable> told;
    for (SchemaTable& table : tables_) {
      std::erase_if(table.fields, [&](const SchemaField& f) {
        return messages_.count(f.type.substr(f.type.rfind('.') + 1)) > 0;  // rfind gives npos: + 1 is 0
      });
      if (!table.fields.empty()) told.push_back(std::move(table));
    }
    return told;
  }

 private:
  // From the word "message" to behind its bracket.
  void message(const std::string& outer, std::size_t depth) {
    const std::string name = (outer.empty() ? "" : outer + ".") + std::string(at_.peek(1).text);
    messages_.emplace(at_.peek(1).text);
    at_.skip(3);
    const std::size_t place = tables_.size();
    tables_.emplace_back();
    tables_[place].format = "protobuf";
    tables_[place].name = name;
    std::string above;  // a comment on a line of its own speaks of the field below
    std::size_t brackets = 1;
    while (!at_.is_over() && brackets > 0) {
      if (at_.peek().is("message") && at_.peek(2).is("{") && depth < kDeepestSchema) {
        message(name, depth + 1);
      } else if (at_.peek().kind == Token::Kind::kComment) {
        auto& fields = tables_[place].fields;
        const bool is_behind = has_last_ && at_.peek().line == last_line_ && !fields.empty();
        if (is_behind && fields.back().comment.empty()) {
          fields.back().comment = at_.peek().text;
        } else if (!is_behind) {
          above = at_.peek().text;
        }
        at_.skip();
      } else if (is_field()) {
        field(tables_[place], above);
        above.clear();
      } else {
        if (at_.peek().is("enum") && at_.peek(2).is("{")) {
          while (!at_.is_over() && !at_.peek().is("}")) at_.skip();
          if (!at_.is_over()) at_.skip();
          continue;
        }
        if (at_.peek().is("{")) ++brackets;
        if (at_.peek().is("}")) --brackets;
        at_.skip();
      }
    }
  }

  // TYPE NAME = N; where TYPE may be a path or map<K, V>.
  bool is_field() {
    if (at_.peek().kind != Token::Kind::kWord || at_.peek().is("option") || at_.peek().is("reserved"))
      return false;
    for (std::size_t ahead = 1; ahead < 24; ++ahead) {
      const Token& token = at_.peek(ahead);
      if (token.is("=")) return at_.peek(ahead - 1).kind == Token::Kind::kWord && ahead >= 2;
      if (token.is(";") || token.is("{") || token.is("}")) return false;
    }
    return false;
  }

  void field(SchemaTable& table, const std::string& above) {
    while (at_.peek().is("repeated") || at_.peek().is("optional") || at_.peek().is("required")) at_.skip();
    std::string type;
    while (!at_.is_over() && !at_.peek(1).is("=")) {
      type += at_.peek().text;
      at_.skip();
    }
    if (table.fields.size() <= kMostSchemaFields)
      table.fields.push_back({std::string(at_.peek().text), type, above});
    while (!at_.is_over() && !at_.peek().is(";") && !at_.peek().is("}")) at_.skip();
    last_line_ = at_.peek().line;
    has_last_ = true;
    if (at_.peek().is(";")) at_.skip();
  }

  TokenCursor at_;
  std::size_t last_line_ = 0;
  bool has_last_ = false;
  std::vector<SchemaTable> tables_;
  std::set<std::string, std::less<>> messages_;
};

}  // namespace

std::vector<SchemaTable> protobuf_tables(std::string_view text) { return ProtobufReader(text).read(); }

}  // namespace tidegate
