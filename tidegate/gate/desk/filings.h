// Filings at the desk: a draft is filled in value by value, checked as it stands, given its papers, and
// handed in. A firm sees its own alone. Numbers of identity papers are checked as they come and never kept.
// Several threads at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/json.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/gate/desk/desk.h"
#include "tidegate/terms/finding.h"
#include "tidegate/terms/risk_report.h"

namespace tidegate {

namespace desk {
class FilingWork;
}

// What is wrong with a value that was sent, and where it was to stand.
struct PlacedProblem {
  std::string pointer;
  Text says;
  Text fix;
};

struct GapCounts {  // findings that fail
  std::int64_t blocks = 0;
  std::int64_t returned = 0;
  std::int64_t warns = 0;
};

struct DeskPaper {
  std::string id;
  std::string slot;  // A1 .. A9
  std::string file_name;
  std::string sha256;
  std::string media_type;
  std::int64_t size_bytes = 0;
  std::int64_t added_ms = 0;
};

struct DeskFiling {
  std::string id;
  ZoneDesk::Firm firm;
  std::string state;  // draft submitted
  std::string route;
  std::string case_id;
  std::int64_t version = 0;
  std::int64_t created_ms = 0;
  std::int64_t updated_ms = 0;
  bool can_edit = false;
  bool is_changed = false;  // since it was handed in
  std::string declaration;  // JSON
  std::vector<DeskPaper> papers;
};

struct DeskFilingLine {  // of a list
  std::string id;
  std::string title;
  std::string title_en;  // empty: the title is in one language
  std::string state;
  std::string route;
  std::string case_id;
  std::string case_state;
  std::int64_t version = 0;
  std::int64_t created_ms = 0;
  std::int64_t updated_ms = 0;
  GapCounts gaps;
  std::int64_t answered = 0;
  std::int64_t needed = 0;
};

// At most one of declaration, assessment, extends and copies.
struct NewFiling {
  const Json* declaration = nullptr;
  const Json* assessment = nullptr;  // output of `tidegate assess --json`
  std::string extends;               // permit
  std::string copies;                // filing
};
struct FilingEdit {
  std::int64_t version = 0;  // that was read
  std::vector<std::pair<std::string, Json>> set;
  std::vector<std::string> remove;  // elements of lists by their numbers as they were read
};
// Either the filing as it is now, or why nothing was changed.
struct EditedFiling {
  std::optional<DeskFiling> filing;
  std::vector<PlacedProblem> problems;
};

struct DeskFilingCheck {
  struct Missing {
    std::string fact;
    std::string pointer;
    Text says;
  };
  struct Change {
    std::string to;  // a route of the law, or a lane
    Text says;
  };
  struct Task {
    std::string id;
    std::int64_t answered = 0;
    std::int64_t needed = 0;
    GapCounts gaps;
  };
  struct Risk {
    Lane lane = Lane::kRed;
    std::int64_t score_e6 = 0;
    std::int64_t low_e6 = 0;
    std::int64_t high_e6 = 0;
  };
  std::string route;  // empty: it is not determined
  Text route_words;
  std::string law;
  std::string law_route;
  std::string route_class;
  std::vector<Missing> missing;
  std::vector<Change> smallest_changes;
  std::optional<Risk> risk;
  std::vector<Finding> findings;
  GapCounts gaps;
  std::vector<Task> tasks;
  bool can_submit = false;
  Text disclaimer;
  std::int64_t answered() const;  // over all tasks
  std::int64_t needed() const;
  std::int64_t version = 0;  // of the filing
};

struct NewPaper {
  std::string slot;
  std::string file_name;  // its ending says of what kind it is
  const std::string& bytes;
  std::string replaces = {};  // a paper of the draft in whose place it comes; empty: none
};
struct DeskOctets {
  std::string file_name;
  std::string media_type;
  std::string bytes;
};

struct DocumentsAsk {
  bool pdf = false;
  bool english = false;
};

struct DeskSubmission {
  std::string case_id;  // empty: something blocks
  std::string filing;
  std::int64_t version = 0;
  std::vector<Finding> blocking;
};

class DeskFilings {
 public:
  explicit DeskFilings(desk::Parts& parts);  // parts outlives it
  ~DeskFilings();

  std::string_view form_json() const;
  std::string_view form_sha256() const;

  // Errors of every call: kNotFound (no such filing of this firm), kConflict (it has moved on; it may not be
  // changed just now), kUnavailable.
  Result<DeskPage<DeskFilingLine>> filings(const DeskAsker& asker, const DeskPageAsk& page);
  Result<EditedFiling> add(const DeskAsker& asker, const NewFiling& made);
  Result<DeskFiling> filing(const DeskAsker& asker, const std::string& id);
  Result<EditedFiling> change(const DeskAsker& asker, const std::string& id, const FilingEdit& edit);
  Result<EditedFiling> replace(const DeskAsker& asker, const std::string& id, std::int64_t version,
                               const Json& declaration);
  Result<void> remove(const DeskAsker& asker, const std::string& id, std::int64_t version);
  Result<DeskFilingCheck> check(const DeskAsker& asker, const std::string& id);

  // A paper is listed among the declaration's attachments as it comes, and with it the filing gets a new
  // version. Errors: kOutOfRange (slot or name), kMalformed (of a kind that is no paper), kLimit (32 MiB).
  Result<DeskPaper> add_paper(const DeskAsker& asker, const std::string& id, const NewPaper& paper);
  Result<void> remove_paper(const DeskAsker& asker, const std::string& id, const std::string& paper);
  Result<DeskOctets> paper(const DeskAsker& asker, const std::string& id, const std::string& paper);

  // Begins to make what is handed in. Returns the operation's id; where PDF is asked for and the program that
  // prints is not installed, the operation fails and says so.
  Result<std::string> make_documents(const DeskAsker& asker, const std::string& id, const DocumentsAsk& ask);
  // {"rows": [...], "made_at", "version"} of the last time; no rows where none were made.
  Result<std::string> documents(const DeskAsker& asker, const std::string& id);
  Result<DeskOctets> document(const DeskAsker& asker, const std::string& id, const std::string& sha256);

  // Hands it in, and opens its case; again after a return, or as a new version while a supplement is open.
  // Ends the links of recipients. Where a finding blocks, nothing is changed and the findings come back.
  Result<DeskSubmission> submit(const DeskAsker& asker, const std::string& id, std::int64_t version);

  desk::FilingWork& work() const { return *work_; }  // for the journeys of this folder

 private:
  desk::Parts& parts_;
  std::unique_ptr<desk::FilingWork> work_;
};

}  // namespace tidegate
