// What a step of a case stands on beside its events: the filing's newest version, the firm's other filings,
// what is frozen, the test of an extension. Each is looked up when it is first asked for, in the step's
// transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/clearance/machine.h"
#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/gate/desk/extension_standing.h"
#include "tidegate/gate/desk/filing_document.h"
#include "tidegate/gate/desk/firm_filings.h"
#include "tidegate/store/desk/against_firm.h"

namespace tidegate::desk {

class CaseLookups {
 public:
  // All is borrowed; row and c as they come to be by the steps that are taken.
  CaseLookups(DeskTransaction& t, const Parts& parts, const CaseRow& row, const Case& c, std::int64_t now_ms);

  Result<void> prepare();
  // Of the sectors that the firm has filed under the strictest: another word does not thaw what is frozen.
  // step  may bring another sector.
  Result<void> look_at_sectors(const CaseStep& step);
  // An extension is decided of as it stands in this transaction.
  Result<void> look_at_extension(const CaseStep& step);
  Result<void> test_extension();

  const std::vector<std::string>& frozen() const { return frozen_; }
  const std::vector<std::string>& frozen_by() const { return frozen_by_; }
  bool is_frozen() const;
  const ExtensionStanding* extension() const { return extension_ ? &*extension_ : nullptr; }

  // The filing's newest version, as it was handed in or scored anew.
  Result<const FilingVersionRow*> version();
  const FilingDocument& document() const { return *document_; }  // of version(), once that was asked for
  void is_now(FilingVersionRow version);                         // the newest, from here on

  // The firm's other filings. The firm is held to the end of the transaction: of two filings that come at
  // once the second sees the first.
  Result<const FirmFilings*> others();

  bool stands_where_rules_finish() const;
  // Why the case waits for a person by itself; empty: nothing speaks against it, or it is not decided of now.
  std::vector<Text> against_own(bool frozen) const;
  // Of the firm's other filings, which no case knows by itself; none where rules finish nothing.
  Result<FirmReasons> against_beside();
  // When something last went against the firm.
  Result<std::int64_t> against_firm_ms(const AgainstFirm& against);

 private:
  Result<bool> asked_for_less(std::size_t contest);

  DeskTransaction& t_;
  const Parts& parts_;
  const CaseRow& row_;
  const Case& case_;
  std::int64_t now_ms_;
  std::vector<std::string> frozen_;
  std::vector<std::string> frozen_by_;  // of the frozen sectors those that this case is held under
  std::optional<FirmFilings> others_;
  std::optional<ExtensionStanding> extension_;
  std::optional<FilingVersionRow> version_;
  std::optional<FilingDocument> document_;  // of version_, there with it
};

}  // namespace tidegate::desk
