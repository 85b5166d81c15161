// The nouns as canonical JSON and back: keys sorted, whole numbers only, defaults left out. Equal nouns give
// equal bytes; what is read and written again gives the bytes that were read, when they were canonical.
// Strings must be UTF-8; what is not comes back with U+FFFD.
#pragma once

#include <string>
#include <string_view>

#include "tidegate/base/json.h"
#include "tidegate/base/result.h"
#include "tidegate/terms/assessment.h"

namespace tidegate {

Json to_json(const CaseFacts& facts);
Json to_json(const Transfer& transfer);
Json to_json(const DataProfile& profile);
Json to_json(const Opinion& opinion);
Json to_json(const RiskReport& report);
Json to_json(const Finding& finding);
Json to_json(const Assessment& assessment);

// json   read strictly: a key that nobody knows, another kind, a number outside its range is refused.
// where  what to call the document in errors.
// Errors kMalformed, kOutOfRange, with a JSON pointer.
Result<CaseFacts> case_facts_from_json(const Json& json, std::string_view where);
Result<Transfer> transfer_from_json(const Json& json, std::string_view where);
Result<DataProfile> data_profile_from_json(const Json& json, std::string_view where);
Result<Opinion> opinion_from_json(const Json& json, std::string_view where);
Result<RiskReport> risk_report_from_json(const Json& json, std::string_view where);
Result<Finding> finding_from_json(const Json& json, std::string_view where);
Result<Assessment> assessment_from_json(const Json& json, std::string_view where);

// Whether every row of data that items and sources name is there; a transfer without it is refused.
bool rows_are_there(const Transfer& transfer);

}  // namespace tidegate
