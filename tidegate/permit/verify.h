// Whether a file is a permit, unaltered, of those who may issue one. Only what comes out of here is decided
// under (decide.h).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/text.h"
#include "tidegate/permit/network.h"
#include "tidegate/permit/trust.h"
#include "tidegate/terms/permit.h"

namespace tidegate::permit {

struct ReadyLink {  // networks as they are compared
  std::vector<Network> from;
  std::vector<Network> to;
};

// A permit whose signatures were found good, made ready to be asked many times.
class VerifiedPermit {
 public:
  const Permit& permit() const { return permit_; }
  const std::string& hash() const { return hash_; }               // of its signed contents, hex
  const std::vector<ReadyLink>& links() const { return links_; }  // as permit().links
  const PermitItem* find_item(std::string_view name) const;       // nullptr: no such item

 private:
  friend struct Verification;
  VerifiedPermit() = default;
  Permit permit_;
  std::string hash_;
  std::vector<ReadyLink> links_;
  std::vector<std::size_t> by_name_;  // places of permit_.items, by name
};

class VerifiedStatus {
 public:
  const PermitStatus& status() const { return status_; }

 private:
  friend struct Verification;
  VerifiedStatus() = default;
  PermitStatus status_;
};

enum class Genuine {
  kYes,
  kMalformed,  // no such file
  kNo,         // altered, or not of those whose signatures count
};

template <typename T>
struct Verified {
  Genuine genuine = Genuine::kMalformed;
  Text why;  // what is wrong, or who signed
  std::vector<SignatureSeen> signatures;
  std::optional<T> value;  // there where genuine is kYes
};

Verified<VerifiedPermit> verify_permit(std::string_view file, const TrustPolicy& trust);
// kNo too: it speaks of another permit, or of other contents under the same id.
Verified<VerifiedStatus> verify_status(std::string_view file, const TrustPolicy& trust,
                                       const VerifiedPermit& permit);

// Contents that nobody has checked: to be shown as such, or signed as well. Errors: as read_envelope and
// read_permit.
Result<Permit> unverified_permit(std::string_view file, std::string_view where);
Result<PermitStatus> unverified_status(std::string_view file, std::string_view where);

}  // namespace tidegate::permit
