#include "tidegate/filing/changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "tidegate/base/utf8.h"

namespace tidegate::filing {
namespace {

constexpr std::size_t kLongest = 400;  // characters of one cell

// The name of every element, where each has its own; none: they have not.
std::optional<std::vector<std::string>> names_of(const Json::Array& list) {
  std::vector<std::string> names;
  std::set<std::string> seen;
  for (const Json& element : list) {
    std::string name;
    for (const char* key : {"name", "party", "code", "file"}) {
      const Json* value = element.find(key);
      if (!name.empty() || value == nullptr || value->string() == nullptr) continue;
      name = *value->string();
    }
    if (name.empty() || !seen.insert(name).second) return std::nullopt;
    names.push_back(std::move(name));
  }
  return names;
}

class Walk {
 public:
  explicit Walk(std::vector<Change>& out) : out_(out) {}

  void compare(const std::string& pointer, const Json* before, const Json* after) {
    if (before != nullptr && after != nullptr) {
      if (*before == *after) return;
      if (before->object() != nullptr && after->object() != nullptr)
        return objects(pointer, *before->object(), *after->object());
      if (before->array() != nullptr && after->array() != nullptr)
        return lists(pointer, *before->array(), *after->array());
    }
    out_.push_back({pointer, before, after});
  }

 private:
  void objects(const std::string& pointer, const Json::Object& before, const Json::Object& after) {
    std::map<std::string, std::pair<const Json*, const Json*>> members;
    for (const auto& [key, value] : before) members[key].first = &value;
    for (const auto& [key, value] : after) members[key].second = &value;
    for (const auto& [key, both] : members) compare(pointer + "/" + key, both.first, both.second);
  }

  void lists(const std::string& pointer, const Json::Array& before, const Json::Array& after) {
    const auto old_names = names_of(before);
    const auto new_names = names_of(after);
    if (!old_names || !new_names) {
      for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i) {
        compare(fmt::format("{}/{}", pointer, i), i < before.size() ? &before[i] : nullptr,
                i < after.size() ? &after[i] : nullptr);
      }
      return;
    }
    for (std::size_t i = 0; i < after.size(); ++i) {
      const auto at = std::find(old_names->begin(), old_names->end(), (*new_names)[i]);
      compare(fmt::format("{}/{}", pointer, i),
              at == old_names->end() ? nullptr : &before[static_cast<std::size_t>(at - old_names->begin())],
              &after[i]);
    }
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (std::find(new_names->begin(), new_names->end(), (*old_names)[i]) == new_names->end())
        compare(fmt::format("{}/{}", pointer, i), &before[i], nullptr);
    }
  }

  std::vector<Change>& out_;
};

// A mapping in one cell: its name, else its members.
std::string told(const FilingCase& c, const Json* value, const std::string& pointer) {
  if (value == nullptr) return "—";
  const FormField* field = c.form.find(pattern_of(pointer));
  if (field != nullptr && field->is_private) return c.lang == Lang::kZh ? "（已填写）" : "(stated)";
  std::string text;
  if (value->object() != nullptr && value->find("zh") == nullptr && value->find("en") == nullptr) {
    for (const char* key : {"name", "party", "code", "file"}) {
      const Json* name = value->find(key);
      if (text.empty() && name != nullptr && name->string() != nullptr) text = *name->string();
    }
    if (text.empty()) text = c.lang == Lang::kZh ? "（整项）" : "(as a whole)";
  } else {
    text = shown(c, *value, field);
  }
  return std::string(first_characters(text, kLongest));
}

}  // namespace

std::vector<Change> changes_between(const Json& before, const Json& after) {
  std::vector<Change> out;
  Walk(out).compare("", &before, &after);
  return out;
}

namespace {

// Lists of the declaration that the form asks by their elements alone.
std::string_view list_name(std::string_view pointer, Lang lang) {
  struct List {
    std::string_view pointer, en, zh;
  };
  constexpr std::array<List, 7> kLists{{{"/attachments", "attachment", "申报材料"},
                                        {"/evidence", "evidence", "证明文件"},
                                        {"/legal_documents", "legal document", "法律文件"},
                                        {"/scenario/domestic_systems", "system at home", "境内系统"},
                                        {"/scenario/links", "link", "数据出境链路"},
                                        {"/scenario/overseas_systems", "system abroad", "境外系统"},
                                        {"/scenario/recipients", "recipient", "境外接收方"}}};
  const auto found =
      std::find_if(kLists.begin(), kLists.end(), [&](const List& one) { return one.pointer == pointer; });
  return found == kLists.end() ? std::string_view{} : lang == Lang::kZh ? found->zh : found->en;
}

}  // namespace

std::string place_of(const Form& form, const std::string& pointer, Lang lang) {
  std::string out;
  for (std::size_t end = pointer.find('/', 1);; end = pointer.find('/', end + 1)) {
    const std::string at = pointer.substr(0, end);
    const std::string last = at.substr(at.rfind('/') + 1);
    const bool is_number = !last.empty() && std::all_of(last.begin(), last.end(),
                                                        [](char ch) { return ch >= '0' && ch <= '9'; });
    if (is_number) {
      out += fmt::format(" {}", std::stoul(last) + 1);
    } else if (const FormField* field = form.find(pattern_of(at))) {
      out += (out.empty() ? "" : lang == Lang::kZh ? "，" : ", ") + field->label.in(lang);
    } else if (const std::string_view list = list_name(at, lang); !list.empty()) {
      out += list;
    } else if (end == std::string::npos) {
      out += (out.empty() ? "" : " ") + last;
    }
    if (end == std::string::npos) return out;
  }
}

Grid changes_grid(const FilingCase& c) {
  Grid grid;
  const bool zh = c.lang == Lang::kZh;
  grid.header = {zh ? "事项" : "What", zh ? "上次申报" : "Before", zh ? "本次申报" : "Now"};
  grid.widths = {30, 35, 35};
  if (c.previous == nullptr) return grid;
  for (const Change& change : changes_between(*c.previous, c.declaration)) {
    grid.rows.push_back({place_of(c.form, change.pointer, c.lang), told(c, change.before, change.pointer),
                         told(c, change.after, change.pointer)});
  }
  return grid;
}

}  // namespace tidegate::filing
