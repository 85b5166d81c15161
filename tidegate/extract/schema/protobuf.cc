// Protocol buffers: a table for each message, a field for each of its fields that is no message itself.
#include <algorithm>
#include <set>

#include "tidegate/extract/schema/schema_text.h"
#include "tidegate/extract/schema/tokens.h"

namespace tidegate {
namespace {

class ProtobufReader {
 public:
  explicit ProtobufReader(std::string_view text) : tokens_(tokens_of(text, TokenStyle::kProtobuf)) {
    tokens_.push_back({});
  }

  std::vector<SchemaTable> read() {
    bool is_protobuf = false;
    std::size_t first = 0;
    while (first + 1 < tokens_.size() && tokens_[first].kind == Token::Kind::kComment) ++first;
    const Token& begin = tokens_[first];
    const bool begins_so = begin.is("syntax") || begin.is("package") || begin.is("import") ||
                           begin.is("option") || begin.is("edition") || begin.is("message");
    if (!begins_so) return {};
    while (!is_over()) {
      if ((peek().is("syntax") && peek(1).is("=")) || (peek().is("package") && peek(2).is(";")))
        is_protobuf = true;
      if (peek().is("message") && peek(2).is("{")) {
        message("", 0);
      } else {
        ++at_;
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
  bool is_over() const { return at_ + 1 >= tokens_.size(); }
  const Token& peek(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }

  // From the word "message" to behind its bracket.
  void message(const std::string& outer, std::size_t depth) {
    const std::string name = (outer.empty() ? "" : outer + ".") + peek(1).text;
    messages_.insert(peek(1).text);
    at_ += 3;
    const std::size_t place = tables_.size();
    tables_.emplace_back();
    tables_[place].format = "protobuf";
    tables_[place].name = name;
    std::string above;  // a comment on a line of its own speaks of the field below
    std::size_t brackets = 1;
    while (!is_over() && brackets > 0) {
      if (peek().is("message") && peek(2).is("{") && depth < kDeepestSchema) {
        message(name, depth + 1);
      } else if (peek().kind == Token::Kind::kComment) {
        auto& fields = tables_[place].fields;
        const bool is_behind = has_last_ && peek().line == last_line_ && !fields.empty();
        if (is_behind && fields.back().comment.empty()) {
          fields.back().comment = peek().text;
        } else if (!is_behind) {
          above = peek().text;
        }
        ++at_;
      } else if (is_field()) {
        field(tables_[place], above);
        above.clear();
      } else {
        if (peek().is("enum") && peek(2).is("{")) {
          while (!is_over() && !peek().is("}")) ++at_;
          if (!is_over()) ++at_;
          continue;
        }
        if (peek().is("{")) ++brackets;
        if (peek().is("}")) --brackets;
        ++at_;
      }
    }
  }

  // TYPE NAME = N; where TYPE may be a path or map<K, V>.
  bool is_field() {
    if (peek().kind != Token::Kind::kWord || peek().is("option") || peek().is("reserved")) return false;
    for (std::size_t ahead = 1; ahead < 24; ++ahead) {
      const Token& token = peek(ahead);
      if (token.is("=")) return peek(ahead - 1).kind == Token::Kind::kWord && ahead >= 2;
      if (token.is(";") || token.is("{") || token.is("}")) return false;
    }
    return false;
  }

  void field(SchemaTable& table, const std::string& above) {
    while (peek().is("repeated") || peek().is("optional") || peek().is("required")) ++at_;
    std::string type;
    while (!is_over() && !peek(1).is("=")) type += tokens_[at_++].text;
    if (table.fields.size() < kMostSchemaFields) table.fields.push_back({peek().text, type, above});
    while (!is_over() && !peek().is(";") && !peek().is("}")) ++at_;
    last_line_ = peek().line;
    has_last_ = true;
    if (peek().is(";")) ++at_;
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::size_t last_line_ = 0;
  bool has_last_ = false;
  std::vector<SchemaTable> tables_;
  std::set<std::string, std::less<>> messages_;
};

}  // namespace

std::vector<SchemaTable> protobuf_tables(std::string_view text) { return ProtobufReader(text).read(); }

}  // namespace tidegate
