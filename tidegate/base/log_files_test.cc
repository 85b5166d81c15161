#include "tidegate/base/log_files.h"

#include <gtest/gtest.h>

#include "tidegate/base/memory_log_files.h"

namespace tidegate {
namespace {

TEST(ReplacedFiles, LastWhereverTheyLie) {
  for (const char* const name : {"checkpoint", "sm3/checkpoint", "sm3/below/checkpoint"}) {
    MemoryLogFiles files;
    ASSERT_TRUE(replace(files, name, "old"));
    ASSERT_TRUE(replace(files, name, "new"));
    files.power_on(Tear::kLost);
    EXPECT_EQ(files.read(name, 10).value(), "new") << name;
  }
}

TEST(ReplacedFiles, NamesInAnotherFolderLastByTheirOwnSyncAlone) {
  MemoryLogFiles files;
  ASSERT_TRUE(put_derived(files, "sm3/checkpoint", "derived"));
  ASSERT_TRUE(put_derived(files, "sm30/checkpoint", "derived"));
  ASSERT_TRUE(files.sync_folder());
  ASSERT_TRUE(files.sync_folder_of("sm30/other"));
  files.power_on(Tear::kLost);
  EXPECT_FALSE(files.has("sm3/checkpoint"));
  EXPECT_TRUE(files.has("sm30/checkpoint"));
}

TEST(ReplacedFiles, AFaultOfTheFoldersSyncIsTold) {
  MemoryLogFiles files;
  files.fail_at(4, DiskFault::kFailsOnce);  // emptied, appended, synced, renamed
  EXPECT_EQ(replace(files, "sm3/checkpoint", "new").error().code, ErrorCode::kUnavailable);
}

}  // namespace
}  // namespace tidegate
