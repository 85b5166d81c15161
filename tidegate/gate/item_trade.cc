#include "tidegate/gate/item_trade.h"

#include <algorithm>
#include <array>
#include <string>

#include "tidegate/gate/item_characters.h"

namespace tidegate {
namespace {

constexpr auto kThings = std::to_array<std::string_view>(
    {"设备",        "机器",      "产品",      "商品",      "货物",       "物料",        "零件",
     "零部件",      "部件",      "组件",      "配件",      "备件",       "耗材",        "包装",
     "采购",        "合同",      "发票",      "库存",      "仓库",       "报关单",      "货值",
     "单价",        "equipment", "machine",   "machines",  "product",    "products",    "goods",
     "merchandise", "material",  "materials", "part",      "parts",      "component",   "components",
     "spare",       "spares",    "packaging", "purchase",  "purchasing", "procurement", "contract",
     "invoice",     "stock",     "inventory", "warehouse", "sku",        "price",       "prices"});

constexpr auto kAbout = std::to_array<std::string_view>(
    {"型号",   "规格",     "编码",     "编号",          "代码",           "名称",      "类别",
     "分类",   "品牌",     "价格",     "金额",          "货币",           "币种",      "汇率",
     "税率",   "税额",     "税则",     "税号",          "数量",           "单位",      "计量",
     "批量",   "重量",     "毛重",     "净重",          "体积",           "长度",      "宽度",
     "高度",   "尺寸",     "颜色",     "材质",          "原产国",         "原产地",    "海关",
     "号码",   "日期",     "月份",     "年份",          "版本",           "清单",      "目录",
     "总",     "含税",     "不含税",   "折扣",          "number",         "numbers",   "no",
     "code",   "codes",    "id",       "name",          "names",          "model",     "models",
     "type",   "category", "brand",    "specification", "specifications", "amount",    "currency",
     "rate",   "tax",      "quantity", "unit",          "units",          "measure",   "weight",
     "gross",  "net",      "volume",   "length",        "width",          "height",    "size",
     "colour", "color",    "origin",   "country",       "customs",        "tariff",    "hs",
     "date",   "month",    "year",     "version",       "list",           "catalogue", "catalog",
     "total",  "discount"});

constexpr auto kJoins =
    std::to_array<std::string_view>({"的", "及", "和", "与", "或", "各", "各类", "每", "按", " ", "of", "the",
                                     "and", "or", "per", "by", "in", "for"});

bool is_word_character(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

// The longest of the words with which the text begins; one of letters stands for itself.
template <std::size_t N>
std::size_t begins_with(std::string_view text, const std::array<std::string_view, N>& words) {
  std::size_t most = 0;
  for (const std::string_view word : words) {
    if (word.size() <= most || !text.starts_with(word)) continue;
    const std::string_view behind = text.substr(word.size());
    const bool is_whole =
        !is_word_character(word.front()) || behind.empty() || !is_word_character(behind.front());
    if (is_whole) most = word.size();
  }
  return most;
}

}  // namespace

TradeWords trade_words(std::string_view piece) {
  const std::string lower = lower_words(piece);
  TradeWords says = TradeWords::kOther;
  for (std::string_view rest = lower; !rest.empty();) {
    const std::size_t thing = begins_with(rest, kThings);
    const std::size_t about = begins_with(rest, kAbout);
    const std::size_t join = begins_with(rest, kJoins);
    const std::size_t most = std::max({thing, about, join});
    if (most == 0) return TradeWords::kOther;
    if (thing == most) {
      says = TradeWords::kOfThing;
    } else if (about == most && says == TradeWords::kOther) {
      says = TradeWords::kAbout;
    }
    rest.remove_prefix(most);
  }
  return says;
}

}  // namespace tidegate
