// Words of SQL and of protocol buffers.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tidegate {

struct Token {
  enum class Kind { kWord, kQuoted, kText, kSign, kComment };  // kQuoted: a name in quotes; kText: a literal
  Kind kind = Kind::kSign;
  std::string text;                      // without its quotes; of a sign the one character
  std::size_t line = 0;                  // 0-based, where it begins
  bool is(std::string_view word) const;  // a word without quotes, or a sign; small letters and capitals alike
};

enum class TokenStyle { kSql, kProtobuf };

// Never fails: what is no token is a sign of one octet; what does not end is taken to the end of the text.
std::vector<Token> tokens_of(std::string_view text, TokenStyle style);

}  // namespace tidegate
