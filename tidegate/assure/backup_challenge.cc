#include "tidegate/assure/backup_challenge.h"

#include <algorithm>

#include "tidegate/assure/fields.h"
#include "tidegate/base/base64.h"
#include "tidegate/base/hmac.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/base/json_writer.h"

namespace tidegate::assure {
namespace {

constexpr std::string_view kChallengeFormat = "tidegate.backup-challenge/1";
constexpr std::string_view kAnswerFormat = "tidegate.backup-answer/1";
constexpr std::string_view kSeedContext = "tidegate.backup-seed/1\n";
constexpr std::string_view kDrawContext = "tidegate.backup-draw/1\n";
constexpr std::int64_t kMillion = 1'000'000;
constexpr std::size_t kMostProof = 64;

__extension__ using Wide = unsigned __int128;

std::string hex_at(const JsonReader& in) {
  std::string text = in.string();
  if (const auto hash = hash_of_hex(text); !hash)
    in.refuse(ErrorCode::kMalformed, hash.error().what, hash.error().what_zh);
  return text;
}

Sha256 sha_at(const JsonReader& in) {
  const auto hash = hash_of_hex(in.string());
  if (!hash) in.refuse(ErrorCode::kMalformed, hash.error().what, hash.error().what_zh);
  return hash ? *hash : Sha256{};
}

std::uint64_t draw(const Sha256& seed, std::uint64_t number, std::uint64_t chunks) {
  // What lies behind the last whole multiple would favour the first chunks: it is drawn again.
  const std::uint64_t rest = (UINT64_MAX % chunks + 1) % chunks;
  for (std::uint64_t attempt = 0;; ++attempt) {
    const std::string said =
        std::string(kDrawContext) + std::to_string(number) + "\n" + std::to_string(attempt);
    const Sha256 hash = hmac_sha256(seed, said);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8; ++i) value = value << 8 | hash[i];
    if (value <= UINT64_MAX - rest) return value % chunks;
  }
}

std::optional<AnsweredChunk> read_line(const std::string& line) {
  const auto json = parse_json(line, "answer");
  if (!json) return std::nullopt;
  JsonFault fault{"answer", {}};
  const JsonReader in(*json, fault);
  in.only({"chunk", "file", "offset", "path", "octets", "proof"});
  AnsweredChunk out;
  out.chunk = static_cast<std::uint64_t>(in.member("chunk").integer(0));
  out.place.file = static_cast<std::uint64_t>(in.member("file").integer(0));
  out.place.offset = static_cast<std::uint64_t>(in.member("offset").integer(0));
  out.place.path = sha_at(in.member("path"));
  const auto octets = from_base64(in.member("octets").string());
  for (const JsonReader& hash : in.member("proof").items(0, kMostProof)) out.proof.push_back(sha_at(hash));
  if (fault.first || !octets) return std::nullopt;
  out.octets = *octets;
  return out;
}

bool is_head_of(const std::string& line, const BackupChallenge& challenge, bool& is_answer) {
  const auto json = parse_json(line, "answer");
  if (!json) return false;
  JsonFault fault{"answer", {}};
  const JsonReader in(*json, fault);
  in.only({"format", "manifest", "seed", "draws"});
  const std::string format = in.member("format").string();
  const std::string manifest = in.member("manifest").string();
  const std::string seed = in.member("seed").string();
  const std::int64_t draws = in.member("draws").integer(0);
  is_answer = !fault.first && format == kAnswerFormat;
  return is_answer && manifest == challenge.manifest && seed == challenge.seed &&
         static_cast<std::uint64_t>(draws) == challenge.draws;
}

}  // namespace

Result<BackupChallenge> read_challenge(std::string_view bytes, std::string_view where) {
  if (bytes.size() > kLargestChallenge)
    return fail({ErrorCode::kLimit, "is larger than 512 KiB", std::string(where), "超过 512 KiB"});
  const auto json = parse_json(bytes, where);
  if (!json) return fail(json.error());
  JsonFault fault{std::string(where), {}};
  const JsonReader in(*json, fault);
  in.only({"format", "manifest", "draws", "checkpoint", "seed"});
  const JsonReader format = in.member("format");
  if (format.string() != kChallengeFormat)
    format.refuse(ErrorCode::kMalformed, "is no challenge of a backup", "不是备份抽验");
  BackupChallenge out;
  out.manifest = hex_at(in.member("manifest"));
  out.draws =
      static_cast<std::uint64_t>(in.member("draws").integer(1, static_cast<std::int64_t>(kMostDraws)));
  out.checkpoint = in.member("checkpoint").string();
  out.seed = hex_at(in.member("seed"));
  if (fault.first) return fail(std::move(*fault.first));
  return out;
}

std::string write_challenge(const BackupChallenge& c) {
  JsonWriter out;
  out.begin_object().key("format").string(kChallengeFormat).key("manifest").string(c.manifest);
  out.key("draws")
      .unsigned_integer(c.draws)
      .key("checkpoint")
      .string(c.checkpoint)
      .key("seed")
      .string(c.seed);
  out.end_object();
  return out.take() + "\n";
}

Sha256 challenge_seed(std::string_view manifest_hash, std::string_view note_text,
                      const std::vector<std::string>& cosignatures) {
  const auto key = hash_of_hex(manifest_hash);
  std::string said(kSeedContext);
  said += std::to_string(note_text.size()) + "\n";
  said += note_text;
  for (const std::string& one : cosignatures) said += one + "\n";
  return hmac_sha256(key.value_or(Sha256{}), said);
}

std::vector<std::uint64_t> drawn_chunks(const Sha256& seed, std::uint64_t draws, std::uint64_t chunks) {
  std::vector<std::uint64_t> out;
  out.reserve(draws);
  for (std::uint64_t i = 0; i < draws; ++i) out.push_back(draw(seed, i, chunks));
  return out;
}

// Fixed point with 18 digits, each product rounded up: what stays unfound is never told as less than it is.
std::int64_t detection_e6(std::int64_t share_e6, std::uint64_t draws) {
  constexpr Wide kOne = 1'000'000'000'000'000'000U;
  Wide unfound = kOne;
  Wide factor = kOne / kMillion * static_cast<std::uint64_t>(kMillion - share_e6);
  for (std::uint64_t n = draws; n > 0; n /= 2) {
    if (n % 2 == 1) unfound = (unfound * factor + kOne - 1) / kOne;
    factor = (factor * factor + kOne - 1) / kOne;
  }
  return static_cast<std::int64_t>((kOne - unfound) / (kOne / kMillion));
}

std::string answer_head(const BackupChallenge& c) {
  JsonWriter out;
  out.begin_object().key("format").string(kAnswerFormat).key("manifest").string(c.manifest);
  out.key("seed").string(c.seed).key("draws").unsigned_integer(c.draws).end_object();
  return out.take() + "\n";
}

std::string answer_line(const AnsweredChunk& c) {
  JsonWriter out;
  out.begin_object().key("chunk").unsigned_integer(c.chunk).key("file").unsigned_integer(c.place.file);
  out.key("offset").unsigned_integer(c.place.offset).key("path").string(hex(c.place.path));
  out.key("octets").string(to_base64(c.octets)).key("proof").begin_array();
  for (const Sha256& hash : c.proof) out.string(hex(hash));
  out.end_array().end_object();
  return out.take() + "\n";
}

AnswerCheck check_answer(const std::function<bool(std::string& line)>& next, const BackupManifest& manifest,
                         const BackupChallenge& challenge, const Sha256& seed) {
  using State = AnswerCheck::State;
  AnswerCheck out;
  std::string line;
  bool is_answer = false;
  if (!next(line)) return out;
  if (!is_head_of(line, challenge, is_answer)) {
    out.state = is_answer ? State::kReplayed : State::kUnreadable;
    return out;
  }
  const auto root = hash_of_hex(manifest.root);
  if (!root) return out;
  out.state = State::kHolds;
  const auto chunk_octets = static_cast<std::uint64_t>(manifest.chunk_octets);
  for (const std::uint64_t wanted : drawn_chunks(seed, challenge.draws, manifest.chunks)) {
    if (!next(line)) {
      if (out.state == State::kHolds) out.state = State::kShort;
      return out;
    }
    const auto chunk = read_line(line);
    if (!chunk) {
      out.state = State::kUnreadable;
      return out;
    }
    if (chunk->chunk != wanted) {
      out.state = State::kReplayed;
      return out;
    }
    const bool fits = !chunk->octets.empty() && chunk->octets.size() <= chunk_octets &&
                      chunk->place.offset % chunk_octets == 0 && chunk->place.file < manifest.files;
    if (fits &&
        is_in_tree(wanted, chunk_leaf(chunk->place, chunk->octets), manifest.chunks, chunk->proof, *root)) {
      ++out.held;
    } else {
      ++out.damaged;
      out.state = State::kBitRotted;
    }
  }
  if (next(line) && out.state == State::kHolds) out.state = State::kUnreadable;
  return out;
}

}  // namespace tidegate::assure
