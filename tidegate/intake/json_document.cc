// Why not a library: nlohmann-json and simdjson do not tell a handler where a value or key stands, and a
// declaration's problems must carry line and column. The grammar of RFC 8259 is small; a test holds this
// reader to nlohmann's verdicts.
#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <tuple>

#include "tidegate/base/utf8.h"
#include "tidegate/intake/document.h"

namespace tidegate::intake {
namespace {

struct Fault {
  std::size_t at;
  Text says;
};

class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : text_(text) {}

  Document read() {
    Document document;
    document.is_json = true;
    skip_space();
    if (value(document.root, 0)) {
      skip_space();
      if (at_ < text_.size()) fault({"text follows the end of the JSON value", "JSON 值之后还有内容"});
    }
    if (fault_) {
      const auto [line, column] = place(fault_->at);
      document.problems.push_back(
          {line, column, "", fault_->says, {"mend the JSON first", "请先修正 JSON 语法"}});
    }
    return document;
  }

 private:
  bool fault(Text says) { return fault_at(at_, std::move(says)); }
  bool fault_at(std::size_t at, Text says) {
    if (!fault_) fault_ = Fault{at, std::move(says)};
    return false;
  }

  // Line and column of an offset at or after the last one asked for: amortised, the text is walked once.
  std::pair<int, int> place(std::size_t offset) {
    if (offset < seen_) {  // a fault may point back
      seen_ = 0;
      line_ = 1;
      column_ = 1;
    }
    for (; seen_ < offset; ++seen_) {
      if (text_[seen_] == '\n') {
        ++line_;
        column_ = 1;
      } else if ((static_cast<unsigned char>(text_[seen_]) & 0xC0U) != 0x80U) {
        ++column_;
      }
    }
    return {line_, column_};
  }

  void skip_space() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      ++at_;
  }

  bool value(Node& node, int depth) {
    if (++nodes_ > kMostNodes) {
      return fault({fmt::format("more than {} values", kMostNodes), fmt::format("超过 {} 个值", kMostNodes)});
    }
    std::tie(node.line, node.column) = place(at_);
    if (at_ >= text_.size()) return fault({"the JSON ends too early", "JSON 不完整"});
    if (depth > kDeepest) {
      return fault({fmt::format("nested deeper than {}", kDeepest), fmt::format("嵌套超过 {} 层", kDeepest)});
    }
    switch (text_[at_]) {
      case '{':
        return object(node, depth);
      case '[':
        return list(node, depth);
      case '"':
        node.kind = Node::Kind::kScalar;
        node.quoted = true;
        return string(node.text);
      default:
        return literal(node);
    }
  }

  bool object(Node& node, int depth) {
    node.kind = Node::Kind::kMap;
    ++at_;
    skip_space();
    if (take('}')) return true;
    while (true) {
      skip_space();
      Node::Key key;
      std::tie(key.line, key.column) = place(at_);
      if (at_ >= text_.size() || text_[at_] != '"') {
        return fault({"a key in double quotes is due here", "此处应为双引号括起的键"});
      }
      if (!string(key.name)) return false;
      skip_space();
      if (!take(':')) return fault({"a colon is due here", "此处应为冒号"});
      skip_space();
      node.keys.push_back(std::move(key));
      node.children.emplace_back();
      if (!value(node.children.back(), depth + 1)) return false;
      skip_space();
      if (take('}')) return true;
      if (!take(',')) return fault({"a comma or } is due here", "此处应为逗号或 }"});
    }
  }

  bool list(Node& node, int depth) {
    node.kind = Node::Kind::kList;
    ++at_;
    skip_space();
    if (take(']')) return true;
    while (true) {
      skip_space();
      node.children.emplace_back();
      if (!value(node.children.back(), depth + 1)) return false;
      skip_space();
      if (take(']')) return true;
      if (!take(',')) return fault({"a comma or ] is due here", "此处应为逗号或 ]"});
    }
  }

  bool literal(Node& node) {
    std::size_t end = at_;
    while (end < text_.size() &&
           std::string_view(" \t\r\n,:]}[{\"").find(text_[end]) == std::string_view::npos)
      ++end;
    const std::string_view word = text_.substr(at_, end - at_);
    if (word == "null") {
      node.kind = Node::Kind::kNull;
    } else if (word == "true" || word == "false" || is_number(word)) {
      node.kind = Node::Kind::kScalar;
      node.text = word;
    } else {
      return fault({"not a JSON value; texts stand in double quotes", "不是 JSON 值；文本须用双引号"});
    }
    at_ = end;
    return true;
  }

  static bool is_number(std::string_view w) {
    std::size_t i = 0;
    const auto digits = [&] {
      const std::size_t from = i;
      while (i < w.size() && w[i] >= '0' && w[i] <= '9') ++i;
      return i - from;
    };
    if (i < w.size() && w[i] == '-') ++i;
    const std::size_t whole_at = i;
    const std::size_t whole = digits();
    if (whole == 0 || (whole > 1 && w[whole_at] == '0')) return false;
    if (i < w.size() && w[i] == '.') {
      ++i;
      if (digits() == 0) return false;
    }
    if (i < w.size() && (w[i] == 'e' || w[i] == 'E')) {
      ++i;
      if (i < w.size() && (w[i] == '+' || w[i] == '-')) ++i;
      if (digits() == 0) return false;
    }
    return i == w.size();
  }

  bool string(std::string& out) {
    ++at_;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        ++at_;
        return true;
      }
      if (static_cast<unsigned char>(c) < 0x20) {
        return fault({"a control character inside a string", "字符串中有控制字符"});
      }
      if (c == '\\') {
        if (!escape(out)) return false;
      } else {
        out += c;
        ++at_;
      }
    }
    return fault({"a string is not closed", "字符串未结束"});
  }

  bool escape(std::string& out) {
    constexpr std::string_view kFrom = "\"\\/bfnrt";
    constexpr std::string_view kTo = "\"\\/\b\f\n\r\t";
    const std::size_t begin = at_++;
    if (at_ < text_.size() && text_[at_] == 'u') {
      ++at_;
      std::optional<char32_t> c = hex4();
      if (c && *c >= 0xD800 && *c < 0xDC00 && text_.substr(at_, 2) == "\\u") {
        at_ += 2;
        const std::optional<char32_t> low = hex4();
        c = low && *low >= 0xDC00 && *low < 0xE000
                ? std::optional(0x10000 + ((*c - 0xD800) << 10U) + (*low - 0xDC00))
                : std::nullopt;
      }
      if (!c || *c == 0 || (*c >= 0xD800 && *c < 0xE000)) {
        return fault_at(begin, {"an escape names no character", "转义不对应任何字符"});
      }
      append_utf8(out, *c);
      return true;
    }
    const std::size_t which = at_ < text_.size() ? kFrom.find(text_[at_]) : std::string_view::npos;
    if (which == std::string_view::npos) return fault_at(begin, {"an unknown escape", "未知的转义"});
    out += kTo[which];
    ++at_;
    return true;
  }

  std::optional<char32_t> hex4() {
    char32_t c = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      const char d = at_ < text_.size() ? text_[at_] : '\0';
      if (d >= '0' && d <= '9') {
        c = c * 16 + static_cast<char32_t>(d - '0');
      } else if ((d | 0x20) >= 'a' && (d | 0x20) <= 'f') {
        c = c * 16 + static_cast<char32_t>((d | 0x20) - 'a' + 10);
      } else {
        return std::nullopt;
      }
    }
    return c;
  }

  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t nodes_ = 0;
  std::size_t seen_ = 0;
  int line_ = 1;
  int column_ = 1;
  std::optional<Fault> fault_;
};

}  // namespace

Document read_json(std::string_view text) { return JsonReader(text).read(); }

}  // namespace tidegate::intake
