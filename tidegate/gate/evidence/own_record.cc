#include "tidegate/gate/evidence/own_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <thread>
#include <utility>

#include "tidegate/base/clock.h"
#include "tidegate/base/ed25519.h"
#include "tidegate/gate/evidence/log_folder.h"
#include "tidegate/gate/packs.h"
#include "tidegate/report/json.h"

namespace tidegate {
namespace {

constexpr int kTries = 20;  // while another command has the log open: a second
constexpr auto kBetween = std::chrono::milliseconds(50);
constexpr const char* kNothing = "-";  // what a field says that has nothing to say

Result<std::string> passphrase_of(const std::string& folder, const std::string& file) {
  const auto needs = log_folder::needs_passphrase(folder);
  if (!needs) return fail(needs.error());
  if (!*needs) return std::string{};
  if (!file.empty()) return read_password(file);
  return fail({ErrorCode::kUnavailable,
               "its keys lie under a passphrase: name its file in TIDEGATE_EVIDENCE_PASSPHRASE_FILE", folder,
               "其密钥受口令保护：请用 TIDEGATE_EVIDENCE_PASSPHRASE_FILE 指定口令文件"});
}

Result<std::unique_ptr<EvidenceLog>> open(const std::string& folder, const std::string& passphrase_file,
                                          const Clock& clock) {
  const auto passphrase = passphrase_of(folder, passphrase_file);
  if (!passphrase) return fail(passphrase.error());
  for (int i = 0;; ++i) {
    auto log = EvidenceLog::open({folder, *passphrase, &clock, nullptr, {}});
    if (log || log.error().code != ErrorCode::kConflict || i == kTries) return log;
    std::this_thread::sleep_for(kBetween);
  }
}

Result<OwnRecorded> record_in(const std::string& folder, NamedRecord named,
                              const std::string& passphrase_file, const GateOptions& options, StatusOf status,
                              const MayFollow& may, Text& cut) {
  const FixedClock clock(options.now_ms);
  const auto log = open(folder, passphrase_file, clock);
  if (!log) return fail(log.error());
  cut = told_of_cut((*log)->standing());
  auto about = (*log)->about(named.subject);
  if (!about && about.error().code != ErrorCode::kNotFound) return fail(about.error());
  if (!about) about.emplace();
  std::vector<OwnRecord> before;
  for (const std::uint64_t index : *about) {
    auto own = (*log)->record(index, named.subject);
    if (!own) return fail(own.error());
    if (own->entry.kind == named.record.kind && own->entry.statement == named.record.statement)
      return OwnRecorded{index, true, {}};
    if (status == StatusOf::kNewest) named.record.status = own->entry.status;
    before.push_back(std::move(*own));
  }
  if (const auto follows = may_follow(before, named.record.status); !follows) return fail(follows.error());
  if (may) {
    if (const auto follows = may(before); !follows) return fail(follows.error());
  }
  named.record.actor = (*log)->actor();
  named.record.time_ms = options.now_ms;
  if (!about->empty()) named.record.parents = {about->back()};
  const auto index = (*log)->append({&named, 1});
  if (!index) return fail(index.error());
  return OwnRecorded{*index, false, {}};
}

std::optional<RecordHash> hash_of(const std::string& digits) {
  const std::string bytes = bytes_of_hex(digits);
  RecordHash out{};
  if (bytes.size() != out.size()) return std::nullopt;
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return out;
}

}  // namespace

Result<void> may_follow(const std::vector<OwnRecord>& before, RecordStatus status) {
  if (before.empty() || before.back().entry.status != RecordStatus::kRevoked ||
      status == RecordStatus::kRevoked)
    return {};
  return fail(
      {ErrorCode::kConflict, "it is revoked in the log, and stays so", {}, "日志中已记为撤销，不可恢复"});
}

OwnRecorded record_own(NamedRecord named, const std::string& passphrase_file, const GateOptions& options,
                       StatusOf status, const MayFollow& may) {
  if (!options.may_write || options.home.empty()) return {};
  const std::string folder = options.home + "/evidence";
  std::error_code none;
  if (!std::filesystem::exists(folder, none)) return {};
  Text cut;
  auto recorded = record_in(folder, std::move(named), passphrase_file, options, status, may, cut);
  if (!recorded) return {std::nullopt, false, recorded.error(), cut};
  recorded->cut = std::move(cut);
  return *recorded;
}

OwnRecorded record_assessment(const Assessment& answer, const std::string& passphrase_file,
                              const GateOptions& options) {
  if (answer.record_id.empty()) return {};  // why it is not kept, is told already
  NamedRecord named{"assessment/" + answer.record_id, {}};
  Record& record = named.record;
  record.kind = RecordKind::kAssessment;
  record.fields = {{"bundle.sha256", answer.record_id},
                   {"as_of", answer.as_of.str()},
                   {"route", kNothing},
                   {"lane", answer.risk ? std::string(to_string(answer.risk->lane)) : kNothing},
                   {"pack", kNothing},
                   {"items", std::to_string(answer.transfer.facts.items.size())}};
  if (!answer.opinions.empty()) {
    const Opinion& strictest = answer.opinions.front();
    record.law = hash_of(strictest.pack_hash);
    for (RecordField& field : record.fields) {
      if (field.name == "route") field.value = strictest.route;
      if (field.name == "pack") field.value = fmt::format("{} {}", strictest.pack_id, strictest.pack_version);
    }
  }
  return record_own(std::move(named), passphrase_file, options);
}

Text told(const OwnRecorded& recorded) {
  if (recorded.why) {
    const Error& why = *recorded.why;
    const std::string where = why.where.empty() ? "" : why.where + ": ";
    return {fmt::format("not logged: {}{}", where, why.what),
            fmt::format("未记入证据日志：{}{}", where, why.what_zh)};
  }
  if (!recorded.index) return {};
  if (recorded.was_there)
    return {fmt::format("in the evidence log already: entry {}", *recorded.index),
            fmt::format("此前已记入证据日志，序号 {}", *recorded.index)};
  return {
      fmt::format("logged as entry {}; provable once published: tidegate evidence publish", *recorded.index),
      fmt::format("已记入证据日志，序号 {}；发布检查点后即可证明：tidegate evidence publish",
                  *recorded.index)};
}

std::string render_recorded(const Assessment& answer, const OwnRecorded& recorded, Format format,
                            const Look& look) {
  if (format != Format::kJson || (!recorded.index && !recorded.why)) return render(answer, format, look);
  report::LoggedRecord logged{recorded.index, {}};
  if (recorded.why) logged.why = {recorded.why->what, recorded.why->what_zh};
  return report::assessment_json(answer, &logged);
}

}  // namespace tidegate
