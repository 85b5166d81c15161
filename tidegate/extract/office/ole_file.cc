#include "tidegate/extract/office/ole_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tidegate {
namespace {

// Where the list of streams lies, by the file's header (MS-CFB 2.2), and how much of it is looked at.
constexpr std::size_t kShiftAt = 30;
constexpr std::size_t kDirectoryAt = 48;
constexpr std::size_t kLooked = 4096;
constexpr std::uint64_t kFarthest = 64ULL << 20;

std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint64_t value = 0;
  for (std::size_t i = width; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// Names stand there in UTF-16LE.
bool names(std::string_view directory, std::string_view stream) {
  std::string wide;
  for (const char c : stream) wide += {c, '\0'};
  return directory.find(wide) != std::string_view::npos;
}

struct Kind {
  std::string_view stream;
  std::string_view en;
  std::string_view zh;
  std::string_view fix;
  std::string_view fix_zh;
};
constexpr std::array kKinds = std::to_array<Kind>({
    {"EncryptedPackage", "an office file that is encrypted with a password", "设有打开密码的加密办公文档",
     "open it with its password and save it without one", "请用密码打开，取消密码后另存"},
    {"Workbook", "an old workbook (XLS)", "旧版工作簿（XLS）", "save it as XLSX", "请另存为 XLSX"},
    {"Book", "an old workbook (XLS)", "旧版工作簿（XLS）", "save it as XLSX", "请另存为 XLSX"},
    {"WordDocument", "an old text document (DOC)", "旧版文档（DOC）", "save it as DOCX", "请另存为 DOCX"},
    {"PowerPoint Document", "an old presentation (PPT)", "旧版演示文稿（PPT）", "save it as PPTX",
     "请另存为 PPTX"},
    {"__substg1.0_", "an Outlook message (MSG)", "Outlook 邮件（MSG）", "save it as text", "请另存为文本"},
});
constexpr Kind kOther{"", "an old office file (XLS, DOC, PPT)", "旧版 Office 文件（XLS、DOC、PPT）",
                      "save it as XLSX, DOCX or PPTX", "请另存为 XLSX、DOCX 或 PPTX"};

}  // namespace

Error ole_refusal(PeekSource& bytes) {
  const auto head = bytes.peek(kDirectoryAt + 4);
  if (!head) return head.error();
  std::uint64_t at = 0;
  if (head->size() >= kDirectoryAt + 4) {
    const std::uint64_t shift = number(*head, kShiftAt, 2);
    if (shift == 9 || shift == 12) at = (number(*head, kDirectoryAt, 4) + 1) << shift;
  }
  Kind kind = kOther;
  if (at > 0 && at <= kFarthest) {
    const auto all = bytes.peek(static_cast<std::size_t>(at) + kLooked);
    if (!all) return all.error();
    if (all->size() > at) {
      const std::string_view directory = all->substr(static_cast<std::size_t>(at), kLooked);
      const auto found = std::find_if(kKinds.begin(), kKinds.end(),
                                      [&](const Kind& k) { return names(directory, k.stream); });
      if (found != kKinds.end()) kind = *found;
    }
  }
  return {ErrorCode::kMalformed, fmt::format("it is {}, which is not read here; {}", kind.en, kind.fix), "",
          fmt::format("这是{}，此处不支持读取；{}", kind.zh, kind.fix_zh)};
}

}  // namespace tidegate
