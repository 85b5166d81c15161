#include "tidegate/evidence/rlp.h"

namespace tidegate::evidence {
namespace {

constexpr std::uint8_t kShort = 0x80;  // octets, up to 55 of them
constexpr std::uint8_t kList = 0xc0;   // a list whose items have as many
constexpr std::size_t kMostShort = 55;
constexpr std::size_t kMostSizeOctets = 4;  // what is longer than 4 GiB is not read

std::string big_endian(std::uint64_t number) {
  std::string out;
  for (unsigned shift = 64; shift > 0; shift -= 8)
    if (const auto rest = number >> (shift - 8); rest > 0) out.push_back(static_cast<char>(rest & 0xffU));
  return out;
}

std::string headed(std::uint8_t kind, std::string_view content) {
  std::string out;
  if (content.size() <= kMostShort) {
    out += static_cast<char>(kind + content.size());
  } else {
    const std::string size = big_endian(content.size());
    out += static_cast<char>(kind + kMostShort + size.size());
    out += size;
  }
  return out.append(content);
}

class Reader {
 public:
  explicit Reader(std::string_view where) : where_(where) {}
  std::optional<Error> wrong;

  Rlp take(std::string_view& rest, int depth) {
    Rlp out;
    const auto head = static_cast<std::uint8_t>(rest.empty() ? 0 : rest.front());
    if (rest.empty()) return refuse(out);
    if (++items_ > kMostRlpItems || depth > kDeepestRlp) return limit(out);
    if (head < kShort) {
      out.octets.push_back(rest.front());
      rest.remove_prefix(1);
      return out;
    }
    out.is_list = head >= kList;
    const std::size_t code = head - (out.is_list ? kList : kShort);
    rest.remove_prefix(1);
    std::size_t size = code;
    if (code > kMostShort) {
      const std::size_t octets = code - kMostShort;
      if (octets > kMostSizeOctets) return limit(out);
      if (rest.size() < octets || rest.front() == '\0') return refuse(out);
      size = 0;
      for (std::size_t i = 0; i < octets; ++i) size = size << 8U | static_cast<std::uint8_t>(rest[i]);
      rest.remove_prefix(octets);
      if (size <= kMostShort) return refuse(out);
    }
    if (rest.size() < size) return refuse(out);
    std::string_view content = rest.substr(0, size);
    rest.remove_prefix(size);
    if (!out.is_list) {
      if (size == 1 && static_cast<std::uint8_t>(content.front()) < kShort) return refuse(out);
      out.octets = content;
      return out;
    }
    while (!content.empty() && !wrong) out.items.push_back(take(content, depth + 1));
    return out;
  }
  Rlp& refuse(Rlp& out) {
    if (!wrong)
      wrong = Error{ErrorCode::kMalformed, "is no RLP in its one form", where_, "不是规范的 RLP 编码"};
    return out;
  }

 private:
  Rlp& limit(Rlp& out) {
    if (!wrong) wrong = Error{ErrorCode::kLimit, "has too many items of RLP", where_, "RLP 项过多"};
    return out;
  }
  const std::string where_;
  std::size_t items_ = 0;
};

}  // namespace

std::string rlp_of(std::string_view octets) {
  if (octets.size() == 1 && static_cast<std::uint8_t>(octets.front()) < kShort) return std::string(octets);
  return headed(kShort, octets);
}
std::string rlp_of_number(std::uint64_t number) { return rlp_of(big_endian(number)); }
std::string rlp_list(const std::vector<std::string>& items) {
  std::string content;
  for (const std::string& item : items) content += item;
  return headed(kList, content);
}

std::optional<std::uint64_t> Rlp::number() const {
  if (is_list || octets.size() > 8 || (!octets.empty() && octets.front() == '\0')) return std::nullopt;
  std::uint64_t out = 0;
  for (const char octet : octets) out = out << 8U | static_cast<std::uint8_t>(octet);
  return out;
}

Result<Rlp> read_rlp(std::string_view bytes, std::string_view where) {
  Reader reader(where);
  Rlp out = reader.take(bytes, 0);
  if (!bytes.empty()) reader.refuse(out);
  if (reader.wrong) return fail(*reader.wrong);
  return out;
}

}  // namespace tidegate::evidence
