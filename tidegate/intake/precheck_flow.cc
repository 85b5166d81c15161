// V12, V14, V18, V20, V21, V26, V27: links, places, time, consent, route.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "tidegate/intake/precheck_case.h"

namespace tidegate::intake {
namespace {

void check_links(PrecheckCase& c) {
  if (c.t.links.empty()) {
    if (c.files("NL") || c.files("PC"))
      return c.cannot(
          12, "/scenario/links",
          {"no link is listed, and this route asks for none", "未填写数据出境链路，该路径不要求"});
    return c.blank(12, "/scenario/links", {"no link is listed", "未填写数据出境链路"},
                   {"list every link with both ends and its mode", "请逐条填写两端与出境方式"});
  }
  for (std::size_t i = 0; i < c.t.links.size(); ++i) {
    const Link& link = c.t.links[i];
    const std::string pointer = fmt::format("/scenario/links/{}", i);
    if (link.mode.empty())
      c.fails(12, pointer + "/mode", {"the mode is missing", "缺少数据出境方式"},
              {"choose how the data leaves on this link", "请选择该链路的数据出境方式"});
    if (link.count == 0)
      c.fails(12, pointer + "/count", {"the number of circuits is 0", "条数为 0"},
              {"state 1 or more", "请填写 1 以上的条数"});
    if (link.mode == "physical_medium") continue;  // has no addresses
    const auto end = [&](const Endpoint& e, std::string_view side, const Text& whose) {
      if (e.domain.empty())
        c.fails(12, fmt::format("{}/{}/domain", pointer, side),
                {"the domain of the " + whose.en + " is missing", "缺少" + whose.zh + "网络系统域名"},
                {"state it; where there is none, say none", "请填写；没有的须写明“无”"});
      if (e.addresses.empty())
        c.fails(12, fmt::format("{}/{}/ip", pointer, side),
                {"the addresses of the " + whose.en + " are missing", "缺少" + whose.zh + "网络地址"},
                {"state them; where there are none, say none", "请填写；没有的须写明“无”"});
    };
    end(link.exporter, "exporter", {"exporter", "数据处理者"});
    end(link.recipient, "recipient", {"recipient", "境外接收方"});
  }
  c.settle(12, {"both ends and the mode of every link are stated", "各链路两端与方式均已填写"});
}

void check_onward(PrecheckCase& c) {
  const auto& onward = c.t.scenario.onward;
  const bool is_blank = std::all_of(onward.begin(), onward.end(),
                                    [](const OnwardParty& party) { return party == OnwardParty{}; });
  if (is_blank && !c.t.scenario.onward_none) {
    c.blank(14, "/scenario/onward", {"onward provision is left blank", "未填写向境外其他接收方提供情况"},
            {"list the parties, or choose none", "请逐一填写；没有的选“无”"});
  }
  c.settle(14, {c.t.scenario.onward_none ? "none, as declared" : "onward parties are listed",
                c.t.scenario.onward_none ? "声明为无" : "已逐一填写"});
}

void check_places(PrecheckCase& c) {
  std::set<std::string> declared;
  for (const Recipient& r : c.t.recipients) declared.insert(r.region);
  for (const OnwardParty& o : c.t.scenario.onward) declared.insert(o.region);
  declared.erase("");
  const auto& systems = c.t.scenario.overseas_systems;
  const bool any =
      std::any_of(systems.begin(), systems.end(), [](const StorageSystem& s) { return !s.region.empty(); });
  if (declared.empty() || !any) {
    return c.cannot(18, "/scenario/overseas_systems",
                    {"country or region of recipient and of storage abroad are not both stated",
                     "接收方与境外存储地的国家或者地区未同时填写"});
  }
  for (std::size_t i = 0; i < systems.size(); ++i) {
    if (systems[i].region.empty() || declared.count(systems[i].region) > 0) continue;
    c.fails(18, fmt::format("/scenario/overseas_systems/{}/region", i),
            {fmt::format("data is kept in {}, where neither a recipient nor an onward party is",
                         systems[i].region),
             fmt::format("数据存于 {}，而该国家或者地区没有接收方或再接收方", systems[i].region)},
            {"name who keeps it there as recipient or onward party, or mend the place",
             "请将当地存储方列为接收方或再接收方，或更正地点"});
  }
  c.settle(18, {"recipient and storage agree; addresses were not located",
                "接收方与存储地一致（未对网络地址定位）"});
}

constexpr int kFarthestYears = 100;  // a purpose that is met later than that is met never

// The last day of storage is held against this day, so it must be one on which a purpose can be met.
void ask_of_purpose(PrecheckCase& c) {
  const auto& ends = c.t.scenario.purpose_ends;
  if (!ends) return;
  const Date today = c.context.as_of;
  if (*ends < today) {
    c.asks(20, "/scenario/purpose_ends",
           {fmt::format("the purpose was met on {}, before today: nothing need leave for it", ends->str()),
            fmt::format("目的于 {} 即已实现，早于今日，无须再出境", ends->str())},
           {"state the day on which the purpose will be met", "请填写预计实现目的的日期"});
  } else if (ends->year() > today.year() + kFarthestYears) {
    c.asks(
        20, "/scenario/purpose_ends",
        {fmt::format("the purpose is met on {}, more than {} years from today", ends->str(), kFarthestYears),
         fmt::format("目的于 {} 方可实现，距今超过 {} 年", ends->str(), kFarthestYears)},
        {"state the day on which the purpose will be met; a purpose without an end is none",
         "请填写预计实现目的的日期；没有期限的目的不能作为依据"});
  }
}

void check_retention(PrecheckCase& c) {
  const ScenarioForm& s = c.t.scenario;
  ask_of_purpose(c);
  if (c.t.retention_to && s.purpose_ends && *c.t.retention_to > *s.purpose_ends) {
    c.fails(20, "/scenario/retention/to",
            {fmt::format("kept until {}, but the purpose is met on {}", c.t.retention_to->str(),
                         s.purpose_ends->str()),
             fmt::format("保存至 {}，而目的于 {} 实现", c.t.retention_to->str(), s.purpose_ends->str())},
            {"keep it no longer than the purpose needs, or give the duty that asks for more",
             "保存期限不得超过实现目的所必要，或说明法定依据"});
  }
  if (c.t.retention_to && s.retention_from && *s.retention_from > *c.t.retention_to) {
    c.fails(20, "/scenario/retention/from", {"retention begins after it ends", "保存起始日晚于截止日"},
            {"mend the dates", "请更正日期"});
  }
  if (s.backups_abroad.value_or(false) && !s.backups_deleted.value_or(false)) {
    c.fails(20, "/scenario/retention/backups_deleted",
            {"copies for backup lie abroad, and it is not stated that they go with the data",
             "境外存有备份，但未声明到期一并删除"},
            {"bind the recipient to delete the copies too", "请约定备份一并删除"});
  }
  if (!c.t.retention_to || !s.purpose_ends || !s.backups_abroad) {
    if (c.t.retention_to && s.purpose_ends && *c.t.retention_to > *s.purpose_ends) return;
    c.cannot(
        20, "/scenario/retention",
        {"the last day of storage, the end of the purpose and whether there are backups abroad are needed",
         "需要保存截止日、目的完成日与境外是否存有备份"});
  }
  c.settle(20, {"kept no longer than the purpose; copies are covered", "保存期限未超过目的，备份已覆盖"});
}

void check_consent(PrecheckCase& c) {
  const ScenarioForm& s = c.t.scenario;
  const auto row = [&](std::string_view fact) {
    return std::any_of(c.t.facts.items.begin(), c.t.facts.items.end(),
                       [&](const Facts& f) { return states(f, fact, true); });
  };
  if (c.t.legal_basis == "consent" && !s.separate_consent.value_or(false)) {
    c.fails(21, "/scenario/separate_consent",
            {"the basis is consent, but separate consent is not on record",
             "合法性基础为同意，但未声明已取得单独同意"},
            {"obtain separate consent and keep the evidence", "请取得个人的单独同意并留存证据"});
  }
  if (row("under14") && !s.guardian_consent.value_or(false)) {
    c.fails(21, "/scenario/guardian_consent",
            {"persons under 14 without their guardians' consent on record",
             "涉及不满十四周岁未成年人，但未声明已取得监护人同意"},
            {"obtain the guardians' consent", "请取得未成年人的父母或者其他监护人的同意"});
  }
  if (c.t.legal_basis.empty() && c.has_personal()) {
    c.cannot(21, "/scenario/legal_basis", {"the lawful basis is not stated", "未填写合法性基础"});
  }
  c.settle(21, {"consent is on record where it is the basis", "需要同意的均已声明取得"});
}

// How heavy a route is: what was chosen must be at least what was computed.
std::optional<int> weight_of_choice(std::string_view route) {
  if (route == "EX" || route == "NL") return 0;
  if (route == "SC" || route == "PC") return 1;
  if (route == "SA" || route == "EXT") return 2;
  return std::nullopt;
}
std::optional<int> weight_of_opinion(std::string_view route) {
  if (route == "exempt" || route == "out_of_scope") return 0;
  if (route == "scc_or_certification") return 1;
  if (route == "security_assessment") return 2;
  if (route == "prior_approval_required" || route == "prohibited" || route == "other_regime") return 3;
  return std::nullopt;
}

Text words_of(int weight) {
  if (weight == 1)
    return {"a standard contract or certification", "订立个人信息出境标准合同或者通过个人信息保护认证"};
  if (weight == 2) return {"the security assessment", "数据出境安全评估"};
  return {"an approval of its own, or forbids it", "另行批准或禁止出境"};
}

// Article 42 is of personal information: of other data it forbids nothing, and a person looks whether there
// is none.
void ask_of_listed_recipient(PrecheckCase& c) {
  if (!states(c.t.facts.flow, "recipient.on_pipl42_prohibited_list", true) || c.context.route == "prohibited")
    return;
  c.asks(26, "/recipient/on_pipl42_prohibited_list",
         {"the recipient is declared to be on the list of those to whom personal information is restricted "
          "or barred",
          "境外接收方被申报为已列入限制或者禁止个人信息提供清单"},
         {"show that no personal information goes to it, or choose another recipient",
          "请说明未向其提供任何个人信息，或者更换接收方"},
         Beside::kListedRecipients);
}

void check_route(PrecheckCase& c) {
  ask_of_listed_recipient(c);
  const auto chosen = weight_of_choice(c.t.filing.route);
  const auto computed = weight_of_opinion(c.context.route);
  if (!chosen) return c.cannot(26, "/filing/route", {"no route is chosen", "未选择申报类型"});
  // Not known is no leave to say that nothing is asked.
  if (c.context.route == "undetermined" && *chosen == 0) {
    c.fails(26, "/filing/route",
            {fmt::format("{} is chosen, and what the law asks is not determined", c.t.filing.route),
             fmt::format("选择 {}，而法定路径尚未确定", c.t.filing.route)},
            {"state the facts that are still asked for, or choose a route with a filing",
             "请补充尚缺的事实，或选择须申报的路径"});
    return;
  }
  if (!computed)
    return c.cannot(26, "/filing/route", {"the route of the law is not determined", "法定路径尚未确定"});
  if (*chosen < *computed) {
    c.fails(26, "/filing/route",
            {fmt::format("{} is chosen, but the law asks for {}", c.t.filing.route, words_of(*computed).en),
             fmt::format("选择 {}，而法定路径为{}", c.t.filing.route, words_of(*computed).zh)},
            {*computed == 3 ? "do not file; the flow is stopped or another regime decides"
                            : "choose the route that the law asks for, or a stricter one",
             *computed == 3 ? "请勿申报：该流动被禁止或适用其他制度" : "请选择法定路径或更严格的路径"});
  }
  c.settle(26, {"not lighter than the law asks", "不轻于法定路径"});
}

}  // namespace

void check_flow(PrecheckCase& c) {
  check_links(c);
  check_onward(c);
  check_places(c);
  check_retention(c);
  check_consent(c);
  check_route(c);
  if (c.has(27)) return;
  c.cannot(27, "/cumulative_before",
           {"the filings of affiliates and of other periods are needed", "需要关联方及其他期间的申报"});
}

}  // namespace tidegate::intake
