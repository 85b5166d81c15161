// Names of a transfer, of who sends to whom, and of the rows that leave.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tidegate/base/text.h"
#include "tidegate/terms/assessment.h"

namespace tidegate::report {

// Who sends to whom: "Beijing Example Pharma -> Example Pharma SE (Germany)"; parts that are not known are
// left out.
std::string parties(const Transfer& transfer, Lang lang);
// What the transfer is called: its summary, its id, or the files it was made from.
std::string transfer_title(const Assessment& assessment, Lang lang);

// A row of facts.items: its first items, else its category, else its place.
std::string item_name(const Transfer& transfer, std::size_t row);
// An item of this opinion: the law's own where it has its own, else that row.
std::string item_name(const Assessment& assessment, const Opinion& opinion, std::size_t row);
// The rows that this opinion is about.
const std::vector<Facts>& items_of(const Assessment& assessment, const Opinion& opinion);

struct ItemRow {  // a row of data[] with what one law makes of it
  std::string name;
  std::string persons;  // "3,200"; "unknown"
  Text kind;            // "sensitive, under 14"
  bool set_aside = false;
  Text outcome;  // "set aside: contract with the individual"; "counted as sensitive PI"
  Text why;
};
std::vector<ItemRow> item_rows(const Assessment& assessment, const Opinion& opinion, Lang lang);

}  // namespace tidegate::report
