// The public JSON of an assessment: docs/formats/assessment.md, api/assessment.schema.json. The same in every
// language.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tidegate/base/json_writer.h"
#include "tidegate/terms/assessment.h"

namespace tidegate::report {

// The entry of an assessment in the log of evidence, or why it has none.
struct LoggedRecord {
  std::optional<std::uint64_t> index;
  Text why;
};

// One object and a line end. Ratios are exact decimals written from integers; unknown facts are null; keys
// keep their order and never change their meaning under the same `format`. Names of people, telephones and
// addresses of a declaration are left out. logged: null where there is no log of evidence. indent: spaces a
// level; 0: on one line.
std::string assessment_json(const Assessment& assessment, const LoggedRecord* logged = nullptr,
                            int indent = 2);

// Parts of it, for other documents. Each writes one value.
void write_text(JsonWriter& json, const Text& text);  // {"en", "zh"}
void write_texts(JsonWriter& json, const std::vector<Text>& texts);
void write_strings(JsonWriter& json, const std::vector<std::string>& strings);
void write_value(JsonWriter& json, const FactValue& value);  // unknown is null
void write_facts(JsonWriter& json, const Facts& facts);
void write_interval(JsonWriter& json, const DateInterval& interval);  // {"from", "to"}: null where open
void write_citation(JsonWriter& json, const Citation& citation);
void write_opinion(JsonWriter& json, const Opinion& opinion);
void write_profile(JsonWriter& json, const DataProfile& profile);          // keys of `scan --json`
void write_profile_members(JsonWriter& json, const DataProfile& profile);  // the same, of an open object
void write_risk(JsonWriter& json, const RiskReport& risk);

}  // namespace tidegate::report
