#include "tidegate/pilot/backups.h"

#include <algorithm>
#include <array>
#include <set>

#include "tidegate/base/instant.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/pilot/counts.h"

namespace tidegate {
namespace {

constexpr std::array<std::string_view, 6> kGrades{"none", "E0", "E1", "E2", "E3", "E4"};
constexpr int kDigits = 6;
constexpr int kWorstLevel = 4;

std::string file_at(const JsonReader& in) {
  std::string name = in.string();
  if (name.empty() || name.find('/') != std::string::npos || name.starts_with('.'))
    in.refuse(ErrorCode::kOutOfRange, "is no file beside the cases", "不是与案例同处的文件");
  return name;
}

std::string text_or_none(const JsonReader& in, std::string_view key) {
  const auto member = in.optional(key);
  return member ? member->string() : std::string();
}

std::vector<LabelledBackup::File> files_at(const JsonReader& in, bool has_path) {
  std::vector<LabelledBackup::File> out;
  for (const JsonReader& item : in.items()) {
    item.only({"path", "sha256", "octets"});
    out.push_back({has_path ? item.member("path").string() : std::string(), item.member("sha256").string(),
                   static_cast<std::uint64_t>(item.member("octets").integer(0))});
  }
  return out;
}

// Lines, and the order in which they came: an answer repeats chunks.
std::string answer_at(const JsonReader& in) {
  in.only({"lines", "order"});
  const std::vector<std::string> lines = in.member("lines").strings();
  std::string out;
  for (const JsonReader& place : in.member("order").items()) {
    const std::int64_t at = place.integer(0, static_cast<std::int64_t>(lines.size()) - 1);
    if (static_cast<std::size_t>(at) < lines.size()) out += lines[static_cast<std::size_t>(at)] + "\n";
  }
  return out;
}

std::optional<LabelledBackup::Record> record_at(const JsonReader& in) {
  const auto record = in.optional("record");
  if (!record) return std::nullopt;
  record->only({"origin", "index"});
  return LabelledBackup::Record{record->member("origin").string(),
                                static_cast<std::uint64_t>(record->member("index").integer(0))};
}

std::vector<LabelledBackup::Other> others_at(const JsonReader& in) {
  std::vector<LabelledBackup::Other> out;
  for (const JsonReader& item : in.items()) {
    item.only({"manifest", "record", "list"});
    LabelledBackup::Other other{item.member("manifest").string(), record_at(item), {}};
    if (const auto list = item.optional("list")) other.list = files_at(*list, true);
    out.push_back(std::move(other));
  }
  return out;
}

LabelledBackup case_at(const JsonReader& in) {
  in.only({"id",        "at",     "manifest", "owner",  "systems",  "owner_key", "trust",
           "trust_key", "policy", "record",   "list",   "assessed", "declared",  "deleted_with_data",
           "challenge", "answer", "verdicts", "drills", "others",   "expect"});
  LabelledBackup out;
  out.id = in.member("id").string();
  const JsonReader at = in.member("at");
  const auto ms = parse_instant(at.string());
  if (!ms) at.refuse(ErrorCode::kMalformed, ms.error().what, ms.error().what_zh);
  out.at_ms = ms.value_or(0);
  out.manifest = in.member("manifest").string();
  out.owner = in.member("owner").string();
  out.systems = in.member("systems").strings();
  if (const auto key = in.optional("owner_key")) out.owner_key = canonical_text(key->value());
  if (const auto trust = in.optional("trust")) {
    out.trust = file_at(*trust);
    out.trust_key = file_at(in.member("trust_key"));
  }
  out.policy = text_or_none(in, "policy");
  out.record = record_at(in);
  if (const auto list = in.optional("list")) out.list = files_at(*list, true);
  out.assessed = files_at(in.member("assessed"), false);
  out.declared = in.member("declared").strings();
  if (const auto deleted = in.optional("deleted_with_data")) out.deleted_with_data = deleted->boolean();
  out.challenge = text_or_none(in, "challenge");
  if (const auto answer = in.optional("answer")) out.answer = answer_at(*answer);
  out.verdicts = in.member("verdicts").strings();
  out.drills = in.member("drills").strings();
  if (const auto others = in.optional("others")) out.others = others_at(*others);
  const JsonReader expect = in.member("expect");
  expect.only({"grade", "level", "reason"});
  out.grade = static_cast<EvidenceGrade>(expect.member("grade").one_of(kGrades));
  out.level = static_cast<int>(expect.member("level").integer(0, kWorstLevel));
  out.reason = expect.member("reason").string();
  return out;
}

std::string named(EvidenceGrade grade, int level, const std::string& reason) {
  return std::string(to_string(grade)) + " " + std::to_string(level) + (reason.empty() ? "" : " " + reason);
}

}  // namespace

Result<std::vector<LabelledBackup>> parse_labelled_backups(std::string_view bytes, std::string_view where) {
  std::vector<LabelledBackup> out;
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

BackupScore score_backups(const std::vector<std::pair<LabelledBackup, BackupAssurance>>& answers) {
  BackupScore score;
  for (const auto& [label, answer] : answers) {
    const std::string reason = answer.why_not_higher.empty()
                                   ? std::string()
                                   : std::string(to_string(answer.why_not_higher.front().fault));
    const bool is_right =
        answer.grade == label.grade && answer.level == label.level && reason == label.reason;
    const bool is_ease = answer.grade > label.grade || answer.level < label.level;
    ++score.cases;
    score.right += is_right ? 1 : 0;
    score.false_ease += is_ease ? 1 : 0;
    auto& [right, of] = score.by_reason[label.reason.empty() ? "none" : label.reason];
    right += is_right ? 1 : 0;
    ++of;
    if (!is_right)
      score.errors.push_back({label.id, named(label.grade, label.level, label.reason),
                              named(answer.grade, answer.level, reason), is_ease});
  }
  return score;
}

std::string to_json(const BackupScore& score) {
  JsonWriter out;
  out.begin_object().key("cases").integer(score.cases).key("accuracy");
  out.decimal(Counts::ratio(score.right, score.cases), kDigits).key("false_ease").integer(score.false_ease);
  out.key("by_reason").begin_object();
  for (const auto& [reason, share] : score.by_reason) {
    out.key(reason).begin_object().key("right").integer(share.first);
    out.key("of").integer(share.second).end_object();
  }
  out.end_object().key("errors").begin_array();
  for (const BackupError& e : score.errors) {
    out.begin_object().key("id").string(e.id).key("expected").string(e.expected);
    out.key("got").string(e.got).key("false_ease").boolean(e.false_ease).end_object();
  }
  out.end_array().end_object();
  return out.take();
}

}  // namespace tidegate
