// Words of SQL and of protocol buffers.
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace tidegate {

struct Token {
  enum class Kind { kWord, kQuoted, kText, kSign, kComment };  // kQuoted: a name in quotes; kText: a literal
  Kind kind = Kind::kSign;
  std::string_view text;                 // without its quotes; of a sign the one character
  std::size_t line = 0;                  // 0-based, where it begins
  bool is(std::string_view word) const;  // a word without quotes, or a sign; small letters and capitals alike
};

enum class TokenStyle { kSql, kProtobuf };

struct Tokens {
  std::vector<Token> all;
  std::deque<std::string> unquoted;  // texts that do not stand so in the text they were cut from
};
// Never fails: what is no token is a sign of one octet; what does not end is taken to the end of the text.
// Borrows the text.
Tokens tokens_of(std::string_view text, TokenStyle style);

// A place among the tokens of a text.
class TokenCursor {
 public:
  // text  outlives this.
  TokenCursor(std::string_view text, TokenStyle style) : tokens_(tokens_of(text, style)) {
    tokens_.all.push_back({});  // so that there is always one to look at
  }

  std::size_t size() const { return tokens_.all.size() - 1; }
  bool is_over() const { return at_ >= size(); }
  // The token so far behind this place; one without text behind the last.
  const Token& peek(std::size_t ahead = 0) const { return tokens_.all[std::min(at_ + ahead, size())]; }
  // n  as many as there are, at most.
  void skip(std::size_t n = 1) { at_ = std::min(at_ + n, size()); }

 private:
  Tokens tokens_;
  std::size_t at_ = 0;
};

}  // namespace tidegate
