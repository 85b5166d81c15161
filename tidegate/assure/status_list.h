// Who was revoked or suspended: an IETF Token Status List as JWT. One signed file for all credentials of a
// list, two bits each, so that it is kept and asked without a network. Why this and not the W3C's Bitstring
// Status List: docs/decisions/0030-credentials-are-checked.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/assure/signed_text.h"

namespace tidegate::assure {

inline constexpr std::size_t kLargestStatusList = 4U << 20;  // octets, as it is sent
inline constexpr std::size_t kMostStatusOctets = 16U << 20;  // unpacked
inline constexpr std::string_view kStatusListType = "statuslist+jwt";
inline constexpr int kStatusValid = 0;
inline constexpr int kStatusRevoked = 1;
inline constexpr int kStatusSuspended = 2;

struct StatusList {
  SignedText text;
  std::string uri;  // sub
  std::int64_t issued_ms = 0;
  std::optional<std::int64_t> expires_ms;
  int bits = 2;        // of each entry: 1, 2, 4, 8
  std::string packed;  // until it is unpacked
  std::string octets;  // unpacked; the first entry lies in the lowest bits
};

// All but its entries: those cost up to 16 MiB, and are unpacked when somebody asks for one.
// Errors: kMalformed, kOutOfRange (an algorithm that is not taken), kLimit (larger than the bounds above).
Result<StatusList> read_status_head(std::string_view bytes, std::string_view where);
Result<void> unpack(StatusList& list, std::string_view where);
// Both.
Result<StatusList> read_status_list(std::string_view bytes, std::string_view where);
// None: the list has no such entry.
std::optional<int> status_at(const StatusList& list, std::int64_t index);

// Whether a file holds a status list, or revocation lists in DER or PEM.
bool is_status_file(std::string_view bytes);

// Lists at hand, each read once however many credentials are asked of. One trust list, one thread.
class StatusLists {
 public:
  struct Kept {
    StatusList list;
    bool is_unpacked = false;
    const void* issuer = nullptr;  // whose signature was looked for, and what was found
    enum class Signed { kNo, kYes, kUnchecked } is_signed = Signed::kNo;
  };
  // X.509 revocation lists (DER, PEM) are kept beside. What is no list is passed over, and known to be.
  explicit StatusLists(std::span<const std::string> files);
  std::vector<Kept*> of(std::string_view uri);
  std::span<const std::string> crls() const { return crls_; }  // DER
  bool has_unread() const { return has_unread_; }
  // None: there is no such entry. Of what was unpacked 64 MiB are kept; beyond, it is unpacked each time.
  std::optional<int> status(Kept& kept, std::int64_t index);

 private:
  std::vector<Kept> lists_;
  std::vector<std::string> crls_;
  bool has_unread_ = false;
  std::size_t octets_ = 0;
};

// The payload of a list, packed. Each entry at most 2^bits - 1.
Result<Json> status_payload(std::string_view uri, std::int64_t issued_ms,
                            std::optional<std::int64_t> expires_ms, int bits,
                            const std::vector<int>& entries);

}  // namespace tidegate::assure
