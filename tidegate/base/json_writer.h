// Writes JSON in the order it is told: no map in between, no float. Same calls, same bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidegate {

// A decimal number without float: value / 10^digits, every digit shown. (198106, 6) -> "0.198106"; (-5, 1) ->
// "-0.5".
std::string decimal_text(std::int64_t value, int digits);

// Calls must nest as JSON does (key before each value of an object); a wrong order is our own bug and stops
// the program.
class JsonWriter {
 public:
  // indent  spaces a level; 0: everything on one line.
  explicit JsonWriter(int indent = 0) : indent_(indent) {}

  JsonWriter& begin_object() { return begin('{'); }
  JsonWriter& end_object() { return end('}'); }
  JsonWriter& begin_array() { return begin('['); }
  JsonWriter& end_array() { return end(']'); }
  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view utf8);  // broken octets become U+FFFD
  JsonWriter& integer(std::int64_t value);
  JsonWriter& unsigned_integer(std::uint64_t value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  JsonWriter& decimal(std::int64_t value, int digits);  // as decimal_text
  // One whole value that is JSON already, copied as it stands.
  JsonWriter& raw(std::string_view json);

  // The document, without a line end. Every bracket must be closed; the writer is empty afterwards.
  std::string take();

 private:
  struct Level {
    char close;
    bool empty = true;
    bool has_key = false;
  };
  JsonWriter& begin(char open);
  JsonWriter& end(char close);
  void before_value();
  void new_line();
  void quoted(std::string_view utf8);

  int indent_;
  std::string out_;
  std::vector<Level> levels_;
};

}  // namespace tidegate
