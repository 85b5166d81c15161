// Every pack of the repository is read, checked and compiled.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tidegate/law/pack.h"

namespace tidegate::law {
namespace {

TEST(PackFiles, OfTheRepositoryAreAllSound) {
  int packs = 0;
  for (const auto& folder : std::filesystem::directory_iterator(TIDEGATE_SOURCE_DIR "/rulepacks")) {
    const auto path = folder.path() / "pack.json";
    if (!std::filesystem::exists(path)) continue;
    std::stringstream text;
    text << std::ifstream(path).rdbuf();
    const auto pack = parse_pack(text.str());
    ASSERT_TRUE(pack.has_value()) << path << ": " << pack.error().where << ": " << pack.error().what;
    EXPECT_EQ(pack->id, folder.path().filename().string());
    ++packs;
  }
  EXPECT_GT(packs, 0);
}

}  // namespace
}  // namespace tidegate::law
