// Changes of a declaration, as a form that is saved makes them.
#include <algorithm>

#include "tidegate/base/utf8.h"
#include "tidegate/gate/desk/kept_filing.h"
#include "tidegate/gate/filing/tree_json.h"
#include "tidegate/intake/edit_tree.h"

namespace tidegate::desk {
namespace {

// A character that stands where another was lost, or a control character that no form can hold.
bool is_garbled(std::string_view text) {
  while (!text.empty()) {
    const char32_t c = next_code_point(text);
    const bool is_control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
    if (c == kReplacement || (is_control && c != '\t' && c != '\n' && c != '\r')) return true;
  }
  return false;
}

bool holds_garbled(const Json& value) {
  if (const std::string* text = value.string()) return is_garbled(*text);
  if (const Json::Array* list = value.array()) return std::any_of(list->begin(), list->end(), holds_garbled);
  const Json::Object* members = value.object();
  return members != nullptr &&
         std::any_of(members->begin(), members->end(), [](const auto& m) { return holds_garbled(m.second); });
}

std::optional<intake::Problem> garbled(const std::string& pointer, const Json& value) {
  if (!holds_garbled(value)) return std::nullopt;
  intake::Problem problem;
  problem.pointer = pointer;
  problem.says = {"the text is garbled: it holds control characters, or marks where characters were lost",
                  "文本已损坏：含有控制字符，或含有丢失字符的替代符"};
  problem.fix = {"type it again, or paste it as plain text in UTF-8", "请重新输入，或以 UTF-8 纯文本粘贴"};
  return problem;
}

}  // namespace

std::vector<PlacedProblem> edited(intake::Node& root, const FilingEdit& edit) {
  std::vector<std::string> set;
  std::vector<std::string> gone = edit.remove;
  for (const auto& [pointer, value] : edit.set) (value.is_null() ? gone : set).push_back(pointer);
  intake::sort_pointers(set);
  intake::sort_pointers(gone);
  std::vector<intake::Problem> problems;
  const auto add = [&](std::optional<intake::Problem> problem) {
    if (problem) problems.push_back(std::move(*problem));
  };
  for (const std::string& pointer : set) {
    const auto value =
        std::find_if(edit.set.begin(), edit.set.end(), [&](const auto& one) { return one.first == pointer; });
    add(garbled(pointer, value->second));
    add(intake::set_value(root, pointer, node_of_json(value->second)));
  }
  // From behind, so that no number moves before its turn.
  for (auto pointer = gone.rbegin(); pointer != gone.rend(); ++pointer)
    add(intake::remove_value(root, *pointer));
  return placed(problems);
}

}  // namespace tidegate::desk
