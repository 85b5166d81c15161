// Handing in, checking, accepting, supplements, clocks.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "tidegate/base/seen_text.h"
#include "tidegate/clearance/sitting.h"

namespace tidegate::clearance {
namespace {

constexpr std::int64_t kMostAnswers = 20;  // of one line of a request: a later one replaces an earlier one

bool needs_asks(Sitting& s, const std::vector<SupplementAsk>& asks, std::string_view list) {
  if (!s.needs(!asks.empty() && asks.size() <= kMostLines, RefusalCode::kIncomplete,
               fmt::format("1 to {} items must be listed", kMostLines),
               fmt::format("应列出 1 至 {} 项", kMostLines), std::string(list))) {
    return false;
  }
  std::set<std::pair<std::string, std::string>> seen;
  for (std::size_t i = 0; i < asks.size(); ++i) {
    const SupplementAsk& ask = asks[i];
    const std::string at = fmt::format("{}/{}", list, i);
    if (!s.needs_said(ask.what, at + "/what") || !s.needs_said(ask.why, at + "/why") ||
        !s.needs_said(ask.fix, at + "/fix") || !s.needs_short(ask.pointer, at + "/pointer")) {
      return false;
    }
    if (!s.needs_words(ask.source, "each item names its source", "每一项须注明依据", at + "/source") ||
        !s.needs(ask.pointer.empty() || ask.pointer[0] == '/', RefusalCode::kIncomplete,
                 "the place is no JSON pointer", "位置不是 JSON 指针", at + "/pointer") ||
        !s.needs(seen.emplace(ask.pointer, ask.what.zh).second, RefusalCode::kAlready,
                 "the same is asked twice", "同一内容重复要求", at)) {
      return false;
    }
  }
  return true;
}

// Each round stops the clock: one request is whole, another is a lead's, and their number has a bound.
bool needs_round(Sitting& s) {
  const auto rounds = static_cast<std::int64_t>(s.c().supplements.size());
  return s.needs(
             rounds < s.rules().supplement_rounds, RefusalCode::kLimit,
             fmt::format("supplements were asked for {} times, which is the most: decide of what is there",
                         rounds),
             fmt::format("补充材料已要求 {} 次，达到上限，请依现有材料作出结论", rounds)) &&
         s.needs(rounds == 0 || s.by().role == "lead", RefusalCode::kNotYours,
                 "supplements are asked for once, with the whole list; a lead asks again",
                 "补充材料应一次性要求；再次要求须由负责人提出");
}

// Whether a version can be taken: whole, of the case's route, and not the one that was there.
bool needs_version(Sitting& s, const FilingVersion& filing) {
  if (!s.needs_hash(filing.filing_hash, "/filing/filing_hash")) return false;
  if (!s.needs(!filing.items.empty() && filing.items.size() <= kMostItems, RefusalCode::kIncomplete,
               fmt::format("a filing has 1 to {} items", kMostItems),
               fmt::format("申报应有 1 至 {} 个数据项", kMostItems), "/filing/items")) {
    return false;
  }
  if (s.c().versions.empty()) {
    return s.needs(s.seed() != nullptr, RefusalCode::kNotReady,
                   "the desk has no sampling seed for this period", "本期尚无抽样种子");
  }
  return s.needs(filing.route == s.c().filing().route, RefusalCode::kLaw,
                 "the route of a case does not change: withdraw and file anew",
                 "项目的申报类型不能更改，请撤回后重新申报", "/filing/route") &&
         s.needs(filing.filing_hash != s.c().filing().filing_hash, RefusalCode::kAlready,
                 "this version was handed in before", "该版本已提交过", "/filing/filing_hash");
}

bool needs_window(Sitting& s, const FilingVersion& filing) {
  if (filing.route != FilingRoute::kEXT) return true;
  if (!s.needs(filing.extends_from.has_value(), RefusalCode::kIncomplete,
               "an extension names the pass that it extends", "延长申请须注明所延长的评估结果",
               "/filing/extends_from")) {
    return false;
  }
  const DayAnswer opens = extension_opens(*filing.extends_from, s.rules(), s.calendar());
  const Text estimate = of_estimate(opens);
  return s.needs(s.today() >= opens.furthest, RefusalCode::kTooEarly,
                 fmt::format("the window for an extension opens on {}{}", opens.day.str(), estimate.en),
                 fmt::format("延长申请自 {}{} 起受理", opens.day.str(), estimate.zh)) &&
         s.needs(s.today() < *filing.extends_from, RefusalCode::kTooLate, "the pass has expired: file anew",
                 "评估结果已失效，请重新申报");
}

// What no new score lifts: a floor, a stop rule, important data, findings.
bool needs_law_kept(Sitting& s, const FilingVersion& next) {
  const FilingVersion& last = s.c().filing();
  const bool eases_law = next.floor < last.floor || (last.has_gates && !next.has_gates) ||
                         (last.important_data && !next.important_data) ||
                         next.formal_gaps < last.formal_gaps ||
                         next.open_warnings.value_or(1) < last.open_warnings.value_or(1) ||
                         (next.extension_holds.value_or(false) && !last.extension_holds.value_or(false)) ||
                         next.extends_from != last.extends_from;
  return s.needs(!eases_law, RefusalCode::kLaw, "a new score lifts neither a floor nor a stop rule",
                 "重新评分不得降低法定下限或解除停止规则", "/filing");
}

// A new score is easier only on a contest of what was handed in last that a person accepted.
bool needs_no_false_ease(Sitting& s, const FilingRescored& step) {
  const std::vector<Contest>& all = s.c().contests;
  bool is_of_newest = false;
  for (const std::size_t contest : step.contests) {
    if (!s.needs(contest < all.size() && settles_level(all[contest]), RefusalCode::kNotFound,
                 "no accepted contest of a level", "没有已采纳的因子等级异议", "/contests")) {
      return false;
    }
    is_of_newest |= s.c().is_of_newest(all[contest]);
  }
  const bool may_ease = is_of_newest && step.cause == RescoreCause::kContest;
  return needs_law_kept(s, step.filing) &&
         s.needs(may_ease || !eases_score(s.c().filing(), step.filing), RefusalCode::kLaw,
                 "a score becomes easier only on a contest that a person accepted of this version",
                 "仅在人工采纳针对本版本的异议后评分方可降低", "/contests");
}

// Whichever credentials it is for: each by its hash, some, and no more than a declaration names.
bool needs_losses(Sitting& s, const std::vector<CredentialLoss>& losses) {
  if (!s.needs(!losses.empty(), RefusalCode::kIncomplete, "no credential is named", "未写明失效的资质",
               "/credentials") ||
      !s.needs(losses.size() <= kMostLines, RefusalCode::kLimit,
               fmt::format("more than {} credentials", kMostLines), fmt::format("资质超过 {} 项", kMostLines),
               "/credentials")) {
    return false;
  }
  for (std::size_t i = 0; i < losses.size(); ++i) {
    if (!s.needs_hash(losses[i].sha256, fmt::format("/credentials/{}/sha256", i))) return false;
  }
  return true;
}

bool needs_same_filing(Sitting& s, const FilingVersion& filing) {
  const FilingVersion& last = s.c().filing();
  return s.needs(filing.filing_hash == last.filing_hash && filing.route == last.route &&
                     filing.items == last.items && filing.sector == last.sector,
                 RefusalCode::kIncomplete, "a new score is of the same filing", "重新评分须针对同一申报",
                 "/filing") &&
         s.needs(filing.record_id != last.record_id, RefusalCode::kAlready,
                 "this assessment is there already", "该评估记录已存在", "/filing/record_id");
}

void set_lane(Sitting& s) {
  const SamplingSeed none;  // a later version is not drawn again
  s.add_itself(lane_of(s.c(), s.rules(), s.seed() != nullptr ? *s.seed() : none, s.is_frozen()));
  s.ask_gates();
}

}  // namespace

void take_step(Sitting& s, const FilingSubmitted& step) {
  if (!needs_version(s, step.filing) || !needs_window(s, step.filing)) return;
  s.take(step);
  set_lane(s);
  s.start_clock(family_of(step.filing.route) == RouteFamily::kAssessment ? ClockKind::kCompleteness
                                                                         : ClockKind::kFilingCheck);
}

void take_step(Sitting& s, const FilingRevised& step) {
  if (!needs_version(s, step.filing)) return;
  s.take(step);
  set_lane(s);
}

void take_step(Sitting& s, const FilingRescored& step) {
  const bool is_of_credentials = step.cause == RescoreCause::kCredential;
  if (!needs_same_filing(s, step.filing) ||
      !s.needs(is_of_credentials || step.credentials.empty(), RefusalCode::kIncomplete,
               "a score for a contest names no credential", "因异议重新评分时不应列出资质", "/credentials") ||
      (is_of_credentials && !needs_losses(s, step.credentials)) || !needs_no_false_ease(s, step)) {
    return;
  }
  s.take(step);
  set_lane(s);
}

void take_step(Sitting& s, const FilingReturned& step) {
  if (!s.needs(!s.c().returned_once, RefusalCode::kAlready,
               "gaps go back once, with the whole list; ask for a supplement",
               "形式缺陷只能一次性退回并告知，之后请要求补充材料")) {
    return;
  }
  if (!needs_asks(s, step.gaps, "/gaps")) return;
  s.needs(static_cast<std::int64_t>(step.gaps.size()) >= s.c().filing().formal_gaps, RefusalCode::kIncomplete,
          fmt::format("the pre-check knows {} gaps; the list must be whole", s.c().filing().formal_gaps),
          fmt::format("预检共发现 {} 处缺陷，须一次性列全", s.c().filing().formal_gaps), "/gaps");
  s.take(step);
}

void take_step(Sitting& s, const CheckPassed& step) {
  const bool by_program = s.by().account.empty();
  s.needs(s.c().filing().formal_gaps == 0 || (s.c().returned_once && !by_program), RefusalCode::kLaw,
          "formal gaps are open: return the filing with the whole list", "尚有形式缺陷：请一次性退回并告知");
  s.take(step);
  if (!s.is_refused()) s.start_clock(ClockKind::kAcceptance);
}

void take_step(Sitting& s, const FilingAccepted& step) {
  s.take(step);
  s.start_clock(ClockKind::kAssessment);
}

void take_step(Sitting& s, const FilingNotAccepted& step) {
  if (s.needs_said(step.reasons, "/reasons")) s.take(step);
}

void take_step(Sitting& s, const FilingWithdrawn& step) {
  if (s.needs_short(step.reasons.zh, "/reasons") && s.needs_short(step.reasons.en, "/reasons")) s.take(step);
}

void take_step(Sitting& s, const PermitDoubted& step) {
  const auto is_known = [&](const CredentialLoss& loss) {
    return std::any_of(s.c().doubts.begin(), s.c().doubts.end(), [&](const PermitDoubt& doubt) {
      const auto& of = doubt.what.credentials;
      return doubt.what.permit == step.permit && std::find(of.begin(), of.end(), loss) != of.end();
    });
  };
  if (!s.needs(!step.permit.empty() && step.permit.size() <= 200, RefusalCode::kIncomplete,
               "a permit must be named", "须写明许可编号", "/permit") ||
      !needs_same_filing(s, step.filing) || !needs_losses(s, step.credentials) ||
      !s.needs(!std::all_of(step.credentials.begin(), step.credentials.end(), is_known),
               RefusalCode::kAlready, "the permit is doubted for these already", "该许可已因此存疑",
               "/credentials") ||
      !needs_law_kept(s, step.filing) ||
      !s.needs(!eases_score(s.c().filing(), step.filing), RefusalCode::kLaw,
               "a lost credential makes no score easier", "资质失效不得使评分降低", "/filing")) {
    return;
  }
  s.take(step);
}

void take_step(Sitting& s, const DoubtSettled& step) {
  const auto is_open = [&](const PermitDoubt& doubt) {
    return !doubt.settled && doubt.what.permit == step.permit;
  };
  if (s.needs(std::any_of(s.c().doubts.begin(), s.c().doubts.end(), is_open), RefusalCode::kNotFound,
              "nothing is doubted of that permit", "该许可没有待处理的存疑", "/permit") &&
      s.needs_said(step.reasons, "/reasons")) {
    s.take(step);
  }
}

void take_step(Sitting& s, const SupplementAsked& step) {
  if (!needs_round(s) || !needs_asks(s, step.items, "/items")) return;
  SupplementAsked asked = step;
  const DayAnswer due = s.calendar().after(s.today(), s.rules().supplement_days);
  asked.due = due.day;
  asked.estimated = due.estimated;
  asked.working_days = s.rules().supplement_days;
  s.take(std::move(asked));
}

void take_step(Sitting& s, const SupplementAnswered& step) {
  if (!s.needs(s.c().has_open_supplement() && step.item < s.c().supplements.back().lines.size(),
               RefusalCode::kNotFound, "the open request has no such item", "补充材料要求中没有该项",
               "/item")) {
    return;
  }
  s.needs(s.c().supplements.back().lines[step.item].answers < kMostAnswers, RefusalCode::kLimit,
          fmt::format("this item was answered {} times: hand the answers in", kMostAnswers),
          fmt::format("该项已答复 {} 次，请提交补充材料", kMostAnswers), "/item");
  s.needs(shows_something(step.answer) || !step.evidence.empty(), RefusalCode::kIncomplete,
          "an answer says something or names a document", "答复须有文字或文件", "/answer");
  s.needs_short(step.answer, "/answer");
  s.needs(step.evidence.size() <= kMostLines, RefusalCode::kLimit,
          fmt::format("more than {} documents", kMostLines), fmt::format("文件超过 {} 个", kMostLines),
          "/evidence");
  for (std::size_t i = 0; i < step.evidence.size() && !s.is_refused(); ++i) {
    s.needs_hash(step.evidence[i], fmt::format("/evidence/{}", i));
  }
  s.take(step);
}

void take_step(Sitting& s, const SupplementHandedIn& step) {
  const std::vector<SupplementLine>& lines = s.c().supplements.back().lines;
  std::string open;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].answered_ms) open += fmt::format("{}{}", open.empty() ? "" : ", ", i + 1);
  }
  s.needs(open.empty(), RefusalCode::kIncomplete, fmt::format("items without an answer: {}", open),
          fmt::format("尚未答复的项：{}", open));
  s.take(step);
}

void take_step(Sitting& s, const ClockExtended& step) {
  if (!s.needs_said(step.reasons, "/reasons")) return;
  s.needs(step.working_days >= 1 && step.working_days <= 250, RefusalCode::kLimit,
          "an extension is of 1 to 250 working days", "延长应为 1 至 250 个工作日", "/working_days");
  s.needs(!s.c().clocks.empty() && !s.c().clocks.back().ended_ms, RefusalCode::kNotFound,
          "no clock is running", "没有正在计算的期限");
  s.needs(s.c().clocks.empty() || s.c().clocks.back().extended_days <= 1'000, RefusalCode::kLimit,
          "the clock was extended by a thousand days", "期限已延长一千日");
  s.take(step);
}

void take_step(Sitting& s, const CaseAssigned& step) {
  s.needs(!step.account.empty() && step.account.size() <= 200, RefusalCode::kIncomplete,
          "an account must be named", "须指定账号", "/account");
  s.take(step);
}

}  // namespace tidegate::clearance
