#include "tidegate/extract/container.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "tidegate/extract/utf16.h"

namespace tidegate {
namespace {

enum class Remedy { kExportAsCsv, kTakeOut, kConvertToText, kUnpack, kConsole, kKey };

struct Signature {
  std::size_t at;
  std::string_view octets;
  std::string_view en;
  std::string_view zh;
  Remedy remedy;
};

// Only what no text can begin with, or what is too long to be chance.
constexpr std::array kSignatures = std::to_array<Signature>({
    {0, "PAR1\x15", "a Parquet file", "Parquet 文件", Remedy::kTakeOut},
    {0, {"SQLite format 3\0", 16}, "an SQLite database", "SQLite 数据库", Remedy::kTakeOut},
    {0, {"Obj\x01", 4}, "an Avro file", "Avro 文件", Remedy::kExportAsCsv},
    {0, "\xFE\xED\xFE\xED", "a Java key store", "Java 密钥库", Remedy::kKey},
    {0, "\x89HDF\r\n\x1A\n", "an HDF5 file", "HDF5 文件", Remedy::kExportAsCsv},
    {0, "{\\rtf", "an RTF file", "RTF 文件", Remedy::kConvertToText},
    {0, "\x89PNG\r\n\x1A\n", "a PNG picture", "PNG 图片", Remedy::kConvertToText},
    {0, "\xFF\xD8\xFF", "a JPEG picture", "JPEG 图片", Remedy::kConvertToText},
    {0, "GIF87a", "a GIF picture", "GIF 图片", Remedy::kConvertToText},
    {0, "GIF89a", "a GIF picture", "GIF 图片", Remedy::kConvertToText},
    {0, {"II*\0", 4}, "a TIFF picture", "TIFF 图片", Remedy::kConvertToText},
    {0, {"MM\0*", 4}, "a TIFF picture", "TIFF 图片", Remedy::kConvertToText},
    {0,
     "\x7F"
     "ELF",
     "a program", "可执行程序", Remedy::kConvertToText},
    {0, {"PK\x07\x08PK", 6}, "one volume of a split zip archive", "分卷 zip 压缩包的一卷", Remedy::kUnpack},
});
// What a text may hold by chance, and so counts only beside octets that none has.
constexpr std::array kTextSignatures = std::to_array<Signature>({
    {8, "WEBPVP8", "a WebP picture", "WebP 图片", Remedy::kConvertToText},
    {4, "ftyp", "a video (MP4, MOV) or HEIC picture", "视频（MP4、MOV）或 HEIC 图片", Remedy::kConvertToText},
    {0, "\xD4\xC3\xB2\xA1", "a packet capture", "网络抓包文件", Remedy::kConsole},
    {0, "\xA1\xB2\xC3\xD4", "a packet capture", "网络抓包文件", Remedy::kConsole},
    {0, {"\x0A\x0D\x0D\x0A", 4}, "a packet capture", "网络抓包文件", Remedy::kConsole},
});

tl::unexpected<Error> unreadable(std::string_view en, std::string_view zh, Remedy remedy) {
  std::string_view fix = "export its tables as CSV (UTF-8) and give those";
  std::string_view fix_zh = "请将其中的表导出为 CSV（UTF-8）后再试";
  if (remedy == Remedy::kTakeOut) {
    fix = "unpack it and give the file itself";
    fix_zh = "请解压后直接给出该文件";
  } else if (remedy == Remedy::kConvertToText) {
    fix = "convert it to text, or take it out and have it looked at by a person";
    fix_zh = "请转换为文本，或将其取出并由人工查看";
  } else if (remedy == Remedy::kUnpack) {
    fix = "unpack it, or pack it again as zip or gzip";
    fix_zh = "请先解压，或改用 zip、gzip 重新打包";
  } else if (remedy == Remedy::kKey) {
    fix = "it may hold a private key: have a person look at it, or convert it to PEM (openssl) and give that";
    fix_zh = "其中可能有私钥：请由人工查看，或用 openssl 转换为 PEM 后再试";
  } else if (remedy == Remedy::kConsole) {
    fix = "it is traffic, not a table: `tidegate meter read` is for it";
    fix_zh = "这是流量而不是表格，请使用 tidegate meter read";
  }
  return fail({ErrorCode::kMalformed, fmt::format("it is {}, which is not read here; {}", en, fix), "",
               fmt::format("这是{}，此处不支持读取；{}", zh, fix_zh)});
}

// Office files are zip archives; the name of the first file in them gives them away.
bool begins_as_office(std::string_view head) {
  if (head.size() < 30) return false;
  const std::size_t length = static_cast<unsigned char>(head[26]) |
                             static_cast<std::size_t>(static_cast<unsigned char>(head[27])) << 8;
  const std::string_view name = head.substr(30, length);
  return name == "mimetype" || name == "[Content_Types].xml" || name.starts_with("_rels/") ||
         name.starts_with("docProps/") || name.starts_with("xl/") || name.starts_with("word/") ||
         name.starts_with("ppt/");
}

// The first block of a tar archive: a sum over its octets stands in it, in octal, counted as if it were
// spaces.
bool begins_as_tar(std::string_view head) {
  constexpr std::size_t kBlock = 512;
  constexpr std::size_t kSumAt = 148;
  constexpr std::size_t kSumLength = 8;
  if (head.size() < kBlock || head[0] == '\0') return false;
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < kBlock; ++i)
    sum += i >= kSumAt && i < kSumAt + kSumLength ? std::uint32_t{' '} : static_cast<unsigned char>(head[i]);
  std::uint32_t said = 0;
  for (const char c : head.substr(kSumAt, kSumLength)) {
    if (c == ' ') continue;
    if (c < '0' || c > '7') break;
    said = said * 8 + static_cast<std::uint32_t>(c - '0');
  }
  return said == sum;
}

std::optional<Container> archive_kind(std::string_view head) {
  if (head.starts_with("7z\xBC\xAF\x27\x1C")) return Container::kSevenZip;
  if (head.starts_with("Rar!\x1A\x07")) return Container::kRar;
  constexpr std::string_view kXz("\xFD\x37zXZ\0", 6);
  const bool is_packed = head.starts_with(kXz) || head.starts_with("\x28\xB5\x2F\xFD") ||
                         head.starts_with("\x04\x22\x4D\x18") ||
                         (head.starts_with("BZh") && head.size() > 4 && head.substr(4).starts_with("1AY&SY"));
  if (is_packed) return Container::kPackedFile;
  if (begins_as_tar(head)) return Container::kTar;
  return std::nullopt;
}

// A sequence of ASN.1 that begins with a number or another sequence, as keys, certificates and PKCS #12 do,
// and is as long as it says.
bool begins_as_der(std::string_view head, bool is_text) {
  const auto octet = [&](std::size_t at) { return std::size_t{static_cast<unsigned char>(head[at])}; };
  constexpr std::size_t kShortest = 40;
  if (is_text || head.size() < kShortest || head[0] != '0') return false;
  const std::size_t first = octet(1);
  const std::size_t octets = first > 0x80 && first < 0x84 ? first - 0x80 : 0;
  if (first >= 0x80 && octets == 0) return false;
  std::size_t length = octets == 0 ? first : 0;
  for (std::size_t i = 0; i < octets; ++i) length = length * 256 + octet(2 + i);
  const std::size_t inner = 2 + octets;
  return length + inner >= head.size() && (octets > 0 || length + inner == head.size()) &&
         ((head[inner] == 2 && octet(inner + 1) <= 4) || head[inner] == '0');
}

// Control characters that no text and no delimiter uses. The text may be UTF-16, every second octet of which
// is 0.
bool is_binary(std::string_view head) {
  const auto odd = std::count_if(head.begin(), head.end(), [](char c) {
    const auto octet = static_cast<unsigned char>(c);
    return octet < 0x20 && octet != '\t' && octet != '\n' && octet != '\r' && octet != '\f' &&
           octet != '\v' && octet != 0x1B && !(octet >= 1 && octet <= 3) && octet < 0x1C;
  });
  if (static_cast<std::size_t>(odd) * 10 <= head.size()) return false;
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return false;
  const std::string_view even = head.substr(0, head.size() & ~std::size_t{1});
  return !looks_like_utf16(even, false) && !looks_like_utf16(even, true);
}

}  // namespace

Result<Container> recognise_container(std::string_view head) {
  const auto fits = [head](const Signature& s) {
    return head.size() >= s.at && head.substr(s.at).starts_with(s.octets);
  };
  for (const Signature& s : kSignatures) {
    if (fits(s)) return unreadable(s.en, s.zh, s.remedy);
  }
  const bool is_text = std::none_of(head.begin(), head.end(), [](char c) { return c >= 0 && c < '\t'; });
  for (const Signature& s : kTextSignatures) {
    if (!is_text && fits(s)) return unreadable(s.en, s.zh, s.remedy);
  }
  if (head.starts_with("%PDF-")) return Container::kPdf;
  if (head.starts_with("\x1F\x8B")) return Container::kGzip;
  if (const auto kind = archive_kind(head)) return *kind;
  if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06")) {
    return begins_as_office(head) ? Container::kOffice : Container::kZip;
  }
  if (begins_as_der(head, is_text))
    return unreadable("a key or certificate in DER or PKCS #12", "DER 或 PKCS #12 格式的密钥或证书",
                      Remedy::kKey);
  if (is_binary(head)) return unreadable("a binary file", "二进制文件", Remedy::kExportAsCsv);
  return Container::kText;
}

}  // namespace tidegate
