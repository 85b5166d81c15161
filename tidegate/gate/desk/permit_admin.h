// What an operator does to the desk's hand under permits: another key, whose name stands on them, a clock
// that was far ahead. docs/formats/permit.md, "At the desk".
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tidegate/gate/admin.h"

namespace tidegate {

struct PermitKeyChange {
  std::string key;              // a private key (PEM) that is there; empty: a new one in the folder
  std::string passphrase_file;  // of it; empty: it lies plain
};
// Prints the new key's id. Errors: kConflict (it is or was the desk's already), those of opening a key.
Result<Printed> admin_rotate_permit_key(const AdminRequest& request, const PermitKeyChange& change, bool json,
                                        const Look& look);

struct PermitSettingsChange {  // what is left out stays
  std::string agency;
  std::string issuer;
  std::string issuer_zh;
  std::optional<std::int64_t> validity_months;
  std::optional<std::int64_t> grace_hours;
  std::optional<std::int64_t> statement_hours;
  bool resets_clock = false;
};
// Prints the settings as they are then.
Result<Printed> admin_permit_settings(const AdminRequest& request, const PermitSettingsChange& change,
                                      bool json, const Look& look);

}  // namespace tidegate
