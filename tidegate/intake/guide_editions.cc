#include "tidegate/intake/guide_editions.h"

#include <algorithm>

#include "tidegate/base/json.h"
#include "tidegate/base/json_reader.h"

namespace tidegate::intake {

Result<std::vector<GuideEdition>> parse_guide_editions(std::string_view json, std::string_view where) {
  const auto value = parse_json(json, where);
  if (!value) return fail(value.error());
  JsonFault fault{std::string(where), {}};
  const JsonReader root(*value, fault);
  root.only({"format", "editions"});
  if (root.member("format").string() != "tidegate-guide-editions/1")
    root.refuse(ErrorCode::kMalformed, "not of format tidegate-guide-editions/1",
                "不是 tidegate-guide-editions/1 格式");
  std::vector<GuideEdition> editions;
  for (const JsonReader& in : root.member("editions").items(1, 99)) {
    in.only({"edition", "from", "title", "commitment_in_form", "own_link_template"});
    GuideEdition edition;
    edition.number = static_cast<int>(in.member("edition").integer(1, 99));
    edition.from = in.member("from").date();
    edition.title = in.member("title").text();
    edition.commitment_in_form = in.member("commitment_in_form").boolean();
    edition.own_link_template = in.member("own_link_template").boolean();
    if (!editions.empty() &&
        (edition.number <= editions.back().number || edition.from <= editions.back().from))
      in.refuse(ErrorCode::kMalformed, "stands behind a later edition", "版次或日期未依次递增");
    editions.push_back(std::move(edition));
  }
  if (fault.first) return fail(std::move(*fault.first));
  return editions;
}

GuideEdition guide_on(Date day, std::span<const GuideEdition> editions) {
  const auto next = std::find_if(editions.begin(), editions.end(),
                                 [&](const GuideEdition& edition) { return edition.from > day; });
  if (editions.empty()) return {};
  return next == editions.begin() ? editions.front() : *(next - 1);
}

}  // namespace tidegate::intake
