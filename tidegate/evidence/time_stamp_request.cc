#include "tidegate/evidence/time_stamp_request.h"

#include <vector>

#include "tidegate/evidence/checkpoint.h"

namespace tidegate::evidence {
namespace {

constexpr std::size_t kLongestPolicy = 100;
constexpr std::string_view kSha256("\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00", 15);

std::string der(char tag, std::string_view content) {  // 127 octets at most
  return std::string{tag, static_cast<char>(content.size())}.append(content);
}

std::string base128(std::uint64_t number) {
  std::string out;
  for (unsigned shift = 63; shift > 0; shift -= 7)
    if (number >> shift > 0) out.push_back(static_cast<char>(0x80U | (number >> shift & 0x7fU)));
  out.push_back(static_cast<char>(number & 0x7fU));
  return out;
}

std::optional<std::string> identifier(std::string_view text) {
  std::vector<std::uint64_t> parts;
  for (std::string_view rest = text; text.size() <= kLongestPolicy;) {
    const std::size_t dot = rest.find('.');
    const auto part = parse_count(rest.substr(0, dot));
    if (!part || *part > UINT32_MAX) return std::nullopt;
    parts.push_back(*part);
    if (dot == std::string_view::npos) break;
    rest.remove_prefix(dot + 1);
  }
  constexpr std::uint64_t kArcs = 40;
  if (parts.size() < 2 || parts[0] > 2 || (parts[0] < 2 && parts[1] >= kArcs)) return std::nullopt;
  std::string out = base128(parts[0] * kArcs + parts[1]);
  for (std::size_t i = 2; i < parts.size(); ++i) out += base128(parts[i]);
  if (out.size() > kLongestPolicy / 2) return std::nullopt;
  return out;
}

}  // namespace

Result<std::string> time_stamp_request(const TimeStampAsk& ask) {
  const std::string imprint =
      std::string(kSha256) +
      der('\x04', {reinterpret_cast<const char*>(ask.digest.data()), ask.digest.size()});
  std::string content = der('\x02', "\x01") + der('\x30', imprint);
  if (!ask.policy.empty()) {
    const auto policy = identifier(ask.policy);
    if (!policy)
      return fail(
          {ErrorCode::kMalformed, "is no object identifier: 1.2.3.4", "policy", "不是对象标识符：1.2.3.4"});
    content += der('\x06', *policy);
  }
  if (ask.nonce) {
    // As few octets as hold it and a sign.
    std::string number;
    for (unsigned shift = 64; shift > 0; shift -= 8) {
      const auto octet = static_cast<std::uint8_t>(*ask.nonce >> (shift - 8));
      if (number.empty() && octet == 0 && shift > 8) continue;
      if (number.empty() && octet >= 0x80U) number.push_back('\0');
      number.push_back(static_cast<char>(octet));
    }
    content += der('\x02', number);
  }
  content += der('\x01', "\xff");
  return der('\x30', content);
}

}  // namespace tidegate::evidence
