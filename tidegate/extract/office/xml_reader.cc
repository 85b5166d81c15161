#include "tidegate/extract/office/xml_reader.h"

#include <expat.h>
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <memory>
#include <optional>

#include "tidegate/base/check.h"

namespace tidegate {
namespace {

constexpr char kSeparator = '|';            // between a namespace and a name; no name has it
constexpr std::size_t kDeepest = 256;       // elements in one another
constexpr XML_Index kLongestTag = 1 << 20;  // octets that expat holds until they end

std::string_view local(const char* name) {
  const std::string_view whole(name);
  const std::size_t at = whole.rfind(kSeparator);
  return at == std::string_view::npos ? whole : whole.substr(at + 1);
}

struct Reading {
  XML_Parser parser;
  const std::string& path;
  XmlHandler& handler;
  std::size_t depth = 0;
  std::optional<Error> error{};

  void stop(Error e) {
    if (error) return;
    error = std::move(e);
    XML_StopParser(parser, XML_FALSE);
  }
  void keep(Result<void> done) {
    if (!done) stop(std::move(done.error()));
  }
  std::string where() const {
    return fmt::format("{}:byte {}", path, static_cast<std::int64_t>(XML_GetCurrentByteIndex(parser)));
  }
};

void on_start(void* data, const XML_Char* name, const XML_Char** attributes) {
  auto& reading = *static_cast<Reading*>(data);
  if (reading.error) return;
  if (++reading.depth > kDeepest) {
    reading.stop({ErrorCode::kLimit, fmt::format("elements lie in one another more than {} deep", kDeepest),
                  reading.where(), fmt::format("XML 元素嵌套超过 {} 层的上限", kDeepest)});
    return;
  }
  reading.keep(reading.handler.start(local(name), XmlAttributes(attributes)));
}

void on_end(void* data, const XML_Char* name) {
  auto& reading = *static_cast<Reading*>(data);
  if (reading.error) return;
  --reading.depth;
  reading.keep(reading.handler.end(local(name)));
}

void on_text(void* data, const XML_Char* text, int length) {
  auto& reading = *static_cast<Reading*>(data);
  if (reading.error) return;
  reading.keep(reading.handler.text({text, static_cast<std::size_t>(length)}));
}

void on_doctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
  auto& reading = *static_cast<Reading*>(data);
  reading.stop({ErrorCode::kMalformed, "it declares a document type, which office files never do",
                reading.where(), "含有 DOCTYPE 声明，正常的办公文档不会有"});
}

struct FreeParser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

}  // namespace

std::string_view XmlAttributes::get(std::string_view name) const {
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2) {
    if (local(pair[0]) == name) return pair[1];
  }
  return {};
}

std::uint32_t XmlAttributes::number(std::string_view name, std::uint32_t otherwise) const {
  const std::string_view text = get(name);
  std::uint32_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() ? value : otherwise;
}

std::vector<std::pair<std::string_view, std::string_view>> XmlAttributes::all() const {
  std::vector<std::pair<std::string_view, std::string_view>> all;
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2)
    all.emplace_back(local(pair[0]), pair[1]);
  return all;
}

Result<void> read_xml(ByteSource& source, const std::string& path, XmlHandler& handler) {
  constexpr int kChunk = 64 * 1024;
  const std::unique_ptr<XML_ParserStruct, FreeParser> parser(XML_ParserCreateNS(nullptr, kSeparator));
  TIDEGATE_CHECK(parser != nullptr);
  Reading reading{parser.get(), path, handler};
  XML_SetUserData(parser.get(), &reading);
  XML_SetElementHandler(parser.get(), on_start, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
  XML_Index fed = 0;
  for (bool is_over = false; !is_over;) {
    char* const into = static_cast<char*>(XML_GetBuffer(parser.get(), kChunk));
    TIDEGATE_CHECK(into != nullptr);
    const auto n = source.read({into, kChunk});
    if (!n) return fail(n.error());
    is_over = *n == 0;
    fed += static_cast<XML_Index>(*n);
    const XML_Status status = XML_ParseBuffer(parser.get(), static_cast<int>(*n), is_over ? 1 : 0);
    if (reading.error) return fail(std::move(*reading.error));
    if (status != XML_STATUS_OK) {
      return fail({ErrorCode::kMalformed, "its XML is damaged", reading.where(), "文档内部的 XML 已损坏"});
    }
    if (fed - XML_GetCurrentByteIndex(parser.get()) > kLongestTag) {
      return fail({ErrorCode::kLimit, fmt::format("a tag is longer than {} octets", kLongestTag),
                   reading.where(), fmt::format("一个 XML 标签超过 {} 字节的上限", kLongestTag)});
    }
  }
  return {};
}

}  // namespace tidegate
