// The desk's hand under permits: its signing key, and the trust policy of all keys that it ever signed with.
// Several threads at a time. Format: docs/formats/permit.md, "At the desk".
//   FOLDER/permit-key.pem  mode 0600; made when the first permit, or serve, wants it
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "tidegate/base/ed25519_secret.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/permit/trust.h"
#include "tidegate/store/desk/desk_store.h"

namespace tidegate::desk {

struct PermitKeyPlace {
  std::string folder;             // of the desk's data
  std::string file{};             // a key that was given; empty: FOLDER/permit-key.pem
  std::string passphrase_file{};  // of either; empty: it lies plain
};

// Whose name stands on a permit, and for how long what is signed speaks.
struct PermitSettings {
  std::string agency = "cyberspace";
  Text issuer{"Cyberspace office of the zone", "示范区网信部门"};
  std::int64_t validity_months = 36;  // where the decision does not say: filings
  std::int64_t grace_hours = 24;      // a new permit needs no statement of its status so long
  std::int64_t statement_hours = 24;  // a statement speaks so long
};
Result<PermitSettings> permit_settings(const DeskReader& reader);
// Errors: kOutOfRange (no agency, no name in both languages, a number out of its bounds).
Result<void> put_permit_settings(DeskTransaction& t, const PermitSettings& settings, std::int64_t now_ms);

// The policy's text as it lies, unread. Errors: kNotFound (no key was ever made).
Result<std::string> permit_trust_text(const DeskReader& reader);
struct PermitTrustHeld {
  std::string text;  // as `tidegate permit verify --trust` reads it
  permit::TrustPolicy policy;
  std::int64_t version = 0;
};
// Errors: kNotFound (no key was ever made).
Result<PermitTrustHeld> permit_trust(const DeskReader& reader);

struct PermitHand {
  std::shared_ptr<const Ed25519Secret> secret;
  std::string key_id;
  permit::TrustPolicy trust;
};

class PermitKeys {
 public:
  explicit PermitKeys(PermitKeyPlace place) : place_(std::move(place)) {}

  // Opens the key, and makes it where the desk never had one. The trust policy is read each time, so that a
  // key that was changed behind a running server is noticed. Errors: kUnavailable (the key at hand is not the
  // desk's present one), those of opening a key.
  Result<PermitHand> hand(DeskTransaction& t, std::int64_t now_ms);

  // A new key signs from today on; of the old one the public half stays trusted for what was signed until
  // tonight, and its private half is gone where it lay in the folder. Returns the new key's id. Errors:
  // kConflict (the key that was given is the present one already).
  Result<std::string> rotate(DeskStore& store, std::int64_t now_ms);

 private:
  Result<std::shared_ptr<const Ed25519Secret>> open(const std::string& path) const;
  Result<void> make(const std::string& path) const;
  std::string path() const;
  std::string next_path() const;

  PermitKeyPlace place_;
  std::mutex mutex_;
  std::shared_ptr<const Ed25519Secret> secret_;  // by mutex_
  std::string key_id_;                           // of it
};

}  // namespace tidegate::desk
