// A firm's programs at the desk: their keys and certificates, and the tokens that they come in with.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/gate/desk/desk.h"

namespace tidegate {

struct DeskMachine {
  std::string id;
  std::string name;
  std::string key_kind;     // "ed25519", "es256", "certificate"
  std::string fingerprint;  // SHA-256 of the public key (SubjectPublicKeyInfo) or of the certificate, hex
  bool is_disabled = false;
  std::int64_t created_ms = 0;
  std::int64_t version = 0;
};

struct NewDeskMachine {
  std::string name;
  std::string public_key;   // PEM; or
  std::string certificate;  // PEM
};

struct DeskMachineToken {
  std::string token;  // for the header; kept nowhere
  std::int64_t lasts_ms = 0;
  std::string machine;
};

class DeskMachines {
 public:
  static constexpr std::int64_t kTokenMs = 15 * 60'000;
  static constexpr std::size_t kMostOfAFirm = 100;

  // parts outlives it.
  explicit DeskMachines(desk::Parts& parts) : parts_(parts) {}

  // Those of the asker's firm.
  Result<DeskPage<DeskMachine>> machines(const DeskAsker& asker, const DeskPageAsk& page);
  // Errors: kOutOfRange with its place, kConflict (this key is known already; the firm has kMostOfAFirm).
  Result<DeskMachine> add(const DeskAsker& asker, const NewDeskMachine& made);
  // Every token of a machine ends when it is changed. Errors: kNotFound, kConflict (the version is another).
  Result<DeskMachine> change(const DeskAsker& asker, const std::string& id, std::int64_t version,
                             bool is_disabled);

  // A token for a signed assertion (RFC 7523) that names one of `audiences`. client: whose the request
  // says it is; empty: it does not say. nullopt: it is not to be believed, or was shown before; why is not
  // told.
  Result<std::optional<DeskMachineToken>> token(std::string_view assertion,
                                                const std::vector<std::string>& audiences,
                                                std::string_view client = {});
  // Who bears a token, or whose certificate was shown in TLS. nullopt: nobody, or one that is disabled.
  Result<std::optional<DeskAsker>> who_bears(std::string_view token);
  Result<std::optional<DeskAsker>> who_holds(const std::string& certificate_fingerprint);
  // Ends the token that the asker came in with; where it came by certificate there is none.
  Result<void> end_token(const DeskAsker& asker);

 private:
  desk::Parts& parts_;
};

}  // namespace tidegate
