#include "tidegate/evidence/signed_head.h"

#include <fmt/format.h>

#include <charconv>
#include <vector>

#include "tidegate/base/hash.h"

namespace tidegate::evidence {
namespace {

constexpr std::string_view kFirstLine = "tidegate evidence signed 1";
constexpr std::string_view kNoHash = "-";

std::optional<Hash> hash_of(std::string_view digits) {
  Hash hash;
  if (digits.size() != 2 * hash.size()) return std::nullopt;
  for (std::size_t i = 0; i < hash.size(); ++i) {
    const char* const at = digits.data() + 2 * i;
    if (std::from_chars(at, at + 2, hash[i], 16).ptr != at + 2) return std::nullopt;
  }
  return hash;
}

}  // namespace

std::string write_signed_head(std::string_view origin, const TreeHead& head) {
  std::string text = fmt::format("{}\n{}\n{}\n{}\n{}\n", kFirstLine, origin, head.size, hex(head.root),
                                 head.second_root ? hex(*head.second_root) : std::string(kNoHash));
  return text + sha256_hex(text) + "\n";
}

Result<TreeHead> read_signed_head(std::string_view octets, std::string_view origin) {
  std::vector<std::string_view> lines;
  for (std::string_view rest = octets; !rest.empty() && lines.size() < 7;) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    lines.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  TreeHead head;
  if (lines.size() == 6) {
    std::from_chars(lines[2].data(), lines[2].data() + lines[2].size(), head.size);
    head.root = hash_of(lines[3]).value_or(Hash{});
    if (lines[4] != kNoHash) head.second_root = hash_of(lines[4]).value_or(Hash{});
  }
  // Whatever it reads as, only its own octets are taken: one form, and whole.
  if (write_signed_head(origin, head) != octets)
    return fail({ErrorCode::kCorrupt,
                 "what the log signed last is damaged, or of another log",
                 {},
                 "最近签署的记录已损坏或属于另一日志"});
  return head;
}

}  // namespace tidegate::evidence
