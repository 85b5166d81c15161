// What a gzip file (RFC 1952) holds, all its members one after another.
#pragma once

#include <string>

#include "tidegate/base/byte_source.h"
#include "tidegate/extract/expansion_budget.h"
#include "tidegate/extract/inflate.h"
#include "tidegate/extract/peek_source.h"

namespace tidegate {

class GzipSource final : public ByteSource {
 public:
  // packed, budget  outlive this. path  for `where`.
  GzipSource(PeekSource& packed, ExpansionBudget& budget, std::string path)
      : packed_(packed),
        budget_(budget),
        path_(std::move(path)),
        inflater_(Inflater::Wrapping::kGzip, path_) {}

  // Errors: kMalformed (damaged, cut short, something else behind it), kLimit, and those of `packed`.
  Result<std::size_t> read(std::span<char> into) override;

 private:
  Result<void> next_member();

  PeekSource& packed_;
  ExpansionBudget& budget_;
  std::string path_;
  Inflater inflater_;
  bool is_done_ = false;
};

}  // namespace tidegate
