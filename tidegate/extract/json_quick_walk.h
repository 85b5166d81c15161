// A record that is written as those before it: keys that are known and stand where they stood, strings
// without escapes, no space but single blanks. Such records need no index of their marks.
#pragma once

#include <cstdint>
#include <string_view>

#include "tidegate/extract/json_rows.h"

namespace tidegate {

class JsonRows::QuickWalk {
 public:
  QuickWalk(JsonRows& rows, std::uint32_t max_depth) : rows_(rows), max_depth_(max_depth) {}

  // json  one record with TextWindow::kPadding octets behind it, valid UTF-8. Adds its cells, as Walk does.
  // False: it is written otherwise, or is not well formed; some cells may have been added, which are the
  // caller's to take off, and nothing else.
  bool run(std::string_view json, JsonPaths::Node root);

 private:
  bool object(JsonPaths::Node node, std::uint32_t depth);
  bool array(JsonPaths::Node node, std::uint32_t depth);
  bool value(JsonPaths::Node node, std::uint32_t depth);
  bool member(JsonPaths::Node node, std::uint32_t& guess, JsonPaths::Node& child);
  bool string(JsonPaths::Node node);
  bool number(JsonPaths::Node node);
  bool word(std::string_view text, JsonPaths::Node node);
  bool add(JsonPaths::Node node, std::string_view text);
  void pass_blanks() {
    while (*at_ == ' ') ++at_;
  }

  JsonRows& rows_;
  std::uint32_t max_depth_;
  const char* at_ = nullptr;
};

}  // namespace tidegate
