// The desk's evidence: how recording stands, a case's chain, bundles to take home.
#include <fmt/format.h>

#include <charconv>

#include "tidegate/server/api/api.h"

namespace tidegate::server {
namespace {

using access::Action;

constexpr std::string_view kBundle = "application/vnd.tidegate.evidence-bundle";

Answered text_answer(const Result<std::string>& text) {
  if (!text) return problem_of(text.error());
  return Answer{200, *text};
}

Answered bundle_answer(const Result<std::string>& bundle, const std::string& name) {
  if (!bundle) return problem_of(bundle.error());
  Answer answer{200, *bundle};
  answer.headers.emplace_back("Content-Type", kBundle);
  answer.headers.emplace_back("Content-Disposition", fmt::format("attachment; filename=\"{}\"", name));
  return answer;
}

std::int64_t after_of(const Request& request) {
  const std::string_view text = request.parameter("after");  // looked at by fault_of_query
  std::int64_t after = 0;
  std::from_chars(text.data(), text.data() + text.size(), after);
  return after;
}

}  // namespace

void Api::add_evidence_routes() {
  const auto get = [this](std::string_view path, std::optional<Action> action, auto how) {
    routes_.push_back({"GET", path, action, false, std::move(how)});
  };
  get("/v1/evidence", Action::kReadConfiguration,
      [this](const Ask&) { return text_answer(evidence_.standing()); });
  // By it others verify, who have no account; so are the files of the log served (serve.cc).
  get("/v1/evidence/trust", {}, [this](const Ask&) -> Answered {
    const auto trust = evidence_.trust();
    if (!trust) return problem_of(trust.error());
    Answer answer{200, *trust};
    answer.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
    answer.headers.emplace_back("Content-Disposition", "attachment; filename=\"trust.txt\"");
    return answer;
  });
  get("/v1/cases/{case}/evidence", Action::kReadCases, [this](const Ask& ask) {
    return text_answer(
        evidence_.chain(*ask.asker, ask.parameters[0], after_of(ask.request), page_of(ask.request).limit));
  });
  get("/v1/cases/{case}/evidence/{index}/bundle", Action::kReadCases, [this](const Ask& ask) {
    // Its index is a number where it was found.
    return bundle_answer(evidence_.bundle(*ask.asker, ask.parameters[0], ask.parameters[1]),
                         ask.parameters[0] + "-" + ask.parameters[1] + ".tgb");
  });
  get("/v1/cases/{case}/evidence/{index}/verification", Action::kReadCases, [this](const Ask& ask) {
    return text_answer(evidence_.verification(*ask.asker, ask.parameters[0], ask.parameters[1]));
  });
  get("/v1/permits/{permit}/evidence", Action::kReadPermits,
      [this](const Ask& ask) { return text_answer(evidence_.of_permit(*ask.asker, ask.parameters[0])); });
  get("/v1/permits/{permit}/evidence/bundle", Action::kReadPermits, [this](const Ask& ask) {
    return bundle_answer(evidence_.permit_bundle(*ask.asker, ask.parameters[0]), ask.parameters[0] + ".tgb");
  });
}

}  // namespace tidegate::server
