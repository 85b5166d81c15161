#include "tidegate/gate/permits/record_permit.h"

#include <utility>

#include "tidegate/base/hash.h"
#include "tidegate/base/instant.h"
#include "tidegate/gate/permits/files.h"
#include "tidegate/permit/verify.h"

namespace tidegate {
namespace {

NamedRecord named_of(const Permit& permit, const std::string& permit_bytes, const std::string& bytes) {
  NamedRecord named{"permit/" + permit.id, {}};
  named.record.statement = sha256(bytes);
  named.record.fields = {{"permit", permit.id},
                         {"case", permit.case_id.empty() ? "-" : permit.case_id},
                         {"valid_from", permit.valid.from.str()},
                         {"valid_until", permit.valid.to.str()},
                         {"permit.sha256", sha256_hex(permit_bytes)},
                         {"sha256", hex(*named.record.statement)}};
  return named;
}

RecordStatus status_of(PermitState state) {
  if (state == PermitState::kRevoked) return RecordStatus::kRevoked;
  return state == PermitState::kSuspended ? RecordStatus::kSuspended : RecordStatus::kLive;
}

OwnRecorded unread(const Error& why) { return {std::nullopt, false, why}; }

}  // namespace

OwnRecorded record_permit(const std::string& file, const std::string& passphrase_file,
                          const GateOptions& options) {
  const auto bytes = read_small_file(file);
  if (!bytes) return unread(bytes.error());
  const auto permit = permit::unverified_permit(*bytes, file);
  if (!permit) return {};  // a statement of status: recorded when its first key signed it
  NamedRecord named = named_of(*permit, *bytes, *bytes);
  named.record.kind = RecordKind::kPermit;
  named.record.fields.push_back({"seq", "0"});
  named.record.fields.push_back({"at", instant_text(permit->issued_at_ms)});
  return record_own(std::move(named), passphrase_file, options, StatusOf::kNewest);
}

OwnRecorded record_permit_status(const std::string& file, const std::string& permit_file,
                                 const std::string& passphrase_file, const GateOptions& options) {
  const auto bytes = read_small_file(file);
  if (!bytes) return unread(bytes.error());
  const auto status = permit::unverified_status(*bytes, file);
  if (!status) return unread(status.error());
  const auto permit_bytes = read_small_file(permit_file);
  if (!permit_bytes) return unread(permit_bytes.error());
  const auto permit = permit::unverified_permit(*permit_bytes, permit_file);
  if (!permit) return unread(permit.error());
  NamedRecord named = named_of(*permit, *permit_bytes, *bytes);
  named.record.kind = RecordKind::kPermitStatus;
  named.record.status = status_of(status->state);
  named.record.fields.push_back({"seq", std::to_string(status->sequence)});
  named.record.fields.push_back({"at", instant_text(status->stated_at_ms)});
  named.record.fields.push_back({"state", std::string(to_string(status->state))});
  return record_own(std::move(named), passphrase_file, options);
}

}  // namespace tidegate
