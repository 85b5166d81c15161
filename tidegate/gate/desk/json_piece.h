// Looks into a JSON text without reading all of it: members and elements as the pieces of text that they are.
// For documents that this program wrote itself, which may hold fractions (assessments) and are handed on as
// they stand.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tidegate::desk {

class JsonPiece {
 public:
  JsonPiece() = default;  // nothing: what is not there
  // text  valid JSON, borrowed. What is damaged has no members and no elements.
  explicit JsonPiece(std::string_view text);

  bool is_there() const { return !text_.empty(); }
  std::string_view text() const { return text_; }
  // Of an object; nothing where there is no such key. Keys hold no escapes.
  JsonPiece member(std::string_view key) const;
  // Of an object, all of them in one walk; else none.
  std::vector<std::pair<std::string_view, JsonPiece>> members() const;
  // An object's text without some of its members.
  std::string without(std::initializer_list<std::string_view> keys) const;
  std::vector<JsonPiece> elements() const;  // of an array; else none
  std::string string() const;               // of a string; else empty
  bool is(std::string_view word) const { return text_ == word; }

 private:
  std::string_view text_;
};

// The members of an object, found in one walk. Borrows the text.
class JsonMembers {
 public:
  explicit JsonMembers(const JsonPiece& object) : members_(object.members()) {}
  JsonPiece member(std::string_view key) const;  // nothing where there is no such key

 private:
  std::vector<std::pair<std::string_view, JsonPiece>> members_;
};

}  // namespace tidegate::desk
