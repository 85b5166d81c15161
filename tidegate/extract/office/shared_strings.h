// The texts that the cells of a workbook refer to by number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/extract/extract.h"
#include "tidegate/extract/office/package.h"

namespace tidegate {

class SharedStrings {
 public:
  // Errors: kLimit above max_shared_bytes; those of read_xml.
  Result<void> read(const OfficePackage& package, const std::string& part, const ExtractOptions& options);
  // None: the workbook has fewer. Borrows this.
  std::optional<std::string_view> at(std::string_view number) const;

 private:
  std::string text_;
  std::vector<std::uint32_t> ends_;
};

// "_x000D_" and the like, as the format writes what XML cannot hold. Zeros and halves of pairs become U+FFFD.
std::string unescaped(std::string_view text);

}  // namespace tidegate
