#include "tidegate/extract/sql/sql_cursor.h"

#include <optional>

#include "tidegate/base/utf8.h"

namespace tidegate {
namespace {

constexpr std::size_t kLongNumber = 6;
constexpr int kDeepestValue = 64;  // brackets in a value

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f'; }

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// What octets in hexadecimal say, where they are text; else themselves.
std::string text_of_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    const int high = hex_digit(hex[i]);
    const int low = hex_digit(hex[i + 1]);
    if (high < 0 || low < 0) return std::string(hex);
    bytes += static_cast<char>(high * 16 + low);
  }
  const bool is_text = hex.size() % 2 == 0 && valid_utf8(bytes) == bytes &&
                       std::none_of(bytes.begin(), bytes.end(), [](char c) {
                         return static_cast<unsigned char>(c) < ' ' && !is_space(c);
                       });
  return is_text ? bytes : std::string(hex);
}

std::optional<std::uint32_t> code_of_hex(std::string_view text, std::size_t digits) {
  std::uint32_t code = 0;
  if (text.size() < digits) return std::nullopt;
  for (const char c : text.substr(0, digits)) {
    if (hex_digit(c) < 0) return std::nullopt;
    code = code * 16 + static_cast<std::uint32_t>(hex_digit(c));
  }
  return code;
}

// high  the half of a pair that waits for the other; 0: none.
void append_code(std::uint32_t code, std::uint32_t& high, std::string& out) {
  if (code >= 0xD800 && code < 0xDC00) {
    high = code;
    return;
  }
  if (code >= 0xDC00 && code < 0xE000 && high != 0)
    code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00);
  high = 0;
  const bool is_scalar = code < 0xD800 || (code >= 0xE000 && code <= 0x10FFFF);
  append_utf8(out, is_scalar ? code : kReplacement);
}

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
  return end - at;
}

// "YYYY-MM-DD HH24:MI:SS", "%Y-%m-%d", "999,999.99": how a text is to be read.
bool is_format(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    const auto run = [&](auto is_of) {
      while (end < text.size() && is_of(text[end])) ++end;
      return text.substr(i, end - i);
    };
    if (text[i] >= '0' && text[i] <= '9') {
      const std::string_view digits = run([](char c) { return c >= '0' && c <= '9'; });
      if (digits.size() > 2 && digits.find_first_not_of("90") != std::string_view::npos) return false;
    } else if (is_sql_word_octet(text[i])) {
      const std::string_view word = run([](char c) { return is_sql_word_octet(c) && (c < '0' || c > '9'); });
      const bool is_known = is_any_of(
          sql_lower(word), {"yyyy",  "yyy", "yy", "rrrr", "rr", "mm",   "mon", "month", "dd",  "dy",  "day",
                            "hh",    "mi",  "ss", "ff",   "am", "pm",   "tz",  "tzh",   "tzm", "tzr", "xff",
                            "ssxff", "fm",  "g",  "d",    "fx", "fmdd", "sss", "z",     "t",   "utf", "x"});
      if (!is_known && !(word.size() == 1 && i > 0 && text[i - 1] == '%')) return false;
    }
    i = end;
  }
  return true;
}

// Whether a longer number of the expression is not in its value, in this order.
bool lacks_number(std::string_view expression, std::string_view value) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < expression.size();) {
    const std::size_t digits = digits_at(expression, i);
    if (digits >= kLongNumber) {
      const std::size_t at = value.find(expression.substr(i, digits), found);
      if (at == std::string_view::npos) return true;
      found = at + digits;
    }
    i += std::max<std::size_t>(digits, 1);
  }
  return false;
}

// The value of an expression: its texts, and the numbers beside them.
class CallValue {
 public:
  // takes_first  the first text is the value, the others say how to read it.
  explicit CallValue(bool takes_first) : takes_first_(takes_first) {}

  bool has_text() const { return has_text_; }
  // Something of it is not in the value.
  bool says_more() const { return says_more_; }
  const std::string& text() const { return value_; }
  std::string take() && { return std::move(value_); }

  void add_text(const std::string& text, int depth) {
    if (has_text_ && takes_first_) {
      says_more_ = says_more_ || !is_format(text);
      return;
    }
    if (!value_.empty() && (depth > 0 || ends_in_number_)) value_ += ' ';
    value_ += text;
    has_text_ = true;
    ends_in_number_ = false;
  }
  void add_number(std::string_view number) {
    if (takes_first_) return;
    if (!value_.empty()) value_ += ' ';
    value_ += number;
    ends_in_number_ = true;
  }

 private:
  bool takes_first_;
  bool has_text_ = false;
  bool says_more_ = false;
  bool ends_in_number_ = false;
  std::string value_;
};

}  // namespace

std::string sql_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

bool is_sql_word_octet(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool has_long_number(std::string_view text) {
  std::size_t digits = 0;
  for (const char c : text) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits >= kLongNumber) return true;
  }
  return false;
}

bool is_any_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool SqlCursor::take(char sign) {
  skip_space();
  if (peek() != sign) return false;
  skip();
  return true;
}

void SqlCursor::skip_space() {
  while (!is_over()) {
    if (is_space(peek())) {
      skip();
    } else if (is_comment()) {
      skip_comment();
    } else {
      return;
    }
  }
}

std::string SqlCursor::take_word() {
  skip_space();
  const std::size_t begin = at_;
  while (is_sql_word_octet(peek())) skip();
  return sql_lower(since(begin));
}

bool SqlCursor::take_word(std::string_view word) {
  const std::size_t begin = at_;
  if (take_word() == word) return true;
  at_ = begin;
  return false;
}

std::string SqlCursor::take_name() {
  std::string name;
  for (;;) {
    skip_space();
    const char c = peek();
    if (c == '"' || c == '`' || c == '[') {
      take_quoted(c == '[' ? ']' : c, false, name);
    } else {
      const std::size_t begin = at_;
      while (is_sql_word_octet(peek())) skip();
      name += since(begin);
    }
    if (name.empty() || !take('.')) return name;
    name += '.';
  }
}

bool SqlCursor::take_names(std::vector<std::string>& names) {
  if (!take('(')) return true;
  do {
    std::string name = take_name();
    if (name.empty()) return false;
    names.push_back(std::move(name));
  } while (take(','));
  return take(')');
}

void SqlCursor::take_quoted(char closing, bool escapes, std::string& out, bool has_unicode) {
  skip();
  while (!is_over()) {
    const char c = peek();
    if (c == closing) {
      skip();
      if (closing == ']' || peek() != closing) return;
    } else if (c == '\\' && escapes) {
      skip();
      escape(has_unicode, out);
      continue;
    }
    out += closing == c ? closing : c;
    skip();
  }
}

bool SqlCursor::take_value(std::string& out) {
  skip_space();
  const std::size_t begin = at_;
  std::size_t word_end = at_;
  while (word_end < text_.size() && is_sql_word_octet(text_[word_end])) ++word_end;
  CallValue value(is_any_of(sql_lower(text_.substr(begin, word_end - begin)),
                            {"to_date", "to_timestamp", "to_timestamp_tz", "to_number", "cast", "convert",
                             "try_cast", "try_convert", "str_to_date", "date_format", "parse_date"}));
  int depth = 0;
  for (;;) {
    const char c = peek();
    if (at_ >= text_.size() || c == ';') return false;
    if (depth == 0 && (c == ',' || c == ')')) break;
    if (c == '\'' || c == '"') {
      value.add_text(take_marked(begin), depth);
    } else if (c == '$' && !dollar_mark().empty()) {
      std::string text;
      take_dollar_text(dollar_mark(), text);
      value.add_text(text, depth);
    } else if (is_comment()) {
      skip_comment();
    } else if (c == ':' && peek(1) == ':') {
      skip_cast();
    } else if (is_sql_word_octet(c)) {
      const std::size_t word = at_;
      while (is_sql_word_octet(peek()) || peek() == '.') skip();
      if (c >= '0' && c <= '9') value.add_number(since(word));
    } else {
      if ((c == '(' || c == '[') && ++depth > kDeepestValue) return false;
      if ((c == ')' || c == ']') && depth > 0) --depth;
      skip();
    }
  }
  if (value.has_text()) {
    if (value.says_more() || lacks_number(since(begin), value.text())) {
      while (!beside_.empty() && beside_.back().first >= begin) beside_.pop_back();
      beside_.emplace_back(begin, at_);
    }
    out = std::move(value).take();
    return true;
  }
  std::string_view plain = since(begin);
  while (!plain.empty() && is_space(plain.back())) plain.remove_suffix(1);
  if (plain.starts_with("0x")) {
    out = text_of_hex(plain.substr(2));
  } else if (sql_lower(plain) != "null" && sql_lower(plain) != "default") {
    out = plain;
  }
  return true;
}

// A text with what stands before its quote: N'...', E'...', X'...', q'[...]', U&'...'. begin  of the value.
std::string SqlCursor::take_marked(std::size_t begin) {
  const char mark = at_ > begin ? text_[at_ - 1] : ' ';
  std::string text;
  if (mark == 'q' || mark == 'Q') {
    take_own_quotes(text);
  } else if (mark == '&' && at_ > begin + 1 && is_any_of(text_.substr(at_ - 2, 1), {"u", "U"})) {
    take_unicode(text);
  } else {
    const bool is_marked = mark == 'E' || mark == 'e';
    take_quoted(peek(), has_backslash_ || is_marked, text, is_marked);
  }
  return mark == 'x' || mark == 'X' ? text_of_hex(text) : text;
}

void SqlCursor::take_unicode(std::string& out) {
  std::string text;
  take_quoted(peek(), false, text);
  std::string mark = "\\";
  if (take_word("uescape") && take('\'')) {
    mark.clear();
    --at_;
    take_quoted('\'', false, mark);
  }
  std::uint32_t high = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (mark.size() != 1 || text[i] != mark[0]) {
      out += text[i++];
      continue;
    }
    const bool is_long = i + 1 < text.size() && text[i + 1] == '+';
    const std::size_t digits = is_long ? 6 : 4;
    const auto code = code_of_hex(std::string_view(text).substr(i + (is_long ? 2 : 1)), digits);
    if (!code) {  // the mark itself, twice
      out += text[i];
      i += i + 1 < text.size() && text[i + 1] == mark[0] ? 2 : 1;
      continue;
    }
    append_code(*code, high, out);
    i += digits + (is_long ? 2 : 1);
  }
}

void SqlCursor::skip_cast() {
  skip(2);
  while (is_sql_word_octet(peek()) || peek() == '.' || peek() == ' ' || peek() == '"') skip();
  if (peek() != '(') return;
  std::size_t ahead = 1;
  while (peek(ahead) == ',' || peek(ahead) == ' ' || (peek(ahead) >= '0' && peek(ahead) <= '9')) ++ahead;
  constexpr std::size_t kLongest = 8;
  if (peek(ahead) == ')' && ahead <= kLongest) skip(ahead + 1);
}

// Oracle's q'[O'Brien]'.
void SqlCursor::take_own_quotes(std::string& out) {
  constexpr std::string_view kOpening = "[{(<";
  constexpr std::string_view kClosing = "]})>";
  const char opening = peek(1);
  const std::size_t kind = kOpening.find(opening);
  const std::string closing{kind == std::string_view::npos ? opening : kClosing[kind], '\''};
  const std::size_t end = text_.find(closing, at_ + 2);
  is_starved_ = is_starved_ || end == std::string_view::npos;
  const std::size_t last = std::min(end, text_.size());
  if (at_ + 2 <= last) out = text_.substr(at_ + 2, last - at_ - 2);
  at_ = std::min(last + 2, text_.size());
}

bool SqlCursor::take_slash_line() {
  skip_space();
  return takes_slash();
}

bool SqlCursor::takes_slash() {
  if (peek() != '/' || (at_ > 0 && text_[at_ - 1] != '\n')) return false;
  std::size_t ahead = 1;
  while (peek(ahead) == ' ' || peek(ahead) == '\t' || peek(ahead) == '\r') ++ahead;
  if (peek(ahead) != '\n' && peek(ahead) != '\0') return false;
  skip(ahead);
  return true;
}

bool SqlCursor::take_meta_line() {
  skip_space();
  if (peek() != '\\') return false;
  while (!is_over() && peek() != '\n') skip();
  return true;
}

void SqlCursor::skip_statement(std::string_view first_word, std::string_view delimiter) {
  const bool is_delimited = delimiter != ";";
  const bool has_body = is_any_of(first_word, {"create", "alter"}) && is_routine();
  int depth = 0;
  std::string last;
  while (!is_over()) {
    const char c = peek();
    if (is_delimited && take_text(delimiter)) return;
    if (c == '\'' || c == '"' || c == '`') {
      std::string ignored;
      take_quoted(c, has_backslash_ && c != '`', ignored);
    } else if (is_comment()) {
      skip_comment();
    } else if (c == '$') {
      skip_dollar_text();
    } else if (c == ';') {
      skip();
      if (depth <= 0 && !is_delimited) return;
    } else if (c == '\n') {
      skip();
      if (begins_line(has_body, is_delimited)) return;
    } else if (is_sql_word_octet(c)) {
      const std::size_t begin = at_;
      while (is_sql_word_octet(peek())) skip();
      const std::string word = sql_lower(since(begin));
      if (has_body && last != "end" && (word == "begin" || word == "case")) ++depth;
      if (has_body && last == "end" && !is_any_of(word, {"if", "loop", "while", "repeat"})) --depth;
      if (has_body && word == "end" && !is_sql_word_octet(after_space())) --depth;
      last = word == "end" && !is_sql_word_octet(after_space()) ? "" : word;
    } else {
      skip();
    }
  }
}

bool SqlCursor::take_text(std::string_view text) {
  if (!text_.substr(at_).starts_with(text)) return false;
  skip(text.size());
  return true;
}

bool SqlCursor::is_routine() {
  constexpr int kMostWords = 24;  // CREATE OR REPLACE DEFINER = `a`@`b` ... PROCEDURE
  const std::size_t begin = at_;
  bool is_one = false;
  for (int i = 0; i < kMostWords; ++i) {
    skip_space();
    const char c = peek();
    if (c == '(' || c == ';' || c == '\0') break;
    if (c == '\'' || c == '"' || c == '`') {
      std::string ignored;
      take_quoted(c, false, ignored);
    } else if (is_sql_word_octet(c)) {
      const std::string word = take_word();
      is_one =
          is_any_of(word, {"procedure", "proc", "function", "trigger", "package", "event", "type", "rule"});
      if (is_one || is_any_of(word, {"table", "view", "index", "sequence", "database", "schema"})) break;
    } else {
      skip();
    }
  }
  go_to(begin);
  return is_one;
}

std::optional<std::string_view> SqlCursor::take_line(bool is_whole) {
  const std::size_t end = text_.find('\n', at_);
  if (end == std::string_view::npos && !is_whole) {
    is_starved_ = true;
    return std::nullopt;
  }
  std::string_view line = text_.substr(at_, end == std::string_view::npos ? end : end - at_);
  at_ = std::min(end == std::string_view::npos ? text_.size() : end + 1, text_.size());
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool SqlCursor::is_comment() {
  const char c = text_[at_];
  if (c == '#') return at_ == 0 || text_[at_ - 1] == '\n';
  if (c == '-') return peek(1) == '-';
  return c == '/' && peek(1) == '*';
}

void SqlCursor::skip_comment() {
  const std::size_t begin = at_;
  // What MySQL runs: /*!40101 ... */
  if (text_.substr(at_).starts_with("/*!")) {
    skip(3);
    while (peek() >= '0' && peek() <= '9') skip();
    return;
  }
  const bool is_line = text_[at_] != '/';
  const std::string_view closing = is_line ? "\n" : "*/";
  const std::size_t end = text_.find(closing, at_ + 1);
  is_starved_ = is_starved_ || end == std::string_view::npos;
  at_ = end == std::string_view::npos ? text_.size() : end + (is_line ? 0 : closing.size());
  beside_.emplace_back(begin, at_);
}

std::string_view SqlCursor::dollar_mark() const {
  std::size_t end = at_ + 1;
  while (end < text_.size() && is_sql_word_octet(text_[end]) && text_[end] != '$') ++end;
  const bool is_mark =
      end < text_.size() && text_[end] == '$' && (text_[at_ + 1] < '0' || text_[at_ + 1] > '9');
  return is_mark ? text_.substr(at_, end + 1 - at_) : std::string_view();
}

void SqlCursor::skip_dollar_text() {
  std::string ignored;
  const std::string_view mark = dollar_mark();
  if (mark.empty()) return skip();
  take_dollar_text(mark, ignored);
}

void SqlCursor::take_dollar_text(std::string_view mark, std::string& out) {
  const std::size_t begin = at_ + mark.size();
  const std::size_t closing = text_.find(mark, begin);
  is_starved_ = is_starved_ || closing == std::string_view::npos;
  const std::size_t end = std::min(closing, text_.size());
  out += text_.substr(begin, end - begin);
  at_ = std::min(end + mark.size(), text_.size());
}

bool SqlCursor::begins_line(bool is_routine, bool is_delimited) {
  if (!is_delimited && takes_slash()) return true;
  const std::size_t begin = at_;
  while (peek() == ' ' || peek() == '\t') skip();
  const std::size_t word_begin = at_;
  while (is_sql_word_octet(peek())) skip();
  const std::string word = sql_lower(since(word_begin));
  if (is_delimited) {
    go_to(begin);
    return word == "delimiter";
  }
  const bool is_end = word == "go" && (peek() == '\n' || peek() == '\r' || peek() == '\0');
  // REPLACE( is a call.
  const bool is_next = !is_routine && (word == "insert" || word == "replace") && after_space() != '(';
  if (!is_end) go_to(begin);
  return is_end || is_next;
}

void SqlCursor::escape(bool is_unicode, std::string& out) {
  const char c = peek();
  constexpr std::size_t kDigits = 4;
  if (is_unicode && c == 'u') {
    peek(kDigits);
    if (const auto code = code_of_hex(text_.substr(at_ + 1), kDigits)) {
      append_code(*code, high_, out);
      return skip(1 + kDigits);
    }
  }
  constexpr std::string_view kMarks = "ntrbfvZ0";
  constexpr std::string_view kMeant = "\n\t\r\b\f\v\x1A";
  const std::size_t at = kMarks.find(c);
  if (at < kMeant.size()) {
    out += kMeant[at];
  } else if (at == std::string_view::npos) {
    out += c;
  }
  skip();
}

char SqlCursor::after_space() {
  std::size_t ahead = 0;
  while (is_space(peek(ahead))) ++ahead;
  return peek(ahead);
}

}  // namespace tidegate
