// The pre-check of a declaration: rules V01 to V30 of docs/formats/transfer.md, as a reviewer would apply
// them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/intake/guide_editions.h"
#include "tidegate/terms/data_profile.h"
#include "tidegate/terms/finding.h"
#include "tidegate/terms/transfer.h"

namespace tidegate::intake {

// An item whose words read like a kind that it is not declared as.
struct ItemReading {
  enum class Basis {
    kListed,          // PIPL art. 28, GB/T 45574 annex A
    kIdentityNumber,  // GB/T 35273 annex B alone
    kChild,           // PIPL art. 28: of persons under 14
    kPersonal,        // PIPL art. 4: declared as general data
    kImportant,       // named in a list of important data, and declared as general data
    kUnread,          // more text than is read, or of another script
  };
  std::size_t item = 0;  // place in Transfer::items
  Basis basis = Basis::kListed;
  Text kind;               // "Diagnosis"; empty for kChild and kUnread
  std::string place = {};  // pointer of a text that speaks of all items: "/scenario/scope"; empty: of `item`
};

struct PrecheckContext {
  Date as_of;         // day of the question
  std::string route;  // of the opinion of Chinese law: "security_assessment"; empty: none was formed
  const DataProfile* profile = nullptr;    // of the files, where they were scanned; borrowed
  std::vector<ItemReading> readings = {};  // of items, in their order, then of the whole
  std::vector<std::size_t> untold =
      {};  // items of general data that are not told in plain words of trade in things
  // Day on which the filing was taken in, or would be; none: as the filing states it, else as_of.
  std::optional<Date> filed_on = {};
  std::span<const GuideEdition> editions = {};  // rising; borrowed
};

// Every rule at least once, in the order V01 to V30; where a rule fails at several places, once for each, in
// the order of the declaration. A rule that the declaration does not say enough for, or that needs papers or
// measurements, states kNotCheckable and what is missing. The form's own fields are held against the filer
// once `filing` stands.
std::vector<Finding> precheck(const Transfer& transfer, const PrecheckContext& context);

// Pointers of the fields that the form needs for this filing (rule V02) and that are stated, in the table's
// order. With the failures of V02 they are all that is needed.
std::vector<std::string> answered_places(const Transfer& transfer, const PrecheckContext& context);

}  // namespace tidegate::intake
