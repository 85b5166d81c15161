#include "tidegate/evidence/checkpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "tidegate/base/base64.h"

namespace tidegate::evidence {
namespace {

constexpr std::size_t kMostExtensions = 16;

tl::unexpected<Error> no_checkpoint() {
  return fail({ErrorCode::kMalformed,
               "is no checkpoint: origin, size, root",
               {},
               "不是检查点（origin、大小、根哈希）"});
}

}  // namespace

std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

std::optional<std::uint64_t> parse_count(std::string_view digits) {
  std::uint64_t count = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  const bool is_count = error == std::errc() && end == digits.data() + digits.size() &&
                        (digits.front() != '0' || digits.size() == 1) && count <= kMaxTreeSize;
  return is_count ? std::optional(count) : std::nullopt;
}

std::string base64_of(const Hash& hash) {
  return to_base64({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

std::optional<Hash> hash_of_base64(std::string_view text) {
  const auto octets = from_base64(text);
  Hash hash{};
  if (!octets || octets->size() != hash.size()) return std::nullopt;
  std::copy(octets->begin(), octets->end(), hash.begin());
  return hash;
}

Result<std::vector<Hash>> take_hash_lines(std::string_view& text) {
  std::vector<Hash> out;
  while (!text.empty()) {
    const auto line = take_line(text);
    if (line && line->empty()) return out;
    const auto hash = line ? hash_of_base64(*line) : std::nullopt;
    if (!hash)
      return fail(
          {ErrorCode::kMalformed, "has a line that is no hash in base64", {}, "含有不是 base64 哈希的行"});
    if (out.size() == kMaxProofHashes)
      return fail({ErrorCode::kLimit, "has more hashes than a proof may have", {}, "证明中的哈希过多"});
    out.push_back(*hash);
  }
  return out;
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
  const auto origin = take_line(text);
  const auto size = origin ? take_line(text) : std::nullopt;
  const auto root = size ? take_line(text) : std::nullopt;
  if (!root || !is_key_name(*origin)) return no_checkpoint();
  const auto hash = hash_of_base64(*root);
  const auto count = parse_count(*size);
  if (!hash || !count) return no_checkpoint();
  Checkpoint out{std::string(*origin), *count, *hash};
  while (!text.empty()) {
    const auto line = take_line(text);
    if (!line || line->empty() || out.extensions.size() == kMostExtensions) return no_checkpoint();
    out.extensions.emplace_back(*line);
  }
  return out;
}

std::string to_text(const Checkpoint& checkpoint) {
  std::string out =
      fmt::format("{}\n{}\n{}\n", checkpoint.origin, checkpoint.size, base64_of(checkpoint.root));
  for (const std::string& line : checkpoint.extensions) out.append(line).append("\n");
  return out;
}

Result<SignedCheckpoint> open_checkpoint(std::string_view bytes, std::span<const VerifierKey> keys,
                                         SignatureCheck& check) {
  auto note = parse_note(bytes);
  if (!note) return fail(note.error());
  auto checkpoint = parse_checkpoint(note->text);
  if (!checkpoint) return fail(checkpoint.error());
  std::vector<VerifierKey> own;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i].name != checkpoint->origin) continue;
    own.push_back(keys[i]);
    places.push_back(i);
  }
  if (own.empty()) {
    return fail({ErrorCode::kNotFound,
                 fmt::format("no key of the log {} is known", checkpoint->origin),
                 {},
                 fmt::format("没有日志 {} 的密钥", checkpoint->origin)});
  }
  auto signers = signers_of(*note, own, check);
  if (!signers) return fail(signers.error());
  if (signers->empty()) {
    return fail({ErrorCode::kCorrupt,
                 fmt::format("no key of {} signed this checkpoint", checkpoint->origin),
                 {},
                 fmt::format("该检查点没有 {} 的密钥签名", checkpoint->origin)});
  }
  for (std::size_t& signer : *signers) signer = places[signer];
  return SignedCheckpoint{std::move(*checkpoint), std::move(*note), std::move(*signers)};
}

}  // namespace tidegate::evidence
