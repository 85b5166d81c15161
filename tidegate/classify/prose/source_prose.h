// What people wrote for people in the text of a program: its remarks. Its other words are names and numbers
// of the program, and what stands in quotes are its messages, in any language, but for a text that is all a
// name.
#pragma once

#include <string_view>
#include <vector>

namespace tidegate {

struct SourceProse {
  std::string_view text;      // within the line
  bool is_quoted = false;     // a text of its own, without its quotes; else a remark
  bool is_of_person = false;  // quoted, and given to a name such as author or customerName
};

// line  of a program in any of the common languages, UTF-8. A line of a block of remarks that began on an
//       earlier line is told by its words: nothing in it is a sign of a program.
// out   cleared first; ascending. Quoted texts of one word of Latin letters are left out.
void find_source_prose(std::string_view line, std::vector<SourceProse>& out);

}  // namespace tidegate
