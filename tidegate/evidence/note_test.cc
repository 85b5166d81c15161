#include "tidegate/evidence/note.h"

#include <gtest/gtest.h>

#include "tidegate/evidence/signers_test.h"

namespace tidegate::evidence {
namespace {

// Of golang.org/x/mod/sumdb/note: another's key, and another's note.
constexpr const char* kOtherKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr const char* kOtherNote =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

TEST(Note, TakesAKeyAndANoteOfGo) {
  const VerifierKey key = VerifierKey::parse(kOtherKey).value();
  EXPECT_EQ(key.name, "PeterNeumann");
  EXPECT_EQ(key.id(), 0xc74f20a3U);
  EXPECT_EQ(key.to_text(), kOtherKey);
  const Note note = parse_note(kOtherNote).value();
  EXPECT_EQ(to_text(note), kOtherNote);
  TestCheck check;
  EXPECT_EQ(signers_of(note, {{key}}, check).value(), std::vector<std::size_t>{0});
}

TEST(Note, ReadsBackWhatBothAlgorithmsSigned) {
  TestSigner first(1);
  TestSigner second(2, SignatureAlgorithm::kSm2);
  const std::vector<VerifierKey> keys{{"log.example/1", KeyUse::kNote, first.public_key()},
                                      {"log.example/1", KeyUse::kNote, second.public_key()},
                                      {"log.example/1", KeyUse::kCosignature, first.public_key()}};
  for (const VerifierKey& key : keys) EXPECT_EQ(VerifierKey::parse(key.to_text()).value(), key);
  EXPECT_NE(keys[0].id(), keys[2].id());  // one key in two uses has two ids
  Note note{"text\n\nwith an empty line\n", {}};
  note.signatures.push_back(sign_note(note.text, "log.example/1", first).value());
  note.signatures.push_back(sign_note(note.text, "log.example/1", second).value());
  EXPECT_EQ(parse_note(to_text(note)).value(), note);
  TestCheck check;
  EXPECT_EQ(signers_of(note, keys, check).value(), (std::vector<std::size_t>{0, 1}));
}

TEST(Note, KeepsAndIgnoresSignaturesOfKeysItDoesNotKnow) {
  TestSigner signer(1);
  const std::vector<VerifierKey> keys{{"a.example", KeyUse::kNote, signer.public_key()}};
  Note note{"text\n", {}};
  for (int i = 0; i < 31; ++i)
    note.signatures.push_back({"b.example/" + std::to_string(i), 7, std::string(5'000, 'x')});
  note.signatures.push_back({"a.example", 7, "the name alone"});
  note.signatures.push_back({"c.example", keys[0].id(), "the id alone"});
  TestCheck check;
  EXPECT_TRUE(signers_of(note, keys, check).value().empty());
  EXPECT_EQ(check.asked, 0);
  note.signatures.push_back(sign_note(note.text, "a.example", signer).value());
  EXPECT_EQ(parse_note(to_text(note)).value(), note);
  EXPECT_EQ(signers_of(note, keys, check).value().size(), 1U);
}

// A known key's signature that fails spoils the note, though another of it holds.
TEST(Note, BelievesNothingWhereAKnownKeysSignatureFails) {
  TestSigner signer(1);
  const std::vector<VerifierKey> keys{{"a.example", KeyUse::kNote, signer.public_key()}};
  Note note{"text\n", {sign_note("text\n", "a.example", signer).value()}};
  TestCheck check;
  ASSERT_TRUE(signers_of(note, keys, check));
  note.signatures.push_back(note.signatures[0]);
  EXPECT_EQ(signers_of(note, keys, check).value().size(), 1U);
  note.signatures[1].octets[5] = static_cast<char>(note.signatures[1].octets[5] ^ 1);
  EXPECT_EQ(signers_of(note, keys, check).error().code, ErrorCode::kCorrupt);
  note.signatures.pop_back();
  note.text = "texT\n";
  EXPECT_EQ(signers_of(note, keys, check).error().code, ErrorCode::kCorrupt);
}

TEST(Note, RefusesEveryOtherForm) {
  const std::string good = kOtherNote;
  ASSERT_TRUE(parse_note(good));
  for (std::string bad :
       {std::string(), std::string("\n"), std::string("text\n"), std::string("text\n\n"), good + "x",
        good + "\n", good.substr(0, good.size() - 1), "\t" + good, "\xff" + good, good + "— a QUFB\n",
        good + "— a  QUFBQUE=\n", good + "- a QUFBQUE=\n", good + "— a QUFBQUE\n", good + "— a+b QUFBQUE=\n",
        good + "— a\xe3\x80\x80"
               "b QUFBQUE=\n",
        good + "— a QUFBQQ==\n"})
    EXPECT_FALSE(parse_note(bad)) << bad;
  EXPECT_TRUE(parse_note(good + "— a QUFBQUE=\n"));
}

TEST(Note, HoldsToItsBounds) {
  Note note{"text\n", {}};
  for (std::size_t i = 0; i < kMostNoteSignatures; ++i) note.signatures.push_back({"a", 1, "x"});
  EXPECT_TRUE(parse_note(to_text(note)));
  note.signatures.push_back({"a", 1, "x"});
  EXPECT_EQ(parse_note(to_text(note)).error().code, ErrorCode::kLimit);
  note.signatures.assign(1, {"a", 1, std::string(kLargestNoteSignature, 'x')});
  EXPECT_TRUE(parse_note(to_text(note)));
  note.signatures[0].octets += "x";
  EXPECT_EQ(parse_note(to_text(note)).error().code, ErrorCode::kLimit);
  EXPECT_EQ(parse_note(std::string(kLargestNote, 'x') + kOtherNote).error().code, ErrorCode::kLimit);
  EXPECT_TRUE(is_key_name(std::string(kLongestKeyName, 'x')));
  EXPECT_FALSE(is_key_name(std::string(kLongestKeyName + 1, 'x')));
}

TEST(Note, RefusesKeysOfAnotherFormIdOrAlgorithm) {
  for (const char* bad :
       {"", "a", "a+", "a+00000000", "a+00000000+", "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumanm+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+AhpcxQcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"})
    EXPECT_FALSE(VerifierKey::parse(bad)) << bad;
  TestSigner signer(1);
  EXPECT_FALSE(sign_note("text\n", "a b", signer));
}

}  // namespace
}  // namespace tidegate::evidence
