// A case's page: prepared in the transaction that takes a step, put together for whoever reads it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/gate/desk/case_live.h"
#include "tidegate/gate/desk/case_shapes.h"
#include "tidegate/gate/desk/filing_document.h"
#include "tidegate/gate/desk/filings.h"
#include "tidegate/gate/desk/firm_filings.h"
#include "tidegate/gate/desk/prepared_page.h"
#include "tidegate/store/desk/against_firm.h"
#include "tidegate/store/desk/rows.h"

namespace tidegate::desk {

struct PageFacts {
  const Case& c;
  const CaseRow& row;  // as it will be kept, but for the document
  const DeskLaw& law;
  const std::vector<FilingVersionRow>& versions;  // without documents
  const std::vector<DeskPaper>& papers;
  const Names& names;
  std::string_view extension;  // of a closed case; JSON object (extension_standing.h), or empty
  std::int64_t now_ms = 0;
  std::vector<Text> not_by_rules{};  // why it waits for a person by its own filing, but for a freeze
  FirmReasons beside = 0;            // why by the firm's others
  AgainstFirm::Wanted outcome_wants = AgainstFirm::Wanted::kNobody;
};

// The ids of everybody who acted, to look their names up.
std::vector<std::string> accounts_of(const Case& c);

// document  of the newest version; filing: the piece made of it before, where that version is the same, else
// empty.
std::string prepare_page(const PageFacts& facts, const FilingDocument& document, std::string_view filing);

// A version of a filing by itself: {number, at, sha256, declaration, findings, opinions, papers}.
std::string version_text(const FilingVersionRow& version);

// Contests as a part of a page keeps them, with the last days of those that are open as they are now.
std::string contests_now(const JsonPiece& kept, const std::map<std::size_t, DayAnswer>& due);

// What a page is put together with.
struct Reading {
  const PreparedPage& page;
  const LiveCase& live;
  const CaseRow& row;
  const DeskLaw& law;
  const Actor& actor;
  Side side = Side::kFirm;
  bool is_operator = false;
  std::string_view permits;    // JSON array
  std::string_view extension;  // of an open case, as it stands; JSON object, or empty
  std::int64_t now_ms = 0;
  bool is_frozen = false;            // the filing's sector, now
  std::vector<BarredStep> barred{};  // to this account, by what it did before
  // Why by the firm's others a person finishes it, now; none: it does not stand where rules could.
  std::optional<FirmReasons> beside{};
  DueDays due{};
};
// The lane that holds now: yellow at least where the sector is frozen. Empty while it is hidden.
std::string lane_now(const Reading& reading);
// Of it what changes without a step: clocks, permits, the steps that are open to this account. JSON object.
std::string moment_text(const Reading& reading);
// moment: of the same reading.
std::string page_text(const Reading& reading, std::string_view moment);

}  // namespace tidegate::desk
