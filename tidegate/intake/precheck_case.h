// What the rules of the pre-check share: the case with what follows from it, and the list of findings they
// add to.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/intake/precheck.h"
#include "tidegate/terms/finding.h"
#include "tidegate/terms/transfer.h"

namespace tidegate::intake {

// Articles that one finding stands on and its rule as such does not.
enum class Beside { kNothing, kForeignBodies, kInForce, kListedRecipients };

class PrecheckCase {
 public:
  // transfer: its answers alone (answered.h), so that every rule takes an empty text for a blank. All are
  // borrowed.
  PrecheckCase(const Transfer& transfer, const PrecheckContext& context, std::vector<Finding>& findings);

  const Transfer& t;
  const PrecheckContext& context;
  const Date filing_date;    // as known, else as stated, else the day of the question
  const GuideEdition guide;  // in force on it, or, where it is handed in again, since

  bool begun() const { return t.filing.begun; }
  bool files(std::string_view route) const { return t.filing.route == route; }
  // A filing to an authority or certifier: SA, SC, PC, NL, EXT, and one whose route is not stated yet.
  bool is_filed() const { return begun() && !files("EX"); }
  bool is_assessed() const { return files("SA") || files("EXT"); }
  bool has_personal() const;   // some row is, or may be, personal information
  bool has_important() const;  // some row is, or is said to be, important data

  // cites: law beside that of the rule.
  void fails(int rule, std::string pointer, Text says, Text fix, Beside cites = Beside::kNothing);
  // A failure that only asks, whatever the rule's own severity.
  void asks(int rule, std::string pointer, Text says, Text fix, Beside cites = Beside::kNothing);
  void passes(int rule, Text says);
  void cannot(int rule, std::string pointer, Text missing);
  // Not stated: a failure of the filing once it is begun, else a check that cannot be made.
  void blank(int rule, const std::string& pointer, const Text& what, const Text& fix);
  bool has(int rule) const;  // whether the rule has added something
  // Adds a pass when the rule has added nothing so far.
  void settle(int rule, Text says);

 private:
  Finding& add(int rule, CheckState state, std::string pointer, Text says, Text fix);
  void cite(Finding& finding, Beside cites) const;
  std::vector<Finding>& findings_;
};

// Whether the fact of a row is stated with this value.
bool states(const Facts& facts, std::string_view name, const FactValue& value);

// The same day `months` earlier, or the last of that month.
Date months_before(Date day, int months);

// The rule's law: instrument, article, edition and time in force. route: as chosen by the filer, it decides
// the guide.
Text source_of_rule(int rule, Date day, const GuideEdition& guide, std::string_view route);
Text source_beside(Beside cites, Date day);  // empty for kNothing

// Each adds the findings of its rules.
void check_identity(PrecheckCase& c);  // V01, V03 to V05
// V02. stated: as declared, with what is no answer.
void check_blanks(PrecheckCase& c, const Transfer& stated);
void check_papers(PrecheckCase& c);   // V06 to V08, V13, V15, V16, V22, V24, V30
void check_items(PrecheckCase& c);    // V09, V17, V19, V25, V28, V29
void check_persons(PrecheckCase& c);  // V10, V11, V23
void check_days(PrecheckCase& c);     // V08, V13, V22, V23: days against the calendar
void check_parties(PrecheckCase& c);  // V13, V18, V26: who recipients and parties are
void check_flow(PrecheckCase& c);     // V12, V14, V18, V20, V21, V26, V27

}  // namespace tidegate::intake
