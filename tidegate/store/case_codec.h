// Cases and their steps as canonical JSON and back (docs/formats/case-record.md), by the rules of
// json_codec.h.
#pragma once

#include <string_view>
#include <vector>

#include "tidegate/base/json.h"
#include "tidegate/base/result.h"
#include "tidegate/terms/assurance.h"
#include "tidegate/terms/case.h"
#include "tidegate/terms/precedent.h"

namespace tidegate {

Json to_json(const Case& c);
Json to_json(const CaseEvent& event);
Json to_json(const CaseStep& step);  // {"name": "submitted", ...}: what a command carries too
Json to_json(const Decision& decision);
Json to_json(const Precedent& precedent);
Json to_json(const std::vector<CheckedCredential>& credentials);  // an array

// Errors kMalformed, kOutOfRange, with a JSON pointer.
Result<Case> case_from_json(const Json& json, std::string_view where);
Result<CaseEvent> case_event_from_json(const Json& json, std::string_view where);
Result<CaseStep> case_step_from_json(const Json& json, std::string_view where);
Result<Decision> decision_from_json(const Json& json, std::string_view where);
Result<Precedent> precedent_from_json(const Json& json, std::string_view where);
Result<std::vector<CheckedCredential>> credentials_from_json(const Json& json, std::string_view where);

}  // namespace tidegate
