// Cases: queues, pages, steps, what is read beside them; samples and frozen sectors.
#include <fmt/format.h>

#include <charconv>

#include "tidegate/base/json_reader.h"
#include "tidegate/server/api/api.h"

namespace tidegate::server {
namespace {

using access::Action;

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// What If-None-Match holds between its quotes: of several the first alone, else the page is sent again.
std::optional<std::string> seen_of(const Request& request) {
  std::string_view tag = request.header("if-none-match");
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  const std::size_t end = tag.find('"', 1);
  if (!tag.starts_with('"') || end == std::string_view::npos) return std::nullopt;
  return std::string(tag.substr(1, end - 1));
}

Answered text_answer(const Result<std::string>& text) {
  if (!text) return problem_of(text.error());
  return Answer{200, *text};
}

Answered calendar_answer(const Result<std::string>& text) {
  if (!text) return problem_of(text.error());
  return Answer{200,
                *text,
                0,
                {{"Content-Type", "text/calendar; charset=utf-8"},
                 {"Content-Disposition", "attachment; filename=\"tidegate.ics\""}}};
}

// A name as RFC 8187 writes it, beside a plain one.
std::string disposition(std::string_view name) {
  std::string encoded;
  for (const char c : name) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          c == '.' || c == '-' || c == '_';
    constexpr std::string_view kHex = "0123456789ABCDEF";
    if (is_plain) {
      encoded += c;
    } else {
      const auto octet = static_cast<unsigned char>(c);
      encoded.append({'%', kHex[octet >> 4], kHex[octet & 15]});
    }
  }
  return "attachment; filename=\"paper\"; filename*=UTF-8''" + encoded;
}

// What a refusal of the desk's rules is to HTTP.
Problem problem_of(const StepRefusal& refusal) {
  Problem problem{ProblemCode::kRefused, refusal.says, {refusal.pointer}, 0};
  switch (refusal.code) {
    case RefusalCode::kNotYours:
      problem.code = ProblemCode::kNotAllowed;
      break;
    case RefusalCode::kStale:
      problem.code = ProblemCode::kChanged;
      break;
    case RefusalCode::kLimit:
    case RefusalCode::kIncomplete:
    case RefusalCode::kReasonsMissing:
    case RefusalCode::kNotFound:
      problem.code = ProblemCode::kOutOfRange;
      break;
    default:
      break;
  }
  problem.reason = to_string(refusal.code);
  return problem;
}

CaseListAsk list_ask(const Request& request) {
  CaseListAsk ask;
  ask.page = page_of(request);
  const auto given = [&](std::string_view name) -> std::optional<std::string> {
    const std::string_view value = request.parameter(name);
    return value.empty() ? std::nullopt : std::optional<std::string>(value);
  };
  ask.lane = given("lane");
  ask.state = given("state");
  ask.assignee = given("assignee");
  ask.is_open = request.parameter("is_open") != "false";
  return ask;
}

Text text_in(const JsonReader& in) {
  in.only({"en", "zh"});
  Text text{{}, in.member("zh").string()};
  if (const auto en = in.optional("en")) text.en = en->string();
  return text;
}

// Whether a page is held already, the journey says: it knows what a page depends on.
Answered page_answer(const CaseText& page) {
  std::vector<std::pair<std::string, std::string>> tag{{"ETag", '"' + page.tag + '"'}};
  if (page.is_unchanged) return Answer{304, {}, 0, std::move(tag)};
  return Answer{200, page.json, 0, std::move(tag)};
}

}  // namespace

void Api::add_case_routes() {
  const auto get = [this](std::string_view path, Action action, auto how) {
    routes_.push_back({"GET", path, action, false, std::move(how)});
  };
  get("/v1/cases", Action::kReadCases,
      [this](const Ask& ask) { return text_answer(cases_.list(*ask.asker, list_ask(ask.request))); });
  get("/v1/cases/{case}", Action::kReadCasePage, [this](const Ask& ask) -> Answered {
    const auto page = cases_.page(*ask.asker, ask.parameters[0], seen_of(ask.request));
    if (!page) return server::problem_of(page.error());
    return page_answer(*page);
  });
  get("/v1/contests", Action::kReadPolicyContests, [this](const Ask& ask) {
    return text_answer(
        cases_.policy_contests(page_of(ask.request), ask.request.parameter("state") != "answered"));
  });
  get("/v1/cases/{case}/steps", Action::kReadCases, [this](const Ask& ask) {
    return text_answer(cases_.steps(*ask.asker, ask.parameters[0],
                                    number_of(ask.request.parameter("after")).value_or(0),
                                    page_of(ask.request).limit));
  });
  routes_.push_back({"POST", "/v1/cases/{case}/steps", Action::kTakeSteps, true,
                     [this](const Ask& ask) { return take_case_step(ask); }});
  get("/v1/cases/{case}/versions/{number}", Action::kReadCases, [this](const Ask& ask) -> Answered {
    const auto number = number_of(ask.parameters[1]);
    if (!number) return Problem{ProblemCode::kNotFound, {}, {}, 0};
    return text_answer(cases_.version(*ask.asker, ask.parameters[0], *number));
  });
  get("/v1/cases/{case}/differences", Action::kReadCases, [this](const Ask& ask) -> Answered {
    const auto from = number_of(ask.request.parameter("from"));
    const auto to = number_of(ask.request.parameter("to"));
    if (!from || !to) {
      return Problem{
          ProblemCode::kOutOfRange, {"say which versions: ?from=1&to=2", "请注明版本：?from=1&to=2"}, {}, 0};
    }
    return text_answer(cases_.differences(*ask.asker, ask.parameters[0], *from, *to));
  });
  get("/v1/cases/{case}/precedents", Action::kWorkOnCases,
      [this](const Ask& ask) { return text_answer(cases_.precedents(*ask.asker, ask.parameters[0])); });
  get("/v1/cases/{case}/explanation", Action::kReadCases,
      [this](const Ask& ask) { return text_answer(cases_.explanation(*ask.asker, ask.parameters[0])); });
  get("/v1/cases/{case}/gap-draft", Action::kWorkOnCases,
      [this](const Ask& ask) { return text_answer(cases_.gap_draft(*ask.asker, ask.parameters[0])); });
  get("/v1/cases/{case}/papers/{paper}", Action::kReadCases, [this](const Ask& ask) -> Answered {
    auto paper = cases_.paper(*ask.asker, ask.parameters[0], ask.parameters[1]);
    if (!paper) return server::problem_of(paper.error());
    return Answer{
        200,
        std::move(paper->bytes),
        0,
        {{"Content-Type", paper->media_type}, {"Content-Disposition", disposition(paper->file_name)}}};
  });
  get("/v1/cases/{case}/calendar.ics", Action::kReadCases, [this](const Ask& ask) {
    return calendar_answer(cases_.calendar(*ask.asker, ask.parameters[0], language_of(ask.request)));
  });
  get("/v1/calendar.ics", Action::kReadCases, [this](const Ask& ask) {
    return calendar_answer(cases_.calendar_of_all(*ask.asker, language_of(ask.request)));
  });
  add_sampling_routes();
}

Answered Api::take_case_step(const Ask& ask) {
  auto version = version_of(ask.request);
  if (auto* problem = std::get_if<Problem>(&version)) return std::move(*problem);
  auto taken =
      cases_.take_step(*ask.asker, ask.parameters[0],
                       case_tag(std::get<std::int64_t>(version), ask.request.header("if-match")), ask.body);
  if (!taken) return server::problem_of(taken.error());
  if (const auto* refusal = std::get_if<StepRefusal>(&*taken)) return problem_of(*refusal);
  return page_answer(std::get<CaseText>(*taken));
}

void Api::add_sampling_routes() {
  // Published: whoever wants to check a draw needs no account.
  routes_.push_back(
      {"GET", "/v1/sampling", {}, false, [this](const Ask&) { return text_answer(cases_.sampling()); }});
  routes_.push_back({"GET", "/v1/freezes", Action::kReadConfiguration, false,
                     [this](const Ask&) { return text_answer(cases_.freezes()); }});
  routes_.push_back({"POST", "/v1/freezes", Action::kFreezeSectors, true, [this](const Ask& ask) -> Answered {
                       JsonFault fault;
                       const JsonReader body(ask.body, fault);
                       body.only({"sector", "reasons"});
                       const std::string sector = body.member("sector").string();
                       const Text said = text_in(body.member("reasons"));
                       if (fault.first) return server::problem_of(*fault.first);
                       const auto frozen = cases_.freeze(*ask.asker, sector, said);
                       if (!frozen) return server::problem_of(frozen.error());
                       return Answer{201, *frozen};
                     }});
  routes_.push_back({"POST", "/v1/freezes/{sector}/lifting", Action::kConfirmOnCases, true,
                     [this](const Ask& ask) -> Answered {
                       auto version = version_of(ask.request);
                       if (auto* problem = std::get_if<Problem>(&version)) return std::move(*problem);
                       JsonFault fault;
                       const JsonReader body(ask.body, fault);
                       body.only({"reasons"});
                       const Text said = text_in(body.member("reasons"));
                       if (fault.first) return server::problem_of(*fault.first);
                       const auto refused = cases_.unfreeze(*ask.asker, ask.parameters[0],
                                                            std::get<std::int64_t>(version), said);
                       if (!refused) return server::problem_of(refused.error());
                       if (*refused) return problem_of(**refused);
                       return Answer{204, {}};
                     }});
}

}  // namespace tidegate::server
