#include "tidegate/gate/desk/machines.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "tidegate/base/base64.h"
#include "tidegate/base/ed25519_secret.h"
#include "tidegate/base/hash.h"
#include "tidegate/gate/desk/desk_parts.h"

namespace tidegate {
namespace {

class MovedClock final : public Clock {
 public:
  std::int64_t now_ms() const override { return ms; }
  std::int64_t ms = 1'795'000'000'000;
};

const std::vector<std::string> kAudiences{"https://desk.example/v1/machine-token"};

class Machines : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::path(testing::TempDir()) /
        fmt::format("tidegate-machines-{}", std::chrono::steady_clock::now().time_since_epoch().count());
    auto desk = ZoneDesk::open({folder_.string(), {}, &clock_});
    ASSERT_TRUE(desk) << desk.error().what;
    desk_ = std::move(*desk);
    admin_ = admin_of("firm-1");
    other_ = admin_of("firm-2");
    machines_.emplace(desk_->parts());
  }
  void TearDown() override {
    desk_.reset();
    std::filesystem::remove_all(folder_);
  }
  DeskAsker admin_of(const std::string& firm) {
    const auto made = desk_->parts().store->transact([&](DeskTransaction& t) -> Result<bool> {
      TenantRow row;
      row.id = firm;
      row.name = "F";
      row.document = "{}";
      if (auto added = t.add_tenant(row); !added) return fail(added.error());
      return true;
    });
    EXPECT_TRUE(made);
    DeskAsker asker;
    asker.account.id = firm + "-admin";
    asker.account.role = Role::kFirmAdmin;
    asker.account.tenant = firm;
    return asker;
  }
  static Ed25519Secret secret(std::uint8_t seed) {
    std::array<std::uint8_t, 32> bytes{};
    bytes[0] = seed;
    return Ed25519Secret(bytes);
  }
  DeskMachine machine(std::uint8_t seed) {
    auto made = machines_->add(admin_, {"M", to_pem(secret(seed).public_key()), {}});
    EXPECT_TRUE(made) << made.error().what;
    return made ? *made : DeskMachine{};
  }
  std::string assertion(const std::string& id, const Ed25519Secret& key, const std::string& jti = "1") const {
    const std::string head = to_base64url(R"({"alg":"EdDSA"})");
    const std::string payload =
        to_base64url(fmt::format(R"({{"iss":"{0}","sub":"{0}","aud":"{1}","jti":"{2}","exp":{3}}})", id,
                                 kAudiences[0], jti, clock_.ms / 1'000 + 60));
    return head + "." + payload + "." + to_base64url(key.sign(head + "." + payload));
  }
  std::optional<DeskMachineToken> token(const std::string& text) {
    const auto made = machines_->token(text, kAudiences);
    EXPECT_TRUE(made) << made.error().what;
    return made ? *made : std::nullopt;
  }
  bool comes_in(const std::string& text) { return machines_->who_bears(text)->has_value(); }

  MovedClock clock_;
  std::filesystem::path folder_;
  std::unique_ptr<ZoneDesk> desk_;
  std::optional<DeskMachines> machines_;
  DeskAsker admin_;
  DeskAsker other_;
};

TEST_F(Machines, ComeInWithATokenForAnAssertionOfTheirOwn) {
  const DeskMachine made = machine(1);
  const auto given = token(assertion(made.id, secret(1)));
  ASSERT_TRUE(given);
  const auto who = machines_->who_bears(given->token);
  ASSERT_TRUE(who && *who);
  EXPECT_EQ((*who)->account.id, made.id);
  EXPECT_EQ((*who)->account.role, Role::kMachine);
  EXPECT_EQ((*who)->account.tenant, "firm-1");
}

TEST_F(Machines, NoAssertionIsTakenTwice) {
  const DeskMachine made = machine(1);
  EXPECT_TRUE(token(assertion(made.id, secret(1), "a")));
  EXPECT_FALSE(token(assertion(made.id, secret(1), "a")));
  EXPECT_TRUE(token(assertion(made.id, secret(1), "b")));
}

TEST_F(Machines, AnotherKeyAnotherMachineAndAnotherServerAreNotBelieved) {
  const DeskMachine first = machine(1);
  const DeskMachine second = machine(2);
  EXPECT_FALSE(token(assertion(first.id, secret(2))));
  EXPECT_FALSE(token(assertion("nobody", secret(1))));
  EXPECT_FALSE(token("x.y.z"));
  EXPECT_FALSE(*machines_->token(assertion(second.id, secret(2)), {"https://other.example"}));
  EXPECT_TRUE(token(assertion(second.id, secret(2))));
}

TEST_F(Machines, ATokenEndsAfterAQuarterOfAnHour) {
  const auto given = token(assertion(machine(1).id, secret(1)));
  clock_.ms += DeskMachines::kTokenMs - 1;
  EXPECT_TRUE(comes_in(given->token));
  clock_.ms += 1;
  EXPECT_FALSE(comes_in(given->token));
}

TEST_F(Machines, DisablingEndsEveryTokenAndEnablingBringsNoneBack) {
  const DeskMachine made = machine(1);
  const auto given = token(assertion(made.id, secret(1), "a"));
  EXPECT_TRUE(comes_in(given->token));
  const auto off = machines_->change(admin_, made.id, 1, true);
  ASSERT_TRUE(off);
  EXPECT_FALSE(comes_in(given->token));
  EXPECT_FALSE(token(assertion(made.id, secret(1), "b")));
  ASSERT_TRUE(machines_->change(admin_, made.id, off->version, false));
  EXPECT_FALSE(comes_in(given->token));
  EXPECT_TRUE(token(assertion(made.id, secret(1), "c")));
}

TEST_F(Machines, ATokenThatWasGivenBackIsNone) {
  const auto given = token(assertion(machine(1).id, secret(1)));
  const auto who = machines_->who_bears(given->token);
  ASSERT_TRUE(machines_->end_token(**who));
  EXPECT_FALSE(comes_in(given->token));
}

TEST_F(Machines, BelongToTheirFirmAlone) {
  const DeskMachine made = machine(1);
  EXPECT_TRUE(machines_->machines(other_, {})->rows.empty());
  EXPECT_EQ(machines_->change(other_, made.id, 1, true).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(machines_->add(other_, {"M", to_pem(secret(1).public_key()), {}}).error().code,
            ErrorCode::kConflict);
  EXPECT_EQ(machines_->machines(admin_, {})->rows.size(), 1U);
}

TEST_F(Machines, AChangeNamesTheVersionThatWasRead) {
  const DeskMachine made = machine(1);
  EXPECT_EQ(machines_->change(admin_, made.id, 7, true).error().code, ErrorCode::kConflict);
}

TEST_F(Machines, NoOtherTicketIsAToken) {
  const DeskMachine made = machine(1);
  const std::string text(43, 'A');
  const auto kept = desk_->parts().store->transact([&](DeskTransaction& t) -> Result<bool> {
    TicketRow row;
    row.token_sha256 = sha256_hex(text);
    row.kind = "oidc";
    row.object = made.id;
    row.value = R"({"version":1})";
    row.expires_ms = clock_.ms + 1'000;
    if (auto added = t.add_ticket(row); !added) return fail(added.error());
    return true;
  });
  ASSERT_TRUE(kept);
  EXPECT_FALSE(comes_in(text));
}

TEST_F(Machines, AreRefusedWithoutAKeyThatIsTaken) {
  for (const NewDeskMachine& made :
       {NewDeskMachine{"M", {}, {}}, NewDeskMachine{"M", "x", {}}, NewDeskMachine{"M", {}, "x"},
        NewDeskMachine{"", "x", {}}, NewDeskMachine{"M", "x", "x"},
        NewDeskMachine{std::string(121, 'x'), "x", {}}})
    EXPECT_EQ(machines_->add(admin_, made).error().code, ErrorCode::kOutOfRange);
}

}  // namespace
}  // namespace tidegate
