#include "tidegate/classify/prose/source_prose.h"

#include <algorithm>
#include <string>

#include "tidegate/classify/ascii.h"

namespace tidegate {
namespace {

using ascii::is_high;

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> heads) {
  return std::any_of(heads.begin(), heads.end(),
                     [&](std::string_view head) { return text.starts_with(head); });
}

// #include is of the program, # a remark.
bool is_directive(std::string_view text) {
  return starts_with_any(
      text, {"#include", "#define", "#undef", "#if", "#el", "#end", "#pragma", "#line", "#error", "#warning",
             "#[", "#!", "# define", "# include", "# if", "# el", "# end", "# undef"});
}

// A mark that leads a remark which fills the line.
bool leads_remark(std::string_view line) {
  if (line.starts_with('#')) return !is_directive(line);
  return starts_with_any(line, {"//", "/*", "* ", "*/", "<!--", "-- ", ";;", "%%", "\"\"\"", "'''", "--[["});
}

bool is_sign_of_program(char c) {
  return std::string_view("{}[]()<>=;_&|\\$@\"'`").find(c) != std::string_view::npos;
}

// Words alone, four at least: two of them are a field and its type.
bool is_sentence(std::string_view line) {
  constexpr std::ptrdiff_t kBlanks = 3;
  const bool has_characters = std::any_of(line.begin(), line.end(), is_high);
  return (has_characters || std::count(line.begin(), line.end(), ' ') >= kBlanks) && !is_directive(line) &&
         !line.ends_with(',') && std::none_of(line.begin(), line.end(), is_sign_of_program);
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// Where the quotes that open at `begin` close; the end of the line where they do not.
std::size_t closing_quote(std::string_view line, std::size_t begin) {
  std::size_t end = begin + 1;
  while (end < line.size() && line[end] != line[begin]) end += line[end] == '\\' ? 2 : 1;
  return std::min(end, line.size());
}

// Whether what stands before the quotes gives their text to a name of persons: name = ", "author": ".
bool names_person(std::string_view before) {
  while (!before.empty() &&
         (is_blank(before.back()) || is_sign_of_program(before.back()) || before.back() == ':'))
    before.remove_suffix(1);
  std::string lead;
  for (const char c : before.substr(before.size() - std::min<std::size_t>(before.size(), 24)))
    lead += ascii::to_lower(c);
  for (const std::string_view word :
       {"name", "author", "owner", "contact", "customer", "patient", "person", "people", "employee",
        "maintainer", "姓名", "名字", "联系人", "作者", "客户", "患者", "员工"}) {
    if (lead.ends_with(word)) return true;
  }
  return false;
}

}  // namespace

void find_source_prose(std::string_view line, std::vector<SourceProse>& out) {
  out.clear();
  line = ascii::trimmed(line);
  if (line.empty()) return;
  if (is_sentence(line) || leads_remark(line)) {
    out.push_back({line});
    return;
  }
  std::size_t from = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' || c == '\'' || c == '`') {
      const std::size_t end = closing_quote(line, i);
      const std::string_view text = line.substr(i + 1, end - std::min(end, i + 1));
      if (text.find(' ') != std::string_view::npos || std::any_of(text.begin(), text.end(), is_high))
        out.push_back({text, true, names_person(line.substr(from, i - from))});
      from = i + 1;  // "author": "...": the text before may be the name
      i = end;
      continue;
    }
    // Behind a blank: the slashes of "http://" lead no remark.
    const bool may_lead = i > 0 && (is_blank(line[i - 1]) || line[i - 1] == ';');
    if (may_lead && starts_with_any(line.substr(i), {"//", "/*", "# "})) {
      out.push_back({line.substr(i)});
      return;
    }
  }
}

}  // namespace tidegate
