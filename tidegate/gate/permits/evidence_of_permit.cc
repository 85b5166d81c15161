#include "tidegate/gate/permits/evidence_of_permit.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/china_time.h"
#include "tidegate/base/hash.h"
#include "tidegate/base/instant.h"
#include "tidegate/base/utc_time.h"
#include "tidegate/evidence/verify.h"
#include "tidegate/gate/evidence/bundle_pages.h"
#include "tidegate/gate/evidence/bundles.h"
#include "tidegate/gate/packs.h"

namespace tidegate {
namespace {

constexpr const char* kPermitField = "permit.sha256";  // of a record about its status

// By what the entry names, or by what it discloses and proves.
bool is_of(const evidence::Verified& seen, const evidence::RecordEntry& record, const std::string& permit) {
  const Sha256 hash = sha256(permit);
  if (record.kind == RecordKind::kPermit) return record.statement == hash;
  if (record.kind != RecordKind::kPermitStatus) return false;
  const auto& shown = seen.opened->bundle.disclosed;
  return std::any_of(shown.begin(), shown.end(), [&](const evidence::DisclosedField& one) {
    return one.field.field.name == kPermitField && one.field.field.value == hex(hash);
  });
}

// Whose word the keys were held to is what a caller gave under a name of this command's own.
Text by_what(const evidence::Step& step) {
  if (step.name != evidence::to_string(evidence::StepName::kKeys)) return {};
  return {" (whom to trust is said with --evidence-trust FILE)", "（信任谁由 --evidence-trust FILE 指明）"};
}

Text told(const PermitEvidence& e, const evidence::Verified& seen) {
  if (!e.holds) {
    for (const evidence::Step& step : seen.steps) {
      if (step.state == evidence::StepState::kFailed)
        return {fmt::format("does not hold: {}: {}{}", step.name, step.says.en, by_what(step).en),
                fmt::format("不成立：{}：{}{}", step_label(step.name).zh, step.says.zh, by_what(step).zh)};
    }
    return {"does not hold", "不成立"};
  }
  if (!e.is_of_permit)
    return {"is of another permit, or of another file of it", "属于另一份许可或其另一文件"};
  const Text& newest = seen.steps[static_cast<std::size_t>(evidence::StepName::kMap)].says;
  return {fmt::format("entry {} of {}: {}", e.index, e.origin, newest.en),
          fmt::format("{} 第 {} 条：{}", e.origin, e.index, newest.zh)};
}

}  // namespace

Result<PermitEvidence> evidence_of_permit(const std::string& bundle, const std::string& trust,
                                          const std::string& permit, const EvidenceMoment& moment) {
  if (trust.empty())
    return fail({ErrorCode::kMalformed, "name the policy that the evidence is verified by",
                 "--evidence-trust", "请指定核验证据所用的策略"});
  const auto bytes = read_file(bundle, evidence::kLargestBundle);
  if (!bytes) return fail(bytes.error());
  const auto policy = read_file(trust, evidence::kLargestPolicy);
  if (!policy) return fail(policy.error());
  evidence::VerifyQuestion question;
  question.at_ms = moment.at.value_or(moment.now_ms);
  question.asks_now = !moment.at;
  const auto verified = verify_bundle_by(*bytes, *policy, std::move(question));
  if (!verified) return fail({verified.error().code, verified.error().what, trust, verified.error().what_zh});
  PermitEvidence out;
  out.holds = verified->holds;
  out.origin = verified->origin;
  out.stated_at_ms = verified->stated_at_ms.value_or(0);
  out.as_of_ms = verified->as_of_ms.value_or(0);
  for (const evidence::WitnessTime& one : verified->witnessed) out.witnesses.push_back(one.name);
  const auto* record = verified->entry ? std::get_if<evidence::RecordEntry>(&*verified->entry) : nullptr;
  if (record != nullptr && verified->opened) {
    out.index = verified->opened->bundle.index;
    out.status = record->status;
    out.is_of_permit = is_of(*verified, *record, permit);
  }
  out.says = told(out, *verified);
  return out;
}

void put_evidence(JsonWriter& out, const PermitEvidence& e) {
  out.begin_object().key("holds").boolean(e.holds).key("is_of_permit").boolean(e.is_of_permit);
  out.key("status").string(to_string(e.status)).key("origin").string(e.origin);
  out.key("index").unsigned_integer(e.index).key("stated_at");
  e.stated_at_ms == 0 ? out.null() : out.string(instant_text(e.stated_at_ms));
  out.key("as_of");
  e.as_of_ms == 0 ? out.null() : out.string(instant_text(e.as_of_ms));
  out.key("witnesses").begin_array();
  for (const std::string& name : e.witnesses) out.string(name);
  out.end_array().key("says").begin_object().key("en").string(e.says.en).key("zh").string(e.says.zh);
  out.end_object().end_object();
}

}  // namespace tidegate
