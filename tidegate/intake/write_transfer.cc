#include "tidegate/intake/write_transfer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "tidegate/base/utf8.h"
#include "tidegate/intake/answered.h"
#include "tidegate/intake/format.h"
#include "tidegate/intake/transfer_tree.h"

namespace tidegate::intake {
namespace {

bool is_reserved(std::string_view text) {
  constexpr std::array<std::string_view, 10> kReserved{"true", "false", "yes", "no",   "on",
                                                       "off",  "y",     "n",   "null", "~"};
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return std::find(kReserved.begin(), kReserved.end(), lower) != kReserved.end();
}

// Reads as the same text without quotes, in this reader and in any other.
bool is_plain(std::string_view text) {
  if (text.empty() || text.back() == ' ' || is_reserved(text)) return false;
  bool first = true;
  while (!text.empty()) {
    const char32_t c = next_code_point(text);
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0x3400 && c <= 0x9FFF);
    const bool inner = (c >= '0' && c <= '9') ||
                       std::u32string_view(U" _./+-()，。、；（）").find(c) != std::u32string_view::npos;
    if (!letter && (first || !inner)) return false;
    first = false;
  }
  return true;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const char32_t c = next_code_point(text);
    if (c == U'"' || c == U'\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c == U'\n') {
      out += "\\n";
    } else if (c == U'\t') {
      out += "\\t";
    } else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF) {
      out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(c));
    } else {
      append_utf8(out, c);
    }
  }
  return out + "\"";
}

std::string scalar(const Node& node) {
  if (node.kind == Node::Kind::kNull) return "";
  if (!node.quoted || is_plain(node.text)) return node.text;
  return quoted(node.text);
}

class YamlWriter {
 public:
  YamlWriter(const WriteOptions& options, const Transfer& transfer) : options_(options), t_(transfer) {}

  std::string write(const Node& root) {
    line(0, false,
         options_.lang == Lang::kZh ? "# 拟进行的数据出境：申报文件。未写明的一律视为未知；写 unknown 亦可。"
                                    : "# An intended transfer, to be completed. What is not stated is "
                                      "unknown; so is the word unknown.");
    if (options_.blanks) {
      line(0, false,
           options_.lang == Lang::kZh
               ? "# 去掉行首的 # 并填写；各键的含义见 docs/formats/transfer.md。"
               : "# Take away the # and fill in; every key is explained in docs/formats/transfer.md.");
    }
    map(root, transfer_shape(), 0, options_.blanks);
    return std::move(out_);
  }

 private:
  void line(int depth, bool commented, std::string_view text) {
    out_ += indent(depth);
    if (commented) out_ += "# ";
    out_ += text;
    out_ += '\n';
  }

  std::string indent(int depth) {
    std::string spaces(static_cast<std::size_t>(depth) * 2, ' ');
    if (dash_) {
      spaces[spaces.size() - 2] = '-';
      dash_ = false;
    }
    return spaces;
  }

  std::string meaning(const Field& field) const {
    std::string text(options_.lang == Lang::kZh ? field.zh : field.en);
    if (field.shape->kind == Kind::kWord && field.shape->words.size() <= 8) {
      text += options_.lang == Lang::kZh ? "：" : ": ";
      for (std::size_t i = 0; i < field.shape->words.size(); ++i) {
        if (i > 0) text += " | ";
        text += field.shape->words[i].word;
      }
    }
    return text;
  }

  void map(const Node& node, const Shape& shape, int depth, bool with_blanks) {
    if (shape.kind == Kind::kYears) {
      for (std::size_t i = 0; i < node.keys.size(); ++i) {
        line(depth, false, node.keys[i].name + ":");
        map(node.children[i], *shape.each, depth + 1, false);
      }
      return;
    }
    for (const Field& field : shape.fields) {
      if (const Node* value = node.find(field.key)) entry(field, *value, depth, with_blanks);
    }
    if (!with_blanks) return;
    for (const Field& field : shape.fields) {
      if (node.find(field.key) == nullptr && is_asked(field) && !is_left_to_all_items(shape, field))
        blank(field, depth);
    }
  }

  void entry(const Field& field, const Node& value, int depth, bool with_blanks) {
    const std::string key(field.key);
    const bool comment = options_.blanks && !field.en.empty();
    if (value.kind == Node::Kind::kMap && field.shape->kind != Kind::kBilingual) {
      if (comment && !dash_) line(depth, true, meaning(field));
      const bool is_empty = value.keys.empty();
      line(depth, false, key + (is_empty ? ": {}" : ":"));
      map(value, *field.shape, depth + 1, with_blanks);
    } else if (value.kind == Node::Kind::kList &&
               (value.children.empty() || value.children.front().kind == Node::Kind::kScalar)) {
      line(depth, false, key + ": " + flow_list(value));
    } else if (value.kind == Node::Kind::kList) {
      if (comment && !dash_) line(depth, true, meaning(field));
      line(depth, false, key + ":");
      for (const Node& element : value.children) {
        // What the first entry lacks is shown once, not for every entry.
        list_entry(element, *field.shape->each, depth + 1,
                   with_blanks && &element == &value.children.front());
      }
    } else {
      const std::string text = value.kind == Node::Kind::kMap ? flow_map(value) : scalar(value);
      line(depth, false, key + ": " + text + (comment ? "  # " + meaning(field) : ""));
    }
  }

  void list_entry(const Node& element, const Shape& shape, int depth, bool with_blanks) {
    if (element.kind != Node::Kind::kMap || element.keys.empty()) {
      line(depth, false, "- {}");
      return;
    }
    dash_ = true;
    map(element, shape, depth + 1, with_blanks);
  }

  static std::string flow_list(const Node& list) {
    std::string out = "[";
    for (std::size_t i = 0; i < list.children.size(); ++i) {
      const Node& child = list.children[i];
      if (i > 0) out += ", ";
      // Inside brackets a comma ends a value.
      out += child.quoted && (!is_plain(child.text) || child.text.find(',') != std::string::npos)
                 ? quoted(child.text)
                 : child.text;
    }
    return out + "]";
  }

  static std::string flow_map(const Node& map) {
    std::string out = "{";
    for (std::size_t i = 0; i < map.keys.size(); ++i) {
      if (i > 0) out += ", ";
      out += map.keys[i].name + ": " + quoted(map.children[i].text);
    }
    return out + "}";
  }

  // Whether one of the askers asks for the field or for anything within it.
  bool is_asked(const Field& field) const {
    if (field.shape->kind == Kind::kYears) return false;
    if (t_.facts.flow.find(field.fact) != nullptr) return false;             // stated under its other name
    if (&field == recipient_field_ && !t_.recipients.empty()) return false;  // asked of each of them
    const Shape& inner = field.shape->each != nullptr ? *field.shape->each : *field.shape;
    if (!inner.fields.empty()) {
      return std::any_of(inner.fields.begin(), inner.fields.end(),
                         [&](const Field& f) { return is_asked(f); });
    }
    std::string_view laws = field.laws;
    while (!laws.empty()) {
      const std::string_view law = laws.substr(0, laws.find(' '));
      laws.remove_prefix(std::min(laws.size(), law.size() + 1));
      if (std::find(options_.asked_by.begin(), options_.asked_by.end(), law) != options_.asked_by.end())
        return true;
    }
    return false;
  }

  // What is mostly the same for every item is asked once, under all_items.
  bool is_left_to_all_items(const Shape& shape, const Field& field) const {
    const Shape& scenario = *find_field(transfer_shape(), "scenario")->shape;
    const Shape& item = *find_field(scenario, "items")->shape->each;
    if (shape.fields.data() != item.fields.data()) return false;
    const bool telling = field.key == "personal" || field.key == "sensitive" || field.key == "under14";
    return !telling && find_field(*find_field(scenario, "all_items")->shape, field.key) != nullptr;
  }

  // prefix  what stands between the # and the key: indentation, and the dash of a list's first key.
  void blank(const Field& field, int depth, const std::string& prefix = "") {
    const Shape& shape = *field.shape;
    const bool list = shape.each != nullptr;
    const Shape& inner = list ? *shape.each : shape;
    const bool nests = is_mapping(inner);
    const std::string_view empty = nests || !list ? ":" : ": []";
    line(depth, true, fmt::format("{}{}{}  # {}", prefix, field.key, empty, meaning(field)));
    if (!nests) return;
    std::string within(prefix.size() + 2, ' ');
    if (list) within += "- ";
    for (const Field& f : inner.fields) {
      if (!is_asked(f) || is_left_to_all_items(inner, f)) continue;
      blank(f, depth, within);
      if (list) within = std::string(prefix.size() + 4, ' ');
    }
  }

  const WriteOptions& options_;
  const Transfer& t_;
  const Field* recipient_field_ = find_field(transfer_shape(), "recipient");
  std::string out_;
  bool dash_ = false;
};

const Shape& shape_below(const Shape& shape, std::string_view key) { return *find_field(shape, key)->shape; }

// What is no answer becomes a blank: the word withheld would make one of it.
void withhold(std::string& value, const Shape& of, std::string_view key) {
  value = is_answer(value, *find_field(of, key)) ? "withheld" : "";
}

}  // namespace

std::string write_transfer(const Transfer& transfer, const WriteOptions& options) {
  return YamlWriter(options, transfer).write(tree_of(transfer));
}

void withhold_persons(Transfer& transfer) {
  const Shape& firm = shape_below(transfer_shape(), "processor");
  ProcessorForm& form = transfer.processor;
  for (const auto& [key, person] :
       {std::pair("legal_rep", &form.legal_rep), std::pair("handler", &form.handler),
        std::pair("officer", &form.officer)}) {
    withhold(person->name, shape_below(firm, key), "name");
    withhold(person->phone, shape_below(firm, key), "phone");
    if (!person->email.empty()) person->email = "withheld@withheld.invalid";
  }
  const Shape& abroad = *shape_below(shape_below(transfer_shape(), "scenario"), "recipients").each;
  for (Recipient& recipient : transfer.recipients) {
    withhold(recipient.officer_name, abroad, "officer_name");
    withhold(recipient.phone, abroad, "phone");
    if (!recipient.email.empty()) recipient.email = "withheld@withheld.invalid";
  }
}

}  // namespace tidegate::intake
