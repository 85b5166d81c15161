#include "tidegate/classify/secrets/secret_finder.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

namespace tidegate {
namespace {

using Strings = std::vector<std::string>;

std::string_view name_of(ValueKind kind) {
  switch (kind) {
    case ValueKind::kJwt:
      return "token:";
    case ValueKind::kApiKey:
      return "key:";
    case ValueKind::kPrivateKey:
      return "private:";
    case ValueKind::kConnString:
      return "connection:";
    case ValueKind::kPasswordHash:
      return "hash:";
    default:
      return "password:";
  }
}

std::vector<FoundSecret> find(std::string_view text) {
  static const LiteralMatcher literals;
  std::vector<LiteralHit> hits;
  literals.find_plainly(text, hits);
  SecretFinder finder;
  std::vector<FoundSecret> found;
  finder.find(text, hits, found);
  return found;
}

Strings secrets_of(std::string_view text) {
  Strings out;
  for (const FoundSecret& secret : find(text))
    out.push_back(std::string{name_of(secret.kind)} +
                  std::string{text.substr(secret.begin, secret.end - secret.begin)});
  return out;
}

TEST(Secrets, HaveFormsOfTheirOwn) {
  EXPECT_EQ(secrets_of("amqp://svc:Cliff%40wren9@mq1.lan:5672/jobs, then"),
            (Strings{"connection:amqp://svc:Cliff%40wren9@mq1.lan:5672/jobs"}));
  EXPECT_EQ(secrets_of("redis://svc:Cl@ff#wren9@mq1:6379/0"),
            (Strings{"connection:redis://svc:Cl@ff#wren9@mq1:6379/0"}));
  EXPECT_EQ(secrets_of("jdbc:oracle:thin:ledger/Cliffwren9@//ora1:1521/LDG"),
            (Strings{"connection:jdbc:oracle:thin:ledger/Cliffwren9@//ora1:1521/LDG"}));
  EXPECT_EQ(secrets_of("sql.Open(\"mysql\", \"svc:Cliff%wren9@tcp(db:3306)/jobs?x=1\")"),
            (Strings{"connection:svc:Cliff%wren9@tcp(db:3306)/jobs?x=1"}));
  EXPECT_EQ(secrets_of("TeleBot(\"1234567890:AAq7Zt0Lw3nXc9RbV2mKd8Hs5Yq7Zt0Lw3n\")"),
            (Strings{"key:1234567890:AAq7Zt0Lw3nXc9RbV2mKd8Hs5Yq7Zt0Lw3n"}));
  EXPECT_EQ(secrets_of("ops:$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW:ok"),
            (Strings{"hash:$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW"}));
  EXPECT_EQ(secrets_of("Proxy-Authorization: Basic cm9vdDpDbGlmZndyZW45"),
            (Strings{"password:cm9vdDpDbGlmZndyZW45"}));
  EXPECT_EQ(secrets_of("x=sbp_7d1e0c2b9a8f7e6d5c4b3a29180f7e6d5c4b3a29;"),
            (Strings{"key:sbp_7d1e0c2b9a8f7e6d5c4b3a29180f7e6d5c4b3a29"}));
}

TEST(Secrets, OfHooksAreTheWholeAddress) {
  EXPECT_EQ(secrets_of("url: https://hooks.slack.com/services/T0528/B0449/VW4K0h8wFgxDqcqqjkfG9C6R # ops"),
            (Strings{"token:https://hooks.slack.com/services/T0528/B0449/VW4K0h8wFgxDqcqqjkfG9C6R"}));
  EXPECT_EQ(secrets_of("see https://hooks.slack.com/services/ for what is new"), (Strings{}));
}

TEST(Secrets, AreNotCutByWhatTheyHold) {
  EXPECT_EQ(secrets_of("user=kefu passwd=Qwer&2909pic db=stock"), (Strings{"password:Qwer&2909pic"}));
  EXPECT_EQ(secrets_of("APP_KEY=base64:KC0qS2s3mqDaVvAywdxhGlu68bQz9dcWE7Idk894AAc="),
            (Strings{"key:KC0qS2s3mqDaVvAywdxhGlu68bQz9dcWE7Idk894AAc="}));
}

TEST(Secrets, AreNoPlacesOfSources) {
  EXPECT_EQ(secrets_of("\tat io.demo.TokenRecord.renderToken(BlockPage.java:379)"), (Strings{}));
}

TEST(Secrets, HaveFormsOfManyProducts) {
  const std::string words =
      "abandon ability able about above absent absorb abstract absurd abuse access accident";
  EXPECT_EQ(secrets_of("seed phrase: " + words), (Strings{"private:" + words}));
  EXPECT_EQ(secrets_of("助记词：" + words), (Strings{"private:" + words}));
  EXPECT_EQ(secrets_of("seed phrase: " + words + " again"), Strings{}) << "13 words open nothing";
  const std::string signature = "q7Zt0Lw3nXc9RbV2mKd8Hs5Yq7Zt0Lw3nXc9RbV2mK0%3D";
  EXPECT_EQ(secrets_of("https://a.blob.example/b?sv=2023-11-03&se=2027-01-01&sp=rl&sig=" + signature),
            (Strings{"token:" + signature}));
  EXPECT_EQ(secrets_of("https://a.example/b?sig=" + signature), Strings{});
  EXPECT_EQ(
      secrets_of("7,ops,pbkdf2_sha256$600000$MbkAhGdOTUXcMIL$qdyw8biG5ZwzKTb7sKN9fBWInT7N0s6G0BD47vLpo=,t,x"),
      (Strings{"hash:pbkdf2_sha256$600000$MbkAhGdOTUXcMIL$qdyw8biG5ZwzKTb7sKN9fBWInT7N0s6G0BD47vLpo="}));
}

TEST(Secrets, MayHoldLettersThatAreNotAscii) {
  EXPECT_EQ(secrets_of("contraseña: Straße#4821"), (Strings{"password:Straße#4821"}));
  EXPECT_EQ(secrets_of("密码设成了「山高水长#4821」"), (Strings{"password:山高水长#4821"}));
}

TEST(Secrets, StandOnALaterLine) {
  EXPECT_EQ(secrets_of("variable \"db_password\" {\n  type = string\n  default = \"Vk7#tronQ2\"\n}"),
            (Strings{"password:Vk7#tronQ2"}));
  EXPECT_EQ(secrets_of("| user | password |\n|---|---|\n| ops | Vk7#tronQ2 |"),
            (Strings{"password:Vk7#tronQ2"}));
}

TEST(Secrets, AreWholeKeysOfSeveralLines) {
  const std::string body = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\nAAAAAAAAABAAAAMwAAAAtzc2gtZWQyNTUx\n";
  for (const std::string& key :
       {"-----BEGIN OPENSSH PRIVATE KEY-----\n" + body + "-----END OPENSSH PRIVATE KEY-----",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n" + body + "-----END PGP PRIVATE KEY BLOCK-----",
        "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n" + body + "---- END SSH2 ENCRYPTED PRIVATE KEY ----"}) {
    EXPECT_EQ(secrets_of("id:\n" + key + "\nend"), (Strings{"private:" + key}));
  }
  EXPECT_EQ(secrets_of("-----BEGIN PRIVATE KEY-----"), (Strings{"private:-----BEGIN PRIVATE KEY-----"}))
      << "a file read by lines";
  for (const char* text :
       {"grep -c 'BEGIN PRIVATE KEY' x", "if (s.starts_with(\"-----BEGIN PRIVATE KEY-----\")) return;",
        "-----BEGIN CERTIFICATE-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUA\n-----END CERTIFICATE-----"}) {
    EXPECT_EQ(secrets_of(text), Strings{}) << text;
  }
}

TEST(Secrets, OfATornKeyEndWhereNoKeyCanGoOn) {
  const std::string head = "-----BEGIN RSA PRIVATE KEY-----\n";
  const std::string line = "MIIEpAIBAAKCAQEAvXk2Lq9rT4Yb8sNw1ZtQ\n";
  const std::string behind =
      "aws_access_key_id = AKIAQ4WXZTP7R3JNKLMB\npassword=Xk9mQ2vL7pR4tW8z\n-----END RSA PRIVATE KEY-----";
  const Strings others{"key:AKIAQ4WXZTP7R3JNKLMB", "password:Xk9mQ2vL7pR4tW8z"};
  for (const std::string& torn :
       {head + line, head + line + line, head + line + "(cut)\n", head + line + "\n",
        head + line + "Q2vL7pR4\n", head + "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n" + line}) {
    const Strings found = secrets_of(torn + behind);
    ASSERT_EQ(found.size(), 3U) << torn;
    EXPECT_EQ(found[0].substr(0, 40), "private:" + head) << torn;
    EXPECT_EQ((Strings{found[1], found[2]}), others) << torn;
  }
  // Of another length, or of a word that happens to be base64.
  EXPECT_EQ(secrets_of(head + line + "AKIAQ4WXZTP7R3JNKLMB\nAKIAQ4WXZTP7R3JNKLMC\nx: y\n").size(), 2U);
  EXPECT_EQ(
      secrets_of("PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nComment: k\nPublic-Lines: 1\n" + line +
                 "Private-Lines: 2\n" + line + behind),
      (Strings{"private:PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nComment: k\nPublic-Lines: 1\n" +
                   line + "Private-Lines: 2\n" + line.substr(0, line.size() - 1),
               others[0], others[1]}));
}

TEST(Secrets, AreWholeKeysHoweverTheirLinesAreSet) {
  const std::string line = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ";
  for (const std::string& key :
       {"-----BEGIN PRIVATE KEY-----\\n" + line + "\\n" + line + "\\nAAA=\\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY----- " + line + " " + line + " AAA= -----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\\n\" +\n  \"" + line + "\\n\" +\n  \"" + line +
            "\\n\" +\n  \"-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\r\n    " + line + "\r\n    AA==\r\n    -----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n// " + line + "\n// AA==\n// -----END PRIVATE KEY-----",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: GnuPG v2\n\n" + line +
            "\n=aB3d\n-----END PGP PRIVATE KEY BLOCK-----"}) {
    EXPECT_EQ(secrets_of("k " + key + " end"), (Strings{"private:" + key}));
  }
}

TEST(Secrets, StandInsAreNone) {
  for (const char* text : {"postgres://user:password@host/db", "redis://:${REDIS_PASSWORD}@cache:6379",
                           "https://example.com:8443/a@b", "password: ${VAULT_PASSWORD}",
                           "api_key = \"YOUR_API_KEY\"", "token: {{ .Values.token }}", "DB_PASSWORD=changeme",
                           "secret = os.environ[\"APP_SECRET\"]", "密码：******"}) {
    EXPECT_EQ(secrets_of(text), Strings{}) << text;
  }
}

// One value given in every way that people give one.
TEST(Secrets, AreFoundHoweverTheyAreGiven) {
  for (const char* before :
       {"password=", "db.password: ", "\"dbPassword\": \"", "export MYSQL_PASSWORD='", "<password>",
        "--password ", "setPassword(\"", "密码：", "登录密码是", "curl -u deploy:", "sshpass -p "}) {
    EXPECT_EQ(secrets_of(std::string{before} + "Vk7#tronQ2" +
                         (std::string_view{before}.back() == '"'    ? "\""
                          : std::string_view{before}.back() == '\'' ? "'"
                                                                    : "")),
              (Strings{"password:Vk7#tronQ2"}))
        << before;
  }
}

TEST(Secrets, AreNamedByTheWordBesideThem) {
  const std::string value = "q7Zt0Lw3nXc9RbV2mKd8Hs5Y";
  EXPECT_EQ(secrets_of("client_secret = \"" + value + "\""), (Strings{"key:" + value}));
  EXPECT_EQ(secrets_of("Authorization: Bearer " + value), (Strings{"token:" + value}));
  EXPECT_EQ(secrets_of("Cookie: sessionid=" + value), (Strings{"token:" + value}));
  EXPECT_EQ(secrets_of("刷新令牌：" + value), (Strings{"token:" + value}));
}

// A long name with digits and letters of both cases is that of a secret where it is words.
TEST(Secrets, AreNamedByLongNamesOfWordsAndDigits) {
  const std::string value = "q7Zt0Lw3nXc9RbV2mKd8Hs5Y";
  for (const char* head :
       {"S3BucketUploaderService", "oauth2ResourceServerTest", "k8sClusterAdminBootstrap",
        "X509CertificateKeystore", "springDatasourceMaster2User", "DB2AdminConsoleSuperuser"}) {
    for (const char* word : {"Password", "ClientSecret", "SecretKey", "AccessToken"}) {
      for (const char* sign : {"=", ": "}) {
        const std::string text = std::string{head} + word + sign + value;
        ASSERT_EQ(secrets_of(text).size(), 1u) << text;
        EXPECT_EQ(secrets_of(text)[0].substr(secrets_of(text)[0].find(':') + 1), value) << text;
      }
    }
  }
}

TEST(Secrets, AreNotNamedByWhatRandomBytesSpell) {
  for (const char* text :
       {"Zk3PassQ9vXb7LmT2wRy8KcN5dHs4Jf=Vk7#tronQ2", "x7Qb2TokenV9mKdR4sHs5Yq7Zt0Lw3nXc: Vk7#tronQ2",
        "a9Xk2pwdQ7vLm3RtY8wZb5NcK4dHs6Jf=Vk7#tronQ2"}) {
    EXPECT_EQ(secrets_of(text), Strings{}) << text;
  }
}

TEST(Secrets, StandBehindTheOptionsOfACommandWhateverItsFile) {
  for (const char* command : {"mysql", "mysql.server", "mysql.exe", "mysqladmin.real"}) {
    EXPECT_EQ(secrets_of(std::string{command} + " -u root -pXk9vQ2mLp7w"), (Strings{"password:Xk9vQ2mLp7w"}))
        << command;
  }
  for (const char* user : {"-u admin:", "-u ops:", "-s -u svc:"}) {
    for (const char* password : {"Xk9vQ2mLp7w", "Pw9xLmQ2vK", "hT4rBn8sWc2"}) {
      EXPECT_EQ(secrets_of(std::string{"curl "} + user + password + " https://x.example.com/api"),
                (Strings{std::string{"password:"} + password}))
          << user << password;
    }
  }
}

TEST(Secrets, AreKeysInHexadecimalWhereTheNameSaysSo) {
  for (const char* name : {"master.key", "encryption.key", "signing_key", "aes-key"}) {
    EXPECT_EQ(secrets_of(std::string{name} + " = b3d41b6e4c9c4ad5a6b8a64ae8e1c2f9").size(), 1u) << name;
  }
}

TEST(Secrets, HashesAndNumbersOfThingsAreNone) {
  for (const char* text :
       {"commit 9fceb02d0ae598e95dc970b74767f19372d61af8", "trace_id=4bf92f3577b34da6a3ce929d0e0e4736",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "password_min_length: 12",
        "token_ttl: 720h", "PublicKey = q7Zt0Lw3nXc9RbV2mKd8Hs5Yq7Zt0Lw3nXc9RbV2mK0=", "primary key (id)",
        "String password = getPassword();", "Invalid password for user ops7", "密码长度不少于 12 位",
        "ssh_key_file: /etc/keys/host7.key"}) {
    EXPECT_EQ(secrets_of(text), Strings{}) << text;
  }
}

TEST(SecretItems, AreCutAtQuotesSignsAndParts) {
  const auto items_of = [](std::string_view text) {
    std::vector<SecretItem> items;
    cut_secret_items(text, 0, text.size(), items);
    Strings out;
    for (const SecretItem& item : items) out.emplace_back(text.substr(item.begin, item.end - item.begin));
    return out;
  };
  EXPECT_EQ(items_of("a=b"), (Strings{"b"}));
  EXPECT_EQ(items_of("k = \"v w\""), (Strings{"k", "v", "w"}));
  EXPECT_EQ(items_of("-pSecret1"), (Strings{"Secret1"}));
  EXPECT_EQ(items_of("x, ${A B}"), (Strings{"x", "${A B}"}));
}

// Whatever stands in it, no piece leaves the text, and secrets follow one another.
TEST(Secrets, OfAnyBytesLieInOrderInsideTheText) {
  EXPECT_TRUE(rc::check("texts of words, signs and any bytes", [] {
    const auto pieces = *rc::gen::container<Strings>(rc::gen::oneOf(
        rc::gen::element<std::string>("password", "token", "key", "://", "@", ":", "=", "\"", "'", " ", "\n",
                                      "-p", "--", "${", "}", "Basic ", "eyJ", "-----BEGIN PRIVATE KEY-----",
                                      "-----END ", "密码", "：", "“", "$2b$", "ghp_", "a1B2c3D4", "%", "/",
                                      ",", ";", "&", "\\", "(", ")", "<", ">"),
        rc::gen::arbitrary<std::string>()));
    std::string text;
    for (const std::string& piece : pieces) text += piece;
    std::size_t from = 0;
    for (const FoundSecret& secret : find(text)) {
      RC_ASSERT(secret.begin >= from && secret.begin < secret.end && secret.end <= text.size());
      from = secret.end;
    }
  }));
}

// A long line of nothing but words that ask for a look must not cost more than its length.
TEST(Secrets, ManyOnOneLineAreReadOnce) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "password=://-----BEGIN PRIVATE KEY-----eyJ.";
  EXPECT_TRUE(find(text).size() < 200'001U);  // and before the test's time is over
  for (const char* piece : {"eyJ.", "eyJ-", "-eyJaaaaaaaaaa.", "PuTTY-User-Key-File-2: x\n", "\\"}) {
    text = "-----BEGIN PRIVATE KEY-----";
    while (text.size() < 8U << 20U) text += piece;
    EXPECT_LE(find(text).size(), 1U) << piece;
  }
}

}  // namespace
}  // namespace tidegate
