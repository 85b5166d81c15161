// What the journeys of filings share: to read one, check it with its papers, and keep it changed. Private to
// this folder.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/gate/credentials/lists.h"
#include "tidegate/gate/desk/kept_filing.h"
#include "tidegate/gate/desk/paper_shelf.h"

namespace tidegate::desk {

// Who changes a filing: an account, or somebody abroad who holds a link.
struct FilingHand {
  Reach reach;
  AuditRow audit;  // action, object and outcome are filled in
};
FilingHand hand_of(const DeskAsker& asker, std::int64_t now_ms);

class FilingWork {
 public:
  FilingWork(Parts& parts, FilingGrounds& grounds);

  Parts& parts() const { return parts_; }
  const FilingLooks& looks() const { return grounds_.looks(); }
  FilingGrounds& grounds() const { return grounds_; }
  const std::string& form_sha256() const { return form_sha256_; }

  Result<KeptFiling> read(const Reach& reach, const std::string& id);
  Result<DeskFiling> shown(const Reach& reach, const KeptFiling& kept);

  // day: of the question. Errors: kOutOfRange with a place (a column contradicts what is declared).
  Result<CheckedFiling> checked(const Reach& reach, const KeptFiling& kept, const Transfer& transfer,
                                Date day);
  // Opens a paper that is about to be kept.
  Result<void> look_at(const FilingFileRow& file, const std::string& bytes);
  // Papers of the declaration's attachments, in their order.
  Result<std::vector<filing::Paper>> papers(const Reach& reach, const KeptFiling& kept,
                                            const Transfer& transfer);

  // All that is known of it on this day. Errors: kCorrupt (it was held to the format when it was kept).
  struct Ready {
    CheckedFiling checked;
    DeskFilingCheck told;
    FilingVersion version;  // without hashes and test of an extension
    std::string summary;
  };
  Result<Ready> ready(const Reach& reach, KeptFiling& kept);
  // Reads the tree of `kept`, checks it, and fills the row's document, summary and route. Problems: the
  // declaration will not do, and nothing is to be kept.
  Result<std::vector<PlacedProblem>> brought_up(const Reach& reach, KeptFiling& kept);
  // Keeps it where it may be changed and still has the version `kept` was read with. more: what else belongs
  // into the transaction.
  using More = std::function<Result<void>(DeskTransaction&)>;
  Result<EditedFiling> keep(const FilingHand& hand, KeptFiling kept, std::string_view action,
                            const More& more = {});

 private:
  DocumentOctets octets(const Reach& reach, const KeptFiling& kept);
  Result<Ready> judged(const Reach& reach, const KeptFiling& kept, const Transfer& transfer);

  Parts& parts_;
  FilingGrounds& grounds_;
  PaperShelf shelf_;
  std::string form_sha256_;
};

Error may_not_change();
Error moved_on();

}  // namespace tidegate::desk
