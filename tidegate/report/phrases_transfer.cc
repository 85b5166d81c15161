#include "tidegate/report/phrases_transfer.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/report/labels.h"
#include "tidegate/report/numbers.h"
#include "tidegate/report/phrases.h"

namespace tidegate::report {
namespace {

bool holds(const Facts& facts, std::string_view name) {
  const FactValue* value = facts.find(name);
  const bool* stated = value ? std::get_if<bool>(value) : nullptr;
  return stated && *stated;
}

bool is_open(const Facts& facts, std::string_view name, Absent absent) {
  const FactValue* value = facts.find(name);
  return value ? is_unknown(*value) : absent == Absent::kUnknown;
}

// Empty where the case says nothing of it.
Text kind_of(const Facts& item, Absent absent) {
  Text kind;
  const auto add = [&](Text text) { append(kind, text, ", ", "、"); };
  if (holds(item, "state_secret")) add({"state secret", "国家秘密"});
  if (holds(item, "core_data")) add({"core data", "核心数据"});
  if (holds(item, "important_notified")) add({"important data", "重要数据"});
  if (holds(item, "anonymised")) add({"anonymised", "已匿名化"});
  if (holds(item, "under14")) add({"persons under 14", "不满十四周岁"});
  if (holds(item, "sensitive")) {
    add({"sensitive personal", "敏感个人信息"});
  } else if (holds(item, "personal")) {
    add({"personal", "个人信息"});
  }
  if (!kind.empty()) return kind;
  if (is_open(item, "personal", absent) || is_open(item, "sensitive", absent)) return {"unknown", "未知"};
  if (item.find("personal")) return {"not personal", "非个人信息"};
  return {};
}

}  // namespace

// The first items of a row of facts.items, else its category, else its place.
std::string item_name(const Transfer& transfer, std::size_t row) {
  constexpr std::size_t kNamed = 3;
  std::string name;
  std::size_t named = 0;
  for (const DataItem& item : transfer.items) {
    if (item.row != row || item.name.empty()) continue;
    if (++named <= kNamed) name += (name.empty() ? "" : ", ") + item.name;
  }
  if (named > kNamed) name += fmt::format(" +{}", named - kNamed);
  if (!name.empty()) return name;
  for (const DataSource& source : transfer.data) {
    if (source.item == row && !source.item_name.empty()) return source.item_name;
  }
  if (row < transfer.facts.items.size()) {
    const FactValue* value = transfer.facts.items[row].find("category");
    if (const auto* symbol = value ? std::get_if<Symbol>(value) : nullptr) return symbol->name;
  }
  return row_name(transfer, row);
}

const std::vector<Facts>& items_of(const Assessment& assessment, const Opinion& opinion) {
  return opinion.own_items.empty() ? assessment.transfer.facts.items : opinion.own_items;
}

std::string item_name(const Assessment& assessment, const Opinion& opinion, std::size_t row) {
  if (opinion.own_items.empty()) return item_name(assessment.transfer, row);
  Transfer own;
  own.facts.items = opinion.own_items;
  std::string name = item_name(own, row);
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::string parties(const Transfer& transfer, Lang lang) {
  std::string text = transfer.processor_name;
  std::string to;
  for (const Recipient& recipient : transfer.recipients) {
    if (!to.empty()) to += lang == Lang::kZh ? "、" : ", ";
    const std::string region = region_label(recipient.region).in(lang);
    if (recipient.name.empty()) {
      to += region;
    } else {
      to += recipient.name;
      if (!region.empty()) to += lang == Lang::kZh ? "（" + region + "）" : " (" + region + ")";
    }
  }
  if (to.empty()) {
    const FactValue* country = transfer.facts.flow.find("recipient.country");
    if (const auto* symbol = country ? std::get_if<Symbol>(country) : nullptr)
      to = region_label(symbol->name).in(lang);
  }
  if (!to.empty()) text += (text.empty() ? "→ " : " → ") + to;
  return text;
}

std::string transfer_title(const Assessment& assessment, Lang lang) {
  const Transfer& transfer = assessment.transfer;
  if (!transfer.summary.in(lang).empty()) return transfer.summary.in(lang);
  if (!transfer.summary.empty()) return transfer.summary.en + transfer.summary.zh;  // one of them is empty
  if (!transfer.id.empty()) return transfer.id;
  std::string title;
  if (assessment.profile) {
    constexpr std::size_t kNamed = 3;
    const auto& files = assessment.profile->files;
    for (std::size_t i = 0; i < files.size() && i < kNamed; ++i) title += (i > 0 ? ", " : "") + files[i].path;
    if (files.size() > kNamed) title += fmt::format(" +{}", files.size() - kNamed);
  }
  return title.empty() ? (lang == Lang::kZh ? "数据出境" : "Transfer") : title;
}

std::vector<ItemRow> item_rows(const Assessment& assessment, const Opinion& opinion, Lang lang) {
  std::vector<ItemRow> rows;
  const std::vector<Facts>& items = items_of(assessment, opinion);
  for (std::size_t i = 0; i < items.size(); ++i) {
    ItemRow row;
    row.name = item_name(assessment, opinion, i);
    const FactValue* subjects = items[i].find("subjects");
    row.persons = value_label(subjects ? *subjects : FactValue{}).in(lang);
    row.kind = kind_of(items[i], assessment.transfer.facts.absent);
    const auto at = std::find_if(opinion.items.begin(), opinion.items.end(),
                                 [&](const ItemOpinion& item) { return item.item == i; });
    if (opinion.items.empty()) {
      // This law asks nothing of single items.
    } else if (at == opinion.items.end()) {
      row.outcome = {"this law does not look at it", "该法域不涉及"};
    } else if (at->set_aside) {
      const Text exemption = exemption_words(opinion, at->exemption);
      row.set_aside = true;
      row.why = at->why;
      row.outcome = {"not counted: " + exemption.en, "不计入：" + exemption.zh};
    } else if (!at->counted_in.empty()) {
      Text counters;
      for (const std::string& counter : at->counted_in)
        append(counters, short_counter_words(opinion, counter), ", ", "、");
      row.outcome = {"counted: " + counters.en, "计入：" + counters.zh};
    } else if (!opinion.margins.empty()) {
      row.why = at->why;
      row.outcome = at->why.empty() ? Text{"counted nowhere", "不计入任何数量"} : at->why;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace tidegate::report
