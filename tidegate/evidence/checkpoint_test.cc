#include "tidegate/evidence/checkpoint.h"

#include <gtest/gtest.h>

#include "tidegate/evidence/cosignature.h"
#include "tidegate/evidence/signers_test.h"

namespace tidegate::evidence {
namespace {

constexpr const char* kText =
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

TEST(Checkpoint, ReadsTheOneFormThatItWrites) {
  const Checkpoint read = parse_checkpoint(kText).value();
  EXPECT_EQ(read.origin, "example.com/behind-the-sofa");
  EXPECT_EQ(read.size, 20'852'163U);
  EXPECT_EQ(to_text(read), kText);
  const std::string extended = std::string(kText) + "an extension\n";
  EXPECT_EQ(to_text(parse_checkpoint(extended).value()), extended);
  const std::string root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
  for (const std::string& bad :
       {std::string(), std::string("a\n"), std::string("a\n1\n"), "\n1\n" + root, "a\n01\n" + root,
        "a\n-1\n" + root, "a\n+1\n" + root, "a\n\n" + root, "a\n1 \n" + root,
        "a\n9223372036854775808\n" + root, std::string("a\n1\n") + root.substr(0, 44),
        std::string("a\n1\nAAAA\n"), "a\n1\n" + root + "\n", "a b\n1\n" + root, "a\n1\n" + root + "x"})
    EXPECT_FALSE(parse_checkpoint(bad)) << bad;
  EXPECT_TRUE(parse_checkpoint("a\n9223372036854775807\n" + root));
  EXPECT_TRUE(parse_checkpoint("a\n0\n" + root));
}

TEST(Checkpoint, OpensUnderAKeyOfItsOriginAlone) {
  TestSigner log(1);
  TestCheck check;
  const VerifierKey key{"example.com/behind-the-sofa", KeyUse::kNote, log.public_key()};
  const VerifierKey other{"example.com/another", KeyUse::kNote, log.public_key()};
  const std::string bytes = to_text(Note{kText, {sign_note(kText, key.name, log).value()}});
  EXPECT_EQ(open_checkpoint(bytes, {{other, key}}, check).value().signers, std::vector<std::size_t>{1});
  EXPECT_EQ(open_checkpoint(bytes, {{other}}, check).error().code, ErrorCode::kNotFound);
  // Another log's key signs for its own origin and for no other.
  const std::string foreign = to_text(Note{kText, {sign_note(kText, other.name, log).value()}});
  EXPECT_EQ(open_checkpoint(foreign, {{other, key}}, check).error().code, ErrorCode::kCorrupt);
}

TEST(Cosignature, HoldsForItsTimeTextAndKey) {
  TestCheck check;
  for (const auto algorithm : {SignatureAlgorithm::kEd25519, SignatureAlgorithm::kSm2}) {
    TestSigner witness(3, algorithm);
    const std::vector<VerifierKey> keys{{"w.example", KeyUse::kNote, witness.public_key()},
                                        {"w.example", KeyUse::kCosignature, witness.public_key()}};
    Note note{kText, {}};
    EXPECT_TRUE(cosigners_of(note, keys, check).value().empty());
    note.signatures.push_back(cosign(kText, 1'679'315'147, "w.example", witness).value());
    note.signatures.push_back(cosign(kText, 1'679'315'140, "w.example", witness).value());
    const std::vector<Cosigned> expected{{1, 1'679'315'147}};
    EXPECT_EQ(cosigners_of(note, keys, check).value(), expected);
    for (std::size_t i = 0; i < note.signatures[0].octets.size(); ++i) {
      Note changed = note;
      changed.signatures[0].octets[i] = static_cast<char>(changed.signatures[0].octets[i] ^ 0x80);
      EXPECT_EQ(cosigners_of(changed, keys, check).error().code, ErrorCode::kCorrupt) << i;
    }
    Note other = note;
    other.text[0] = 'E';
    EXPECT_FALSE(cosigners_of(other, keys, check));
    // A log's signature is none of a witness, though the key be the same.
    Note as_log{kText, {sign_note(kText, "w.example", witness).value()}};
    EXPECT_TRUE(cosigners_of(as_log, keys, check).value().empty());
  }
}

TEST(Cosignature, RefusesATimeThatNoneIs) {
  TestSigner witness(3);
  EXPECT_FALSE(cosign(kText, -1, "w.example", witness));
  EXPECT_TRUE(cosign(kText, INT64_MAX, "w.example", witness));
  EXPECT_FALSE(cosign(kText, 1, "w example", witness));
}

}  // namespace
}  // namespace tidegate::evidence
