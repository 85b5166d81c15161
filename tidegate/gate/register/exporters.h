// Whose transfers a register holds, and under which keys.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/hash.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/store/register/register_book.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

struct ExporterName {
  std::string name;
  std::string uscc;
};

ExporterName exporter_of(const Transfer& transfer);
// A unified social credit code, a name, or "-" for the exporter without either.
ExporterName exporter_named(std::string_view text);

// The same exporter: by its code where both have one, else by its name (same_name.h). nullptr: it has entered
// nothing.
const RegisterExporter* find_exporter(const RegisterBook& book, const ExporterName& wanted);
// Not the same, yet it may be meant: the names differ by a slip, or nothing of both can be compared. Codes
// that differ by more than a slip are of two firms; a code with a slip is mostly none, and stands as a name.
bool may_be_meant(const RegisterExporter& exporter, const ExporterName& wanted);
// Those that may be meant where the register has nothing of the wanted one, in the order of the book.
std::vector<const RegisterExporter*> near_exporters(const RegisterBook& book, const ExporterName& wanted);
// As --exporter takes it.
std::string word_for(const RegisterExporter& exporter);
// By name under one, by code under another.
bool is_there_twice(const RegisterBook& book, const ExporterName& wanted);
// The same, made when it is missing.
RegisterExporter& take_exporter(RegisterBook& book, const ExporterName& wanted);
// How to call it in a list.
std::string called(const RegisterExporter& exporter, Lang lang);

// Tells whether two registers count alike under this key, without telling either key.
std::string key_check(const SubjectKeySecret& year, const SubjectKeySecret& installation);
// Errors: kConflict: the key of that year was used with another installation key.
Result<void> check_key(const RegisterExporter& exporter, int year, const SubjectKeySecret& key,
                       const SubjectKeySecret& installation);

}  // namespace tidegate
