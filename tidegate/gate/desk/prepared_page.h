// A case's page as it is kept beside the case (CaseRow::document): pieces of JSON that are made when a step
// is taken, and put together for whoever reads (docs/formats/case-page.md). A cache: a step writes it anew.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "tidegate/base/result.h"

namespace tidegate::desk {

// What the pieces hold, in their order. All are objects.
enum class PagePart : std::size_t {
  kLive,      // what clocks and open steps are read from
  kCommon,    // what both sides see
  kFirm,      // what the firm sees beside
  kDesk,      // what the desk sees beside
  kHidden,    // lane and risk, for the desk; empty while a blind review hides them
  kOperator,  // what the operator of the platform sees, and nothing else
  kFiling,    // of the filing's last version: declaration, findings, opinions, questions of lists
};
inline constexpr std::size_t kPageParts = 7;
using PageParts = std::array<std::string, kPageParts>;

// {"parts":[...],"sizes":[...]} with the sizes first: found without reading the pieces.
std::string joined_page(const PageParts& parts);

// Borrows the document.
class PreparedPage {
 public:
  // Errors: kCorrupt.
  static Result<PreparedPage> read(std::string_view document);
  std::string_view part(PagePart which) const { return parts_[static_cast<std::size_t>(which)]; }
  // Members without the braces; empty where there is none.
  std::string_view members(PagePart which) const;

 private:
  std::array<std::string_view, kPageParts> parts_;
};

}  // namespace tidegate::desk
