// V09, V17, V19, V25, V28, V29: the items, one by one and against the data.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>

#include "tidegate/base/same_text.h"
#include "tidegate/intake/business_step.h"
#include "tidegate/intake/precheck_case.h"
#include "tidegate/intake/real_person.h"
#include "tidegate/intake/values.h"

namespace tidegate::intake {
namespace {

// "Diagnosis" for MED.DIAGNOSIS; a type that the scan has no words for keeps its code.
Text name_of(const DataProfile& profile, const std::string& type) {
  const auto& names = profile.type_names;
  const auto at = std::find_if(names.begin(), names.end(), [&](const auto& n) { return n.first == type; });
  return at == names.end() ? Text{type, type} : at->second;
}

std::string at_item(std::size_t i, std::string_view key) {
  return fmt::format("/scenario/items/{}/{}", i, key);
}

void check_list(PrecheckCase& c) {
  const auto& items = c.t.items;
  if (items.empty()) {
    c.blank(9, "/scenario/items", {"the list of data items is empty", "数据项清单为空"},
            {"list every item", "请逐项填写"});
    return;
  }
  std::map<std::string, std::size_t> first;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].seq && *items[i].seq != static_cast<std::int64_t>(i) + 1) {
      c.fails(9, at_item(i, "seq"),
              {fmt::format("number {} stands in place {}", *items[i].seq, i + 1),
               fmt::format("序号 {} 位于第 {} 项", *items[i].seq, i + 1)},
              {"number the items 1, 2, 3 without gaps", "序号应从 1 起连续编排"});
    }
    if (items[i].name.empty()) continue;
    const auto [at, is_new] = first.emplace(unstopped_key(items[i].name), i);
    if (!is_new) {
      c.fails(9, at_item(i, "name"),
              {fmt::format("the same item as number {}", at->second + 1),
               fmt::format("与第 {} 项重复", at->second + 1)},
              {"list each item once", "每个数据项只列一次"});
    }
  }
  c.settle(9, {fmt::format("{} items, no gap, none twice", items.size()),
               fmt::format("共 {} 项，序号连续、无重复", items.size())});
}

void check_necessity(PrecheckCase& c) {
  const auto& items = c.t.items;
  std::map<std::string, std::vector<std::size_t>> by_text;
  std::size_t said = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].necessity.empty()) continue;
    ++said;
    by_text[letters_key(items[i].necessity)].push_back(i);
    if (names_no_step(items[i].necessity)) {
      c.fails(17, at_item(i, "necessity"), {"the reason names no business step", "必要性未指明业务环节"},
              {"say which step cannot be done without this item", "请说明缺少该项时哪个业务环节无法进行"});
    }
  }
  if (const std::string& whole = c.t.scenario.necessity; !whole.empty() && is_general_reason(whole)) {
    c.fails(17, "/scenario/necessity",
            {"the reason for the whole names no business step", "出境必要性总体说明未指明业务环节"},
            {"say which step of the business cannot be done without the export",
             "请说明不出境时哪个业务环节无法进行"});
  }
  if (said == 0)
    return c.cannot(17, "/scenario/items", {"no item gives its necessity", "数据项均未填写出境必要性"});
  for (const auto& [text, places] : by_text) {
    if (places.size() < 2 || places.size() * 10 <= said * 3) continue;
    c.fails(17, at_item(places[1], "necessity"),
            {fmt::format("{} of {} items give the same reason", places.size(), said),
             fmt::format("{} 项中有 {} 项必要性表述相同", said, places.size())},
            {"give each item its own reason", "请逐项说明必要性"});
  }
  c.settle(17, {"every item gives a reason of its own", "各数据项必要性表述各异"});
}

bool any_row(const PrecheckCase& c, std::string_view fact) {
  return std::any_of(c.t.facts.items.begin(), c.t.facts.items.end(),
                     [&](const Facts& row) { return states(row, fact, true); });
}

Text kind_read(const ItemReading& reading) {
  using Basis = ItemReading::Basis;
  if (reading.basis == Basis::kChild)
    return {"information of minors, which is sensitive below the age of 14 (PIPL art. 28)",
            "未成年人的个人信息；不满十四周岁未成年人的个人信息属于敏感个人信息（个人信息保护法第二十八条）"};
  if (reading.basis == Basis::kPersonal)
    return {fmt::format("\"{}\", which is personal information (PIPL art. 4)", reading.kind.en),
            fmt::format("“{}”，属于个人信息（个人信息保护法第四条）", reading.kind.zh)};
  if (reading.basis == Basis::kImportant)
    return {fmt::format("\"{}\", a kind that lists of important data name (Data Security Law art. 21)",
                        reading.kind.en),
            fmt::format("“{}”，属于重要数据目录常列种类（数据安全法第二十一条）", reading.kind.zh)};
  const std::string_view list_en =
      reading.basis == Basis::kIdentityNumber ? "GB/T 35273-2020 annex B" : "GB/T 45574-2025 annex A";
  const std::string_view list_zh =
      reading.basis == Basis::kIdentityNumber ? "GB/T 35273-2020 附录B" : "GB/T 45574-2025 附录A";
  return {fmt::format("\"{}\", which {} lists as sensitive (PIPL art. 28)", reading.kind.en, list_en),
          fmt::format("“{}”，{} 列为敏感个人信息（个人信息保护法第二十八条）", reading.kind.zh, list_zh)};
}

// How an item is asked about.
struct Question {
  Text not_declared;
  Text fix;
  std::array<std::string_view, 2> answers;  // words of which a remark that answers has one
};

Question question_of(ItemReading::Basis basis) {
  using Basis = ItemReading::Basis;
  if (basis == Basis::kImportant)
    return {
        {"declared as general data", "声明为一般数据"},
        {"declare it as IMPORTANT, or write in its remark that it is not important data and why: by which "
         "authority's list it was looked up, and that nobody has told you that it is",
         "请将类别改为 IMPORTANT（重要数据）；确不属于的，请在该项备注中说明不属于重要数据的理由"
         "（对照何部门目录、是否被告知）"},
        {"重要数据", "mportant"}};
  if (basis == Basis::kPersonal)
    return {{"declared as general data", "声明为一般数据"},
            {"declare it as PI or SPI, or write in its remark why it is not personal information. What it "
             "does not hold need not be listed: the class says it, or \"no personal data\" as the last words",
             "请将类别改为 PI 或 "
             "SPI；确不属于的，请在该项备注中说明不属于个人信息的理由。不必逐一列举不含的内容："
             "类别已说明，或者在该栏文字末尾写“不含个人信息”"},
            {"个人信息", "ersonal"}};
  if (basis == Basis::kUnread)
    return {
        {"its words were not all read", "文字未全部核对"},
        {"shorten them, write them in Chinese or English, or write in its remark whether it holds personal "
         "information",
         "请精简文字、以中文或者英文填写，或在该项备注中说明是否属于个人信息"},
        {"个人信息", "ersonal"}};
  return {{"not declared as sensitive", "未声明为敏感个人信息"},
          {"declare it as SPI, or write in its remark why it is not sensitive",
           "请将类别改为 SPI（敏感个人信息）；确不属于的，请在该项备注中说明不属于敏感个人信息的理由"},
          {"敏感", "ensitive"}};
}

bool has_any(std::string_view text, std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != text.npos; });
}

// "该数据经识别属于重要数据": a clause that says it is so, and denies nothing.
bool affirms(std::string_view remark, std::span<const std::string_view> words) {
  static constexpr std::array<std::string_view, 12> kDenials{"不",  "未",  "非",  "无",  "没",    "否",
                                                             "not", "n't", "no ", "non", "never", "without"};
  static constexpr std::array<std::string_view, 13> kVerbs{
      "属于", "是", "为", "系", "含", "涉及", "is ", "are ", "contain", "include", "hold", "involve", "yes"};
  static constexpr std::array<std::string_view, 9> kStops{"，", "。", "；", "！", ",", ";", "!", ". ", "\n"};
  while (!remark.empty()) {
    std::size_t end = remark.size();
    std::size_t next = end;
    for (const std::string_view stop : kStops) {
      const std::size_t at = remark.find(stop);
      if (at < end) {
        end = at;
        next = at + stop.size();
      }
    }
    std::string clause(remark.substr(0, end));
    for (char& c : clause) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    // A question's own words deny nothing: its answer does.
    for (std::size_t at = clause.find("是否"); at != clause.npos; at = clause.find("是否"))
      clause.erase(at, std::string_view("是否").size());
    if (has_any(clause, words) && has_any(clause, kVerbs) && !has_any(clause, kDenials)) return true;
    remark.remove_prefix(next);
  }
  return false;
}

// A remark answers the question when it speaks of it, and does not say that it is so.
bool explains_class(const std::string& remark, const Question& question) {
  constexpr std::size_t kShortest = 8;  // "不属于敏感个人信息" alone has nine
  return code_points(remark) >= kShortest && has_any(remark, question.answers) &&
         !affirms(remark, question.answers);
}

// What is said of all items beside their list. A remark of any item answers for them.
void ask_of_whole(PrecheckCase& c, const ItemReading& reading, const Question& question) {
  const bool is_answered = std::any_of(c.t.items.begin(), c.t.items.end(), [&](const DataItem& item) {
    return explains_class(item.remark, question);
  });
  if (is_answered) return;
  const Text kind = kind_read(reading);
  c.fails(19, reading.place,
          {"every item is declared as general data, and this reads like " + kind.en,
           "各数据项均声明为一般数据，而此处近似" + kind.zh},
          question.fix);
}

// Asked, not decided: the filer knows the item, the words are all that is seen here.
void ask_of_words(PrecheckCase& c) {
  for (const ItemReading& reading : c.context.readings) {
    const Question question = question_of(reading.basis);
    if (!reading.place.empty()) {
      ask_of_whole(c, reading, question);
      continue;
    }
    if (reading.item >= c.t.items.size() || explains_class(c.t.items[reading.item].remark, question))
      continue;
    const bool is_unread = reading.basis == ItemReading::Basis::kUnread;
    const Text kind = is_unread ? Text{} : kind_read(reading);
    const Text near = is_unread ? Text{": more text than is read, or another script",
                                       "：文字超过读取的上限，或者使用其他文字"}
                                : Text{", and its words read like ", "，而其名称或者内容近似"};
    c.fails(19, at_item(reading.item, "class"),
            {question.not_declared.en + near.en + kind.en, question.not_declared.zh + near.zh + kind.zh},
            question.fix);
  }
}

// What is not plainly trade in things: no question of the filer, and no rule finishes the filing.
void leave_to_a_person(PrecheckCase& c) {
  const std::vector<std::size_t>& untold = c.context.untold;
  if (!c.files("EX") || untold.empty()) return;
  c.cannot(
      19, at_item(untold.front(), "content"),
      {fmt::format(
           "{} item(s) of general data are not told in plain words of trade in things, or are of a sector "
           "where these tell more: a person looks, no rule finishes the filing",
           untold.size()),
       fmt::format(
           "有 {} "
           "个一般数据项并非以贸易货物的常用词写明，或者所属行业须另行判断：须经人工查看，不由规则自动办结",
           untold.size())});
}

// What was found in the data and is declared nowhere. Names of columns are not values.
void check_against_data(PrecheckCase& c) {
  if (c.context.profile == nullptr) {
    return c.cannot(19, "/scenario/items",
                    {"no data was scanned; form, report, contract annex and notice are needed too",
                     "未扫描数据；并需申报表、报告、合同附录与告知文本"});
  }
  for (const FileProfile& file : c.context.profile->files) {
    for (const ColumnProfile& column : file.columns) {
      const bool sensitive = column.sensitivity == Sensitivity::kSensitive && !any_row(c, "sensitive");
      const bool personal = column.sensitivity == Sensitivity::kPersonal && !any_row(c, "personal");
      if (column.p_permille < 500 || !(sensitive || personal)) continue;
      c.fails(19, "/scenario/items",
              {fmt::format("the data holds {} ({}, column {}), but no item is declared as {}", column.type,
                           file.path, column.index + 1, sensitive ? "sensitive" : "personal information"),
               fmt::format("数据中发现 {}（{} 第 {} 列），但没有数据项声明为{}", column.type, file.path,
                           column.index + 1, sensitive ? "敏感个人信息" : "个人信息")},
              {"declare the item, or take the column out", "请声明该数据项，或删除该列"});
    }
  }
  c.settle(19, {"no kind of data was found that is not declared; form, report, contract annex and notice "
                "were not compared",
                "未发现未声明的数据种类（未比对申报表、报告、合同附录与告知文本）"});
}

void check_examples(PrecheckCase& c) {
  bool any = false;
  for (std::size_t i = 0; i < c.t.items.size(); ++i) {
    any = any || !c.t.items[i].example.empty();
    const Text found = looks_like_a_person(c.t.items[i].example);
    if (found.empty()) continue;
    c.fails(25, at_item(i, "example"),
            {"the example looks like a real person's: " + found.en, "示例疑似真实个人信息：" + found.zh},
            {"write a made-up or masked example", "请改为虚构或脱敏示例"});
  }
  if (!any) c.cannot(25, "/scenario/items", {"no item gives an example", "数据项均无示例"});
  c.settle(25, {"no example looks like a real person's", "示例未见疑似真实个人信息"});
}

void check_important(PrecheckCase& c) {
  const Text fix{"ask the competent department and escalate; the route is not decided on suspicion",
                 "请向主管部门确认并提交人工研判；不得凭怀疑定路径"};
  for (std::size_t i = 0; i < c.t.items.size(); ++i) {
    const std::optional<std::size_t> row = c.t.items[i].row;
    if (!row || *row >= c.t.facts.items.size()) continue;
    const Facts& facts = c.t.facts.items[*row];
    const bool suspected =
        states(facts, "self_identified_important", true) || states(facts, "declared_important", true);
    if (suspected && !states(facts, "important_notified", true)) {
      c.fails(28, at_item(i, "important_notified"),
              {"identified or declared as important data, but not notified or published",
               "已自行识别或申报为重要数据，但未被告知或者公开发布"},
              fix);
    }
  }
  const DataProfile* profile = c.context.profile;
  for (std::size_t f = 0;
       profile != nullptr && f < profile->files.size() && !any_row(c, "important_notified"); ++f) {
    const FileProfile& file = profile->files[f];
    for (const ColumnProfile& column : file.columns) {
      if (column.important_hint < 2 && column.sensitivity != Sensitivity::kImportant) continue;
      c.fails(28, "/data",
              {fmt::format("{}, column {}: {} may be important data", file.path, column.index + 1,
                           name_of(*profile, column.type).en),
               fmt::format("{} 第 {} 列：{}可能属于重要数据", file.path, column.index + 1,
                           name_of(*profile, column.type).zh)},
              fix);
    }
  }
  if (profile == nullptr && c.t.items.empty())
    c.cannot(28, "/scenario/items",
             {"no item is listed and no data was scanned", "未列数据项，也未扫描数据"});
  c.settle(28, {"nothing points to important data that was not notified", "未见疑似而未被告知的重要数据"});
}

void check_exempt_items(PrecheckCase& c) {
  bool any = false;
  for (std::size_t i = 0; i < c.t.items.size(); ++i) {
    const std::optional<std::size_t> row = c.t.items[i].row;
    if (!row || *row >= c.t.facts.items.size()) continue;
    const Facts& facts = c.t.facts.items[*row];
    if (!states(facts, "exemption_facts.contract_with_individual", true) &&
        !states(facts, "exemption_facts.hr_management", true))
      continue;
    any = true;
    if (!states(facts, "exemption_facts.necessary", true)) {
      c.fails(29, at_item(i, "exemption_facts/necessary"),
              {"exempt for contract or staff, but not stated to be necessary",
               "主张合同或人力资源豁免，但未声明确需提供"},
              {"drop the item, or show that it is necessary", "请删除该项，或说明确需提供"});
    } else if (c.t.items[i].necessity.empty() || names_no_step(c.t.items[i].necessity)) {
      c.fails(29, at_item(i, "necessity"),
              {"exempt for contract or staff, but the reason names no step of it",
               "主张合同或人力资源豁免，但必要性未指明环节"},
              {"name the step of the contract or of staff management", "请指明合同履行或人力资源管理的环节"});
    }
  }
  c.settle(29, {any ? "every exempt item is stated to be necessary, with its step"
                    : "no item claims exemption for contract or staff",
                any ? "豁免数据项均声明确需提供并指明环节" : "无主张合同或人力资源豁免的数据项"});
}

}  // namespace

void check_items(PrecheckCase& c) {
  check_list(c);
  check_necessity(c);
  ask_of_words(c);
  leave_to_a_person(c);
  check_against_data(c);
  check_examples(c);
  check_important(c);
  check_exempt_items(c);
}

}  // namespace tidegate::intake
