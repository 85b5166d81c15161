#include "tidegate/evidence/witness.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/base64.h"
#include "tidegate/base/hash.h"

namespace tidegate::evidence {
namespace {

constexpr std::string_view kOld = "old ";
constexpr std::size_t kSumDigits = 16;

tl::unexpected<Error> corrupt() {
  return fail({ErrorCode::kCorrupt,
               "is not what a witness keeps of a log: restore it from this machine's disk, "
               "never from an older copy",
               {},
               "不是见证方保存的日志状态：只能从本机磁盘恢复，不得使用旧副本"});
}

std::string sum_of(std::string_view text) { return sha256_hex(text).substr(0, kSumDigits); }

// Takes a word and the space behind it; none: there is no space.
std::optional<std::string_view> take_word(std::string_view& text) {
  const std::size_t end = text.find(' ');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end + 1);
  return word;
}

// What of the note is kept: its text, and the signatures of the log's own keys.
std::string own_note(const SignedCheckpoint& opened) {
  Note note{opened.note.text, {}};
  for (const NoteSignature& each : opened.note.signatures)
    if (each.name == opened.checkpoint.origin) note.signatures.push_back(each);
  return to_text(note);
}

}  // namespace

Result<AddCheckpoint> parse_add_checkpoint(std::string_view body) {
  const auto none = [] {
    return fail({ErrorCode::kMalformed, "is no request of add-checkpoint", {}, "不是 add-checkpoint 请求"});
  };
  if (body.size() > kLargestAddCheckpoint)
    return fail({ErrorCode::kLimit, "is larger than a request may be", {}, "超出请求的大小上限"});
  const auto first = take_line(body);
  if (!first || !first->starts_with(kOld)) return none();
  const auto size = parse_count(first->substr(kOld.size()));
  if (!size) return none();
  auto proof = take_hash_lines(body);
  if (!proof) return fail(proof.error());
  if (proof->size() > kMostWitnessHashes || body.empty()) return none();
  return AddCheckpoint{*size, std::move(*proof), std::string(body)};
}

std::string to_text(const AddCheckpoint& asked) {
  std::string out = fmt::format("{}{}\n", kOld, asked.old_size);
  for (const Hash& hash : asked.proof) out.append(base64_of(hash)).append("\n");
  return out.append("\n").append(asked.checkpoint);
}

std::string to_text(const WitnessLine& line) {
  const std::string text = fmt::format("{} {} {} {} {} ", line.checkpoint.origin, line.checkpoint.size,
                                       base64_of(line.checkpoint.root), line.time_s, to_base64(line.note));
  return text + sum_of(text) + "\n";
}

Result<WitnessLine> parse_witness_line(std::string_view text) {
  const std::string_view whole = text;
  const auto origin = take_word(text);
  const auto size = take_word(text);
  const auto root = take_word(text);
  const auto time = take_word(text);
  const auto note = take_word(text);
  if (!note) return corrupt();
  const auto count = parse_count(*size);
  const auto hash = hash_of_base64(*root);
  const auto time_s = parse_count(*time);
  const auto bytes = from_base64(*note);
  if (!count || !hash || !time_s || !bytes) return corrupt();
  WitnessLine line{{std::string(*origin), *count, *hash}, static_cast<std::int64_t>(*time_s), *bytes};
  const auto kept = parse_note(line.note);
  const auto checkpoint = kept ? parse_checkpoint(kept->text) : fail(kept.error());
  const bool agrees = checkpoint && checkpoint->origin == line.checkpoint.origin &&
                      checkpoint->size == line.checkpoint.size && checkpoint->root == line.checkpoint.root;
  if (!agrees || to_text(line) != whole) return corrupt();
  return line;
}

WitnessDecision decide(const std::optional<WitnessLine>& kept, const AddCheckpoint& asked,
                       const SignedCheckpoint& opened, const TreeHasher& hasher, std::int64_t now_s) {
  constexpr int kBadRequest = 400, kConflict = 409, kUnprocessable = 422;
  const Checkpoint& next = opened.checkpoint;
  const std::uint64_t kept_size = kept ? kept->checkpoint.size : 0;
  const bool is_fork = kept && kept_size == next.size && kept->checkpoint.root != next.root;
  WitnessDecision out{200, kept_size, is_fork, std::nullopt};
  if (asked.old_size > next.size) {
    out.status = kBadRequest;
  } else if (asked.old_size != kept_size || is_fork) {
    out.status = kConflict;
  } else {
    const Hash old_root = kept ? kept->checkpoint.root : hasher.empty();
    if (!is_consistent(hasher, kept_size, old_root, next.size, asked.proof, next.root))
      out.status = kUnprocessable;
  }
  if (out.status != 200) return out;
  out.keep = WitnessLine{
      {next.origin, next.size, next.root}, std::max(now_s, kept ? kept->time_s : 0), own_note(opened)};
  return out;
}

}  // namespace tidegate::evidence
