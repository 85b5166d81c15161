// The whole answer to one question: may this transfer go, why, how risky, and what would help.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/terms/data_profile.h"
#include "tidegate/terms/finding.h"
#include "tidegate/terms/opinion.h"
#include "tidegate/terms/risk_report.h"
#include "tidegate/terms/sent_before.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

struct Assessment {
  std::string program;                 // "tidegate 0.1.0"
  Date as_of;                          // the law's day
  Transfer transfer;                   // as declared or as built from flags; facts completed by the scan
  std::optional<DataProfile> profile;  // none: inline schema or declared counts alone
  std::vector<Finding> findings;       // pre-check, V01..V30 in order
  std::vector<Opinion> opinions;       // one a law that was called, strictest first
  std::optional<RiskReport> risk;
  std::optional<SentBefore> sent_before;  // what the register of transfers knew; none: it was not asked
  std::vector<Text> notes;                // "Not legal advice" and what the reader must know
  std::string record_id;                  // SHA-256 of the bundle, hex; empty: nothing was recorded
  std::string bundle_path;                // where the record lies; empty: none
  std::string html_path;                  // where the report lies; empty: none
};

}  // namespace tidegate
