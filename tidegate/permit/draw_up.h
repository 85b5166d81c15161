// A permit's contents from what was decided: what was allowed, and nothing beside it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/permit/yearly_room.h"
#include "tidegate/terms/decision.h"
#include "tidegate/terms/permit.h"
#include "tidegate/terms/transfer.h"

namespace tidegate::permit {

struct PermitTerms {
  std::string id;  // empty: "P-" and the first 16 digits of the decision's hash
  Text issuer;
  std::vector<std::string> signers;
  std::int64_t issued_at_ms = 0;
  std::int64_t status_needed_from_ms = 0;
  std::string replaces;
  std::optional<Date> from;           // none: the day after the decision
  std::optional<Date> until;          // exclusive; none: the decision's own, or what the filing declares
  std::optional<Date> default_until;  // exclusive; where neither `until` nor the decision says when it ends
  YearlyBound persons;                // total, where it is not stated: the last forecast of the declaration
  YearlyBound sensitive_persons;      // total, where it is not stated: those of the declaration
  YearlyBound octets;
  YearlyRoom room;  // what the route that was filed leaves in a year: it narrows what is stated
  std::optional<Encryption> encryption;  // the least for every link; none: as each link declares
  std::map<std::string, std::vector<std::string>> types;  // of items by name; others: of the declared schema
  std::vector<std::string> destinations;  // empty: of recipients and of the systems abroad that are declared
  std::vector<PermitCondition> conditions;  // beside those of the decision, which bind as duties, and those
                                            // that the filing declares (declared.h)
};

// It ends with the first of the decision, the declared end of the purpose and the legal documents' ends.
// Errors: kOutOfRange (nothing was allowed; the decision's items are not the transfer's; `until` beyond the
// decision or what is declared; what is declared is over when it begins), kMalformed (a bound that neither
// declaration nor terms state: recipients, purpose, persons of personal data, those of a year where the room
// of the route is not known, the end of a link, an encryption that is not understood).
Result<Permit> draw_up(const Decision& decision, const Transfer& transfer, const PermitTerms& terms);

// What a permit says of a number of sensitive persons that was declared for one year and bounds all of them.
Text of_one_year(std::int64_t persons);

// "tls1.3+pgp", "TLS 1.3、PGP" -> kEndToEnd. None: not understood, so that nothing is taken for better than
// it is.
std::optional<Encryption> declared_encryption(std::string_view words);

}  // namespace tidegate::permit
