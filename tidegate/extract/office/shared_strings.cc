#include "tidegate/extract/office/shared_strings.h"

#include <fmt/format.h>

#include <charconv>

#include "tidegate/base/utf8.h"
#include "tidegate/extract/office/xml_reader.h"

namespace tidegate {
namespace {

class Reader final : public XmlHandler {
 public:
  Reader(std::string& text, std::vector<std::uint32_t>& ends, const ExtractOptions& options, std::string path)
      : text_(text), ends_(ends), options_(options), path_(std::move(path)) {}

  Result<void> start(std::string_view name, const XmlAttributes&) override {
    if (name == "si") one_.clear();
    if (name == "rPh") is_phonetic_ = true;  // how it is pronounced: a second writing of the same text
    is_text_ = name == "t" && !is_phonetic_;
    return {};
  }
  Result<void> end(std::string_view name) override {
    is_text_ = false;
    if (name == "rPh") is_phonetic_ = false;
    if (name != "si") return {};
    text_ += unescaped(one_);
    ends_.push_back(static_cast<std::uint32_t>(text_.size()));
    return check(0);
  }
  Result<void> text(std::string_view part) override {
    if (!is_text_) return {};
    one_ += part;
    return check(one_.size());
  }

 private:
  Result<void> check(std::size_t more) const {
    const std::uint64_t held = text_.size() + more + ends_.size() * sizeof(std::uint32_t);
    if (held <= options_.max_shared_bytes) return {};
    return fail({ErrorCode::kLimit,
                 fmt::format("its texts take more than {} octets; split it, or export its sheets as CSV",
                             options_.max_shared_bytes),
                 path_,
                 fmt::format("其中的文本超过 {} 字节的上限；请拆分，或将各工作表导出为 CSV",
                             options_.max_shared_bytes)});
  }

  std::string& text_;
  std::vector<std::uint32_t>& ends_;
  const ExtractOptions& options_;
  std::string path_;
  std::string one_;
  bool is_text_ = false;
  bool is_phonetic_ = false;
};

}  // namespace

std::string unescaped(std::string_view text) {
  constexpr std::size_t kLength = 7;  // "_x000D_"
  std::string out;
  while (!text.empty()) {
    const std::size_t at = std::min(text.find("_x"), text.size());
    out += text.substr(0, at);
    text.remove_prefix(at);
    if (text.empty()) break;
    unsigned code = 0;
    const bool is_long = text.size() >= kLength && text[kLength - 1] == '_';
    const bool is_code =
        is_long && std::from_chars(text.data() + 2, text.data() + 6, code, 16).ptr == text.data() + 6;
    if (is_code) {
      append_utf8(out, code == 0 || (code >= 0xD800 && code < 0xE000) ? kReplacement : char32_t{code});
    } else {
      out += text.substr(0, 2);
    }
    text.remove_prefix(is_code ? kLength : 2);
  }
  return out;
}

Result<void> SharedStrings::read(const OfficePackage& package, const std::string& part,
                                 const ExtractOptions& options) {
  Reader reader(text_, ends_, options, package.path_of(part));
  const auto source = package.part(part);
  return read_xml(*source, package.path_of(part), reader);
}

std::optional<std::string_view> SharedStrings::at(std::string_view number) const {
  std::size_t index = 0;
  const auto read = std::from_chars(number.data(), number.data() + number.size(), index);
  if (read.ec != std::errc() || index >= ends_.size()) return std::nullopt;
  const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(text_).substr(begin, ends_[index] - begin);
}

}  // namespace tidegate
