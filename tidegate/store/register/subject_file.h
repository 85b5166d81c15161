// A set of persons on disk: keyed hashes in order, 8 octets an identifier that stands alone, 16 one that
// belongs to a better one. Every byte: docs/formats/subjects.md.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tidegate/base/byte_source.h"
#include "tidegate/base/result.h"
#include "tidegate/terms/subject_link.h"

namespace tidegate {

using TakeLink = std::function<void(const SubjectLink&)>;

// The whole file. Links may come in any order and more than once: equal sets give equal bytes.
std::string write_subjects(std::vector<SubjectLink> links, const Strangers& strangers);

struct SubjectsRead {
  Strangers strangers;
  std::string sha256;  // of all but itself, hex: the file's name
};
// take  is given every link, in order, by a reader that holds 64 KiB; what it took counts for nothing when an
// error comes back. Errors: kCorrupt (damaged, cut short, another order than is written), those of the
// source.
Result<SubjectsRead> read_subjects(ByteSource& bytes, const TakeLink& take);

}  // namespace tidegate
