// The only file that knows yaml-cpp: its events become our tree, its exceptions become problems.
#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <istream>
#include <map>
#include <optional>
#include <streambuf>
#include <tuple>

#include "tidegate/intake/document.h"

namespace tidegate::intake {
namespace {

constexpr std::size_t kMostExpandedBytes = 4 * kMostBytes;

// Turns the octet columns of yaml-cpp into columns of characters.
class Places {
 public:
  explicit Places(std::string_view text) : text_(text) {
    starts_.push_back(0);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') starts_.push_back(i + 1);
    }
  }
  // Marks mostly come in order: a line is walked once, not once for each mark.
  std::pair<int, int> of(const YAML::Mark& mark) {
    const auto line = std::min(static_cast<std::size_t>(std::max(mark.line, 0)), starts_.size() - 1);
    const auto column = static_cast<std::size_t>(std::max(mark.column, 0));
    if (line != line_ || column < column_) {
      line_ = line;
      column_ = 0;
      characters_ = 0;
    }
    for (std::size_t at = starts_[line] + column_; column_ < column && at < text_.size(); ++column_, ++at) {
      if ((static_cast<unsigned char>(text_[at]) & 0xC0U) != 0x80U) ++characters_;
    }
    return {static_cast<int>(line) + 1, characters_ + 1};
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
  std::size_t line_ = 0;  // the last place asked for
  std::size_t column_ = 0;
  int characters_ = 0;
};

struct Size {
  std::size_t nodes = 1;
  std::size_t bytes = 0;
  int height = 1;
};

Size measure(const Node& node) {
  Size size;
  size.bytes = node.text.size();
  for (const Node::Key& key : node.keys) size.bytes += key.name.size();
  for (const Node& child : node.children) {
    const Size inner = measure(child);
    size.nodes += inner.nodes;
    size.bytes += inner.bytes;
    size.height = std::max(size.height, inner.height + 1);
  }
  return size;
}

class TreeBuilder final : public YAML::EventHandler {
 public:
  explicit TreeBuilder(Places& places) : places_(places) {}

  std::optional<Problem> problem;
  Node root;

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (!problem && afford(mark, {})) attach(at(mark, Node::Kind::kNull), anchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    if (problem || !admits(mark, tag) || !afford(mark, {.bytes = value.size()})) return;
    Node node = at(mark, Node::Kind::kScalar);
    node.text = value;
    node.quoted = tag == "!";
    attach(std::move(node), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (problem) return;
    const auto known = anchored_.find(anchor);
    if (known == anchored_.end()) {
      stop(mark, {"an alias (*) names a value that contains it", "别名（*）引用了包含它自身的值"},
           {"write the value out", "请直接写出该值"});
      return;
    }
    if (!afford(mark, measure(known->second))) return;
    Node node = known->second;
    std::tie(node.line, node.column) = places_.of(mark);
    attach(std::move(node), 0);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::Kind::kList);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::Kind::kMap);
  }
  void OnMapEnd() override { close(); }

  // After a fault: what stood open ends here, so that what was read before it can still be checked.
  void close_all() {
    while (!frames_.empty()) {
      Frame frame = std::move(frames_.back());
      frames_.pop_back();
      if (frame.node.keys.size() > frame.node.children.size()) frame.node.children.emplace_back();
      attach(std::move(frame.node), 0);
    }
  }

 private:
  struct Frame {
    Node node;
    YAML::anchor_t anchor = 0;
    bool key_is_due = true;  // maps
  };

  Node at(const YAML::Mark& mark, Node::Kind kind) {
    Node node;
    node.kind = kind;
    std::tie(node.line, node.column) = places_.of(mark);
    return node;
  }

  void stop(const YAML::Mark& mark, Text says, Text fix) {
    const auto [line, column] = places_.of(mark);
    problem = Problem{line, column, "", std::move(says), std::move(fix)};
  }

  bool admits(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!") return true;
    stop(mark, {"tags (!) are not part of this format", "本格式不使用标签（!）"},
         {"take the tag away", "请去掉标签"});
    return false;
  }

  bool afford(const YAML::Mark& mark, Size size) {
    nodes_ += size.nodes;
    bytes_ += size.bytes;
    if (static_cast<int>(frames_.size()) + size.height > kDeepest + 1) {
      stop(mark, {fmt::format("nested deeper than {}", kDeepest), fmt::format("嵌套超过 {} 层", kDeepest)},
           {"the format is at most eight deep", "本格式最多八层"});
    } else if (nodes_ > kMostNodes || bytes_ > kMostExpandedBytes) {
      stop(mark,
           {fmt::format("aliases and values come to more than {} values or {} octets", kMostNodes,
                        kMostExpandedBytes),
            fmt::format("别名展开后超过 {} 个值或 {} 字节", kMostNodes, kMostExpandedBytes)},
           {"write fewer aliases (*)", "请减少别名（*）"});
    }
    return !problem;
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Node::Kind kind) {
    if (problem || !admits(mark, tag)) return;
    if (!frames_.empty() && frames_.back().node.kind == Node::Kind::kMap && frames_.back().key_is_due) {
      stop(mark, {"a key must be a word, not a list or mapping", "键必须是单词，不能是列表或映射"},
           {"write key: value", "请写成 键: 值"});
      return;
    }
    if (!afford(mark, {})) return;
    frames_.push_back({at(mark, kind), anchor, true});
  }

  void close() {
    if (problem || frames_.empty()) return;
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    attach(std::move(frame.node), frame.anchor);
  }

  void attach(Node node, YAML::anchor_t anchor) {
    if (anchor != 0) {  // kept as a copy, which costs as much as an alias would
      const Size size = measure(node);
      nodes_ += size.nodes;
      bytes_ += size.bytes;
      anchored_[anchor] = node;
    }
    if (frames_.empty()) {
      root = std::move(node);
      return;
    }
    Frame& parent = frames_.back();
    if (parent.node.kind == Node::Kind::kList) {
      parent.node.children.push_back(std::move(node));
    } else if (parent.key_is_due) {
      parent.node.keys.push_back({node.kind == Node::Kind::kScalar ? node.text : "", node.line, node.column});
      parent.key_is_due = false;
    } else {
      parent.node.children.push_back(std::move(node));
      parent.key_is_due = true;
    }
  }

  Places& places_;
  std::vector<Frame> frames_;
  std::map<YAML::anchor_t, Node> anchored_;
  std::size_t nodes_ = 0;
  std::size_t bytes_ = 0;
};

struct Fault {
  std::string_view yaml_cpp;  // how its message begins; what follows may repeat the text and is left out
  std::string_view en;
  std::string_view zh;
};

Text translated(std::string_view message) {
  namespace Msg = YAML::ErrorMsg;
  const std::array kFaults{
      Fault{Msg::END_OF_MAP, "a mapping does not end", "映射未结束"},
      Fault{Msg::END_OF_MAP_FLOW, "a { is not closed", "{ 未闭合"},
      Fault{Msg::END_OF_SEQ, "a list does not end, or its lines are indented unevenly",
            "列表未结束或缩进不一致"},
      Fault{Msg::END_OF_SEQ_FLOW, "a [ is not closed", "[ 未闭合"},
      Fault{Msg::MAP_VALUE, "a colon where no value may stand; is a text with a colon unquoted?",
            "此处不能出现冒号；含冒号的文本是否忘了加引号？"},
      Fault{Msg::MAP_KEY, "a key where none may stand; are the lines indented evenly?",
            "此处不能出现键；缩进是否一致？"},
      Fault{Msg::BLOCK_ENTRY, "a list entry where none may stand; are the lines indented evenly?",
            "此处不能出现列表项；缩进是否一致？"},
      Fault{Msg::FLOW_END, "a ] or } that closes nothing", "多余的 ] 或 }"},
      Fault{Msg::TAB_IN_INDENTATION, "a tab where spaces indent", "缩进应使用空格，不能使用制表符"},
      Fault{Msg::EOF_IN_SCALAR, "a quoted text does not end", "引号未闭合"},
      Fault{Msg::DOC_IN_SCALAR, "--- or ... inside a quoted text", "引号内出现 --- 或 ..."},
      Fault{Msg::INVALID_ESCAPE, "an unknown escape (\\) in a quoted text", "引号内有未知转义（\\）"},
      Fault{Msg::INVALID_UNICODE, "an escape that names no character", "转义不对应任何字符"},
      Fault{Msg::INVALID_HEX, "an escape that is not hexadecimal", "转义不是十六进制"},
      Fault{Msg::UNKNOWN_ANCHOR, "an alias (*) of a value that is named (&) nowhere before",
            "别名（*）之前没有对应的锚点（&）"},
      Fault{Msg::CHAR_IN_ALIAS, "a character that no alias may hold", "别名中有非法字符"},
      Fault{Msg::CHAR_IN_ANCHOR, "a character that no anchor may hold", "锚点中有非法字符"},
      Fault{Msg::UNKNOWN_TOKEN, "a character that begins no value; put the text into quotes",
            "该字符不能作为值的开头，请加引号"},
      Fault{Msg::CHAR_IN_BLOCK, "a character after | or > that does not belong there",
            "| 或 > 之后有多余字符"},
  };
  for (const Fault& fault : kFaults) {
    if (message.substr(0, fault.yaml_cpp.size()) == fault.yaml_cpp) {
      return {std::string(fault.en), std::string(fault.zh)};
    }
  }
  return {"not valid YAML here", "此处不是有效的 YAML"};
}

// An istream over bytes that stay where they are.
class ViewBuffer final : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // streambuf knows no const; a get area is never written
    setg(begin, begin, begin + text.size());
  }
};

}  // namespace

Document read_yaml(std::string_view text) {
  Places places(text);
  TreeBuilder builder(places);
  Document document;
  try {
    ViewBuffer buffer(text);
    std::istream stream(&buffer);
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    TreeBuilder second(places);
    if (!builder.problem && parser.HandleNextDocument(second)) {
      document.problems.push_back({second.root.line,
                                   second.root.column,
                                   "",
                                   {"a second document begins here", "此处开始了第二个文档"},
                                   {"one declaration a file; is a line indented too little?",
                                    "一个文件只写一份申报；是否有一行缩进不足？"}});
    }
  } catch (const YAML::Exception& e) {
    if (!builder.problem) {
      const auto [line, column] = places.of(e.mark);
      builder.problem =
          Problem{line, column, "", translated(e.msg), {"mend the YAML first", "请先修正 YAML 语法"}};
    }
  }
  builder.close_all();
  if (builder.problem) document.problems.push_back(std::move(*builder.problem));
  document.root = std::move(builder.root);
  return document;
}

}  // namespace tidegate::intake
