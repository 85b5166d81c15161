// A YAML or JSON text as a tree in which every value and key knows its place.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/text.h"
#include "tidegate/intake/problem.h"

namespace tidegate::intake {

struct Node {
  enum class Kind { kNull, kScalar, kList, kMap };
  struct Key {
    std::string name;
    int line = 0;
    int column = 0;
  };

  Kind kind = Kind::kNull;
  std::string text;            // kScalar
  bool quoted = false;         // kScalar: a string in quotes, or a YAML block text
  int line = 0;                // from 1
  int column = 0;              // from 1, in characters
  std::vector<Key> keys;       // kMap: keys[i] leads to children[i]; a key may stand twice
  std::vector<Node> children;  // kList, kMap

  const Node* find(std::string_view key) const;  // the first; nullptr: not a map, or no such key
};

// Line and column of what a JSON pointer names, or of the deepest part of its path that is there. {0, 0}: an
// empty tree.
std::pair<int, int> place_of(const Node& root, std::string_view pointer);

// Bounds on what a declaration may cost to read. A real one has a few hundred values.
inline constexpr std::size_t kMostBytes = 1U << 20U;
inline constexpr int kDeepest = 32;
inline constexpr std::size_t kMostNodes = 200'000;  // after YAML aliases are expanded

struct Document {
  Node root;
  bool is_json = false;
  std::vector<Problem> problems;  // of syntax; when not empty, `root` is what could be read before the first
};

// One YAML 1.2 document: no tags, no merge keys; aliases are expanded within kMostNodes, never to themselves.
// text: valid UTF-8 without byte order mark, at most kMostBytes.
Document read_yaml(std::string_view text);

// One JSON value (RFC 8259). The same bounds.
Document read_json(std::string_view text);

// Checks size, encoding and NUL octets, takes off a byte order mark, and reads as JSON where the name ends in
// .json, or ends in neither .yaml nor .yml and the text begins with {; as YAML else.
Document read_document(std::string_view bytes, std::string_view file_name);

}  // namespace tidegate::intake
