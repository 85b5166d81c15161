#include "tidegate/extract/gb18030.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace tidegate {
namespace {

constexpr unsigned kFirstLead = 0x81;
constexpr unsigned kLastLead = 0xFE;
constexpr unsigned kFirstTrail = 0x40;  // to 0xFE, but for 0x7F
constexpr std::uint64_t kHighBits = 0x8080808080808080;

unsigned octet(char c) { return static_cast<unsigned char>(c); }
bool is_lead(unsigned c) { return c >= kFirstLead && c <= kLastLead; }
bool is_pair_trail(unsigned c) { return c >= kFirstTrail && c <= 0xFE && c != 0x7F; }
bool is_digit(unsigned c) { return c >= 0x30 && c <= 0x39; }
// Of any two octets, as they are read from memory: no check need go before the look.
constexpr std::size_t kSlots = std::size_t{1} << 16;
std::size_t slot_at(const char* two) {
  std::uint16_t slot;
  std::memcpy(&slot, two, sizeof slot);
  return slot;
}

// The first of eight octets that has a bit. bits: not 0.
std::ptrdiff_t first_octet(std::uint64_t bits) {
  const int zeros =
      std::endian::native == std::endian::little ? std::countr_zero(bits) : std::countl_zero(bits);
  return zeros / 8;
}

// entry  of the table, not 0.
void write_pair(std::uint32_t entry, const char*& in, char*& out) {
  const std::array<char, 4> four{static_cast<char>(entry), static_cast<char>(entry >> 8),
                                 static_cast<char>(entry >> 16), 0};
  std::memcpy(out, four.data(), 4);
  out += entry >> 24;
  in += 2;
}

// Copies 7-bit octets, eight at a time, until one is not or there is no room for eight more.
std::size_t copy_ascii(std::string_view text, char* into, std::size_t room) {
  std::size_t n = 0;
  while (n + 8 <= text.size() && n + 8 <= room) {
    std::uint64_t eight;
    std::memcpy(&eight, text.data() + n, 8);
    std::memcpy(into + n, &eight, 8);
    if ((eight & kHighBits) != 0) return n + static_cast<std::size_t>(first_octet(eight & kHighBits));
    n += 8;
  }
  while (n < text.size() && n < room && octet(text[n]) < 0x80) {
    into[n] = text[n];
    ++n;
  }
  return n;
}

// The commonest characters of Chinese prose, and of names, addresses and forms.
constexpr std::string_view kCommon =
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而"
    "方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前"
    "外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立"
    "代想已通并提直题程展五"
    "果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九"
    "区强放决西被干做必战先"
    "回则任取据处理世车姓名户址邮编码籍银卡司街镇乡村室栋楼省市县号证身份男女岁电话手机备注张王李刘陈，。、："
    "；（）";

// Octet pairs of kCommon, sorted.
std::vector<std::uint16_t> common_pairs() {
  IconvHandle to_gb("GB18030", "UTF-8");
  std::array<char, 2048> bytes;
  const auto step = to_gb.convert(kCommon, bytes);
  std::vector<std::uint16_t> pairs;
  for (std::size_t i = 0; i + 1 < step.produced; i += 2) {
    pairs.push_back(static_cast<std::uint16_t>(octet(bytes[i]) << 8 | octet(bytes[i + 1])));
  }
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

void count_place(unsigned lead, Gb18030Look& look) {
  if (lead < 0xB0) return;
  if (lead > 0xD7) {
    ++look.rare;
  } else if (lead >= 0xD0) {
    ++look.from_d0;
  } else if (lead >= 0xC9) {
    ++look.from_c9;
  } else {
    ++(lead >= 0xC0 ? look.from_c0 : look.from_b0);
  }
}

}  // namespace

Gb18030Decoder::Gb18030Decoder() : iconv_("UTF-8", "GB18030"), pairs_(kSlots) {
  // A line for each pair, so that one call converts all up to the next that has no meaning.
  std::string lines;
  for (unsigned lead = kFirstLead; lead <= kLastLead; ++lead) {
    for (unsigned trail = kFirstTrail; trail <= 0xFE; ++trail) {
      if (trail != 0x7F) lines.append({static_cast<char>(lead), static_cast<char>(trail), '\n'});
    }
  }
  std::string utf8(lines.size() * 2, '\0');
  for (std::string_view left = lines; !left.empty();) {
    const auto step = iconv_.convert(left, utf8);
    std::string_view converted(utf8.data(), step.produced);
    for (std::size_t at = 0; at < step.consumed; at += 3) {
      const std::string_view one = converted.substr(0, converted.find('\n'));
      converted.remove_prefix(one.size() + 1);
      if (one.size() > 3) continue;
      std::uint32_t entry = static_cast<std::uint32_t>(one.size()) << 24;
      for (std::size_t i = 0; i < one.size(); ++i) entry |= octet(one[i]) << (8 * i);
      pairs_[slot_at(left.data() + at)] = entry;
    }
    left.remove_prefix(std::min(left.size(), step.consumed + (step.consumed < left.size() ? 3 : 0)));
  }
}

// Octets of 7 bits and pairs of the table, up to the first that is neither, or near to an end.
inline void Gb18030Decoder::decode_most(const char*& in, const char* in_end, char*& out,
                                        const char* out_end) const {
  // At each step eight octets, and pairs, of which each is written with four octets, three of them its own.
  constexpr std::ptrdiff_t kOctets = 8;
  constexpr int kPairs = 16;
  while (in_end - in >= kOctets + 2 * kPairs + 2 && out_end - out >= kOctets + 4 * kPairs) {
    std::uint64_t eight;
    std::memcpy(&eight, in, sizeof eight);
    std::memcpy(out, &eight, sizeof eight);
    const std::uint64_t high = eight & kHighBits;
    const std::ptrdiff_t ascii = high == 0 ? kOctets : first_octet(high);
    in += ascii;
    out += ascii;
    if (high == 0) continue;
    for (int pair = 0; pair < kPairs; ++pair) {
      const std::uint32_t entry = pairs_[slot_at(in)];
      if (entry == 0) break;
      write_pair(entry, in, out);
    }
    if (octet(*in) >= 0x80 && pairs_[slot_at(in)] == 0) return;
  }
}

TextDecoder::Step Gb18030Decoder::decode(std::string_view text, bool is_last, std::span<char> into) {
  const char* in = text.data();
  const char* const in_end = in + text.size();
  char* out = into.data();
  char* const out_end = out + into.size();
  // A pair is written with four octets, a quad with up to eight; both fit while sixteen are free.
  while (in < in_end && out_end - out >= 16) {
    decode_most(in, in_end, out, out_end);
    if (in == in_end || out_end - out < 16) break;
    const unsigned lead = octet(*in);
    if (lead < 0x80) {
      const std::size_t n = copy_ascii({in, in_end}, out, static_cast<std::size_t>(out_end - out));
      in += n;
      out += n;
      continue;
    }
    if (in_end - in >= 2 && is_lead(lead) && is_pair_trail(octet(in[1]))) {
      const std::uint32_t entry = pairs_[slot_at(in)];
      if (entry != 0) {
        write_pair(entry, in, out);
        continue;
      }
    }
    const Step step = decode_one({in, in_end}, is_last, out);
    if (step.consumed == 0) break;
    in += step.consumed;
    out += step.produced;
  }
  return {static_cast<std::size_t>(in - text.data()), static_cast<std::size_t>(out - into.data())};
}

// A code that is not in the table: a rare pair, four octets, cut short, or none at all.
TextDecoder::Step Gb18030Decoder::decode_one(std::string_view text, bool is_last, char* into) {
  if (!is_lead(octet(text[0]))) return replace(into);
  if (text.size() == 1) return is_last ? replace(into) : Step{};
  // A few pairs lead beyond the basic plane, where UTF-8 has four octets.
  if (is_pair_trail(octet(text[1]))) return convert(text.substr(0, 2), into);
  if (!is_digit(octet(text[1]))) return replace(into);
  if (text.size() >= 3 && !is_lead(octet(text[2]))) return replace(into);
  if (text.size() < 4) return is_last ? replace(into) : Step{};
  if (!is_digit(octet(text[3]))) return replace(into);
  return convert(text.substr(0, 4), into);
}

TextDecoder::Step Gb18030Decoder::convert(std::string_view code, char* into) {
  const auto step = iconv_.convert(code, {into, 8});
  if (step.stop != IconvHandle::Stop::kDone || step.produced == 0) return replace(into);
  return {code.size(), step.produced};
}

TextDecoder::Step Gb18030Decoder::replace(char* into) {
  ++invalid_bytes_;
  std::memcpy(into, "\xEF\xBF\xBD", 3);
  return {1, 3};
}

std::string gb18030_to_utf8(std::string_view text) {
  std::string out(text.size() * 3 + 16, '\0');
  Gb18030Decoder decoder;
  out.resize(decoder.decode(text, true, out).produced);
  return out;
}

Gb18030Look look_as_gb18030(std::string_view text) {
  const std::vector<std::uint16_t> common = common_pairs();
  Gb18030Look look;
  for (std::size_t i = 0; i < text.size();) {
    const unsigned lead = octet(text[i]);
    if (lead < 0x80) {
      ++i;
      continue;
    }
    if (!is_lead(lead)) {
      ++look.invalid;
      ++i;
      continue;
    }
    if (i + 1 == text.size()) break;
    const unsigned trail = octet(text[i + 1]);
    if (is_pair_trail(trail)) {
      ++look.pairs;
      if (lead >= 0xA1 && lead <= 0xF7 && trail >= 0xA1) {
        ++look.in_gb2312;
        count_place(lead, look);
      }
      if ((lead == 0xA4 || lead == 0xA5) && trail >= 0xA1) ++look.kana;
      if (std::binary_search(common.begin(), common.end(), lead << 8 | trail)) ++look.common;
      i += 2;
    } else if (is_digit(trail)) {
      if (i + 4 > text.size()) break;
      const bool is_quad = is_lead(octet(text[i + 2])) && is_digit(octet(text[i + 3]));
      ++(is_quad ? look.quads : look.invalid);
      i += is_quad ? 4 : 1;
    } else {
      ++look.invalid;
      ++i;
    }
  }
  return look;
}

}  // namespace tidegate
