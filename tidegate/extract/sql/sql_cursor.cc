#include "tidegate/extract/sql/sql_cursor.h"

#include "tidegate/base/utf8.h"

namespace tidegate {
namespace {

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

void SqlCursor::take_quoted(char closing, bool escapes, std::string& out) {
  skip();
  while (!is_over()) {
    const char c = peek();
    if (c == closing) {
      skip();
      if (closing == ']' || peek() != closing) return;
    } else if (c == '\\' && escapes) {
      skip();
      escape(out);
      continue;
    }
    out += closing == c ? closing : c;
    skip();
  }
}

bool SqlCursor::take_value(std::string& out) {
  std::string texts;
  bool has_text = false;
  int depth = 0;
  skip_space();
  const std::size_t begin = at_;
  std::size_t word_end = at_;
  while (word_end < text_.size() && is_sql_word_octet(text_[word_end])) ++word_end;
  // Of these the first text is the value, the others say how to read it.
  const bool takes_first =
      is_any_of(sql_lower(text_.substr(begin, word_end - begin)),
                {"to_date", "to_timestamp", "to_timestamp_tz", "to_number", "cast", "convert", "try_cast",
                 "try_convert", "str_to_date", "date_format", "parse_date"});
  for (;;) {
    const char c = peek();
    if (at_ >= text_.size() || c == ';') return false;
    if (depth == 0 && (c == ',' || c == ')')) break;
    if (c == '\'' || c == '"') {
      const char mark = at_ > begin ? text_[at_ - 1] : ' ';
      std::string text;
      if (mark == 'q' || mark == 'Q') {
        take_own_quotes(text);
      } else {
        take_quoted(c, has_backslash_ || mark == 'E' || mark == 'e', text);
      }
      if (mark == 'x' || mark == 'X') text = text_of_hex(text);
      if (!has_text || !takes_first) texts += (depth > 0 && has_text ? " " : "") + text;
      has_text = true;
      continue;
    }
    if (is_comment()) {
      skip_comment();
      continue;
    }
    if (c == '(' && ++depth > kDeepestValue) return false;
    if (c == ')') --depth;
    skip();
  }
  if (has_text) {
    out = std::move(texts);
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

bool SqlCursor::take_meta_line() {
  skip_space();
  if (peek() != '\\') return false;
  while (!is_over() && peek() != '\n') skip();
  return true;
}

void SqlCursor::skip_statement(bool is_create) {
  int depth = 0;
  std::string last;
  while (!is_over()) {
    const char c = peek();
    if (c == '\'' || c == '"' || c == '`') {
      std::string ignored;
      take_quoted(c, has_backslash_ && c != '`', ignored);
    } else if (is_comment()) {
      skip_comment();
    } else if (c == '$' && skip_dollar_text()) {
      continue;
    } else if (c == ';') {
      skip();
      if (depth <= 0) return;
    } else if (c == '\n') {
      skip();
      if (begins_line(is_create)) return;
    } else if (is_sql_word_octet(c)) {
      const std::size_t begin = at_;
      while (is_sql_word_octet(peek())) skip();
      const std::string word = sql_lower(since(begin));
      if (is_create && last != "end" && (word == "begin" || word == "case")) ++depth;
      if (is_create && last == "end" && !is_any_of(word, {"if", "loop", "while", "repeat"})) --depth;
      if (is_create && word == "end" && !is_sql_word_octet(after_space())) --depth;
      last = word == "end" && !is_sql_word_octet(after_space()) ? "" : word;
    } else {
      skip();
    }
  }
}

void SqlCursor::skip_delimited() {
  while (!is_over()) {
    const bool is_line = at_ == 0 || text_[at_ - 1] == '\n';
    const std::size_t begin = at_;
    if (is_line && take_word("delimiter") && take(';')) return;
    go_to(begin);
    while (!is_over() && peek() != '\n') skip();
    skip();
  }
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
  comments_.emplace_back(begin, at_);
}

bool SqlCursor::skip_dollar_text() {
  std::size_t end = at_ + 1;
  while (end < text_.size() && is_sql_word_octet(text_[end]) && text_[end] != '$') ++end;
  if (end >= text_.size() || text_[end] != '$') {
    skip();
    return true;
  }
  const std::string_view tag = text_.substr(at_, end + 1 - at_);
  const std::size_t closing = text_.find(tag, end + 1);
  is_starved_ = is_starved_ || closing == std::string_view::npos;
  at_ = closing == std::string_view::npos ? text_.size() : closing + tag.size();
  return true;
}

bool SqlCursor::begins_line(bool is_create) {
  const std::size_t begin = at_;
  while (peek() == ' ' || peek() == '\t') skip();
  const std::size_t word_begin = at_;
  while (is_sql_word_octet(peek())) skip();
  const std::string word = sql_lower(since(word_begin));
  const bool is_end = word == "go" && (peek() == '\n' || peek() == '\r' || peek() == '\0');
  const bool is_next = !is_create && (word == "insert" || word == "replace");
  if (!is_end) go_to(begin);
  return is_end || is_next;
}

void SqlCursor::escape(std::string& out) {
  const char c = peek();
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
