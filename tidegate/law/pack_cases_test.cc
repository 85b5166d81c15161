// Every case of every pack: its proof is accepted by the checker. What must come out is held by
// tests/rulepacks_test.cc.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "tidegate/law/case_file.h"
#include "tidegate/law/decide.h"
#include "tidegate/law/pack.h"
#include "tidegate/law/proof_checker.h"

namespace tidegate::law {
namespace {

std::string slurp(const std::filesystem::path& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

TEST(PackCases, OfEveryPackCarryProofsThatTheCheckerAccepts) {
  std::size_t asked = 0;
  std::set<std::filesystem::path> folders;
  for (const auto& entry : std::filesystem::directory_iterator(TIDEGATE_SOURCE_DIR "/rulepacks"))
    folders.insert(entry.path());
  for (const auto& folder : folders) {
    const auto pack = parse_pack(slurp(folder / "pack.json"));
    ASSERT_TRUE(pack.has_value()) << folder << ": " << pack.error().where << ": " << pack.error().what;
    std::set<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "cases")) {
      if (entry.path().extension() == ".case") files.insert(entry.path());
    }
    for (const auto& file : files) {
      const auto cases = parse_case_file(slurp(file), file.filename().string());
      ASSERT_TRUE(cases.has_value()) << folder.filename() << ": " << cases.error().where << ": "
                                     << cases.error().what;
      for (const PackCase& one : *cases) {
        const Opinion opinion = decide(*pack, one.facts, one.as_of);
        for (const std::string& fault : proof_faults(*pack, one.facts, one.as_of, opinion)) {
          ADD_FAILURE() << file << ": " << one.title << ": proof: " << fault;
        }
        ++asked;
      }
    }
  }
  EXPECT_GT(asked, 100U);
}

}  // namespace
}  // namespace tidegate::law
