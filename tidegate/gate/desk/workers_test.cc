#include "tidegate/gate/desk/workers.h"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <thread>

#include "tidegate/gate/desk/operations.h"
#include "tidegate/gate/desk/sample_desk_test.h"

namespace tidegate {
namespace {

class Workers : public SampleDesk {
 protected:
  void SetUp() override {
    SampleDesk::SetUp();
    officer_.account.id = "01ARYZ6S410000000000000001";
    officer_.account.role = Role::kOfficer;
    officer_.account.agency = "cyberspace";
  }
  DeskOperation once_ended(const std::string& id) {
    DeskOperations operations(desk_->parts());
    for (int i = 0; i < 1'000; ++i) {
      const auto found = operations.operation(officer_, id);
      if (found && found->state != "running") return *found;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return {};
  }
  desk::Workers& workers() { return *desk_->parts().workers; }

  DeskAsker officer_;
};

TEST_P(Workers, DoAJobAndKeepItsResult) {
  const auto id =
      workers().start(officer_.account, "documents", [](desk::Progress& progress) -> Result<std::string> {
        progress.tell(500);
        return std::string(R"({"rows":[]})");
      });
  ASSERT_TRUE(id);
  const DeskOperation ended = once_ended(*id);
  EXPECT_EQ(ended.state, "done");
  EXPECT_EQ(ended.result, R"({"rows":[]})");
  EXPECT_EQ(ended.progress_permille, 1'000);
}

TEST_P(Workers, KeepWhyAJobFailedInBothLanguages) {
  const auto id = workers().start(officer_.account, "documents", [](desk::Progress&) -> Result<std::string> {
    return fail({ErrorCode::kNotFound, "no office program is installed", {}, "未安装办公软件"});
  });
  ASSERT_TRUE(id);
  const DeskOperation ended = once_ended(*id);
  EXPECT_EQ(ended.state, "failed");
  ASSERT_TRUE(ended.error);
  EXPECT_EQ(ended.error->code, ErrorCode::kNotFound);
  EXPECT_EQ(ended.error->what_zh, "未安装办公软件");
}

TEST_P(Workers, ACancelledJobHearsOfItAndItsResultIsDropped) {
  std::promise<void> begun;
  const auto id =
      workers().start(officer_.account, "documents", [&](desk::Progress& progress) -> Result<std::string> {
        begun.set_value();
        while (!progress.is_cancelled()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return std::string("{}");
      });
  ASSERT_TRUE(id);
  begun.get_future().wait();
  DeskOperations operations(desk_->parts());
  EXPECT_TRUE(operations.cancel(officer_, *id));
  EXPECT_TRUE(operations.cancel(officer_, *id)) << "once more does no harm";
  while (workers().held() != 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  EXPECT_EQ(operations.operation(officer_, *id)->state, "cancelled");
}

TEST_P(Workers, AreBoundedForEachOwner) {
  std::promise<void> go;
  const std::shared_future<void> gone(go.get_future());
  const auto wait = [gone](desk::Progress&) -> Result<std::string> {
    gone.wait();
    return std::string("{}");
  };
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(workers().start(officer_.account, "documents", wait)) << i;
  const auto fifth = workers().start(officer_.account, "documents", wait);
  ASSERT_FALSE(fifth);
  EXPECT_EQ(fifth.error().code, ErrorCode::kUnavailable);
  DeskAccount other = officer_.account;
  other.agency = "public_security";
  EXPECT_TRUE(workers().start(other, "documents", wait));
  go.set_value();
  while (workers().held() != 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

TEST_P(Workers, OthersOperationsAreNotFound) {
  const auto id = workers().start(officer_.account, "documents",
                                  [](desk::Progress&) -> Result<std::string> { return std::string("{}"); });
  ASSERT_TRUE(id);
  DeskAsker other = officer_;
  other.account.agency = "public_security";
  DeskOperations operations(desk_->parts());
  const auto found = operations.operation(other, *id);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(operations.cancel(other, *id).error().code, ErrorCode::kNotFound);
}

TEST_P(Workers, WhatAProcessThatIsGoneLeftRunningHasFailed) {
  OperationRow row;
  row.id = desk::new_id(clock_.now_ms());
  row.desk = {"cyberspace", {}};
  row.account = officer_.account.id;
  row.kind = "documents";
  row.state = "running";
  row.created_ms = row.updated_ms = clock_.now_ms();
  row.result = "{}";
  ASSERT_TRUE(desk_->parts().store->transact([&](DeskTransaction& t) -> Result<bool> {
    if (auto added = t.add_operation(row); !added) return fail(added.error());
    return true;
  }));
  DeskOperations operations(desk_->parts());
  EXPECT_EQ(operations.operation(officer_, row.id)->state, "running");
  EXPECT_EQ(*operations.fail_lost(), 0);
  clock_.move(desk::Workers::kLostMs + 1);
  EXPECT_EQ(operations.operation(officer_, row.id)->state, "failed") << "told so before it is written";
  EXPECT_EQ(*operations.fail_lost(), 1);
  const auto found = operations.operation(officer_, row.id);
  EXPECT_EQ(found->state, "failed");
  EXPECT_NE(found->error->what_zh.find("重新启动"), std::string::npos);
  EXPECT_EQ(operations.cancel(officer_, row.id).error().code, ErrorCode::kConflict);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, Workers, ::testing::Values(store::Dialect::kSqlite));
INSTANTIATE_TEST_SUITE_P(Postgresql, Workers, ::testing::Values(store::Dialect::kPostgresql));

}  // namespace
}  // namespace tidegate
