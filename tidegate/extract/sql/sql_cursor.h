// Words, names and values of SQL, one behind the other.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tidegate {

// SQL's own letters, A to Z, in small ones.
std::string sql_lower(std::string_view text);
bool is_sql_word_octet(char c);
// Six digits or more in a row.
bool has_long_number(std::string_view text);
bool is_any_of(std::string_view word, std::initializer_list<std::string_view> words);

// A place in a text that may go on behind what is in memory; whoever meets its end learns it by is_starved().
class SqlCursor {
 public:
  SqlCursor(std::string_view text, bool has_backslash) : text_(text), has_backslash_(has_backslash) {}

  std::size_t at() const { return at_; }
  void go_to(std::size_t at) { at_ = at; }
  bool is_starved() const { return is_starved_; }
  // Begins and ends of what was passed over and stands in no name and no value: comments, but for those that
  // are run (/*! ... */), and calls that say more than was taken of them. Some may come twice.
  const std::vector<std::pair<std::size_t, std::size_t>>& beside() const { return beside_; }
  std::string_view since(std::size_t begin) const { return text_.substr(begin, at_ - begin); }

  // '\0' at the end.
  char peek(std::size_t ahead = 0) {
    if (at_ + ahead < text_.size()) return text_[at_ + ahead];
    is_starved_ = true;
    return '\0';
  }
  bool is_over() {
    if (at_ < text_.size()) return false;
    is_starved_ = true;
    return true;
  }
  void skip(std::size_t n = 1) { at_ = std::min(at_ + n, text_.size()); }

  bool take(char sign);

  void skip_space();

  // In small letters; "" where none stands here.
  std::string take_word();
  bool take_word(std::string_view word);

  // "a"."b", `b`, [dbo].[b]; "" where none stands here.
  std::string take_name();

  // "(a, b)": false where something else stands in the brackets.
  bool take_names(std::vector<std::string>& names);

  // From the opening quote to behind the closing one; its text is put behind `out`.
  // has_unicode  \u5F20 is a character.
  void take_quoted(char closing, bool escapes, std::string& out, bool has_unicode = false);

  // A value up to the comma or bracket behind it. False: it does not end as one.
  bool take_value(std::string& out);

  // A line of nothing but "/", by which SQL*Plus runs what stands before it.
  bool take_slash_line();

  // "\connect shop", of psql.
  bool take_meta_line();

  // From behind the first word of a statement to behind its end: the delimiter, a line "GO", and, unless it
  // is a routine, the INSERT that begins a line. delimiter  ";", or that of MySQL's client: then a statement
  // ends there, or before a line that names another.
  void skip_statement(std::string_view first_word, std::string_view delimiter);
  bool take_text(std::string_view text);

  // A line without its end; none: it does not end here.
  std::optional<std::string_view> take_line(bool is_whole);

 private:
  bool is_comment();
  void skip_comment();

  // The opening mark of $$ ... $$, $body$ ... $body$; "" where none stands here.
  std::string_view dollar_mark() const;
  // $$ ... $$; one sign where it is none.
  void skip_dollar_text();
  void take_dollar_text(std::string_view mark, std::string& out);

  // Whether what is created holds statements of its own.
  bool is_routine();
  bool takes_slash();
  bool begins_line(bool is_routine, bool is_delimited);

  // "::numeric(10,2)"
  void skip_cast();
  // Of U&'\5F20'; closing and mark of escape taken too.
  void take_unicode(std::string& out);

  char after_space();

  std::string take_marked(std::size_t begin);
  void take_own_quotes(std::string& out);

  // What stands behind a backslash.
  void escape(bool is_unicode, std::string& out);

  std::string_view text_;
  bool has_backslash_;
  std::size_t at_ = 0;
  bool is_starved_ = false;
  std::uint32_t high_ = 0;  // half of a pair of \u
  std::vector<std::pair<std::size_t, std::size_t>> beside_;
};

}  // namespace tidegate
