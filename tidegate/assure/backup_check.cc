#include "tidegate/assure/backup_check.h"

#include <algorithm>
#include <utility>

#include "tidegate/assure/backup_checks.h"
#include "tidegate/base/hash.h"

namespace tidegate::assure {
namespace {

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

void identify(const BackupManifest& m, BackupFound& out) {
  if (m.data) out.data_root = m.data->root;
  out.as_it_lies = m.root + " " + m.tool + " " + m.snapshot;
  out.covers = m.system;
}

// What it proves of its own system.
BackupFound check_alone(std::string_view bytes, const BackupParts& parts, const BackupQuestion& q,
                        const PublicKey* owner_key, const TrustList* trust, SignatureCheck& signatures) {
  BackupFound found;
  BackupAssurance& out = found.a;
  BackupReasons& reasons = found.reasons;
  out.manifest_hash = sha256_hex(bytes);
  const auto read = read_manifest(bytes, "manifest");
  if (!read) {
    const bool is_algorithm = read.error().code == ErrorCode::kOutOfRange;
    reasons.add(is_algorithm ? BackupFault::kAlgorithm : BackupFault::kUnreadable,
                {read.error().what, read.error().what_zh});
    return found;
  }
  const BackupManifest& m = *read;
  describe(m, out);
  identify(m, found);
  const BackupSigners signers{m.owner, owner_key, trust, q.at_ms, signatures};
  if (const auto by = signers.by(m.text, m.issuer, "backup_manifest", m.made_ms); by.fault) {
    reasons.add(*by.fault);
    return found;  // nothing of it may be believed
  }
  if (q.owner.empty() || m.owner != q.owner) reasons.add(BackupFault::kOtherEntity);
  if (!q.systems.empty() && std::find(q.systems.begin(), q.systems.end(), m.system) == q.systems.end())
    reasons.add(BackupFault::kOtherSystem);
  check_age(m, q, reasons);
  check_data(m, parts, q, found);
  check_places(m, q, reasons, out);
  check_keys(m, reasons);
  check_objectives(m, reasons);
  if (!parts.recorded) reasons.add(BackupFault::kNotRecorded);
  check_challenged(m, parts, q, signers, reasons, out);
  check_drills(m, parts, q, signers, reasons, out);
  return found;
}

}  // namespace

std::optional<BackupFault> signature_fault(const BackupManifest& m, std::int64_t at_ms,
                                           const PublicKey* owner_key, const TrustList* trust,
                                           SignatureCheck& signatures) {
  return BackupSigners{m.owner, owner_key, trust, at_ms, signatures}
      .by(m.text, m.issuer, "backup_manifest", m.made_ms)
      .fault;
}

BackupsTogether::BackupsTogether(const BackupQuestion& question, const PublicKey* owner_key,
                                 const TrustList* trust, SignatureCheck& signatures)
    : question_(question), owner_key_(owner_key), trust_(trust), signatures_(signatures), found_() {}

BackupsTogether::~BackupsTogether() = default;

void BackupsTogether::add(std::string_view manifest, const BackupParts& parts) {
  found_.push_back(check_alone(manifest, parts, question_, owner_key_, trust_, signatures_));
}

std::vector<BackupAssurance> BackupsTogether::conclude() {
  give_one_system_each(question_, found_);
  hold_to_data(question_, found_);
  hold_to_systems(question_, found_);
  std::vector<BackupAssurance> out;
  for (BackupFound& one : found_) {
    one.reasons.conclude(one.a);
    out.push_back(std::move(one.a));
  }
  return out;
}

BackupAssurance check_backup(std::string_view manifest, const BackupParts& parts,
                             const BackupQuestion& question, const PublicKey* owner_key,
                             const TrustList* trust, SignatureCheck& signatures) {
  BackupsTogether alone(question, owner_key, trust, signatures);
  alone.add(manifest, parts);
  return std::move(alone.conclude().front());
}

}  // namespace tidegate::assure
