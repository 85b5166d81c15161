// XML of an office file, element by element, in bounded memory. The one file that names expat.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/byte_source.h"
#include "tidegate/base/result.h"

namespace tidegate {

class XmlAttributes {
 public:
  explicit XmlAttributes(const char* const* pairs) : pairs_(pairs) {}
  // By its name without a namespace; "" where it is not there.
  std::string_view get(std::string_view name) const;
  // A number without sign; `otherwise` where there is none.
  std::uint32_t number(std::string_view name, std::uint32_t otherwise) const;
  // Names, without a namespace, and values.
  std::vector<std::pair<std::string_view, std::string_view>> all() const;

 private:
  const char* const* pairs_;
};

// Names come without their namespaces: writers use several for one thing. An Error ends the reading and comes
// back unchanged.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual Result<void> start(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual Result<void> end(std::string_view name) = 0;
  virtual Result<void> text(std::string_view part) = 0;  // valid UTF-8, in pieces of any length
};

// Reads the source to its end.
// path    for `where`, which is "path:byte 123".
// Errors  kMalformed (not well formed; a DOCTYPE, since office files have none and entities are how XML
//         bombs are made), kLimit (elements in one another, a tag too long), those of source and handler.
Result<void> read_xml(ByteSource& source, const std::string& path, XmlHandler& handler);

}  // namespace tidegate
