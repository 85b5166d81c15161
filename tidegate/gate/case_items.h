// From what was counted in the files to the items of a case: groups of persons' data that leave together.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/text.h"
#include "tidegate/terms/data_profile.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

// What one data source of a declaration, or all the bare files together, were found to hold.
struct Counted {
  PersonCounts persons;
  std::vector<const FileProfile*> files;
  std::uint64_t rows_without_age = 0;  // about persons: under-14s can be told only where there is none
};

// Chinese law: at most two items. One of everybody whose sensitive data leave (persons under 14 among them),
// one of everybody whose other personal data leave; who has both counts in both, the stricter reading (doubt
// 2 of the pack). Files without persons give one item: not personal where every column is surely of another
// kind, else unknown, so that the pack asks. What was not found is denied on the same condition alone.
std::vector<Facts> items_of(const Counted& counted);

// Puts what files without an item of their own hold into the rows that a declaration states: of each class
// (sensitive, other personal) the rows without data of their own together get no fewer persons than were
// found; a class that no such row states becomes a row. stated  rows of the declaration; behind them rows may
// stand already.
void settle_found(std::vector<Facts> found, std::size_t stated, Transfer& transfer, std::vector<Text>& notes);
// Those items for readers, named by their files and columns: "hr.csv: id_card, religion +2".
std::vector<DataItem> item_names(const Counted& counted);

// 28 CFR 202: an item a category. `category_of` gives a type's categories (202.205), none: "".
std::vector<Facts> us_items_of(const Counted& counted,
                               std::string (*category_of)(std::string_view type, const void* taxonomy),
                               const void* taxonomy);

// Completes row `item` of a declaration with what was counted. What was declared stands unless the files hold
// more or stricter: then the files' figure is used, and `notes` says so.
// Over all rows of a declaration, persons counted before apart, no fewer persons and no fewer with sensitive
// data than all files hold: rows that share files or persons cannot hide anybody. Where a sample shows more
// than was declared, how many is unknown.
void hold_to_files(const DataProfile& profile, Transfer& transfer, std::vector<Text>& notes);

void complete_item(const Counted& counted, std::size_t item, Transfer& transfer, std::vector<Text>& notes);

}  // namespace tidegate
