#include "tidegate/assure/backup_check.h"

#include <algorithm>
#include <map>
#include <set>

#include "tidegate/assure/backup_faults.h"
#include "tidegate/assure/issuer_right.h"
#include "tidegate/base/hash.h"
#include "tidegate/base/instant.h"

namespace tidegate::assure {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kMinuteMs = 60'000;
constexpr int kYearDays = 365;
constexpr int kSoftLevel = 2;  // where several soft reasons hold
constexpr std::int64_t kClockSkewMs = 10 * kMinuteMs;

class Reasons {
 public:
  void add(BackupFault fault) { add(fault, words_of(fault)); }
  void add(BackupFault fault, Text says) {
    const bool is_there =
        std::any_of(all_.begin(), all_.end(), [&](const auto& r) { return r.fault == fault; });
    if (!is_there) all_.push_back({fault, limit_of(fault), level_of(fault), std::move(says)});
  }
  void conclude(BackupAssurance& out) {
    std::sort(all_.begin(), all_.end(), [](const auto& a, const auto& b) { return a.fault < b.fault; });
    out.grade = EvidenceGrade::kE4;
    out.level = 0;
    int soft = 0;
    for (const BackupReason& reason : all_) {
      out.grade = std::min(out.grade, reason.limit);
      out.level = std::max(out.level, reason.level);
      soft += is_soft(reason.fault) ? 1 : 0;
    }
    if (soft > 1) out.level = std::max(out.level, kSoftLevel);
    out.why_not_higher = std::move(all_);
  }

 private:
  std::vector<BackupReason> all_;
};

// Who may have signed, and how much their word is.
struct Signers {
  const std::string& owner;
  const PublicKey* owner_key;
  const TrustList* trust;
  std::int64_t asked_ms;
  SignatureCheck& signatures;

  enum class Who { kNobody, kOwner, kIssuer };
  struct Signed {
    Who who = Who::kNobody;
    std::optional<BackupFault> fault{};
    const Issuer* issuer = nullptr;  // where kIssuer
    const PublicKey* key = nullptr;  // that it was held to
  };

  Signed by(const SignedText& text, const std::string& issuer, std::string_view kind,
            std::int64_t at_ms) const {
    // A list that no longer holds makes nobody known.
    const bool is_current = trust != nullptr && china_date(asked_ms) < trust->expires;
    const Issuer* known = is_current ? trust->issuer(issuer) : nullptr;
    if (known != nullptr) {
      if (!may_sign(*known, kind, at_ms)) return {Who::kNobody, BackupFault::kUnknownSigner};
      for (const IssuerKey& key : known->keys) {
        if (!text.key_id.empty() && key.id != text.key_id) continue;
        const auto fault = fault_under(key.key, text);
        if (!fault && !key.days.contains(china_date(at_ms)))
          return {Who::kIssuer, BackupFault::kKeyOutOfTime, known, &key.key};
        return {Who::kIssuer, fault, known, &key.key};
      }
      return {Who::kNobody, BackupFault::kUnknownSigner};
    }
    if (owner_key != nullptr && issuer == owner)
      return {Who::kOwner, fault_under(*owner_key, text), nullptr, owner_key};
    return {Who::kNobody, BackupFault::kUnknownSigner};
  }

 private:
  // Where the list tells of accreditations for the kind, one must hold, as for credentials; those who verify
  // backups need not have any.
  bool may_sign(const Issuer& issuer, std::string_view kind, std::int64_t at_ms) const {
    const auto has = [&](const std::vector<std::string>& kinds) {
      return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
    };
    if (!has(issuer.kinds)) return false;
    const auto& all = issuer.accreditations;
    if (std::none_of(all.begin(), all.end(), [&](const Accreditation& a) { return has(a.kinds); }))
      return true;
    Findings findings;
    std::vector<std::string> chain;
    check_right(kind, at_ms, asked_ms, issuer, *trust, findings, chain);
    return findings.sorted().empty();
  }
  std::optional<BackupFault> fault_under(const PublicKey& key, const SignedText& text) const {
    if (key.algorithm != text.algorithm) return BackupFault::kBadSignature;
    const auto holds = signatures.is_signed_by(key, text.signed_part, text.signature);
    if (!holds) return BackupFault::kUnchecked;
    return *holds ? std::nullopt : std::optional(BackupFault::kBadSignature);
  }
};

void check_places(const BackupManifest& m, const BackupQuestion& q, Reasons& reasons, BackupAssurance& out) {
  std::vector<BackupSite> sites{m.site};
  sites.insert(sites.end(), m.copies.begin(), m.copies.end());
  std::string undeclared;
  bool is_abroad = false;
  for (const BackupSite& site : sites) {
    BackupPlace place{site.country, site.place, !site.country.empty() && site.country != "CN", false};
    place.is_declared = std::find(q.declared.begin(), q.declared.end(), site.country) != q.declared.end();
    if (site.country.empty()) reasons.add(BackupFault::kSiteUnknown);
    // Whoever says that it lies abroad says it against himself.
    if (site.country == "CN" && !site.is_by_table) reasons.add(BackupFault::kSiteClaimed);
    is_abroad = is_abroad || place.is_abroad;
    if (place.is_abroad && !place.is_declared) undeclared += (undeclared.empty() ? "" : ", ") + site.country;
    out.places.push_back(std::move(place));
  }
  if (!undeclared.empty()) {
    reasons.add(
        BackupFault::kUndeclaredAbroad,
        {"a copy lies in " + undeclared +
             ", which no declaration names: an export of its own, to be declared "
             "or ended, and deleted with the data (standard contract, art. 3(5))",
         "有备份存于 " + undeclared +
             "，未经申报：构成单独的数据出境，应申报或终止，并随数据到期一并删除（标准合同第三条第五项）"});
  }
  if (is_abroad && !q.deleted_with_data.value_or(false)) reasons.add(BackupFault::kKeptAfterData);
}

void check_data(const BackupManifest& m, const BackupParts& parts, const BackupQuestion& q, Reasons& reasons,
                BackupAssurance& out) {
  if (parts.list && m.data) {
    std::uint64_t octets = 0;
    for (const BackedUpFile& file : *parts.list) octets += file.octets;
    if (parts.list->size() != m.data->files || octets != m.data->octets ||
        hex(data_root(*parts.list)) != m.data->root)
      return reasons.add(BackupFault::kListForged);
  }
  if (!parts.list || !m.data || q.assessed.empty()) return reasons.add(BackupFault::kDataUnmatched);
  // As often as a file was assessed it must be there: two equal files are two.
  std::map<std::string, std::uint64_t> held;
  for (const BackedUpFile& file : *parts.list) ++held[hex(file.hash)];
  BackupAssurance::Coverage coverage;
  for (const AssessedFile& file : q.assessed) {
    ++coverage.of_files;
    coverage.of_octets += file.octets;
    const auto at = held.find(file.hash);
    if (at == held.end() || at->second == 0) continue;
    --at->second;
    ++coverage.files;
    coverage.octets += file.octets;
  }
  out.coverage = coverage;
  if (coverage.files == 0) return reasons.add(BackupFault::kWrongData);
  if (coverage.files == coverage.of_files) return;
  const std::string of = std::to_string(coverage.files) + "/" + std::to_string(coverage.of_files);
  const std::string octets = std::to_string(coverage.octets) + "/" + std::to_string(coverage.of_octets);
  reasons.add(BackupFault::kPartial,
              {"it holds " + of + " files and " + octets + " octets of the data that was assessed",
               "仅含所评估数据的 " + of + " 个文件、" + octets + " 字节"});
}

void check_age(const BackupManifest& m, const BackupQuestion& q, Reasons& reasons) {
  if (m.made_ms > q.at_ms + kClockSkewMs) return reasons.add(BackupFault::kNotYetMade);
  const std::int64_t days = (q.at_ms - m.made_ms) / kDayMs;
  if (days > kYearDays) return reasons.add(BackupFault::kOutdated);
  if (days <= q.fresh_days) return;
  const std::string limit = std::to_string(q.fresh_days);
  reasons.add(BackupFault::kStale, {"it was made " + std::to_string(days) + " days ago, more than " + limit,
                                    "制作距今 " + std::to_string(days) + " 天，超过 " + limit + " 天"});
}

bool is_plain(const BackupManifest& m) { return m.tool == "files" || m.tool == "pg_basebackup"; }

void check_keys(const BackupManifest& m, Reasons& reasons) {
  // Copies that are the data, octet for octet in number, lie in the clear whatever is said of them.
  if (m.is_encrypted && is_plain(m) && m.data && m.data->files == m.files && m.data->octets == m.octets)
    return reasons.add(BackupFault::kNotEncrypted,
                       {"it is said to be encrypted, and is as large as the data in the clear",
                        "称已加密，但与明文数据大小一致"});
  if (!m.is_encrypted) return reasons.add(BackupFault::kNotEncrypted);
  if (m.key_country != "CN") reasons.add(BackupFault::kKeyAbroad);
}

void check_objectives(const BackupManifest& m, Reasons& reasons) {
  if (!m.gbt20988) return;
  const RecoveryGrade& grade = *recovery_grade(*m.gbt20988);
  const bool meets = m.rpo_minutes && *m.rpo_minutes <= grade.rpo_minutes && m.rto_minutes &&
                     (!grade.rto_minutes || *m.rto_minutes <= *grade.rto_minutes);
  if (!meets) reasons.add(BackupFault::kGradeUnsupported);
}

// None: it is later, and what the policy asks for.
std::optional<BackupFault> fault_of_seed(const BackupManifest& m, const BackupParts& parts,
                                         const AnsweredChallenge& asked) {
  const SeedSource& source = asked.source;
  if (!source.is_trusted || hex(source.seed) != asked.challenge.seed) return BackupFault::kSeedUntrusted;
  if (!parts.recorded) return BackupFault::kNotRecorded;
  const RecordedManifest& recorded = *parts.recorded;
  if (source.origin != recorded.origin) return BackupFault::kSeedUntrusted;
  if (source.size <= recorded.index || (source.seen_ms && *source.seen_ms + kClockSkewMs < m.made_ms))
    return BackupFault::kSeedEarly;
  return std::nullopt;
}

void check_draws(std::uint64_t draws, Reasons& reasons, BackupAssurance& out) {
  out.draws = std::max(out.draws, draws);
  if (draws < kUsualDraws) reasons.add(BackupFault::kFewDraws);
}

void check_own_challenge(const BackupManifest& m, const BackupParts& parts, const BackupQuestion& q,
                         Reasons& reasons, BackupAssurance& out) {
  const AnsweredChallenge& asked = *parts.challenge;
  using State = AnswerCheck::State;
  if (asked.challenge.manifest != m.hash) return reasons.add(BackupFault::kAnswerReplayed);
  if (const auto fault = fault_of_seed(m, parts, asked)) {
    if (*fault == BackupFault::kNotRecorded) reasons.add(BackupFault::kNotChallenged);
    return reasons.add(*fault);
  }
  switch (asked.answer.state) {
    case State::kHolds:
      break;
    case State::kUnreadable:
      return reasons.add(BackupFault::kAnswerUnreadable);
    case State::kReplayed:
      return reasons.add(BackupFault::kAnswerReplayed);
    case State::kShort:
      return reasons.add(BackupFault::kAnswerShort);
    case State::kBitRotted: {
      const std::string of = std::to_string(asked.answer.damaged) + "/" +
                             std::to_string(asked.answer.damaged + asked.answer.held);
      return reasons.add(BackupFault::kBitRotted, {of + " chunks that were drawn came back changed",
                                                   "抽中的数据块有 " + of + " 个已被改变"});
    }
  }
  if (!asked.source.is_witnessed) reasons.add(BackupFault::kSeedOwn);
  if (!asked.is_kept) reasons.add(BackupFault::kSeedChosen);
  // Asked of a moment at which it had not been drawn.
  if (asked.source.seen_ms && *asked.source.seen_ms > q.at_ms + kClockSkewMs)
    reasons.add(BackupFault::kNotChallenged);
  if (asked.source.seen_ms && q.at_ms - *asked.source.seen_ms > q.fresh_days * kDayMs)
    reasons.add(BackupFault::kChallengeOld);
  check_draws(asked.challenge.draws, reasons, out);
}

// Neither who signed the manifest nor whose data it is nor who keeps it, by id, by credit code and by key:
// ids are mostly addresses, and an issuer without a code may be any of them, whatever the manifest says of a
// handler. Of somebody whose key signed the manifest, or is the owner's, no name makes another.
bool is_third_party(const Issuer& issuer, const BackupManifest& m, const Signers& signers) {
  const auto is_one_of_them = [&](const std::string& who) {
    return who == m.issuer || who == m.owner || who == m.handler;
  };
  if (issuer.uscc.empty() || is_one_of_them(issuer.id) || is_one_of_them(issuer.uscc)) return false;
  const auto manifest = signers.by(m.text, m.issuer, "backup_manifest", m.made_ms);
  if (manifest.issuer != nullptr && manifest.issuer->uscc == issuer.uscc) return false;
  return std::none_of(issuer.keys.begin(), issuer.keys.end(), [&](const IssuerKey& key) {
    return (manifest.key != nullptr && key.key == *manifest.key) ||
           (signers.owner_key != nullptr && key.key == *signers.owner_key);
  });
}

// The last of somebody on the trust list who challenges backups; the firm's own word is none.
std::optional<BackupVerdict> last_verdict(const BackupManifest& m, const BackupParts& parts,
                                          const BackupQuestion& q, const Signers& signers) {
  std::optional<BackupVerdict> best;
  for (const std::string& bytes : parts.verdicts) {
    const auto verdict = read_verdict(bytes, "verdict");
    if (!verdict || verdict->manifest != m.hash || verdict->at_ms > q.at_ms + kClockSkewMs ||
        verdict->at_ms < m.made_ms)
      continue;
    const auto by = signers.by(verdict->text, verdict->issuer, "backup_challenge", verdict->at_ms);
    if (by.issuer == nullptr || by.fault || !is_third_party(*by.issuer, m, signers)) continue;
    if (!parts.recorded || verdict->origin != parts.recorded->origin ||
        verdict->size <= parts.recorded->index)
      continue;
    if (!best || best->at_ms < verdict->at_ms) best = *verdict;
  }
  return best;
}

// A challenge that whoever asks did not keep, and whose answer holds, is no better than a verdict and hides
// none.
void check_challenged(const BackupManifest& m, const BackupParts& parts, const BackupQuestion& q,
                      const Signers& signers, Reasons& reasons, BackupAssurance& out) {
  const bool is_own =
      parts.challenge && (parts.challenge->is_kept || parts.challenge->challenge.manifest != m.hash ||
                          parts.challenge->answer.state != AnswerCheck::State::kHolds);
  const auto verdict = is_own ? std::nullopt : last_verdict(m, parts, q, signers);
  if (parts.challenge && !verdict) return check_own_challenge(m, parts, q, reasons, out);
  if (!verdict) return reasons.add(BackupFault::kNotChallenged);
  if (q.at_ms - verdict->at_ms > q.fresh_days * kDayMs) reasons.add(BackupFault::kChallengeOld);
  check_draws(verdict->draws, reasons, out);
}

void check_drills(const BackupManifest& m, const BackupParts& parts, const BackupQuestion& q,
                  const Signers& signers, Reasons& reasons, BackupAssurance& out) {
  struct Held {
    RestoreDrill drill;
    bool is_witnessed;
  };
  std::optional<Held> last;
  std::optional<RestoreDrill> seen;  // the last one that a third party witnessed
  for (const std::string& bytes : parts.drills) {
    const auto drill = read_drill(bytes, "drill");
    if (!drill || drill->manifest != m.hash || drill->end_ms > q.at_ms + kClockSkewMs ||
        drill->start_ms < m.made_ms) {
      reasons.add(BackupFault::kDrillForged);
      continue;
    }
    const auto by = signers.by(drill->text, drill->issuer, "restore_drill", drill->end_ms);
    if (by.who == Signers::Who::kNobody || by.fault) {
      reasons.add(BackupFault::kDrillForged);
      continue;
    }
    const bool is_witnessed = by.issuer != nullptr && is_third_party(*by.issuer, m, signers);
    if (is_witnessed && (!seen || seen->end_ms < drill->end_ms)) seen = *drill;
    if (!last || last->drill.end_ms < drill->end_ms) last = Held{*drill, is_witnessed};
  }
  const auto fits = [&](const RestoreDrill& drill) {
    return drill.passed && m.data && drill.data_root == m.data->root && drill.files == m.data->files &&
           drill.octets == m.data->octets;
  };
  // A drill of the firm's own that comes after takes nothing from what a third party saw; nor does it outlast
  // its year by it.
  const bool is_witnessed =
      last && (last->is_witnessed || (seen && fits(*seen) && q.at_ms - seen->end_ms <= kYearDays * kDayMs));
  // Chunks may be anything, whatever the tool's name and however many: a restore that somebody else saw shows
  // what they are.
  if (!is_witnessed) reasons.add(BackupFault::kContentUnshown);
  if (!last) return reasons.add(BackupFault::kDrillMissing);
  const RestoreDrill& drill = last->drill;
  if (!fits(drill)) return reasons.add(BackupFault::kDrillFailed);
  out.drilled_ms = drill.end_ms;
  out.rto_minutes = (drill.end_ms - drill.start_ms + kMinuteMs - 1) / kMinuteMs;
  out.rpo_minutes = drill.lost_minutes;
  if (q.at_ms - drill.end_ms > kYearDays * kDayMs) reasons.add(BackupFault::kDrillOld);
  const auto against = [](std::int64_t got, std::int64_t wanted) {
    return std::pair{std::to_string(got), std::to_string(wanted)};
  };
  // An objective that nobody stated is not met.
  const std::int64_t rto = m.rto_minutes.value_or(-1);
  if (*out.rto_minutes > rto) {
    const auto [got, wanted] = against(*out.rto_minutes, rto);
    reasons.add(BackupFault::kRtoMissed,
                m.rto_minutes ? Text{"the restore took " + got + " minutes of " + wanted,
                                     "恢复用时 " + got + " 分钟，目标 " + wanted + " 分钟"}
                              : Text{"it states no recovery time objective", "未写明 RTO 目标"});
  }
  const std::int64_t rpo = m.rpo_minutes.value_or(-1);
  if (!drill.lost_minutes || *drill.lost_minutes > rpo) {
    const auto [got, wanted] = against(drill.lost_minutes.value_or(0), rpo);
    reasons.add(BackupFault::kRpoMissed,
                drill.lost_minutes && m.rpo_minutes
                    ? Text{got + " minutes of data were lost of " + wanted + " allowed",
                           "丢失 " + got + " 分钟的数据，目标 " + wanted + " 分钟"}
                    : Text{"the recovery point objective, or what was achieved, is not stated",
                           "未写明 RPO 目标或实际值"});
  }
  if (!is_witnessed) reasons.add(BackupFault::kDrillUnwitnessed);
}

void describe(const BackupManifest& m, BackupAssurance& out) {
  out.owner = m.owner;
  out.system = m.system;
  out.signer = m.issuer;
  out.tool = m.tool;
  out.made_ms = m.made_ms;
  out.files = m.data ? m.data->files : 0;
  out.octets = m.data ? m.data->octets : 0;
  out.chunks = m.chunks;
  out.gbt20988 = m.gbt20988;
}

}  // namespace

std::optional<BackupFault> signature_fault(const BackupManifest& m, std::int64_t at_ms,
                                           const PublicKey* owner_key, const TrustList* trust,
                                           SignatureCheck& signatures) {
  return Signers{m.owner, owner_key, trust, at_ms, signatures}
      .by(m.text, m.issuer, "backup_manifest", m.made_ms)
      .fault;
}

BackupAssurance check_backup(std::string_view bytes, const BackupParts& parts, const BackupQuestion& q,
                             const PublicKey* owner_key, const TrustList* trust, SignatureCheck& signatures) {
  BackupAssurance out;
  Reasons reasons;
  out.manifest_hash = sha256_hex(bytes);
  const auto read = read_manifest(bytes, "manifest");
  if (!read) {
    const bool is_algorithm = read.error().code == ErrorCode::kOutOfRange;
    reasons.add(is_algorithm ? BackupFault::kAlgorithm : BackupFault::kUnreadable,
                {read.error().what, read.error().what_zh});
    reasons.conclude(out);
    return out;
  }
  const BackupManifest& m = *read;
  describe(m, out);
  const Signers signers{m.owner, owner_key, trust, q.at_ms, signatures};
  if (const auto by = signers.by(m.text, m.issuer, "backup_manifest", m.made_ms); by.fault) {
    reasons.add(*by.fault);
    reasons.conclude(out);
    return out;  // nothing of it may be believed
  }
  if (q.owner.empty() || m.owner != q.owner) reasons.add(BackupFault::kOtherEntity);
  if (!q.systems.empty() && std::find(q.systems.begin(), q.systems.end(), m.system) == q.systems.end())
    reasons.add(BackupFault::kOtherSystem);
  check_age(m, q, reasons);
  check_data(m, parts, q, reasons, out);
  check_places(m, q, reasons, out);
  check_keys(m, reasons);
  check_objectives(m, reasons);
  if (!parts.recorded) reasons.add(BackupFault::kNotRecorded);
  check_challenged(m, parts, q, signers, reasons, out);
  check_drills(m, parts, q, signers, reasons, out);
  reasons.conclude(out);
  return out;
}

}  // namespace tidegate::assure
