#include "tidegate/intake/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "tidegate/base/utf8.h"

namespace tidegate::intake {
namespace {

bool ends_with(std::string_view name, std::string_view end) {
  if (name.size() < end.size()) return false;
  name.remove_prefix(name.size() - end.size());
  return std::equal(name.begin(), name.end(), end.begin(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

Document broken(Text says, Text fix, int line = 0, int column = 0) {
  Document document;
  document.problems.push_back({line, column, "", std::move(says), std::move(fix)});
  return document;
}

// Place of the first octet that is not valid UTF-8, or is NUL; {0, 0}: none.
std::pair<int, int> first_broken(std::string_view text) {
  int line = 1;
  int column = 1;
  std::string_view left = text;
  while (!left.empty()) {
    const std::size_t before = left.size();
    const char first = left.front();
    const char32_t c = next_code_point(left);
    if (first == '\0' || (c == kReplacement && before - left.size() == 1)) return {line, column};
    ++column;
    if (c == U'\n') {
      ++line;
      column = 1;
    }
  }
  return {0, 0};
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i].name == key) return &children[i];
  }
  return nullptr;
}

std::pair<int, int> place_of(const Node& root, std::string_view pointer) {
  const Node* node = &root;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string_view step = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(step.size());
    const Node* next = node->find(step);
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
    if (node->kind == Node::Kind::kList && error == std::errc{} && index < node->children.size()) {
      next = &node->children[index];
    }
    if (next == nullptr) break;
    node = next;
  }
  return {node->line, node->column};
}

Document read_document(std::string_view bytes, std::string_view file_name) {
  if (bytes.size() > kMostBytes) {
    return broken(
        {fmt::format("the file has {} octets; a declaration has {} at most", bytes.size(), kMostBytes),
         fmt::format("文件有 {} 字节，申报文件最多 {} 字节", bytes.size(), kMostBytes)},
        {"put data into files of their own and name them under data", "数据请另存为文件，并在 data 中指明"});
  }
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  if (const auto [line, column] = first_broken(bytes); line > 0) {
    return broken({"the text is not UTF-8", "文本不是 UTF-8 编码"},
                  {"save the file as UTF-8; GB18030, GBK and UTF-16 are read in data files alone",
                   "请将文件另存为 UTF-8（GB18030、GBK、UTF-16 仅用于数据文件）"},
                  line, column);
  }
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) {
    return broken({"the file is empty", "文件为空"},
                  {"begin with api_version: tidegate/v1", "请以 api_version: tidegate/v1 开头"});
  }
  const bool yaml_name = ends_with(file_name, ".yaml") || ends_with(file_name, ".yml");
  const bool json = ends_with(file_name, ".json") || (!yaml_name && bytes[first] == '{');
  return json ? read_json(bytes) : read_yaml(bytes);
}

}  // namespace tidegate::intake
