#include "tidegate/pilot/credentials.h"

#include <algorithm>
#include <array>
#include <set>

#include "tidegate/base/base64.h"
#include "tidegate/base/instant.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/pilot/counts.h"

namespace tidegate {
namespace {

constexpr std::array<std::string_view, 6> kGrades{"none", "E0", "E1", "E2", "E3", "E4"};
constexpr int kDigits = 6;

std::string file_at(const JsonReader& in) {
  std::string name = in.string();
  if (name.empty() || name.find('/') != std::string::npos || name.starts_with('.'))
    in.refuse(ErrorCode::kOutOfRange, "is no file beside the cases", "不是与案例同处的文件");
  return name;
}

// Text, or octets in base64.
std::string credential_at(const JsonReader& in) {
  const auto base64 = in.optional("credential_base64");
  if (!base64) return in.member("credential").string();
  if (in.optional("credential"))
    base64->refuse(ErrorCode::kMalformed, "stands beside credential", "与 credential 同时出现");
  auto octets = from_base64(base64->string());
  if (!octets) base64->refuse(ErrorCode::kMalformed, "is no base64", "不是 base64");
  return octets.value_or("");
}

LabelledCredential case_at(const JsonReader& in) {
  in.only({"id", "at", "trust", "trust_key", "credential", "credential_base64", "beside", "statuses",
           "question", "others", "expect"});
  LabelledCredential out;
  out.id = in.member("id").string();
  const JsonReader at = in.member("at");
  const auto ms = parse_instant(at.string());
  if (!ms) at.refuse(ErrorCode::kMalformed, ms.error().what, ms.error().what_zh);
  out.at_ms = ms.value_or(0);
  out.trust = file_at(in.member("trust"));
  out.trust_key = file_at(in.member("trust_key"));
  out.credential = credential_at(in);
  if (const auto beside = in.optional("beside")) out.beside = beside->string();
  out.statuses = in.member("statuses").strings();
  const JsonReader question = in.member("question");
  question.only({"holder", "systems", "sites", "processes", "least_level"});
  out.holder = question.member("holder").string();
  if (const auto systems = question.optional("systems")) out.systems = systems->strings();
  if (const auto sites = question.optional("sites")) out.sites = sites->strings();
  if (const auto processes = question.optional("processes")) out.processes = processes->strings();
  constexpr std::int64_t kHighestLevel = 9;
  if (const auto level = question.optional("least_level"))
    out.least_level = static_cast<int>(level->integer(1, kHighestLevel));
  if (const auto others = in.optional("others")) {
    for (const JsonReader& one : others->items()) {
      one.only({"credential", "credential_base64", "beside"});
      out.others.push_back({credential_at(one), {}});
      if (const auto beside = one.optional("beside")) out.others.back().beside = beside->string();
    }
  }
  const JsonReader expect = in.member("expect");
  expect.only({"grade", "reason"});
  out.grade = static_cast<EvidenceGrade>(expect.member("grade").one_of(kGrades));
  out.reason = expect.member("reason").string();
  return out;
}

std::string named(EvidenceGrade grade, const std::string& reason) {
  return std::string(to_string(grade)) + (reason.empty() ? "" : " " + reason);
}

}  // namespace

Result<std::vector<LabelledCredential>> parse_labelled_credentials(std::string_view bytes,
                                                                   std::string_view where) {
  std::vector<LabelledCredential> out;
  std::set<std::string> ids;
  for (std::size_t number = 1; !bytes.empty(); ++number) {
    const std::string_view line = bytes.substr(0, bytes.find('\n'));
    bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
    if (line.empty()) continue;
    const std::string place = std::string(where) + ":" + std::to_string(number);
    const auto json = parse_json(line, place);
    if (!json) return fail(json.error());
    JsonFault fault{place + ":", {}};
    const JsonReader in(*json, fault);
    out.push_back(case_at(in));
    if (!ids.insert(out.back().id).second) in.refuse(ErrorCode::kMalformed, "is an id twice", "编号重复");
    if (fault.first) return fail(std::move(*fault.first));
  }
  return out;
}

CredentialScore score_credentials(
    const std::vector<std::pair<LabelledCredential, CredentialAssurance>>& answers) {
  CredentialScore score;
  for (const auto& [label, answer] : answers) {
    const std::string reason = answer.why_not_higher.empty()
                                   ? std::string()
                                   : std::string(to_string(answer.why_not_higher.front().fault));
    const bool is_right = answer.grade == label.grade && reason == label.reason;
    const bool is_ease = answer.grade > label.grade;
    ++score.cases;
    score.right += is_right ? 1 : 0;
    score.false_ease += is_ease ? 1 : 0;
    auto& [right, of] = score.by_reason[label.reason.empty() ? "none" : label.reason];
    right += is_right ? 1 : 0;
    ++of;
    if (!is_right)
      score.errors.push_back(
          {label.id, named(label.grade, label.reason), named(answer.grade, reason), is_ease});
  }
  return score;
}

std::string to_json(const CredentialScore& score) {
  JsonWriter out;
  out.begin_object().key("cases").integer(score.cases).key("accuracy");
  out.decimal(Counts::ratio(score.right, score.cases), kDigits).key("false_ease").integer(score.false_ease);
  out.key("by_reason").begin_object();
  for (const auto& [reason, share] : score.by_reason)
    out.key(reason)
        .begin_object()
        .key("right")
        .integer(share.first)
        .key("of")
        .integer(share.second)
        .end_object();
  out.end_object().key("errors").begin_array();
  for (const CredentialError& e : score.errors) {
    out.begin_object().key("id").string(e.id).key("expected").string(e.expected);
    out.key("got").string(e.got).key("false_ease").boolean(e.false_ease).end_object();
  }
  out.end_array().end_object();
  return out.take();
}

}  // namespace tidegate
