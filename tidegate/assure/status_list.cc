#include "tidegate/assure/status_list.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "tidegate/assure/fields.h"
#include "tidegate/assure/pem.h"
#include "tidegate/base/base64.h"
#include "tidegate/base/der_part.h"

namespace tidegate::assure {
namespace {

constexpr std::int64_t kMsASecond = 1'000;
constexpr int kOctet = 8;
constexpr std::size_t kMostKeptOctets = 64U << 20;

tl::unexpected<Error> refused(ErrorCode code, std::string_view where) {
  return code == ErrorCode::kLimit
             ? fail({code, "unpacks to more than 16 MiB", std::string(where), "解压后超过 16 MiB"})
             : fail({code, "is no status list", std::string(where), "不是状态列表"});
}

// The whole of it is one zlib stream, and nothing stands behind it.
Result<std::string> unpacked(const std::string& packed, std::string_view where) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) return refused(ErrorCode::kUnavailable, where);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string out;
  std::array<char, 65'536> block{};
  int state = Z_OK;
  while (state == Z_OK && out.size() <= kMostStatusOctets) {
    stream.next_out = reinterpret_cast<Bytef*>(block.data());
    stream.avail_out = static_cast<uInt>(block.size());
    state = inflate(&stream, Z_NO_FLUSH);
    out.append(block.data(), block.size() - stream.avail_out);
  }
  const bool is_whole = state == Z_STREAM_END && stream.avail_in == 0;
  inflateEnd(&stream);
  if (out.size() > kMostStatusOctets) return refused(ErrorCode::kLimit, where);
  if (!is_whole) return refused(ErrorCode::kMalformed, where);
  return out;
}

bool is_width(std::int64_t bits) { return bits == 1 || bits == 2 || bits == 4 || bits == kOctet; }

}  // namespace

Result<StatusList> read_status_head(std::string_view bytes, std::string_view where) {
  if (bytes.ends_with('\n')) bytes.remove_suffix(1);
  auto text = parse_signed_text(bytes, kLargestStatusList, where);
  if (!text) return fail(text.error());
  if (text->type != kStatusListType) return refused(ErrorCode::kMalformed, where);
  StatusList out;
  JsonFault fault{std::string(where), {}};
  const JsonReader in(text->payload, fault);
  out.uri = word_at(in.member("sub"));
  out.issued_ms = seconds_at(in.member("iat"));
  if (const auto exp = in.optional("exp")) out.expires_ms = seconds_at(*exp);
  const JsonReader list = in.member("status_list");
  const std::int64_t bits = list.member("bits").integer(1, kOctet);
  auto packed = from_base64url(list.member("lst").string());
  if (fault.first) {
    if (fault.first->code == ErrorCode::kOutOfRange) fault.first->code = ErrorCode::kMalformed;
    return fail(std::move(*fault.first));
  }
  if (!packed || !is_width(bits)) return refused(ErrorCode::kMalformed, where);
  out.bits = static_cast<int>(bits);
  out.packed = std::move(*packed);
  out.text = std::move(*text);
  out.text.payload = {};  // its entries stand there a second time
  return out;
}

Result<void> unpack(StatusList& list, std::string_view where) {
  auto octets = unpacked(list.packed, where);
  if (!octets) return fail(octets.error());
  list.octets = std::move(*octets);
  return {};
}

Result<StatusList> read_status_list(std::string_view bytes, std::string_view where) {
  auto out = read_status_head(bytes, where);
  if (!out) return out;
  const auto done = unpack(*out, where);
  return done ? std::move(out) : Result<StatusList>(fail(done.error()));
}

namespace {

// Whether it is one revocation list to its last octet (RFC 5280, 5.1.1): of what was cut, or stands before
// something else, nobody can say whom it would revoke. A certificate begins in the same way, and tells no
// time behind its issuer.
bool is_crl(std::string_view der) {
  constexpr unsigned char kUtcTime = 0x17;
  constexpr unsigned char kGeneralizedTime = 0x18;
  const auto whole = der_at(der, 0, kDerSequence);
  if (!whole || whole->end != der.size()) return false;
  const auto list = der_at(der, whole->begin, kDerSequence);
  if (!list) return false;
  const auto version = der_at(der, list->begin, kDerInteger);
  const auto scheme = der_at(der, version ? version->end : list->begin, kDerSequence);
  const auto issuer = scheme ? der_at(der, scheme->end, kDerSequence) : std::nullopt;
  return issuer && (der_at(der, issuer->end, kUtcTime) || der_at(der, issuer->end, kGeneralizedTime));
}

// Revocation lists that a file holds: one in DER, or some in PEM. Empty: it holds none, or something else
// too.
std::vector<std::string> crls_of(std::string_view bytes) {
  if (is_crl(bytes)) return {std::string(bytes)};
  auto blocks = pem_blocks(bytes, "X509 CRL");
  const bool are_lists = blocks && std::all_of(blocks->begin(), blocks->end(), is_crl);
  return are_lists ? std::move(*blocks) : std::vector<std::string>();
}

}  // namespace

bool is_status_file(std::string_view bytes) {
  return !crls_of(bytes).empty() || read_status_head(bytes, "status list");
}

StatusLists::StatusLists(std::span<const std::string> files) {
  for (const std::string& bytes : files) {
    if (auto crls = crls_of(bytes); !crls.empty()) {
      std::move(crls.begin(), crls.end(), std::back_inserter(crls_));
      continue;
    }
    auto list = read_status_head(bytes, "status list");
    if (list) {
      lists_.push_back({std::move(*list)});
    } else {
      has_unread_ = true;
    }
  }
}

std::vector<StatusLists::Kept*> StatusLists::of(std::string_view uri) {
  std::vector<Kept*> out;
  for (Kept& kept : lists_) {
    if (kept.list.uri == uri) out.push_back(&kept);
  }
  return out;
}

std::optional<int> StatusLists::status(Kept& kept, std::int64_t index) {
  if (!kept.is_unpacked && !unpack(kept.list, "status list")) return std::nullopt;
  const auto status = status_at(kept.list, index);
  if (kept.is_unpacked) return status;
  const std::size_t size = kept.list.octets.size();
  kept.is_unpacked = octets_ + size <= kMostKeptOctets;
  if (kept.is_unpacked) {
    octets_ += size;
    kept.list.packed = {};
  } else {
    kept.list.octets = {};
  }
  return status;
}

std::optional<int> status_at(const StatusList& list, std::int64_t index) {
  const std::int64_t an_octet = kOctet / list.bits;
  const std::int64_t octet = index / an_octet;
  if (index < 0 || octet >= static_cast<std::int64_t>(list.octets.size())) return std::nullopt;
  const auto value = static_cast<unsigned char>(list.octets[static_cast<std::size_t>(octet)]);
  const int shift = static_cast<int>(index % an_octet) * list.bits;
  return (value >> shift) & ((1 << list.bits) - 1);
}

Result<Json> status_payload(std::string_view uri, std::int64_t issued_ms,
                            std::optional<std::int64_t> expires_ms, int bits,
                            const std::vector<int>& entries) {
  const auto an_octet = static_cast<std::size_t>(kOctet / bits);
  std::string octets((entries.size() + an_octet - 1) / an_octet, '\0');
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const int shift = static_cast<int>(i % an_octet) * bits;
    auto& octet = octets[i / an_octet];
    octet = static_cast<char>(static_cast<unsigned char>(octet) |
                              static_cast<unsigned char>(entries[i] << shift));
  }
  uLongf size = compressBound(static_cast<uLong>(octets.size()));
  std::string packed(size, '\0');
  if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(octets.data()),
                static_cast<uLong>(octets.size()), Z_BEST_COMPRESSION) != Z_OK)
    return fail({ErrorCode::kUnavailable, "zlib could not pack it", {}, "zlib 压缩失败"});
  packed.resize(size);
  Json::Object list{{"bits", Json(static_cast<std::int64_t>(bits))}, {"lst", Json(to_base64url(packed))}};
  Json::Object claims{{"sub", Json(std::string(uri))},
                      {"iat", Json(issued_ms / kMsASecond)},
                      {"status_list", Json(std::move(list))}};
  if (expires_ms) claims.emplace_back("exp", Json(*expires_ms / kMsASecond));
  return Json(std::move(claims));
}

}  // namespace tidegate::assure
