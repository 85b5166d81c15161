#include "tidegate/extract/header_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace tidegate {
namespace {

// Sorted: looked up by halving.
constexpr std::array kWords = std::to_array<std::string_view>({
    "account",     "address",    "age",         "amount",   "area",      "artist",     "attendance",
    "author",      "average",    "balance",     "birth",    "birthday",  "brand",      "capital",
    "category",    "cause",      "city",        "class",    "code",      "color",      "comment",
    "comments",    "company",    "cost",        "count",    "country",   "county",     "course",
    "created",     "currency",   "customer",    "date",     "day",       "department", "desc",
    "description", "developer",  "device",      "director", "district",  "dob",        "duration",
    "email",       "end",        "event",       "family",   "file",      "filename",   "first",
    "format",      "gender",     "genre",       "genus",    "governor",  "grade",      "group",
    "height",      "hospital",   "id",          "idx",      "income",    "index",      "industry",
    "ip",          "item",       "key",         "kind",     "language",  "last",       "lat",
    "latitude",    "length",     "level",       "link",     "lng",       "location",   "lon",
    "longitude",   "mail",       "manager",     "maximum",  "mean",      "median",     "message",
    "method",      "minimum",    "mobile",      "model",    "month",     "movie",      "name",
    "nationality", "no",         "note",        "notes",    "number",    "occupation", "office",
    "order",       "owner",      "party",       "password", "percent",   "percentage", "phone",
    "platform",    "player",     "population",  "position", "president", "price",      "product",
    "profession",  "profit",     "profits",     "province", "publisher", "qty",        "quantity",
    "rank",        "rate",       "rating",      "ratio",    "reason",    "region",     "relation",
    "religion",    "remark",     "remarks",     "result",   "revenue",   "role",       "salary",
    "sales",       "score",      "season",      "sex",      "size",      "sku",        "source",
    "species",     "ssn",        "stage",       "stance",   "start",     "state",      "status",
    "street",      "subject",    "summary",     "summit",   "surname",   "symbol",     "team",
    "tel",         "telephone",  "temperature", "text",     "time",      "timestamp",  "title",
    "total",       "tournament", "type",        "unit",     "updated",   "url",        "user",
    "username",    "value",      "vendor",      "version",  "volume",    "votes",      "weight",
    "year",        "years",      "zip",         "zone",
});
static_assert(std::is_sorted(kWords.begin(), kWords.end()));

// Sorted. Names of places and bodies end with these, so that they speak only when they stand alone.
constexpr std::array kWordsAlone = std::to_array<std::string_view>({
    "artist", "city",   "company",  "county", "department", "district", "event",
    "family", "group",  "hospital", "office", "party",      "province", "region",
    "state",  "street", "summit",   "team",   "tournament", "zone",
});
static_assert(std::is_sorted(kWordsAlone.begin(), kWordsAlone.end()));

constexpr std::array kEndings = std::to_array<std::string_view>({
    "姓名",   "名称",   "名字", "编号", "号码", "证号",   "卡号", "账号", "帐号", "单号",   "工号", "学号",
    "序号",   "车牌",   "代码", "编码", "条码", "日期",   "时间", "年份", "月份", "年月",   "生日", "类型",
    "类别",   "类目",   "种类", "分类", "状态", "金额",   "单价", "价格", "总价", "数量",   "合计", "小计",
    "电话",   "手机",   "邮箱", "邮件", "地址", "住址",   "地点", "邮编", "性别", "年龄",   "民族", "籍贯",
    "国籍",   "学历",   "职务", "职位", "职业", "职称",   "岗位", "部门", "单位", "科室",   "班级", "专业",
    "等级",   "级别",   "备注", "说明", "描述", "摘要",   "经度", "纬度", "比例", "比率",   "比重", "税率",
    "利率",   "重量",   "长度", "面积", "体积", "温度",   "压力", "产量", "库存", "供应商", "客户", "用户",
    "联系人", "负责人", "面貌", "婚姻", "关系", "身份证", "护照", "医生", "诊断", "病历",   "品牌", "型号",
    "规格",   "产品",   "商品", "项目", "科目", "渠道",   "来源", "结果", "版本", "行业",   "城市", "省份",
    "区县",   "国家",   "地区", "街道", "站点", "站名",   "设备",
});

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

// "customerName", "first_name", "Name:" -> "name".
std::string last_word(std::string_view cell) {
  while (!cell.empty() && static_cast<unsigned char>(cell.back()) < 0x80 && !is_letter(cell.back()))
    cell.remove_suffix(1);
  std::size_t begin = cell.size();
  while (begin > 0 && is_letter(cell[begin - 1])) {
    --begin;
    const bool starts_inner_word = begin > 0 && std::isupper(static_cast<unsigned char>(cell[begin])) != 0 &&
                                   std::islower(static_cast<unsigned char>(cell[begin - 1])) != 0;
    if (starts_inner_word) break;
  }
  std::string word(cell.substr(begin));
  for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return word;
}

}  // namespace

bool names_a_column(std::string_view cell) {
  constexpr std::size_t kLongest = 60;
  const bool has_digit = std::any_of(cell.begin(), cell.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (cell.empty() || cell.size() > kLongest || has_digit) return false;
  // "金额(元)", "Sales ($bil)": what stands in brackets is the unit.
  std::string_view bare = cell;
  for (const std::string_view bracket :
       {std::string_view("("), std::string_view("（"), std::string_view("[")}) {
    const std::size_t at = bare.find(bracket);
    if (at != std::string_view::npos && at > 0) bare = bare.substr(0, at);
  }
  const std::string word = last_word(bare);
  const bool is_alone =
      std::count_if(bare.begin(), bare.end(), is_letter) == static_cast<std::ptrdiff_t>(word.size());
  const bool needs_to_be = std::binary_search(kWordsAlone.begin(), kWordsAlone.end(), word);
  if (std::binary_search(kWords.begin(), kWords.end(), word) && (is_alone || !needs_to_be)) return true;
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return bare.ends_with(ending); });
}

bool names_columns(std::span<const std::string_view> cells) {
  std::size_t filled = 0;
  std::size_t names = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].empty()) continue;
    ++filled;
    names += names_a_column(cells[i]) ? 1 : 0;
    if (std::find(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(i), cells[i]) !=
        cells.begin() + static_cast<std::ptrdiff_t>(i))
      return false;
  }
  return filled >= 2 && names * 10 >= filled * 6;
}

Text other_header_note(std::uint64_t row, std::uint64_t tables) {
  return {
      fmt::format("rows from {} on have another header ({} below the first): they were read under the first "
                  "one's columns; put each table in a file of its own",
                  row, tables == 1 ? "a table" : fmt::format("{} tables", tables)),
      fmt::format(
          "自第 {} 行起出现另一表头（首表之下另有 {} 个表），已按首个表头的列读取；请将各表分别存为单独文件",
          row, tables)};
}

}  // namespace tidegate
