// Commitments to a record's fields: each under a salt of its own, all under one root, so that any of them may
// be shown, and none is shown by the others. Salts and the key of the sealed content come from the subject's
// secret: where that is destroyed, nothing of the subject can be read or tried any more. That is erasure; the
// log stays whole.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/aead.h"
#include "tidegate/base/result.h"
#include "tidegate/base/tree_hasher.h"
#include "tidegate/evidence/entry.h"
#include "tidegate/terms/record.h"

namespace tidegate::evidence {

// 32 octets of randomness, one a subject. Wiped when it goes; never printed.
class SubjectSecret {
 public:
  explicit SubjectSecret(const std::array<std::uint8_t, 32>& octets) : octets_(octets) {}
  SubjectSecret(const SubjectSecret&) = delete;
  SubjectSecret& operator=(const SubjectSecret&) = delete;
  ~SubjectSecret();
  const std::array<std::uint8_t, 32>& octets() const { return octets_; }

 private:
  std::array<std::uint8_t, 32> octets_;
};

// Drawn by the caller for each record: never twice under one secret.
using RecordNonce = AeadNonce;
using Salt = std::array<std::uint8_t, 16>;

struct SaltedField {
  RecordField field;
  Salt salt{};
  friend bool operator==(const SaltedField&, const SaltedField&) = default;
};

// By name. Errors: kOutOfRange (a name twice, empty or long, too many or too large in all).
Result<std::vector<SaltedField>> salted(const SubjectSecret& secret, const RecordNonce& nonce,
                                        std::vector<RecordField> fields);

Hash commitment(const TreeHasher& hasher, const SaltedField& field);
FieldsRoot commit(const TreeHasher& hasher, const std::vector<SaltedField>& fields);

// A field with the way to the root.
struct DisclosedField {
  SaltedField field;
  std::uint64_t place = 0;  // among the record's fields
  std::vector<Hash> path;
  friend bool operator==(const DisclosedField&, const DisclosedField&) = default;
};
// Errors: kNotFound (no field of that name).
Result<DisclosedField> disclose(const TreeHasher& hasher, const std::vector<SaltedField>& fields,
                                std::string_view name);
bool is_field_of(const TreeHasher& hasher, const FieldsRoot& root, const DisclosedField& field);

// The fields with their salts, sealed for whoever has the secret, and to the entry that they belong to. Its
// length tells that of the fields in steps of 256 octets alone.
std::string seal_content(const SubjectSecret& secret, const RecordNonce& nonce,
                         const std::vector<SaltedField>& fields, std::string_view entry);
// Errors: kCorrupt (another secret or entry, or altered).
Result<std::vector<SaltedField>> open_content(const SubjectSecret& secret, std::string_view sealed,
                                              std::string_view entry);

// The entry of a record, its fields committed to.
RecordEntry entry_of(const TreeHasher& hasher, const Record& record, const std::vector<SaltedField>& fields);

}  // namespace tidegate::evidence
