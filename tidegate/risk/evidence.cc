#include "tidegate/risk/evidence.h"

#include <algorithm>
#include <array>

#include "tidegate/base/check.h"

namespace tidegate {
namespace {

constexpr int kWorst = kLevels - 1;

struct Fault {
  bool holds;
  Text says;
};

const CredentialKind* kind_of(const std::string& code, const RiskWeights& weights) {
  for (const CredentialKind& kind : weights.credentials) {
    if (kind.code == code) return &kind;
  }
  return nullptr;
}

bool proves(const CredentialKind* kind, Factor factor) {
  return kind != nullptr &&
         std::find(kind->factors.begin(), kind->factors.end(), factor) != kind->factors.end();
}

// The grade, and the last reason that lowered it.
class Grading {
 public:
  explicit Grading(EvidenceGrade claimed) : grade_(claimed) {}
  void at_most(EvidenceGrade limit, const Text& why) {
    if (grade_ <= limit) return;
    grade_ = limit;
    why_ = why;
  }
  void drop_a_step(const Text& why) {
    if (grade_ > EvidenceGrade::kE0) at_most(static_cast<EvidenceGrade>(static_cast<int>(grade_) - 1), why);
  }
  EvidenceGrade grade() const { return grade_; }
  const Text& why() const { return why_; }

 private:
  EvidenceGrade grade_;
  Text why_;
};

void weigh_credential(Factor factor, const FactorEvidence& evidence, const RiskWeights& weights,
                      Grading& grading) {
  if (evidence.credential.empty()) return;
  const CredentialKind* kind = kind_of(evidence.credential, weights);
  if (kind == nullptr) {
    return grading.at_most(EvidenceGrade::kE0, {"the credential is of no known kind", "资质种类不明"});
  }
  if (!proves(kind, factor)) {
    return grading.at_most(EvidenceGrade::kE0,
                           {kind->name.en + " does not prove this", kind->name.zh + "不能证明此项"});
  }
  grading.at_most(kind->best,
                  {kind->name.en + " alone proves no more", "仅凭" + kind->name.zh + "不足以证明更多"});
}

void weigh_state(const FactorEvidence& evidence, Date as_of, Grading& grading) {
  const std::array<Fault, 7> faults{{
      {!evidence.valid.contains(as_of), {"it is not valid on the day", "当日不在有效期内"}},
      {evidence.revoked, {"it was revoked", "已被撤销"}},
      {evidence.forged, {"its issuer did not sign it so", "并非签发者所签"}},
      {evidence.other_entity, {"it belongs to another entity", "属于其他主体"}},
      {evidence.other_system, {"it covers another system", "覆盖的是其他系统"}},
      {evidence.other_site, {"it covers another site", "覆盖的是其他场所"}},
      {evidence.checked_on && *evidence.checked_on > as_of,
       {"it was checked after the day", "核验日期晚于评估日"}},
  }};
  for (const Fault& fault : faults) {
    if (fault.holds) grading.at_most(EvidenceGrade::kE0, fault.says);
  }
}

void weigh_age(const FactorEvidence& evidence, Date as_of, const RiskWeights& weights, Grading& grading) {
  const CredentialKind* kind = evidence.credential.empty() ? nullptr : kind_of(evidence.credential, weights);
  if (kind == nullptr || !kind->fresh_days) return;
  if (!evidence.checked_on) return grading.drop_a_step({"nobody says when it was checked", "未说明核验日期"});
  if (as_of.days() - evidence.checked_on->days() <= *kind->fresh_days) return;
  const std::string days = std::to_string(*kind->fresh_days);
  grading.drop_a_step({"it was checked more than " + days + " days ago", "核验已超过 " + days + " 天"});
}

}  // namespace

void heed_documents(Factor factor, const std::vector<EvidenceDocument>& documents, Date as_of,
                    const RiskWeights& weights, FactorEvidence& evidence) {
  // R speaks of the recipient, every other factor of the exporter. A recipient's systems are not among the
  // exporter's.
  const bool of_recipient = factor == Factor::kR;
  const auto wrong_side =
      of_recipient ? EvidenceDocument::Holder::kExporter : EvidenceDocument::Holder::kOther;
  const EvidenceDocument* first = nullptr;
  for (const EvidenceDocument& document : documents) {
    if (!proves(kind_of(document.kind, weights), factor)) continue;
    const bool expired = document.out_of_time || (document.valid_until && *document.valid_until < as_of);
    const bool elsewhere = document.other_system && !of_recipient;
    if (!expired && !document.revoked && !document.forged && document.holder != wrong_side && !elsewhere)
      return;
    if (first == nullptr) first = &document;
  }
  if (first == nullptr) return;
  evidence.revoked = evidence.revoked || first->revoked;
  evidence.forged = evidence.forged || first->forged;
  evidence.other_entity = evidence.other_entity || first->holder == wrong_side;
  evidence.other_system = evidence.other_system || (first->other_system && !of_recipient);
  if (first->out_of_time) evidence.valid.to = std::min(evidence.valid.to, as_of);
  if (first->valid_until) evidence.valid.to = std::min(evidence.valid.to, first->valid_until->plus_days(1));
}

GradedFactor grade_factor(Factor factor, const FactorEvidence& evidence, EvidenceGrade cap, Date as_of,
                          const RiskWeights& weights) {
  if (!evidence.claim.answered) return {kWorst, 0, EvidenceGrade::kNone, {}};
  TIDEGATE_CHECK(evidence.claim.level >= 0 && evidence.claim.level <= kWorst);
  Grading grading(evidence.claim.grade);
  weigh_credential(factor, evidence, weights, grading);
  grading.at_most(cap, {"documents are not machine-checked yet", "文件尚未经机器核验"});
  weigh_state(evidence, as_of, grading);
  weigh_age(evidence, as_of, weights, grading);
  const auto& floors = weights.evidence_floor[static_cast<std::size_t>(factor)];
  const int level = std::max(evidence.claim.level, floors[static_cast<std::size_t>(grading.grade())]);
  return {level, level, grading.grade(), grading.why()};
}

}  // namespace tidegate
