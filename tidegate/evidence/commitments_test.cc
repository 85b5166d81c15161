#include "tidegate/evidence/commitments.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <set>

#include "tidegate/base/cbor.h"

namespace tidegate::evidence {
namespace {

const Sha256TreeHasher kHasher;

std::array<std::uint8_t, 32> secret_octets(std::uint8_t octet) {
  std::array<std::uint8_t, 32> out{};
  out.fill(octet);
  return out;
}

std::vector<RecordField> fields() {
  return {{"route", "SA"},
          {"risk.score", "612"},
          {"persons", "140000"},
          {"lane", "red"},
          {"recipient.region", "SG"}};
}

struct Logged {
  std::vector<SaltedField> fields;
  std::string entry;
  std::string content;
};
Logged logged(const SubjectSecret& secret, const RecordNonce& nonce, std::vector<RecordField> plain) {
  Logged out;
  out.fields = *salted(secret, nonce, std::move(plain));
  Record record;
  record.actor = "k";
  out.entry = *write_entry(entry_of(kHasher, record, out.fields));
  out.content = seal_content(secret, nonce, out.fields, out.entry);
  return out;
}
FieldsRoot root_in(const std::string& entry) { return std::get<RecordEntry>(*read_entry(entry, "f")).fields; }

TEST(Commitments, AnyFieldIsShownWithoutTheOthers) {
  const SubjectSecret secret(secret_octets(1));
  for (std::size_t count = 1; count <= 40; ++count) {
    std::vector<RecordField> plain;
    for (std::size_t i = 0; i < count; ++i) plain.push_back({"f" + std::to_string(i), std::to_string(i % 3)});
    const auto all = *salted(secret, {2}, plain);
    const FieldsRoot root = commit(kHasher, all);
    EXPECT_EQ(root.count, count);
    for (const RecordField& field : plain) {
      auto shown = disclose(kHasher, all, field.name);
      ASSERT_TRUE(shown.has_value());
      EXPECT_EQ(shown->field.field, field);
      EXPECT_TRUE(is_field_of(kHasher, root, *shown));
      DisclosedField other = *shown;
      other.field.field.value += "0";
      EXPECT_FALSE(is_field_of(kHasher, root, other));
      other = *shown;
      other.field.field.name += "0";
      EXPECT_FALSE(is_field_of(kHasher, root, other));
      other = *shown;
      other.field.salt[3] ^= 1;
      EXPECT_FALSE(is_field_of(kHasher, root, other));
      other = *shown;
      other.place = (other.place + 1) % count;
      EXPECT_TRUE(count == 1 || !is_field_of(kHasher, root, other));
      other = *shown;
      other.path.push_back({});
      EXPECT_FALSE(is_field_of(kHasher, root, other));
    }
  }
  EXPECT_EQ(disclose(kHasher, *salted(secret, {2}, fields()), "none").error().code, ErrorCode::kNotFound);
}

// The thief holds the entries, the sealed content and the program; he does not hold the secret. He knows that
// "persons" is one of 200,000 numbers, and tries them all, with every salt that he can think of.
TEST(Commitments, AThiefOfTheLogCannotTryOutAFieldOfFewValues) {
  const SubjectSecret secret(secret_octets(1));
  const Logged victim = logged(secret, {5}, {{"persons", "140000"}});
  const Hash leaf = root_in(victim.entry).root;  // of one field: its commitment
  Salt from_content{};
  std::copy_n(victim.content.begin(), from_content.size(), from_content.begin());
  Salt from_entry{};
  std::copy_n(leaf.begin(), from_entry.size(), from_entry.begin());
  for (const Salt& salt : {Salt{}, from_content, from_entry}) {
    for (int persons = 0; persons < 200'000; ++persons)
      ASSERT_NE(commitment(kHasher, {{"persons", std::to_string(persons)}, salt}), leaf);
  }
  // With the secret's salt the same search ends at once.
  const auto opened = open_content(secret, victim.content, victim.entry);
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ(commitment(kHasher, opened->front()), leaf);
  EXPECT_EQ(opened->front().field.value, "140000");
}

// Equal values look unequal: in one record, in two records of a subject, and in those of two subjects.
TEST(Commitments, EqualFieldsHaveUnequalCommitments) {
  const SubjectSecret secret(secret_octets(1));
  const SubjectSecret other(secret_octets(2));
  std::set<Hash> seen;
  std::set<std::string> contents;
  for (const SubjectSecret* whose : {&secret, &other}) {
    for (std::uint8_t record = 0; record < 10; ++record) {
      const Logged one = logged(*whose, {record}, {{"a", "1"}, {"b", "1"}});
      for (const SaltedField& field : one.fields) seen.insert(commitment(kHasher, field));
      contents.insert(one.content.substr(24));
    }
  }
  EXPECT_EQ(seen.size(), 40U);
  EXPECT_EQ(contents.size(), 20U);
}

// What is shown of one field tells neither the others' salts nor the secret: they are derived one way.
TEST(Commitments, AShownSaltOpensNoOther) {
  const SubjectSecret secret(secret_octets(1));
  const auto all = *salted(secret, {5}, fields());
  std::set<Salt> salts;
  for (const SaltedField& field : all) salts.insert(field.salt);
  EXPECT_EQ(salts.size(), all.size());
  for (const SaltedField& shown : all) {
    for (const SaltedField& hidden : all) {
      if (shown == hidden) continue;
      EXPECT_NE(commitment(kHasher, {hidden.field, shown.salt}), commitment(kHasher, hidden));
    }
  }
}

TEST(Commitments, TheContentOpensForItsSecretAndItsEntryAlone) {
  const SubjectSecret secret(secret_octets(1));
  const Logged one = logged(secret, {5}, fields());
  EXPECT_EQ(*open_content(secret, one.content, one.entry), one.fields);
  EXPECT_EQ(open_content(SubjectSecret(secret_octets(2)), one.content, one.entry).error().code,
            ErrorCode::kCorrupt);
  EXPECT_FALSE(open_content(secret, one.content, one.entry + "x").has_value());
  for (std::size_t i = 0; i < one.content.size(); ++i) {
    std::string other = one.content;
    other[i] = static_cast<char>(other[i] ^ 0x40);
    EXPECT_FALSE(open_content(secret, other, one.entry).has_value()) << i;
    EXPECT_FALSE(open_content(secret, one.content.substr(0, i), one.entry).has_value()) << i;
  }
}

// Whoever has the log without the secret sees how long a content is: "exempt" and "assessment" are as long.
TEST(Commitments, TheLengthOfAContentShowsInStepsAlone) {
  const SubjectSecret secret(secret_octets(1));
  constexpr std::size_t kBeside = 24 + 16;  // nonce and tag
  std::set<std::size_t> sizes;
  for (std::size_t length = 0; length <= 600; ++length) {
    const Logged one = logged(secret, {5}, {{"route", std::string(length, 'x')}});
    const std::size_t size = one.content.size() - kBeside;
    EXPECT_EQ(size % 256, 0U);
    EXPECT_GT(size, length);
    EXPECT_LE(size, length + 256 + 40);
    sizes.insert(size);
    const auto opened = open_content(secret, one.content, one.entry);
    ASSERT_TRUE(opened.has_value()) << length;
    EXPECT_EQ(opened->front().field.value.size(), length);
  }
  EXPECT_EQ(sizes, (std::set<std::size_t>{256, 512, 768}));
  EXPECT_EQ(logged(secret, {5}, {{"route", "exempt"}}).content.size(),
            logged(secret, {5}, {{"route", "assessment"}}).content.size());
}

// Nothing of a field stands in what is published or in what is sealed.
TEST(Commitments, NoValueStandsInEntryOrContent) {
  const Logged one =
      logged(SubjectSecret(secret_octets(1)), {5}, {{"holder", "a name long enough to be found"}});
  for (const std::string* bytes : {&one.entry, &one.content}) {
    EXPECT_EQ(bytes->find("long enough"), std::string::npos);
    EXPECT_EQ(bytes->find("holder"), std::string::npos);
  }
}

// Erasure: the secret is destroyed. The log still proves that this entry was made; nobody opens it any more,
// not even who knows the nonce and guesses the value.
TEST(Commitments, WithoutItsSecretAnEntryStandsAndSaysNothing) {
  std::string entry;
  std::string content;
  {
    const SubjectSecret secret(secret_octets(1));
    const Logged one = logged(secret, {5}, {{"persons", "140000"}});
    entry = one.entry;
    content = one.content;
  }
  EXPECT_EQ(root_in(entry).count, 1U);
  for (std::uint8_t guess = 2; guess != 0; ++guess) {
    const SubjectSecret guessed(secret_octets(guess));
    EXPECT_FALSE(open_content(guessed, content, entry).has_value());
    EXPECT_NE(commit(kHasher, *salted(guessed, {5}, {{"persons", "140000"}})).root, root_in(entry).root);
  }
}

TEST(Commitments, RefusesFieldsThatAreNoFields) {
  const SubjectSecret secret(secret_octets(1));
  const std::vector<RecordField> kBad[] = {{{"", "x"}},
                                           {{"a", "x"}, {"a", "y"}},
                                           {{std::string(201, 'n'), "x"}},
                                           {{"a", "\xff"}},
                                           {{"a", std::string(1 << 20, 'x')}}};
  for (const auto& bad : kBad) EXPECT_EQ(salted(secret, {1}, bad).error().code, ErrorCode::kOutOfRange);
  EXPECT_FALSE(salted(secret, {1}, std::vector<RecordField>(kMostFields + 1)).has_value());
  EXPECT_EQ(commit(kHasher, {}), FieldsRoot{});
}

}  // namespace
}  // namespace tidegate::evidence
