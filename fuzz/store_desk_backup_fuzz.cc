// Claim: octets are either refused as damaged, or what was read from them, written again, gives the very same
// octets. The same rows under the sums that belong to them obey it too.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/check.h"
#include "tidegate/base/json.h"
#include "tidegate/store/desk/backup_text.h"

namespace {

using namespace tidegate;
using namespace tidegate::store;

class Again final : public BackupSink {
 public:
  Again()
      : writer_([this](std::string_view line) -> Result<void> {
          text += line;
          return {};
        }) {}
  Result<void> begin(const BackupHead& head) override { return writer_.begin(head); }
  Result<void> begin_table(const std::string& name, const std::vector<std::string>& columns) override {
    TIDEGATE_CHECK(end_table());
    is_in_table_ = true;
    return writer_.begin_table(name, columns);
  }
  Result<void> row(std::vector<BackupCell> cells) override {
    std::vector<SqlValue> values;
    for (BackupCell& cell : cells) {
      if (const auto* number = std::get_if<std::int64_t>(&cell)) {
        values.emplace_back(*number);
      } else if (auto* held = std::get_if<std::string>(&cell)) {
        values.emplace_back(*held);
      } else {
        values.emplace_back(std::monostate());
      }
    }
    return writer_.row(values);
  }
  void end() {
    TIDEGATE_CHECK(end_table());
    TIDEGATE_CHECK(writer_.end());
  }
  std::string text;

 private:
  Result<void> end_table() {
    if (!is_in_table_) return {};
    is_in_table_ = false;
    return writer_.end_table();
  }
  BackupWriter writer_;
  bool is_in_table_ = false;
};

std::vector<std::string> whole_lines(std::string_view bytes) {
  std::vector<std::string> lines;
  for (std::size_t end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n')) {
    lines.emplace_back(bytes.substr(0, end));
    bytes.remove_prefix(end + 1);
  }
  return lines;
}

bool is_read(std::string_view bytes) {
  const std::vector<std::string> lines = whole_lines(bytes);
  std::size_t next = 0;
  Again again;
  const auto sums = read_backup(
      [&]() -> Result<std::optional<std::string>> {
        if (next == lines.size()) return std::optional<std::string>();
        return std::optional<std::string>(lines[next++]);
      },
      again);
  if (!sums) {
    TIDEGATE_CHECK(sums.error().code == ErrorCode::kCorrupt && !sums.error().what_zh.empty());
    return false;
  }
  again.end();
  TIDEGATE_CHECK(again.text == bytes.substr(0, bytes.rfind('\n') + 1));
  return true;
}

// Every line that is an array becomes a row: with right sums it is read.
std::string with_sums(std::string_view bytes) {
  Again made;
  TIDEGATE_CHECK(made.begin({1, 2}));
  TIDEGATE_CHECK(made.begin_table("t", {"a", "b"}));
  for (const std::string& line : whole_lines(bytes)) {
    const auto json = parse_json(line, "");
    if (!json || json->array() == nullptr || json->array()->size() != 2) continue;
    std::vector<BackupCell> cells;
    for (const Json& value : *json->array()) {
      if (value.integer() != nullptr) {
        cells.emplace_back(*value.integer());
      } else if (value.string() != nullptr) {
        cells.emplace_back(*value.string());
      } else {
        cells.emplace_back(std::monostate());
      }
    }
    TIDEGATE_CHECK(made.row(std::move(cells)));
  }
  made.end();
  return made.text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  is_read(bytes);
  TIDEGATE_CHECK(is_read(with_sums(bytes)));
  return 0;
}
