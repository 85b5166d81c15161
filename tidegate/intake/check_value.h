// Holds one value of a document against its shape in the format's table.
#pragma once

#include <string>
#include <vector>

#include "tidegate/intake/document.h"
#include "tidegate/intake/format.h"
#include "tidegate/intake/problem.h"

namespace tidegate::intake {

class ValueChecker {
 public:
  // is_json: texts must be strings. problems: added to; borrowed.
  ValueChecker(bool is_json, std::vector<Problem>& problems) : is_json_(is_json), problems_(problems) {}

  // shape: of one value, not of a mapping or list. is_private: the value is not shown.
  void check(const Node& node, const Shape& shape, const std::string& pointer, bool is_private);
  // id_type: the paper's kind as stated beside the number; nullptr: not stated, a resident identity card is
  // meant.
  void check_person_id(const Node& node, const Node* id_type, const std::string& pointer);

 private:
  void add(const Node& node, const std::string& pointer, Text says, Text fix);
  bool is_single(const Node& node, const std::string& pointer, const Text& due);
  bool is_text(const Node& node, const std::string& pointer);
  void text(const Node& node, const Shape& shape, const std::string& pointer);
  void count(const Node& node, const Shape& shape, const std::string& pointer);
  void word(const Node& node, const Shape& shape, const std::string& pointer);
  void country(const Node& node, const std::string& pointer);
  void uscc(const Node& node, const std::string& pointer);
  void pattern(const Node& node, const Shape& shape, const std::string& pointer, bool is_private);

  bool is_json_;
  std::vector<Problem>& problems_;
  std::vector<const Shape*> listed_;  // long lists of words that a problem told already
};

}  // namespace tidegate::intake
