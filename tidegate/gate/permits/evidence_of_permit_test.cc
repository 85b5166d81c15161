#include "tidegate/gate/permits/evidence_of_permit.h"

#include <gtest/gtest.h>

#include "tidegate/base/hash.h"
#include "tidegate/gate/evidence/evidence_log.h"
#include "tidegate/gate/evidence/log_folder.h"
#include "tidegate/store/temporary_folder_test.h"
#include "tidegate/store/write_file.h"

namespace tidegate {
namespace {

// A permit that was recorded an hour before the checkpoint that proves it. An auditor who asks how it stood
// the minute after has good evidence: proved at the checkpoint's time, as `evidence verify --at` says too.
TEST(EvidenceOfPermit, ALaterCheckpointProvesAnEarlierMoment) {
  constexpr std::int64_t kIssued = 1'795'000'000'000;
  constexpr std::int64_t kStated = kIssued + 3'600'000;
  const std::string permit = "the octets of a permit";
  const TemporaryFolder folder;
  const std::string path = folder.path() + "/log";
  ASSERT_TRUE(log_folder::make({path, "log.example/2026", false, {}, {}}));
  const FixedClock clock(kStated);
  const auto log = EvidenceLog::open({path, {}, &clock, nullptr, {}}).value();
  NamedRecord record{"permit/a", {}};
  record.record.kind = RecordKind::kPermit;
  record.record.actor = "log.example/2026";
  record.record.time_ms = kIssued;
  record.record.statement = sha256(permit);
  const auto index = log->append({&record, 1});
  ASSERT_TRUE(index);
  ASSERT_TRUE(log->publish());
  const auto bundle = log->bundle(*index, {}, "permit/a", permit);
  ASSERT_TRUE(bundle) << bundle.error().what;
  const std::string file = folder.path() + "/p.tgb";
  const std::string trust = folder.path() + "/policy";
  ASSERT_TRUE(write_file(file, evidence::write_bundle(*bundle), 0600));
  ASSERT_TRUE(write_file(trust, log->policy_text(), 0600));

  const auto asked = [&](const EvidenceMoment& moment) {
    return evidence_of_permit(file, trust, permit, moment).value();
  };
  const PermitEvidence past = asked({kIssued + 60'000, kStated});
  EXPECT_TRUE(past.holds) << past.says.en;
  EXPECT_TRUE(past.is_of_permit);
  EXPECT_TRUE(asked({{}, kStated}).holds);
  // Of now it is a log whose clock runs ahead.
  EXPECT_FALSE(asked({{}, kIssued + 60'000}).holds);
  EXPECT_FALSE(asked({kIssued - 1, kStated}).holds) << "it was not recorded yet";
}

}  // namespace
}  // namespace tidegate
