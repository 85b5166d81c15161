// The readers' bounds, and what stands where in a file; signatures are judged by the labelled cases
// (tests/credentials/make_certificate_cases.py).
#include "tidegate/assure/pdf_document.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "tidegate/assure/credential.h"
#include "tidegate/assure/pdf_table.h"
#include "tidegate/assure/pdf_value.h"

namespace tidegate::assure {
namespace {

std::string kept() {
  std::ifstream in(TIDEGATE_SOURCE_DIR "/tests/credentials/certified/signed.pdf", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  text.replace(text.find(what), what.size(), by);
  return text;
}

TEST(PdfDocument, TheWholeOfItIsSignedAndItsClaimsComeOut) {
  const std::string file = kept();
  const auto pdf = read_pdf(file, "f");
  ASSERT_TRUE(pdf) << pdf.error().what;
  EXPECT_TRUE(pdf->flaw.empty());
  ASSERT_TRUE(pdf->claims);
  EXPECT_TRUE(read_claims(*pdf->claims, "f"));
  EXPECT_EQ(pdf->contents.size() + 3'002, file.size()) << "all but its hex string";
  for (const std::string& other : {file + "\n", file + "%", file.substr(0, file.size() - 1), file + file})
    EXPECT_FALSE(read_pdf(other, "f"));
}

// Of what the catalog does not list the viewer of whoever signs shows nothing.
TEST(PdfDocument, ClaimsAreAmongTheAttachmentsThatTheCatalogLists) {
  const std::string file = kept();
  for (const auto& [what, by] :
       {std::pair<const char*, const char*>{"/EmbeddedFiles <<", "/EmbeddedFilex <<"},
        {"/Names [(credential.json) 5 0 R]", "/Names [(credential.json) 4 0 R]"},
        {"/Root 1 0 R", "/Root 2 0 R"},
        {"/Catalog", "/Catalox"},
        {"startxref", "startxreg"}}) {
    const auto pdf = read_pdf(replaced(file, what, by), "f");
    ASSERT_FALSE(pdf) << what;
    EXPECT_EQ(pdf.error().code, ErrorCode::kMalformed);
    EXPECT_FALSE(pdf.error().what_zh.empty());
  }
}

TEST(PdfDocument, WithoutClaimsWhatCannotBeLookedThroughIsAPaper) {
  for (const std::string& file : {std::string("%PDF-1.7\n1 0 obj\n<< /Title (/ByteRange) >>\nendobj\n"),
                                  "%PDF-1.7\n%/ByteRange\n" + repeated("1 0 obj 1 endobj\n", 50'001)}) {
    const auto pdf = read_pdf(file, "f");
    ASSERT_TRUE(pdf) << pdf.error().what;
    EXPECT_TRUE(pdf->cms.empty() && !pdf->claims);
    EXPECT_FALSE(pdf->flaw.en.empty() || pdf->flaw.zh.empty());
  }
  for (const std::string& file :
       {std::string("%PDF-1.7\n"), "%PDF-1.7\n" + repeated("1 0 obj 1 endobj\n", 50'001)})
    EXPECT_FALSE(read_pdf(file, "f")) << "nobody signed it";
  EXPECT_EQ(read_pdf(std::string(kLargestDocument + 1, '%'), "f").error().code, ErrorCode::kLimit);
}

TEST(PdfValue, IsBoundedInDepthAndHoldsEachKeyOnce) {
  EXPECT_TRUE(pdf_value(repeated("[", 16) + repeated("]", 16), 0));
  EXPECT_FALSE(pdf_value(repeated("[", 100'000) + repeated("]", 100'000), 0));
  EXPECT_FALSE(pdf_value(repeated("<</a", 100'000), 0));
  EXPECT_FALSE(pdf_value("<< /a 1 /#61 2 >>", 0)) << "one key, however it is written";
  EXPECT_FALSE(pdf_value("<< /a 1", 0));
  EXPECT_EQ(pdf_value("(a(b)c\\)) more", 0)->text, "a(b)c\\)");
}

TEST(PdfTable, EndsWhereItsRevisionsGoInACircleOrAreTooMany) {
  const std::string file = kept();
  EXPECT_TRUE(PdfTable::read(file, 100));
  EXPECT_FALSE(PdfTable::read(file, 3)) << "entries";
  const std::size_t table = file.rfind("\nxref\n") + 1;
  const std::string circle = "/Prev " + std::to_string(table) + " /Root";
  EXPECT_FALSE(PdfTable::read(replaced(file, "/Root", circle), 100'000));
  EXPECT_FALSE(PdfTable::read(replaced(file, "/Root", "/Prev 9999999999 /Root"), 100));
  EXPECT_FALSE(PdfTable::read(replaced(file, "00000 n ", "00000 x "), 100));
  EXPECT_FALSE(PdfTable::read(replaced(file, "/Root", "/Encrypt 9 0 R /Root"), 100));
}

// However often a file leads to a long value, no more is read of it than a table has.
TEST(PdfTable, LooksUpNoMoreOctetsThanATableHas) {
  const std::string file = kept();
  const auto with = [&](std::size_t octets) {
    return replaced(file, "/Root", "/More (" + std::string(octets, 'x') + ") /Root");
  };
  EXPECT_TRUE(PdfTable::read(with(200'000), 100));
  EXPECT_FALSE(PdfTable::read(with(300'000), 100)) << "a value";
  // The catalog is read behind it, and the names: each time the same one.
  std::string kids;
  for (int i = 0; i < 20; ++i) kids += "1 0 R ";
  const std::string many =
      replaced(with(200'000), "/Names << /EmbeddedFiles << /Names [(credential.json) 5 0 R] >> >>",
               "/Names << /EmbeddedFiles << /Kids [" + kids + "] >> >>");
  auto table = PdfTable::read(many, 100);
  EXPECT_FALSE(table && table->attached());
}

TEST(PdfTable, ATreeOfNamesThatBranchesWithoutEndIsRefused) {
  const std::string catalog =
      "%PDF-1.7\n1 0 obj<< /Type /Catalog /Names << /EmbeddedFiles 2 0 R >> >>endobj\n";
  const auto attached = [&](const std::string& node) {
    const std::string objects = catalog + "2 0 obj<< " + node + " >>endobj\n";
    const std::string place = std::to_string(catalog.size());
    const std::string whole =
        objects + "xref\n1 2\n0000000009 00000 n \n" + std::string(10 - place.size(), '0') + place +
        " 00000 n \ntrailer\n<< /Root 1 0 R >>\nstartxref\n" + std::to_string(objects.size()) + "\n%%EOF";
    auto read = PdfTable::read(whole, 100);
    return read ? read->attached() : std::nullopt;
  };
  EXPECT_EQ(attached("/Names [(a) 7 0 R (b) 8 0 R]"), (std::vector<std::int64_t>{7, 8}));
  EXPECT_FALSE(attached("/Kids [" + repeated("2 0 R ", 1'000) + "]"));
  EXPECT_FALSE(attached("/Names [(a)]"));
}

}  // namespace
}  // namespace tidegate::assure
