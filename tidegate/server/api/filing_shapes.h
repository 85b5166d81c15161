// Filings as the API writes them.
#pragma once

#include <string>
#include <vector>

#include "tidegate/base/json_writer.h"
#include "tidegate/base/text.h"
#include "tidegate/gate/desk/filings.h"
#include "tidegate/gate/desk/recipient_links.h"
#include "tidegate/server/problem.h"

namespace tidegate::server {

void write(JsonWriter& json, const DeskPaper& paper);
void write(JsonWriter& json, const DeskFiling& filing);
void write(JsonWriter& json, const DeskFilingLine& line);
void write(JsonWriter& json, const RecipientLink& link);
void write(JsonWriter& json, const RecipientPart& part);

// lang: of what has one language, the law's source.
std::string check_document(const DeskFilingCheck& check, Lang lang);

// 422: what the declaration will not take, with every place, and `problems` beside it.
Problem problem_of(const std::vector<PlacedProblem>& problems);
// 422: why it cannot be handed in, with `findings` beside it.
Problem problem_of_blocking(const std::vector<Finding>& findings, Lang lang);

}  // namespace tidegate::server
