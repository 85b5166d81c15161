#include "tidegate/ports/office_program.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tidegate/ports/run_program.h"

namespace tidegate {
namespace {

namespace fs = std::filesystem;

// A folder that goes with its owner.
class OwnFolder {
 public:
  OwnFolder() {
    std::error_code error;
    std::string name = (fs::temp_directory_path(error) / "tidegate-office-XXXXXX").string();
    if (!error && ::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~OwnFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  OwnFolder(const OwnFolder&) = delete;
  OwnFolder& operator=(const OwnFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

tl::unexpected<Error> no_program() {
  return fail({ErrorCode::kUnavailable,
               "the program soffice, which prints PDF, is not there; install it (Debian: apt install "
               "libreoffice-writer-nogui "
               "fonts-noto-cjk), or leave out --pdf: the DOCX files are written",
               "--pdf",
               "缺少生成 PDF 的程序 soffice；请安装（Debian：apt install libreoffice-writer-nogui "
               "fonts-noto-cjk），或不使用 "
               "--pdf：DOCX 文件已写入"});
}

// What soffice writes others may read; a filing names people.
Result<void> move_privately(const fs::path& from, const fs::path& to) {
  constexpr auto kPrivate = fs::perms::owner_read | fs::perms::owner_write;
  std::error_code error;
  fs::permissions(from, kPrivate, error);
  if (!error) fs::remove(to, error);
  if (!error) fs::copy_file(from, to, error);  // with the mode of what is copied
  if (!error) return {};
  return fail({ErrorCode::kUnavailable, fmt::format("the file cannot be written: {}", error.message()),
               to.string(), fmt::format("无法写入文件：{}", error.message())});
}

}  // namespace

Result<void> print_to_pdf(const std::vector<std::pair<std::string, std::string>>& documents,
                          const std::string& folder, const std::atomic<bool>* cancelled,
                          const std::string& program) {
  if (documents.empty()) return {};
  const OwnFolder home;
  std::vector<std::string> words{program,        "-env:UserInstallation=file://" + home.path() + "/settings",
                                 "--headless",   "--norestore",
                                 "--nologo",     "--nodefault",
                                 "--convert-to", "pdf:writer_pdf_Export",
                                 "--outdir",     home.path()};
  for (const auto& [name, bytes] : documents) {
    words.push_back((fs::path(home.path()) / name).string());
    std::ofstream copy(words.back(), std::ios::binary);
    copy << bytes;
    if (home.path().empty() || !copy.flush())
      return fail({ErrorCode::kUnavailable, "no room for temporary files", "--pdf", "无法写入临时文件"});
  }
  ProgramBounds bounds;
  bounds.patience = std::chrono::minutes(5);
  bounds.memory_bytes = 8ULL << 30;
  bounds.cancelled = cancelled;
  bounds.home = home.path();
  const auto ran = run_program(words, "", bounds);
  if (!ran && ran.error().code == ErrorCode::kUnavailable) return no_program();
  if (!ran) return fail(ran.error());
  for (const auto& [name, bytes] : documents) {
    fs::path made = fs::path(home.path()) / name;
    made.replace_extension(".pdf");
    std::error_code error;
    const auto size = fs::file_size(made, error);
    if (ran->status != 0 || error || size == 0)
      return fail({ErrorCode::kUnavailable,
                   fmt::format("soffice wrote no PDF of {} (it exited with {})", name, ran->status),
                   made.filename().string(),
                   fmt::format("soffice 未能生成 {} 的 PDF（退出码 {}）", name, ran->status)});
    if (auto moved = move_privately(made, fs::path(folder) / made.filename()); !moved) return moved;
  }
  return {};
}

}  // namespace tidegate
