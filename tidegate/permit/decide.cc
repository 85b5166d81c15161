#include "tidegate/permit/decide.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tidegate/base/china_time.h"
#include "tidegate/base/utc_time.h"
#include "tidegate/permit/fields.h"
#include "tidegate/permit/flow_numbers.h"
#include "tidegate/permit/link_match.h"
#include "tidegate/permit/standing.h"

namespace tidegate::permit {
namespace {

struct Quantity {
  const char* key;  // "persons"
  Text name;
  const YearlyBound& bound;
  const UsedAmount* used;  // nullptr: not known
  bool is_persons;         // cannot be added without knowing who is new
  std::optional<std::int64_t> count;
  std::optional<std::int64_t> new_this_year;
  std::optional<std::int64_t> new_in_total;
};

class Decider {
 public:
  Decider(const VerifiedPermit& permit, const FlowRequest& request, const PermitUsage* usage,
          std::optional<std::int64_t> now_ms)
      : verified_(permit), permit_(permit.permit()), request_(request), usage_(usage) {
    if (now_ms) today_ = china_date(*now_ms);
  }

  FlowAnswer decide(const VerifiedStatus* status, std::optional<std::int64_t> now_ms) {
    check_clock(now_ms);
    check_usage();
    if (!request_.permit_id.empty() && request_.permit_id != permit_.id)
      refuse("other_permit", "/permit", {"names another permit", "所指为另一许可"});
    if (now_ms) check_standing(status, *now_ms);
    check_parties();
    check_items();
    check_numbers();
    check_amount({"persons",
                  {"persons", "人数"},
                  permit_.persons,
                  usage_ == nullptr ? nullptr : &usage_->persons,
                  true,
                  request_.persons.count,
                  request_.persons.new_this_year,
                  request_.persons.new_in_total},
                 answer_.persons_left);
    check_amount({"sensitive_persons",
                  {"persons with sensitive information", "敏感个人信息人数"},
                  permit_.sensitive_persons,
                  usage_ == nullptr ? nullptr : &usage_->sensitive_persons,
                  true,
                  request_.sensitive_persons.count,
                  request_.sensitive_persons.new_this_year,
                  request_.sensitive_persons.new_in_total},
                 answer_.sensitive_persons_left);
    check_amount({"octets",
                  {"octets", "字节数"},
                  permit_.octets,
                  usage_ == nullptr ? nullptr : &usage_->octets,
                  false,
                  request_.octets,
                  request_.octets,
                  request_.octets},
                 answer_.octets_left);
    check_link();
    for (const PermitCondition& condition : permit_.conditions) check_condition(condition);
    return finish();
  }

 private:
  void refuse(std::string code, std::string pointer, Text says) {
    answer_.reasons.push_back({FlowVerdict::kRefused, std::move(code), std::move(pointer), std::move(says)});
  }
  void hold(std::string code, std::string pointer, Text says) {
    answer_.reasons.push_back({FlowVerdict::kHeld, std::move(code), std::move(pointer), std::move(says)});
  }

  void check_clock(std::optional<std::int64_t> now_ms) {
    if (!now_ms)
      return hold("clock_unknown", "", {"the time is not known: set the clock", "时间未知：请校准时钟"});
    if (usage_ == nullptr || !usage_->last_seen_ms || *now_ms >= *usage_->last_seen_ms) return;
    const std::string seen = utc_time_text(*usage_->last_seen_ms);
    hold("clock_back", "usage:/last_seen",
         {fmt::format("the clock went back: it showed {} before; set it", seen),
          fmt::format("时钟倒退：此前曾为 {}，请校准", china_time_text(*usage_->last_seen_ms))});
  }

  void check_usage() {
    const auto wants_met = [](const PermitCondition& c) {
      return c.kind == ConditionKind::kMetFirst || c.kind == ConditionKind::kMetBy;
    };
    const bool counts = !permit_.persons.is_open() || !permit_.sensitive_persons.is_open() ||
                        !permit_.octets.is_open() ||
                        std::any_of(permit_.conditions.begin(), permit_.conditions.end(), wants_met);
    if (usage_ != nullptr && usage_->permit_id != permit_.id) {
      hold("usage_other_permit", "usage:/permit",
           {"what went before is told of another permit", "用量记录属于另一许可"});
      usage_ = nullptr;
    } else if (usage_ == nullptr && counts) {
      hold("usage_missing",
           "usage:", {"what went before under the permit is not told", "未提供该许可此前的用量"});
    }
  }

  void check_standing(const VerifiedStatus* status, std::int64_t now_ms) {
    const StandingAt at =
        standing_at(verified_, status, usage_ == nullptr ? std::nullopt : usage_->last_sequence, now_ms);
    if (at.standing == Standing::kInForce) return;
    const bool is_open = at.standing == Standing::kStatusUnknown || at.standing == Standing::kStatusStale;
    answer_.reasons.push_back({is_open ? FlowVerdict::kHeld : FlowVerdict::kRefused,
                               std::string(to_string(at.standing)), "", at.says});
  }

  // Something that is named must be one of the permit's; not named, it is asked for.
  void check_named(const std::string& named, bool is_there, const char* what, const char* what_zh,
                   const char* code, const char* pointer) {
    if (named.empty()) {
      hold(std::string(code) + "_unknown", pointer,
           {fmt::format("{} is not told", what), fmt::format("未说明{}", what_zh)});
    } else if (!is_there) {
      refuse(std::string(code) + "_outside", pointer,
             {fmt::format("{} is not one of the permit's", what), fmt::format("{}不在许可范围内", what_zh)});
    }
  }

  void check_parties() {
    const auto& p = permit_;
    const std::string& exporter = p.exporter.uscc.empty() ? p.exporter.name : p.exporter.uscc;
    check_named(request_.exporter, request_.exporter == exporter, "the exporter", "数据处理者", "exporter",
                "/exporter");
    const PermitRecipient& to = request_.recipient;
    const bool is_recipient = std::find(p.recipients.begin(), p.recipients.end(), to) != p.recipients.end();
    check_named(to.name.empty() ? to.name : to.region, is_recipient, "the recipient", "境外接收方",
                "recipient", to.name.empty() ? "/recipient/name" : "/recipient/region");
    check_named(
        request_.destination,
        std::find(p.destinations.begin(), p.destinations.end(), request_.destination) != p.destinations.end(),
        "the destination", "目的地", "destination", "/destination");
    const auto is_named = [&](const PermitPurpose& x) { return x.id == request_.purpose; };
    check_named(request_.purpose, std::any_of(p.purposes.begin(), p.purposes.end(), is_named), "the purpose",
                "目的", "purpose", "/purpose");
  }

  void check_items() {
    if (request_.items.empty())
      return hold("items_unknown", "/items", {"no data item is told", "未说明数据项"});
    for (std::size_t i = 0; i < request_.items.size(); ++i) {
      const PermitItem& item = request_.items[i];
      const PermitItem* allowed = verified_.find_item(item.name);
      if (allowed == nullptr) {
        // Not named again: a caller could have put a value where a name belongs.
        refuse("item_outside", fmt::format("/items/{}", i),
               {"the item is not one of the permit's", "该数据项不在许可范围内"});
      } else if (!allowed->types.empty()) {
        check_types(*allowed, item, fmt::format("/items/{}/types", i));
      }
    }
  }

  void check_types(const PermitItem& allowed, const PermitItem& item, const std::string& pointer) {
    if (item.types.empty())
      return hold("types_unknown", pointer,
                  {fmt::format("the types of \"{}\" are not told, and the permit bounds them", item.name),
                   fmt::format("未说明“{}”的数据类型，而许可对其有限定", item.name)});
    const auto is_outside = [&](const std::string& type) {
      return std::find(allowed.types.begin(), allowed.types.end(), type) == allowed.types.end();
    };
    if (std::any_of(item.types.begin(), item.types.end(), is_outside))
      refuse("type_outside", pointer,
             {fmt::format("\"{}\" may not hold a type of data that is told of it", item.name),
              fmt::format("“{}”所含的数据类型超出许可", item.name)});
  }

  void check_numbers() {
    const auto year = today_ ? std::optional<int>(today_->year()) : std::nullopt;
    const bool goes_on = !permit_.replaces.empty() && year == permit_.valid.from.year();
    for (FlowReason& reason : impossible_numbers(request_, usage_, year, goes_on))
      answer_.reasons.push_back(std::move(reason));
  }

  void check_amount(const Quantity& q, YearlyBound& left) {
    const bool is_this_year = usage_ != nullptr && today_ && usage_->year == today_->year();
    if (q.bound.per_year && usage_ != nullptr && today_ && !is_this_year) {
      hold("usage_other_year", "usage:/year",
           {fmt::format("what went before is told of {}, not of {}", usage_->year, today_->year()),
            fmt::format("用量记录属于 {} 年，而非 {} 年", usage_->year, today_->year())});
    }
    check_period(q, q.bound.per_year,
                 is_this_year && q.used != nullptr ? sane(q.used->this_year) : std::nullopt,
                 sane(q.new_this_year), {"this_year", "this year", "本年度", is_this_year}, left.per_year);
    check_period(q, q.bound.total, q.used != nullptr ? sane(q.used->in_total) : std::nullopt,
                 sane(q.new_in_total), {"in_total", "in all", "累计", usage_ != nullptr}, left.total);
  }

  struct Period {
    const char* key;
    const char* en;
    const char* zh;
    bool is_told;  // the usage speaks of it: what it lacks is asked for
  };
  // used + what is new, somewhere in [least, most]: most within the bound passes, least above it is refused.
  void check_period(const Quantity& q, std::optional<std::int64_t> bound, std::optional<std::int64_t> used,
                    std::optional<std::int64_t> fresh, const Period& period,
                    std::optional<std::int64_t>& left) {
    if (!bound) return;
    const auto count = sane(q.count);
    const auto added = fresh ? fresh : count;
    const std::int64_t least = std::max(used.value_or(0) + fresh.value_or(0), count.value_or(0));
    const std::string at = std::string("/") + q.key;
    if (used) left = std::max(*bound - *used, std::int64_t{0});
    if (least > *bound) {
      return refuse(
          std::string(q.key) + "_over", at,
          {fmt::format("{} {}: {} or more, and {} are permitted", q.name.en, period.en, least, *bound),
           fmt::format("{}{}：至少 {}，许可上限 {}", period.zh, q.name.zh, least, *bound)});
    }
    if (!count) {
      return hold(
          std::string(q.key) + "_unknown", q.is_persons ? at + "/count" : at,
          {fmt::format("{}: how many leave is not told", q.name.en), fmt::format("未说明{}", q.name.zh)});
    }
    if (!used) {
      if (!period.is_told) return;  // said once already: no usage, another permit's or another year's
      return hold("usage_unknown", fmt::format("usage:{}/{}", at, period.key),
                  {fmt::format("{} {}: how many left before is not told", q.name.en, period.en),
                   fmt::format("未说明此前{}{}", period.zh, q.name.zh)});
    }
    const std::int64_t most = std::max(*used + *added, least);
    if (most > *bound) {
      return hold(
          std::string(q.key) + "_may_be_over", fmt::format("{}/new_{}", at, period.key),
          {fmt::format("{} {}: between {} and {}, and {} are permitted; tell how many of them are new",
                       q.name.en, period.en, least, most, *bound),
           fmt::format("{}{}：介于 {} 与 {} 之间，许可上限 {}；请说明其中新增人数", period.zh, q.name.zh,
                       least, most, *bound)});
    }
    after_.push_back({&left, *bound - most});
  }

  void check_link() {
    const LinkMatch match = match_link(verified_, request_);
    switch (match.state) {
      case LinkMatch::State::kInside:
        return;
      case LinkMatch::State::kUnknown:
        return hold("link_unknown", match.pointer,
                    {"what the permit bounds of the link is not told, or not readable",
                     "许可所限定的链路信息未说明或无法识别"});
      case LinkMatch::State::kWeak:
        return refuse(
            "encryption_weak", "/link/encryption",
            {"is encrypted less than the permit wants of this link", "加密强度低于许可对该链路的要求"});
      case LinkMatch::State::kOutside:
        return refuse("link_outside", match.pointer,
                      {"is none of the permit's links", "不属于许可的任何链路"});
    }
  }

  bool is_met(const std::string& id) const {
    return usage_ != nullptr && std::find(usage_->met.begin(), usage_->met.end(), id) != usage_->met.end();
  }

  void check_claim(std::optional<bool> claim, bool wanted, const PermitCondition& c, const char* pointer) {
    if (!claim) {
      hold("condition_unknown", pointer,
           {fmt::format("whether condition {} is kept is not told: {}", c.id, c.says.en),
            fmt::format("未说明是否符合条件 {}：{}", c.id, c.says.zh)});
    } else if (*claim != wanted) {
      broken(c, pointer);
    }
  }
  void broken(const PermitCondition& c, const char* pointer) {
    refuse("condition_broken", pointer,
           {fmt::format("breaks condition {}: {}", c.id, c.says.en),
            fmt::format("违反条件 {}：{}", c.id, c.says.zh)});
  }

  void check_condition(const PermitCondition& c) {
    const auto is_of = [&](const PermitItem& item) { return item.name == c.item; };
    const bool binds = c.item.empty() || request_.items.empty() ||
                       std::any_of(request_.items.begin(), request_.items.end(), is_of);
    if (!binds) return;
    answer_.obligations.push_back(c);
    const auto open = [&] {
      hold("condition_open", "usage:/met",
           {fmt::format("condition {} is not met yet: {}", c.id, c.says.en),
            fmt::format("条件 {} 尚未满足：{}", c.id, c.says.zh)});
    };
    switch (c.kind) {
      case ConditionKind::kDuty:
        return;
      case ConditionKind::kMetFirst:
        if (!is_met(c.id)) open();
        return;
      case ConditionKind::kMetBy:
        if (today_ && *today_ >= *c.day && !is_met(c.id)) open();
        return;
      case ConditionKind::kPseudonymised:
        return check_claim(request_.is_pseudonymised, true, c, "/pseudonymised");
      case ConditionKind::kNoOnward:
        return check_claim(request_.goes_onward, false, c, "/onward");
      case ConditionKind::kPerFlowOctets: {
        const auto octets = sane(request_.octets);
        const auto keeps = octets ? std::optional<bool>(*octets <= *c.octets) : std::nullopt;
        return check_claim(keeps, true, c, "/octets");
      }
      case ConditionKind::kDeleteBy:
        if (today_ && *today_ >= *c.day) broken(c, "");
        return;
    }
  }

  FlowAnswer finish() {
    const auto is_refusal = [](const FlowReason& r) { return r.effect == FlowVerdict::kRefused; };
    const auto& all = answer_.reasons;
    answer_.verdict = all.empty()                                       ? FlowVerdict::kAllowed
                      : std::any_of(all.begin(), all.end(), is_refusal) ? FlowVerdict::kRefused
                                                                        : FlowVerdict::kHeld;
    if (answer_.verdict == FlowVerdict::kAllowed) {
      for (const auto& [left, value] : after_) *left = value;
    }
    return std::move(answer_);
  }

  const VerifiedPermit& verified_;
  const Permit& permit_;
  const FlowRequest& request_;
  const PermitUsage* usage_;
  std::optional<Date> today_;
  FlowAnswer answer_;
  std::vector<std::pair<std::optional<std::int64_t>*, std::int64_t>> after_;  // what is left when it has gone
};

}  // namespace

FlowAnswer decide(const VerifiedPermit& permit, const VerifiedStatus* status, const FlowRequest& request,
                  const PermitUsage* usage, std::optional<std::int64_t> now_ms) {
  return Decider(permit, request, usage, now_ms).decide(status, now_ms);
}

}  // namespace tidegate::permit
