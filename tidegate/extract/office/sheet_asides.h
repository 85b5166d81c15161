// What a sheet says beside its cells: headers and footers of its pages, lists that its cells choose from,
// words of its links, and a name that holds a number or an address.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/extract/office/grid_table.h"
#include "tidegate/extract/office/xml_reader.h"

namespace tidegate {

// Of one workbook: kept until its sheets are told, since they are lines of its text. Bounded.
class SheetAsides {
 public:
  // path  of the workbook, for `where`.
  explicit SheetAsides(std::string path) : path_(std::move(path)) {}

  // A name of words is shown in the sheet's path; one with an address or seven digits is looked at.
  Result<void> add_name(std::string_view name);
  // The elements of a sheet, as they come. Errors: kLimit.
  Result<void> start(std::string_view element, const XmlAttributes& attributes);
  Result<void> end(std::string_view element);
  void text(std::string_view part);

  // Lines of any other text. Errors: kLimit.
  Result<void> add(std::string_view text);

  Result<void> tell(LineTable& lines) const;

 private:
  std::string path_;
  std::vector<std::string> lines_;
  std::size_t bytes_ = 0;
  std::string open_;  // text of the element at hand
  bool is_open_ = false;
};

// "&L&\"Arial\"&12Zhang Wei&RPage &P" -> "Zhang Wei\nPage": what stands there but for codes.
std::string header_text(std::string_view codes);

}  // namespace tidegate
