#include "tidegate/gate/credentials/record_credential.h"

#include <utility>

#include "tidegate/assure/credential.h"
#include "tidegate/assure/status_list.h"
#include "tidegate/base/hash.h"
#include "tidegate/gate/credentials/entries.h"
#include "tidegate/gate/packs.h"

namespace tidegate {
namespace {

constexpr std::size_t kLargest = 1U << 20;

OwnRecorded unread(const Error& why) { return {std::nullopt, false, why}; }

NamedRecord named_of(std::string subject, const std::string& bytes) {
  NamedRecord named{std::move(subject), {}};
  named.record.kind = RecordKind::kCredential;
  named.record.statement = sha256(bytes);
  return named;
}

}  // namespace

OwnRecorded record_credential(const std::string& file, const std::string& passphrase_file,
                              const GateOptions& options) {
  const auto bytes = read_file(file, kLargest);
  if (!bytes) return unread(bytes.error());
  const auto credential = assure::read_credential(*bytes, file);
  if (!credential) return unread(credential.error());
  NamedRecord named = named_of("credential/" + sha256_hex(*bytes), *bytes);
  named.record.fields = {{"kind", credential->kind}, {"issuer", credential->issuer}};
  return record_own(std::move(named), passphrase_file, options);
}

OwnRecorded record_status_list(const std::string& file, const std::string& entries,
                               const std::string& passphrase_file, const GateOptions& options) {
  const auto own = read_file(entries, assure::kMostStatusOctets);
  if (!own) return unread(own.error());
  const auto of = read_entries(*own, entries);
  if (!of) return unread(of.error());
  const auto bytes = read_file(file, assure::kMostStatusOctets);
  if (!bytes) return unread(bytes.error());
  NamedRecord named = named_of("status-list/" + of->uri, *bytes);
  named.record.fields = {{"list", of->uri}};
  return record_own(std::move(named), passphrase_file, options);
}

}  // namespace tidegate
