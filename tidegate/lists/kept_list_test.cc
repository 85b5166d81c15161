#include "tidegate/lists/kept_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sodium.h>

#include "tidegate/base/ed25519.h"
#include "tidegate/base/hash.h"

namespace tidegate::lists {
namespace {

const std::string kRows =
    "list_id\trow\tedition\teffective_from\teffective_to\tzone\tsector_zh\tsector_en\tscenario_zh\tscenario_"
    "en\tunit\t"
    "field_zh\tfield_en\tkind\troute\tthreshold\tpersons_from\tpersons_below\tsource\tgrade\ttaxonomy\tnote\n"
    "zone-1\t1\t2024\t2024-01-01\t\tCN\t\t\t\t\tfield\t源代码\tSource "
    "code\timportant\tassessment\t\t\t\tannex\tT\t\t\n";

bool any_type(std::string_view) { return true; }

KeptList signed_list() {
  unsigned char seed[crypto_sign_SEEDBYTES] = {1, 2, 3};
  unsigned char open[crypto_sign_PUBLICKEYBYTES];
  unsigned char secret[crypto_sign_SECRETKEYBYTES];
  crypto_sign_seed_keypair(open, secret, seed);
  KeptList kept{kRows, "", std::string(crypto_sign_BYTES, '\0'), hex(open), *Date::of(2026, 11, 20), ""};
  crypto_sign_detached(reinterpret_cast<unsigned char*>(kept.signature.data()), nullptr,
                       reinterpret_cast<const unsigned char*>(kept.rows.data()), kept.rows.size(), secret);
  kept.sha256 = sha256_of(kept);
  return kept;
}

TEST(KeptList, SignedIsOpenedAndReadsBackAsItself) {
  const KeptList kept = signed_list();
  const auto again = parse_kept_list(kept_list_text(kept), "f");
  ASSERT_TRUE(again.has_value()) << again.error().what;
  EXPECT_EQ(*again, kept);
  const auto list = open_kept_list(kept, "f", any_type);
  ASSERT_TRUE(list.has_value()) << list.error().what;
  EXPECT_EQ(list->origin, Origin::kSigned);
  EXPECT_EQ(list->coverage.status, "partial") << "nobody said that it is whole";
}

TEST(KeptList, OneChangedOctetOfRowsCoverageOrKeyIsCorrupt) {
  KeptList kept = signed_list();
  kept.rows[kept.rows.find("Source")] = 'T';
  EXPECT_EQ(open_kept_list(kept, "f", any_type).error().code, ErrorCode::kCorrupt);
  kept.sha256 = sha256_of(kept);
  EXPECT_EQ(open_kept_list(kept, "f", any_type).error().code, ErrorCode::kCorrupt);
  kept = signed_list();
  kept.coverage = "x";
  kept.sha256 = sha256_of(kept);
  EXPECT_EQ(open_kept_list(kept, "f", any_type).error().code, ErrorCode::kCorrupt);
  kept = signed_list();
  kept.key[0] = kept.key[0] == '0' ? '1' : '0';
  EXPECT_EQ(open_kept_list(kept, "f", any_type).error().code, ErrorCode::kCorrupt);
  kept = signed_list();
  kept.signature.clear();
  EXPECT_EQ(open_kept_list(kept, "f", any_type)->origin, Origin::kUnsigned);
  kept.rows[kept.rows.find("Source")] = 'T';
  EXPECT_EQ(open_kept_list(kept, "f", any_type).error().code, ErrorCode::kCorrupt) << "unsigned as well";
}

// A key of RFC 8410, and what is none.
TEST(Ed25519, ReadsAKeyAsOpensslWritesIt) {
  const auto key = parse_ed25519_pem(
      "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END "
      "PUBLIC KEY-----\n");
  ASSERT_TRUE(key.has_value());
  EXPECT_EQ(hex(key->bytes), "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1");
  EXPECT_FALSE(parse_ed25519_pem("-----BEGIN PUBLIC KEY-----\nMCow\n-----END PUBLIC KEY-----\n").has_value());
  EXPECT_FALSE(parse_ed25519_pem("").has_value());
  EXPECT_FALSE(is_signed_by(*key, "text", "short"));
}

}  // namespace
}  // namespace tidegate::lists
