// The test of an extension 延长有效期: each condition computed from what was approved, what is asked now and
// what really flowed. None is taken on the firm's word where a number says it; incidents are declared, and
// the line says so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/json.h"
#include "tidegate/terms/extension.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

struct ChangedField {
  Text name;            // as the form calls it
  std::string pointer;  // into the newer declaration; of what was taken away, into the approved one
};

struct ExtensionFacts {
  const Transfer* approved = nullptr;              // the version that was passed
  const Transfer* now = nullptr;                   // the version of the application
  std::optional<std::int64_t> approved_persons;    // distinct, over three years: of the permit
  std::optional<std::int64_t> approved_sensitive;  // persons: of the permit; none: it bounds none
  std::optional<std::int64_t> approved_important_mb;
  std::optional<std::int64_t> forecast_important_mb;
  std::optional<bool> legal_documents_hold;  // all six clauses of art. 9, by the pre-check of the new version
  std::optional<std::int64_t> metered_persons;  // distinct, over the time of the pass
  std::optional<std::int64_t> overruns;         // of the permit's bounds, by the meter
  std::int64_t refused_flows = 0;               // that were to be recorded and the permit did not allow
  std::string last_refused_on;                  // day of the last of them
  std::optional<std::int64_t> major_incidents;  // in three years, as the firm declares
  std::optional<std::vector<ChangedField>> other_changes;  // none: they were not compared
};

// Where two declarations, as trees of texts, differ beside what a line of the test compares and what is of
// the application itself (its day, papers, handler). Pointers as of ChangedField.
std::vector<std::string> other_changes(const Json& approved, const Json& now);

// facts.approved and facts.now are set.
// Sources: CN-PPR-2024 art.9; guide, 3rd edition; CN-QA-2026-07.
ExtensionTest extension_test(const ExtensionFacts& facts);

// Whether the application may be passed on this test: by whoever decides it; by a person who says why, where
// nothing is left open but what a person settles; not at all.
enum class ExtensionPasses { kYes, kWithReasons, kNo };
ExtensionPasses passes(const ExtensionTest& test);
std::string_view to_string(ExtensionPasses passes);  // yes with_reasons no
// The lines that are not met or not known, as a refusal names them. Empty: there are none.
Text against(const ExtensionTest& test);

}  // namespace tidegate
