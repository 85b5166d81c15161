// Values of a PDF (ISO 32000-2, 7.3), read strictly and within bounds from one place of a file. Private to
// the room.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tidegate::assure {

struct PdfValue {
  enum class Kind { kWord, kNumber, kName, kString, kArray, kDictionary, kReference };
  Kind kind = Kind::kWord;  // true, false, null, an operator
  std::int64_t number = 0;  // of a whole number, or of a referenced object
  bool is_first = true;     // of a reference: to generation 0
  std::string text;         // name without its slash, octets of a string, a word
  bool is_hex = false;      // a string written as <...>
  std::size_t begin = 0;    // [begin, end) in the file
  std::size_t end = 0;
  std::vector<std::string> keys;  // of a dictionary, each once
  std::vector<PdfValue> items;    // of an array; of a dictionary what stands under each key

  // nullptr: there is none.
  const PdfValue* find(std::string_view key) const;
  bool is_name(std::string_view name) const { return kind == Kind::kName && text == name; }
};

// None: no such value stands there, it is nested deeper than 16, holds a fraction or a key twice.
std::optional<PdfValue> pdf_value(std::string_view file, std::size_t at);

struct PdfObject {
  std::int64_t number = 0;
  PdfValue value;  // what stands behind "N G obj"
};
// Objects that stand plainly in the file, in its order; what lies in object streams is not seen. Of those
// that are no signature, attached file, stream or number the value is left out. most: how many at most. None:
// there are more, or it reads on and on.
std::optional<std::vector<PdfObject>> pdf_objects(std::string_view file, std::size_t most);

bool is_pdf_space(char c);

}  // namespace tidegate::assure
