// Claim: any changes by pointers leave a whole tree, of which a transfer or at least one problem is read;
// what was set is there to be taken away; and no number of an identity paper stays. Input: a line a change,
// "+pointer value" or "-pointer".
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/intake/edit_tree.h"
#include "tidegate/intake/read_transfer.h"

namespace {

using tidegate::intake::Node;

void look(const Node& node, bool is_id) {
  if (node.kind == Node::Kind::kMap) TIDEGATE_CHECK(node.keys.size() == node.children.size());
  if (is_id && node.kind == Node::Kind::kScalar) TIDEGATE_CHECK(node.text.empty() || node.text == "withheld");
  for (std::size_t i = 0; i < node.children.size(); ++i)
    look(node.children[i], node.kind == Node::Kind::kMap && node.keys[i].name == "id_no");
}

void change(Node& root, std::string_view line) {
  using namespace tidegate::intake;
  const bool sets = line[0] == '+';
  line.remove_prefix(1);
  const std::size_t blank = std::min(line.find(' '), line.size());
  const std::string_view pointer = line.substr(0, blank);
  if (!sets) return static_cast<void>(remove_value(root, pointer));
  Node value = read_json(line.substr(std::min(blank + 1, line.size()))).root;
  if (const auto fault = set_value(root, pointer, std::move(value))) {
    TIDEGATE_CHECK(!fault->says.en.empty() && !fault->says.zh.empty());
  } else if (!pointer.ends_with("/-")) {
    TIDEGATE_CHECK(!remove_value(root, pointer));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidegate::intake;
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Document document = read_json(
      R"({"api_version":"tidegate/v1","kind":"Transfer","scenario":{"summary":"x","onward":"none"}})");
  for (int lines = 0; !bytes.empty() && lines < 200; ++lines) {
    const std::string_view line = bytes.substr(0, bytes.find('\n'));
    bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
    if (!line.empty()) change(document.root, line);
  }
  withhold_person_ids(document.root);
  look(document.root, false);
  const IntakeOutcome outcome = read_transfer(document, "d.json");
  TIDEGATE_CHECK(outcome.transfer.has_value() == outcome.problems.empty());
  return 0;
}
