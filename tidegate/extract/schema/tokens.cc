#include "tidegate/extract/schema/tokens.h"

#include <algorithm>

namespace tidegate {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_word_octet(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Cutter {
 public:
  Cutter(std::string_view text, TokenStyle style)
      : text_(text), style_(style), last_bracket_(text.rfind(']')) {}

  Tokens cut() {
    while (at_ < text_.size()) step();
    return std::move(tokens_);
  }

 private:
  bool is_sql() const { return style_ == TokenStyle::kSql; }

  void step() {
    const char c = text_[at_];
    if (c == '\n') ++line_;
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      ++at_;
      return;
    }
    const std::string_view left = text_.substr(at_);
    if (left.starts_with("/*")) return comment(2, "*/");
    if (left.starts_with(is_sql() ? "--" : "//")) return comment(2, "\n");
    if (is_sql() && c == '#') return comment(1, "\n");
    if (c == '\'' || (c == '"' && !is_sql())) return quoted(c, Token::Kind::kText, 1);
    if (is_sql() && (left.starts_with("N'") || left.starts_with("n'") || left.starts_with("E'")))
      return quoted('\'', Token::Kind::kText, 2);
    if (is_sql() && (c == '"' || c == '`')) return quoted(c, Token::Kind::kQuoted, 1);
    if (is_sql() && c == '[' && last_bracket_ != std::string_view::npos && at_ < last_bracket_)
      return quoted(']', Token::Kind::kQuoted, 1);
    if (is_word_octet(c)) {
      std::size_t end = at_;
      while (end < text_.size() && is_word_octet(text_[end])) ++end;
      push(Token::Kind::kWord, text_.substr(at_, end - at_));
      at_ = end;
      return;
    }
    push(Token::Kind::kSign, left.substr(0, 1));
    ++at_;
  }

  void push(Token::Kind kind, std::string_view text) { tokens_.all.push_back({kind, text, line_}); }

  void comment(std::size_t opening, std::string_view closing) {
    const std::size_t begin = at_ + opening;
    const std::size_t end = std::min(text_.find(closing, begin), text_.size());
    std::string_view body = text_.substr(begin, end - begin);
    while (!body.empty() &&
           (body.front() == ' ' || body.front() == '\t' || body.front() == '*' || body.front() == '/'))
      body.remove_prefix(1);
    while (!body.empty() && (body.back() == ' ' || body.back() == '\r' || body.back() == '\n'))
      body.remove_suffix(1);
    push(Token::Kind::kComment, body);
    // The end of a line is counted where it stands.
    const std::size_t next = closing == "\n" ? end : std::min(end + closing.size(), text_.size());
    line_ += static_cast<std::size_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                                 text_.begin() + static_cast<std::ptrdiff_t>(next), '\n'));
    at_ = next;
  }

  void quoted(char closing, Token::Kind kind, std::size_t opening) {
    const std::size_t line = line_;
    at_ += opening;
    const std::size_t begin = at_;
    std::size_t plain = begin;  // up to here the body stands in the text as it is, but for what is in `body`
    std::string body;
    const auto leave_out = [&] {
      body += text_.substr(plain, at_ - plain);
      plain = ++at_;
    };
    while (at_ < text_.size()) {
      const char c = text_[at_];
      line_ += c == '\n' ? 1 : 0;
      if (c == closing) {
        if (at_ + 1 >= text_.size() || text_[at_ + 1] != closing || closing == ']') break;
        leave_out();
      } else if (c == '\\' && kind == Token::Kind::kText && at_ + 1 < text_.size()) {
        leave_out();
        line_ += text_[at_] == '\n' ? 1 : 0;
      }
      ++at_;
    }
    std::string_view whole = text_.substr(plain, at_ - plain);
    if (plain != begin) whole = tokens_.unquoted.emplace_back(body += whole);
    tokens_.all.push_back({kind, whole, line});
    at_ = std::min(at_ + 1, text_.size());
  }

  std::string_view text_;
  TokenStyle style_;
  std::size_t last_bracket_;  // "[" opens a name only where it closes
  std::size_t at_ = 0;
  std::size_t line_ = 0;
  Tokens tokens_;
};

}  // namespace

bool Token::is(std::string_view word) const {
  if (kind != Kind::kWord && kind != Kind::kSign) return false;
  return std::equal(text.begin(), text.end(), word.begin(), word.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

Tokens tokens_of(std::string_view text, TokenStyle style) { return Cutter(text, style).cut(); }

}  // namespace tidegate
