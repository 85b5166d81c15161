// What a value of a column says of its person: the identifier that is counted, and whether under 14.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tidegate/base/date.h"
#include "tidegate/classify/subject_roles.h"

namespace tidegate {

// The value as one person's identifier, however it was written; empty for none and for placeholders
// (13800138000, 000000, "N/A"). value: trimmed. What comes back may lie in `scratch`, which only grows.
std::string_view normalised_identifier(SubjectRole::Value kind, std::string_view value, std::string& scratch);

// The day on which ages are told, its digits one number: 20261120. Ages are compared several million times a
// second.
struct AgesOn {
  AgesOn(Date date);  // NOLINT(google-explicit-constructor): a date, read once
  int day;
};
// Whether a resident ID, as normalised, says that the person was under 14; none: it tells no birth.
std::optional<bool> under14_by_id(std::string_view id, AgesOn on);
// The same of a date of birth or an age. value: trimmed. Unreadable values say nothing.
std::optional<bool> under14_by_age(const SubjectRole& role, std::string_view value, AgesOn on);

// Whether the value tells when somebody was born, to a day, a month or a year. value: trimmed.
bool tells_birth(std::string_view value);

}  // namespace tidegate
