// V02: what the form asks and the declaration leaves blank, or answers. It walks the format's table, not a
// list of its own.
#include <fmt/format.h>

#include "tidegate/intake/answered.h"
#include "tidegate/intake/format.h"
#include "tidegate/intake/precheck_case.h"
#include "tidegate/intake/transfer_tree.h"

namespace tidegate::intake {
namespace {

// What is asked, without the table's remark on where else it stands.
std::string_view asked(std::string_view words, std::string_view remark) {
  return words.substr(0, words.find(remark));
}

// "none" is advised only where the field takes it: an e-mail address, a telephone number, a day or one of
// some words it is not.
Text how_to_answer(const Field& field) {
  switch (field.shape->kind) {
    case Kind::kText:
      if (field.shape->narrows || field.is_never_none) return {"fill it in", "请填写"};
      [[fallthrough]];
    case Kind::kBilingual:
      if (field.is_never_none) return {"fill it in", "请填写"};
      [[fallthrough]];
    case Kind::kHost:
    case Kind::kAddress:
    case Kind::kOneOrList:
    case Kind::kListOrNone:
      return {"answer it; where there is nothing, say none", "请填写；没有的须写明“无”"};
    case Kind::kEmail:
      return {"write it as name@example.com", "请填写，如 name@example.com"};
    case Kind::kPersonId:
      return {"copy it from the paper", "请按证件填写"};
    case Kind::kBool:
      return {"answer yes or no", "请填写是或者否"};
    case Kind::kCount:
      return {"state the number; 0 where there are none", "请填写数字；没有的填 0"};
    case Kind::kWord:
    case Kind::kCountry:
      return {"choose it from the list", "请从所列选项中选择"};
    default:
      return {"fill it in", "请填写"};
  }
}

class BlankWalk {
 public:
  // answered: pointers of needed fields that are stated are added to it; nullptr: blanks are told as V02.
  BlankWalk(PrecheckCase& c, std::vector<std::string>* answered) : c_(c), answered_(answered) {}

  void object(const Node* node, const Shape& shape, const std::string& pointer) {
    for (const Field& field : shape.fields) {
      const std::string inner = pointer + "/" + std::string(field.key);
      if (is_left_out(inner)) continue;
      const Node* value = node == nullptr ? nullptr : node->find(field.key);
      if (is_mapping(*field.shape)) {
        object(value, *field.shape, inner);
      } else if (field.shape->each != nullptr && is_mapping(*field.shape->each)) {
        list(value, field, inner);
      } else if (is_needed(field)) {
        tell(field, inner, value, is_stated_as_fact(field));
      }
    }
  }

 private:
  void list(const Node* value, const Field& field, const std::string& pointer) {
    if (is_needed(field)) tell(field, pointer, value, false);
    if (value == nullptr || value->kind != Node::Kind::kList) return;
    for (std::size_t i = 0; i < value->children.size(); ++i) {
      object(&value->children[i], *field.shape->each, fmt::format("{}/{}", pointer, i));
    }
  }

  // value: nullptr: none stands there.
  void tell(const Field& field, const std::string& pointer, const Node* value, bool is_stated_as_fact) {
    const bool is_stated = is_stated_as_fact || (value != nullptr && is_answer(*value, field));
    if (answered_ != nullptr) {
      if (is_stated) answered_->push_back(pointer);
      return;
    }
    if (is_stated) return;
    const std::string_view en = asked(field.en, ";");
    const std::string_view zh = asked(asked(field.zh, "（同 "), "（读取时");
    c_.fails(2, pointer,
             value == nullptr ? Text{fmt::format("blank: {}", en), fmt::format("未填写：{}", zh)}
                              : Text{fmt::format("what stands there is no answer: {}", en),
                                     fmt::format("所填内容不构成回答：{}", zh)},
             how_to_answer(field));
  }

  bool is_needed(const Field& field) const {
    switch (field.need) {
      case Need::kOptional:
        return false;
      case Need::kAlways:
        return true;
      case Need::kFiled:
        return c_.is_filed();
      case Need::kAssessed:
        return c_.is_assessed();
    }
    return false;
  }

  bool is_stated_as_fact(const Field& field) const {
    const FactValue* value = field.fact.empty() ? nullptr : c_.t.facts.flow.find(field.fact);
    return value != nullptr && !is_unknown(*value);
  }

  // Parts that the form does not ask in this case.
  bool is_left_out(const std::string& pointer) const {
    const Transfer& t = c_.t;
    const bool summarised = t.scenario.recipients_summarised.value_or(false);
    if (pointer == "/processor/legal_rep") return t.processor.no_legal_rep.value_or(false);
    if (pointer == "/processor/officer") return !c_.is_assessed() && t.processor.officer == FilingPerson{};
    if (pointer == "/scenario/recipients") return summarised;
    if (pointer == "/processor/compliance") return c_.files("NL");
    // The bases of PIPL art. 13 are for handling personal information.
    if (pointer == "/scenario/persons" || pointer == "/scenario/legal_basis") return !c_.has_personal();
    if (pointer == "/filing") return !c_.begun();
    return false;
  }

  PrecheckCase& c_;
  std::vector<std::string>* answered_;
};

}  // namespace

std::vector<std::string> answered_places(const Transfer& transfer, const PrecheckContext& context) {
  std::vector<Finding> findings;
  const Transfer told = answered(transfer);
  PrecheckCase c(told, context, findings);
  std::vector<std::string> places;
  const Node tree = tree_of(transfer);
  BlankWalk(c, &places).object(&tree, transfer_shape(), "");
  return places;
}

void check_blanks(PrecheckCase& c, const Transfer& stated) {
  const Node tree = tree_of(stated);
  BlankWalk(c, nullptr).object(&tree, transfer_shape(), "");
  const bool summarised = c.t.scenario.recipients_summarised.value_or(false);
  if (c.t.recipients.empty() && !summarised) {
    c.fails(2, "/scenario/recipients", {"blank: recipients abroad", "未填写：境外接收方情况"},
            {"list every recipient, or summarise them", "请逐一填写，或填写统计说明"});
  }
  if (c.is_filed() && c.has_important()) {
    if (c.t.scenario.important_authority.empty()) {
      c.fails(2, "/scenario/important_authority",
              {"blank: authority that notified the important data", "未填写：重要数据认定主管部门名称"},
              {"name it, or say none", "请填写名称；没有的须写明“无”"});
    }
    if (!c.t.scenario.important_size_mb) {
      c.fails(2, "/scenario/important_size_mb",
              {"blank: size of the important data", "未填写：涉及重要数据规模"},
              {"state it in MB", "请以 MB 填写"});
    }
  }
  if (!c.begun()) {
    c.cannot(2, "/filing",
             {"the form's own fields, because the filing is not begun (no \"filing\")",
              "表单字段（申报信息尚未填写）"});
  }
  c.settle(2, {"no mandatory field is blank", "必填项均已填写"});
}

}  // namespace tidegate::intake
