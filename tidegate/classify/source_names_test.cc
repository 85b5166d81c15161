#include "tidegate/classify/source_names.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tidegate/classify/line_findings.h"
#include "tidegate/classify/prose/prose_language.h"
#include "tidegate/classify/secret_validators.h"

namespace tidegate {
namespace {

RowBlock block_of(const std::vector<std::string>& lines) {
  RowBlock block;
  for (const std::string& line : lines) {
    block.add_cell(0, line);
    block.end_row();
  }
  return block;
}

// How many values stand in the last line.
std::size_t in_last(const std::vector<std::string>& lines, bool has_names) {
  static const LiteralMatcher literals;
  LineFindings found(literals);
  found.find(block_of(lines), has_names);
  return found.values(lines.size() - 1).size();
}

bool is_name(std::string_view line, std::string_view value) {
  SourceNames names;
  names.open(line);
  const std::size_t begin = line.find(value);
  return names.is_name(begin, begin + value.size());
}

TEST(SourceNames, AreToldByTheEndingOfTheFile) {
  for (const std::string_view path : {"a.go", "lib/x.PY", "a.zip!src/b.java", "w.d.ts"})
    EXPECT_TRUE(quotes_its_texts(path)) << path;
  for (const std::string_view path : {"run.sh", "a.yml", "page.php", "go", ".c/readme", "x.env"})
    EXPECT_FALSE(quotes_its_texts(path)) << path;
}

TEST(SourceNames, StandInNoQuotesAndNoRemark) {
  EXPECT_TRUE(is_name("password = utf8_to_utf16_dup(v);", "utf8_to_utf16_dup"));
  EXPECT_TRUE(is_name("use tls::{ConnectionSecrets, Tls12CipherSuite};", "Tls12CipherSuite"));
  EXPECT_FALSE(is_name("password = \"Tr0ub4dor3\";", "Tr0ub4dor3"));
  EXPECT_FALSE(is_name("login('root', 'Tr0ub4dor3')", "Tr0ub4dor3"));
  EXPECT_FALSE(is_name("connect(); // password is Tr0ub4dor3", "Tr0ub4dor3"));
  EXPECT_FALSE(is_name(" * the password is Tr0ub4dor3 there", "Tr0ub4dor3"));
  EXPECT_FALSE(is_name("pin = 84521907;", "84521907"));
}

TEST(SourceNames, AreNotToldInTextsOfSeveralLines) {
  SourceNames names;
  names.open("settings = \"\"\"");
  const std::string_view line = "password=Tr0ub4dor3;";
  names.open(line);
  EXPECT_FALSE(names.is_name(9, 19));
  names.open("\"\"\"");
  names.open(line);
  EXPECT_TRUE(names.is_name(9, 19));
}

TEST(SourceNames, AreNoSecretsWhereTheLanguageQuotesItsTexts) {
  EXPECT_EQ(in_last({"db.password = hunter2xQ9z;"}, true), 0U);
  EXPECT_EQ(in_last({"db.password = hunter2xQ9z;"}, false), 1U);
  EXPECT_EQ(in_last({"db.password = \"hunter2xQ9z\";"}, true), 1U);
}

TEST(Secrets, AreNoNamesOfAlgorithmsAndNoWordsForPassword) {
  for (const std::string_view name : {"TLS_CHACHA20_POLY1305_SHA256", "ECDHE-RSA-AES256-GCM-SHA384",
                                      "X25519:P-256", "rsa_pkcs1_sha256", "prime256v1"})
    EXPECT_EQ(is_algorithm_name(name), name != "X25519:P-256") << name;
  for (const std::string_view secret : {"hunter2", "Tls12Cipher", "rsa", "84521907", "aes-256-hunter"})
    EXPECT_FALSE(is_algorithm_name(secret)) << secret;
  EXPECT_EQ(in_last({"password: Slaptažodis"}, false), 0U);
  EXPECT_EQ(in_last({"password: Slapt4žodis!x"}, false), 1U);
}

TEST(SourceProse, IsRemarksAndQuotedTexts) {
  std::vector<SourceProse> parts;
  find_source_prose("  x = 1;  // asked Zhang Wei", parts);
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0].text, "// asked Zhang Wei");
  find_source_prose("#define BOOLOID 16", parts);
  EXPECT_TRUE(parts.empty());
  find_source_prose("  \"author\": \"Zhang Wei\", url(\"http://x\")", parts);
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_EQ(parts[0].text, "Zhang Wei");
  EXPECT_TRUE(parts[0].is_quoted);
  EXPECT_TRUE(parts[0].is_of_person);
  find_source_prose("$lang['save'] = '保存';", parts);
  ASSERT_EQ(parts.size(), 1U);
  EXPECT_FALSE(parts[0].is_of_person);
  find_source_prose("  VirtualAddress uint32", parts);
  EXPECT_TRUE(parts.empty());
  find_source_prose("this was asked for by them", parts);
  EXPECT_EQ(parts.size(), 1U);
}

TEST(ProseLanguage, IsToldByScriptAndSmallWords) {
  const auto is_foreign = [](std::string_view text) {
    ProseLanguage language;
    language.add(text);
    return language.is_foreign();
  };
  EXPECT_TRUE(is_foreign(
      "Die Datei kann nicht gespeichert werden, bitte mit einem Konto und einem Namen anmelden oder nach"));
  EXPECT_TRUE(is_foreign("Файл не сохранён"));
  EXPECT_TRUE(is_foreign("保存しますか？はい、いいえ、キャンセルする"));
  EXPECT_FALSE(is_foreign("Spoke to José García and Jörg Müller about the contract, he is in Berlin"));
  EXPECT_FALSE(is_foreign("与张伟通了电话，他在北京"));
  // A list of names is nobody's language.
  EXPECT_FALSE(is_foreign("Ludwig van Beethoven\nMaría de la Cruz\nJean du Pont\nAnna von Stein"));
  EXPECT_FALSE(is_foreign(""));
}

}  // namespace
}  // namespace tidegate
