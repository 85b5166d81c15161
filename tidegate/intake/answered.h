// What counts as an answer: the one notion of every rule of the pre-check.
#pragma once

#include <string_view>

#include "tidegate/intake/document.h"
#include "tidegate/intake/format.h"
#include "tidegate/terms/transfer.h"

namespace tidegate::intake {

// Whether the text says something. What shows nothing (blanks of any width, characters without width), what
// is only marks ("/", "……") and what keeps the place of an answer ("待填写", "略", "TBD") says nothing. "无",
// "none" and "不适用" are answers, where the field takes them.
bool is_answer(std::string_view text, const Field& field);
// Of a value as it stands in the declaration: of a list, one answer is enough; what is no text is one.
bool is_answer(const Node& value, const Field& field);

// The same transfer with its answers alone: a text that is none is empty, and left out of a list of texts.
// Lists of parts keep their length, so that places stay what they are.
Transfer answered(Transfer transfer);

}  // namespace tidegate::intake
