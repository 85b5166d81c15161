#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/assure/backup_checks.h"

namespace tidegate::assure {

void check_places(const BackupManifest& m, const BackupQuestion& q, BackupReasons& reasons,
                  BackupAssurance& out) {
  std::vector<BackupSite> sites{m.site};
  sites.insert(sites.end(), m.copies.begin(), m.copies.end());
  std::string undeclared;
  bool is_abroad = false;
  for (const BackupSite& site : sites) {
    BackupPlace place{site.country, site.place, !site.country.empty() && site.country != "CN", false};
    place.is_declared = std::find(q.declared.begin(), q.declared.end(), site.country) != q.declared.end();
    if (site.country.empty()) reasons.add(BackupFault::kSiteUnknown);
    // Whoever says that it lies abroad says it against himself.
    if (site.country == "CN" && !site.is_by_table) reasons.add(BackupFault::kSiteClaimed);
    is_abroad = is_abroad || place.is_abroad;
    if (place.is_abroad && !place.is_declared) undeclared += (undeclared.empty() ? "" : ", ") + site.country;
    out.places.push_back(std::move(place));
  }
  if (!undeclared.empty()) {
    reasons.add(
        BackupFault::kUndeclaredAbroad,
        {"a copy lies in " + undeclared +
             ", which no declaration names: an export of its own, to be declared "
             "or ended, and deleted with the data (standard contract, art. 3(5))",
         "有备份存于 " + undeclared +
             "，未经申报：构成单独的数据出境，应申报或终止，并随数据到期一并删除（标准合同第三条第五项）"});
  }
  if (is_abroad && !q.deleted_with_data.value_or(false)) reasons.add(BackupFault::kKeptAfterData);
}

}  // namespace tidegate::assure
