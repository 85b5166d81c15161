// What is sealed, what ends, blobs, and messages for webhooks.
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "tidegate/base/hash.h"
#include "tidegate/store/desk/store_desk_test.h"

namespace tidegate {
namespace {

TEST_P(StoredDesk, WhatIsSealedIsNotInTheDatabaseAndOpensOnlyWithItsKey) {
  AccountRow row;
  row.id = "a1";
  row.login = "zhang";
  row.desk = kCyberspace;
  row.totp_secret = "JBSWY3DPEHPK3PXP";
  row.subject = "https://id.example|1";
  must([&](DeskTransaction& t) { return t.add_account(row); });
  row.version = 1;
  EXPECT_EQ(**desk_->read([](const DeskReader& r) { return r.account_by_login("zhang"); }), row);
  EXPECT_EQ(
      (*desk_->read([](const DeskReader& r) { return r.account_by_subject("https://id.example|1"); }))->id,
      "a1");
  EXPECT_EQ(refusal([&](DeskTransaction& t) {
              AccountRow twin = row;
              twin.id = "a2";
              return t.add_account(twin);
            }),
            ErrorCode::kConflict);
  if (GetParam() == store::Dialect::kSqlite) {
    desk_.reset();
    std::ifstream file(place_.folder + "/desk.db", std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    EXPECT_NE(bytes.find("zhang"), std::string::npos);
    EXPECT_EQ(bytes.find("JBSWY3DPEHPK3PXP"), std::string::npos);
  }
  // Moved to another row it does not open, nor under another key.
  meddle(
      "INSERT INTO accounts SELECT 'a2', 'li', name, tenant, agency, sector, roles, password_hash, "
      "totp_secret, totp_step, NULL, "
      "failed_sign_ins, locked_until_ms, is_disabled, created_ms, version, document FROM accounts");
  open();
  EXPECT_EQ(desk_->read([](const DeskReader& r) { return r.account_by_login("li"); }).error().code,
            ErrorCode::kCorrupt);
  EXPECT_EQ(desk_->check()->problems.size(), 1U);
  desk_.reset();
  ::unlink((place_.folder + "/seal.key").c_str());
  open();
  const auto lost = desk_->read([](const DeskReader& r) { return r.account_by_login("zhang"); });
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(lost.error().what.find("put this desk's own seal.key"), std::string::npos) << "what helps";
  EXPECT_NE(lost.error().what_zh.find("放回数据目录"), std::string::npos);
}

TEST_P(StoredDesk, SessionsTicketsAndKeysEnd) {
  AccountRow account;
  account.id = "a1";
  account.login = "li";
  must([&](DeskTransaction& t) -> Result<void> {
    if (auto done = t.add_account(account); !done) return done;
    for (const char* token : {"s1", "s2", "s3"}) {
      if (auto done = t.add_session({token, "a1", "csrf", "full", 1, 1, token[1] == '3' ? 900 : 100, ""});
          !done)
        return done;
    }
    // Renewed: s4 by s5, that by s6, that by s7.
    for (const auto& [token, before] : {std::pair{"s4", ""}, {"s5", "s4"}, {"s6", "s5"}, {"s7", "s6"}}) {
      if (auto done = t.add_session({token, "a1", "csrf", "oidc", 1, 1, 900, before}); !done) return done;
    }
    return t.add_ticket({"k1", "recipient", std::nullopt, "f1", "{}", 1, 100, 0});
  });
  for (const char* token : {"s1", "s5", "s1"}) must([&](DeskTransaction& t) { return t.end_session(token); });
  const auto session = [&](const char* token) {
    return desk_->read([&](const DeskReader& r) { return r.session(token); })->has_value();
  };
  for (const char* ended : {"s1", "s4", "s5", "s6"}) EXPECT_FALSE(session(ended)) << ended;
  for (const char* there : {"s2", "s7"}) EXPECT_TRUE(session(there)) << there;
  const auto take = [&](const char* kind, std::int64_t now) {
    return desk_->transact([&](DeskTransaction& t) { return t.take_ticket("k1", kind, now); });
  };
  EXPECT_FALSE(*take("other", 50));
  EXPECT_FALSE(*take("recipient", 100));
  EXPECT_EQ((*take("recipient", 50))->object, "f1");
  EXPECT_FALSE(*take("recipient", 51));  // once
  const IdempotencyRow key{"a1 POST /filings", "k", "hash", 0, "", 1, 100};
  const auto claim = [&](std::int64_t now) {
    return desk_->transact([&](DeskTransaction& t) { return t.claim_idempotency(key, now); });
  };
  EXPECT_FALSE(*claim(1));
  EXPECT_EQ((*claim(2))->status, 0);
  IdempotencyRow done = key;
  done.status = 201;
  done.response = "{\"id\":1}";
  must([&](DeskTransaction& t) { return t.finish_idempotency(done); });
  EXPECT_EQ(**claim(3), done);
  EXPECT_FALSE(*claim(100));  // past its end: anew
  must([](DeskTransaction& t) { return t.put_blob({sha256_hex("x"), 1, "text/plain", 5, "x"}); });
  for (const char* state : {"done", "running"}) {
    OperationRow operation;
    operation.id = std::string("o-") + state;
    operation.state = state;
    operation.updated_ms = 400;
    must([&](DeskTransaction& t) { return t.add_operation(operation); });
  }
  const auto swept = desk_->transact([](DeskTransaction& t) { return t.sweep(500, 500, 1000); });
  ASSERT_TRUE(swept) << swept.error().what;
  EXPECT_EQ(swept->sessions, 1);
  EXPECT_EQ(swept->tickets, 1);
  EXPECT_EQ(swept->idempotency_keys, 1);
  EXPECT_EQ(swept->blobs, 1);
  EXPECT_EQ(swept->operations, 1) << "one that runs is kept";
  must([](DeskTransaction& t) { return t.end_sessions_of("a1"); });
  EXPECT_FALSE(*desk_->read([](const DeskReader& r) { return r.session("s3"); }));
}

TEST_P(StoredDesk, BytesOfEveryValueComeBackAndTheirHashIsVerified) {
  two_firms();
  std::string bytes;
  for (int i = 0; i < 70'000; ++i) bytes += static_cast<char>(i * 7 + i / 256);
  const std::string sha = sha256_hex(bytes);
  const BlobRow blob{sha, static_cast<std::int64_t>(bytes.size()), "application/pdf", 1, bytes};
  must([&](DeskTransaction& t) -> Result<void> {
    for (int twice = 0; twice < 2; ++twice) {
      if (auto done = t.put_blob(blob); !done) return done;
    }
    if (auto done = t.add_filing(filing("f1", kFirst)); !done) return done;
    return t.add_filing_file(Reach::of_firm(kFirst), {"x1", "f1", "A1", sha, "营业执照.pdf", 1});
  });
  EXPECT_EQ(
      *desk_->read([&](const DeskReader& r) { return r.filing_blob(Reach::of_firm(kFirst), "f1", sha); }),
      blob);
  EXPECT_FALSE(
      desk_->read([&](const DeskReader& r) { return r.filing_blob(Reach::of_firm(kSecond), "f1", sha); }));
  BlobRow wrong = blob;
  wrong.sha256 = sha256_hex("other");
  EXPECT_EQ(refusal([&](DeskTransaction& t) { return t.put_blob(wrong); }), ErrorCode::kMalformed);
  wrong.bytes.assign(kLargestBlob + 1, 'x');
  EXPECT_EQ(refusal([&](DeskTransaction& t) { return t.put_blob(wrong); }), ErrorCode::kLimit);
}

TEST_P(StoredDesk, AMessageIsWrittenWithWhatItTellsAndTakenByOneSenderAtATime) {
  two_firms();
  must([](DeskTransaction& t) -> Result<void> {
    if (auto done = t.add_webhook(
            {"w1", kFirst, {}, "https://a.example", "secret", "case.changed permit.issued", false, 1, 0});
        !done)
      return done;
    if (auto done = t.add_webhook({"w2", kFirst, {}, "https://b.example", "secret", "*", false, 1, 0}); !done)
      return done;
    return t.add_webhook({"w3", kSecond, {}, "https://c.example", "secret", "*", false, 1, 0});
  });
  const auto tell = [&](const char* kind, const char* id, bool fails) {
    return desk_->transact([&](DeskTransaction& t) -> Result<std::int64_t> {
      auto told = t.tell_webhooks(kFirst, kind, id, "{}", 100);
      if (told && fails) return fail({ErrorCode::kCancelled, "no", {}, "否"});
      return told;
    });
  };
  EXPECT_EQ(*tell("case.changed", "e1", false), 2);
  EXPECT_EQ(*tell("filing.saved", "e2", false), 1);
  EXPECT_EQ(tell("case.changed", "e3", true).error().code, ErrorCode::kCancelled);
  const auto take = [&](const char* hook, std::int64_t now, std::int64_t limit = 10) {
    return *desk_->transact([&](DeskTransaction& t) { return t.take_deliveries(hook, now, 1000, limit); });
  };
  const auto waiting = [&](const char* after, std::int64_t limit = 10) {
    const auto rows = desk_->read([&](const DeskReader& r) { return r.waiting_webhooks(after, limit); });
    std::string ids;
    for (const WaitingWebhook& one : *rows)
      ids += one.id + ":" + one.tenant + ":" + std::to_string(one.next_at_ms) + " ";
    return ids;
  };
  const auto has_due = [&](std::int64_t now) {
    return *desk_->read([&](const DeskReader& r) { return r.has_due_deliveries(now); });
  };
  EXPECT_FALSE(has_due(99));
  EXPECT_TRUE(has_due(100));
  const std::string firm = ":" + kFirst.text() + ":100 ";
  EXPECT_EQ(waiting(""), "w1" + firm + "w2" + firm);
  EXPECT_EQ(waiting("", 1), "w1" + firm);
  EXPECT_EQ(waiting("w1"), "w2" + firm);
  EXPECT_EQ(waiting("w2"), "");
  EXPECT_TRUE(take("w2", 99).empty());
  EXPECT_EQ(take("w1", 100).size(), 1U);
  auto due = take("w2", 100);
  ASSERT_EQ(due.size(), 2U);
  EXPECT_TRUE(take("w2", 101).empty());  // leased
  due[0].state = "done";
  due[0].status = 204;
  due[0].attempts = 1;
  must([&](DeskTransaction& t) { return t.settle_delivery(due[0]); });
  EXPECT_EQ(take("w1", 1100).size() + take("w2", 1100).size(), 2U);  // the sender died: due again
  due[1].attempts = 1;
  due[1].next_at_ms = 500;
  must([&](DeskTransaction& t) { return t.settle_delivery(due[1]); });
  EXPECT_EQ(*tell("case.changed", "e4", false), 2);
  const auto tried = take("w2", 600, 1);
  ASSERT_EQ(tried.size(), 1U);
  EXPECT_EQ(tried[0].id, due[1].id) << "what was tried before comes first";
  const auto log =
      desk_->read([](const DeskReader& r) { return r.deliveries(Reach::of_firm(kFirst), "w2", {}); });
  EXPECT_EQ(log->rows.size(), 3U);
  EXPECT_TRUE(desk_->read([](const DeskReader& r) { return r.deliveries(Reach::of_firm(kSecond), "w2", {}); })
                  ->rows.empty());
}

}  // namespace
}  // namespace tidegate
