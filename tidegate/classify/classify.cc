#include "tidegate/classify/classify.h"

#include <array>

namespace tidegate {

Result<Classifier> Classifier::load(const ColumnModelFiles& files) {
  auto model = ColumnModel::parse(files);
  if (!model) return fail(model.error());
  return Classifier(std::move(*model));
}

void fill_distinct(const SubjectRoles& roles, const SubjectSet& subjects,
                   std::vector<ColumnProfile>& columns) {
  std::array<int, kIdentifierRanks> of_rank{};
  for (const SubjectRole& role : roles) {
    if (role.rank >= 0) ++of_rank[static_cast<std::size_t>(role.rank)];
  }
  for (std::size_t i = 0; i < columns.size() && i < roles.size(); ++i) {
    const std::int8_t rank = roles[i].rank;
    const bool is_alone = rank >= 0 && of_rank[static_cast<std::size_t>(rank)] == 1;
    columns[i].distinct = is_alone ? subjects.distinct(static_cast<std::uint8_t>(rank)) : 0;
  }
}

}  // namespace tidegate
