// The face of the room: what is in a table, and how many persons is it about?
//
// A table passes once through TableScan (classify/table_scan.h), from which judge() tells the columns; the
// verdicts tell which columns identify persons, and SubjectScan counts them. Which columns those are is
// guessed from the first blocks, so that one pass does for both; a caller must count again when the whole
// table tells otherwise:
//
//   first blocks -> TableScan -> judge -> roles;  all blocks -> TableScan and SubjectScan(roles)
//   whole TableScan -> judge -> roles again;      different? all blocks -> SubjectScan(those)
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/classify/column_model.h"
#include "tidegate/classify/column_verdict.h"
#include "tidegate/classify/line_findings.h"
#include "tidegate/classify/literals.h"
#include "tidegate/classify/proven_types.h"
#include "tidegate/classify/schema/judge_schema.h"
#include "tidegate/classify/subject_scan.h"
#include "tidegate/classify/subjects.h"
#include "tidegate/classify/table_scan.h"

namespace tidegate {

// Changes whenever a verdict or a count may change for the same bytes.
inline constexpr std::string_view kClassifyEngine = "tidegate classify 8";

// One for a run. Everything const: several threads may use it at once.
class Classifier {
 public:
  // Errors: those of ColumnModel::parse.
  static Result<Classifier> load(const ColumnModelFiles& files);
  // As ColumnModel::of_image.
  static Classifier of_image(std::string_view bytes) { return Classifier(ColumnModel::of_image(bytes)); }

  const Taxonomy& taxonomy() const { return model_.taxonomy(); }
  const HeaderVocabulary& vocabulary() const { return model_.vocabulary(); }
  const LiteralMatcher& literals() const { return *literals_; }

  TableScan scan(const TableInfo& info) const { return TableScan(info, *literals_); }
  std::vector<ColumnProfile> judge(const TableFeatures& features, Date as_of) const {
    return judge_columns(features, model_, as_of);
  }
  std::vector<ColumnProfile> judge(const SchemaTable& schema, Date as_of) const {
    return judge_schema(schema, model_, as_of);
  }
  LineFindings lines() const { return LineFindings(*literals_); }
  SubjectScan count(SubjectRoles roles, const SubjectKeySecret& secret, Date as_of) const {
    return SubjectScan(std::move(roles), secret, as_of, *literals_);
  }

 private:
  explicit Classifier(ColumnModel model)
      : model_(std::move(model)), literals_(std::make_unique<LiteralMatcher>()) {}
  ColumnModel model_;
  std::unique_ptr<LiteralMatcher> literals_;
};

// Fills in each identifying column's exact distinct values where the set can tell them: one column of its
// rank.
void fill_distinct(const SubjectRoles& roles, const SubjectSet& subjects,
                   std::vector<ColumnProfile>& columns);

}  // namespace tidegate
