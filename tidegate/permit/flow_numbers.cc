#include "tidegate/permit/flow_numbers.h"

#include <fmt/format.h>

#include "tidegate/permit/fields.h"

namespace tidegate::permit {
namespace {

class Numbers {
 public:
  Numbers(const char* key, Text name, const FlowPersons& told, std::vector<FlowReason>& found)
      : key_(key), name_(std::move(name)), told_(told), found_(found) {}

  void check_each_other(bool goes_on) {
    const auto count = sane(told_.count);
    const auto this_year = sane(told_.new_this_year);
    const auto in_total = sane(told_.new_in_total);
    if (count && this_year && *this_year > *count)
      hold("new_this_year", {fmt::format("{} new this year, of {} in all", *this_year, *count),
                             fmt::format("本年度新增 {} 人，多于本次 {} 人", *this_year, *count)});
    if (this_year && in_total && *in_total > *this_year && !goes_on) {
      hold("new_in_total",
           {fmt::format("{} new in all, {} of them new this year: who was never sent is new this year too",
                        *in_total, *this_year),
            fmt::format("累计新增 {} 人，多于本年度新增 {} 人：从未出境者本年度亦属新增", *in_total,
                        *this_year)});
    } else if (count && in_total && *in_total > *count) {
      hold("new_in_total", {fmt::format("{} new in all, of {}", *in_total, *count),
                            fmt::format("累计新增 {} 人，多于本次 {} 人", *in_total, *count)});
    }
  }

  void check_before(std::optional<std::int64_t> used, std::optional<std::int64_t> fresh, const char* which,
                    const Text& when) {
    const auto count = sane(told_.count);
    const auto before = sane(used);
    const auto added = sane(fresh);
    if (!count || !before || !added || *count - *added <= *before) return;
    hold(which,
         {fmt::format("{} are told to have left already {}, and {} are counted: record what went before, or "
                      "tell how many are new",
                      *count - *added, when.en, *before),
          fmt::format("所述{}此前已出境 {} 人，而已计入 {} 人：请先登记此前的出境情况，或更正新增人数",
                      when.zh, *count - *added, *before)});
  }

 private:
  void hold(const char* which, const Text& why) {
    found_.push_back({FlowVerdict::kHeld,
                      std::string(key_) + "_impossible",
                      fmt::format("/{}/{}", key_, which),
                      {fmt::format("{}: this number cannot be: {}", name_.en, why.en),
                       fmt::format("{}：数字不可能成立：{}", name_.zh, why.zh)}});
  }

  const char* key_;
  Text name_;
  const FlowPersons& told_;
  std::vector<FlowReason>& found_;
};

}  // namespace

std::vector<FlowReason> impossible_numbers(const FlowRequest& flow, const PermitUsage* usage,
                                           std::optional<int> year, bool goes_on) {
  std::vector<FlowReason> found;
  const auto check = [&](const char* key, const Text& name, const FlowPersons& told, const UsedAmount* used) {
    Numbers numbers(key, name, told, found);
    numbers.check_each_other(goes_on);
    if (used == nullptr) return;
    if (year && usage->year == *year)
      numbers.check_before(used->this_year, told.new_this_year, "new_this_year", {"this year", "本年度"});
    numbers.check_before(used->in_total, told.new_in_total, "new_in_total",
                         {"under the permit", "该许可项下"});
  };
  check("persons", {"persons", "人数"}, flow.persons, usage == nullptr ? nullptr : &usage->persons);
  check("sensitive_persons", {"persons with sensitive information", "敏感个人信息人数"},
        flow.sensitive_persons, usage == nullptr ? nullptr : &usage->sensitive_persons);
  const auto all = sane(flow.persons.count);
  const auto sensitive = sane(flow.sensitive_persons.count);
  if (all && sensitive && *sensitive > *all)
    found.push_back(
        {FlowVerdict::kHeld,
         "sensitive_persons_impossible",
         "/sensitive_persons/count",
         {fmt::format("persons with sensitive information: this number cannot be: {}, of {} "
                      "persons in all",
                      *sensitive, *all),
          fmt::format("敏感个人信息人数：数字不可能成立：{} 人，多于本次总人数 {} 人", *sensitive, *all)}});
  return found;
}

}  // namespace tidegate::permit
