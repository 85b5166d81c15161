#include "tidegate/report/golden_test.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace tidegate::report {

void expect_golden(const std::string& file, const std::string& text) {
  const std::string path = std::string(TIDEGATE_SOURCE_DIR "/tidegate/report/testdata/") + file;
  if (std::getenv("TIDEGATE_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  std::ifstream in(path, std::ios::binary);
  ASSERT_TRUE(in) << path << " is missing; TIDEGATE_UPDATE_GOLDEN=1 writes it";
  const std::string golden{std::istreambuf_iterator<char>(in), {}};
  EXPECT_EQ(text, golden) << file << " changed; TIDEGATE_UPDATE_GOLDEN=1 writes it anew";
}

}  // namespace tidegate::report
