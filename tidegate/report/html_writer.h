// Builds HTML so that nothing from outside can become markup: patterns are literals of this room, every
// argument is escaped.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <type_traits>

namespace tidegate::report {

// Text for an element or a quoted attribute: & < > " ' escaped, line ends and tabs as spaces, characters that
// HTML forbids or that turn the reading direction as U+FFFD.
std::string html_escape(std::string_view text);

// Markup made by this room, to be placed as it is.
struct Markup {
  std::string html;
};

class HtmlWriter {
 public:
  // pattern  literal markup with {} for each argument.
  template <typename... Args>
  void put(std::string_view pattern, const Args&... args) {
    out_ += fmt::format(fmt::runtime(pattern), safe(args)...);
  }
  Markup take() { return {std::move(out_)}; }

 private:
  static const std::string& safe(const Markup& markup) { return markup.html; }
  template <typename T>
  static std::string safe(const T& value) {
    if constexpr (std::is_arithmetic_v<T>) {
      return fmt::format("{}", value);
    } else {
      return html_escape(value);
    }
  }

  std::string out_;
};

// A path or pointer that may break behind each '/'.
Markup breakable(std::string_view path);

// As HtmlWriter::put, by itself.
template <typename... Args>
Markup html(std::string_view pattern, const Args&... args) {
  HtmlWriter writer;
  writer.put(pattern, args...);
  return writer.take();
}

}  // namespace tidegate::report
