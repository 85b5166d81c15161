#include "tidegate/findings/find.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "tidegate/base/hash.h"
#include "tidegate/base/utf8.h"

namespace tidegate::findings {
namespace {

// Parts are parted by a NUL, which no name holds: "a" + "bc" is not "ab" + "c".
std::string id_of(std::initializer_list<std::string_view> parts) {
  std::string text = "tidegate finding 1";
  for (const std::string_view part : parts) {
    text += '\0';
    text += part;
  }
  return sha256_hex(text).substr(0, 32);
}

class Finder {
 public:
  Finder(const DataProfile& profile, const std::function<Sensitivity(std::string_view)>& class_of)
      : profile_(profile), class_of_(class_of) {}

  void file(std::size_t index, const std::vector<LinesOfType>& lines) {
    const FileProfile& file = profile_.files[index];
    path_ = tidy_path(file.path);
    times_.clear();
    for (std::size_t c = 0; c < file.columns.size(); ++c) column(index, c, lines);
    for (const LinesOfType& of_type : lines) text(index, of_type);
  }

  std::vector<ScanFinding> take() { return std::move(found_); }

 private:
  ScanFinding made(std::size_t file, TypeCode type, Sensitivity sensitivity) const {
    ScanFinding finding;
    finding.file = file;
    finding.path = path_;
    finding.type = std::move(type);
    finding.sensitivity = sensitivity;
    return finding;
  }

  static bool is_listed(const std::vector<LinesOfType>& lines, std::string_view type) {
    return std::any_of(lines.begin(), lines.end(), [&](const LinesOfType& l) { return l.type == type; });
  }

  // What the lines of a text tell one by one is not told of its only column again.
  void column(std::size_t file, std::size_t c, const std::vector<LinesOfType>& lines) {
    const ColumnProfile& column = profile_.files[file].columns[c];
    const std::string name = column.name.empty() ? fmt::format("#{}", column.index + 1) : "." + column.name;
    if (column.sensitivity != Sensitivity::kNone && !is_listed(lines, column.type)) {
      ScanFinding finding = made(file, column.type, column.sensitivity);
      finding.column = c;
      finding.id = id_in_order("column", name, column.type);
      found_.push_back(std::move(finding));
    }
    for (const InText& inside : column.in_text) {
      const Sensitivity sensitivity = class_of_(inside.type);
      if (sensitivity == Sensitivity::kNone || is_listed(lines, inside.type)) continue;
      ScanFinding finding = made(file, inside.type, sensitivity);
      finding.column = c;
      finding.is_inside = true;
      finding.lines = inside.cells;
      finding.id = id_in_order("inside", name, inside.type);
      found_.push_back(std::move(finding));
    }
  }

  void text(std::size_t file, const LinesOfType& of_type) {
    const Sensitivity sensitivity = class_of_(of_type.type);
    if (sensitivity == Sensitivity::kNone) return;
    std::map<std::uint16_t, std::size_t> times;
    for (const LinePlace& place : of_type.places) {
      ScanFinding finding = made(file, of_type.type, sensitivity);
      finding.line = place.row + 1;
      finding.id = id_of({"line", path_, of_type.type, std::to_string(place.context),
                          std::to_string(times[place.context]++)});
      found_.push_back(std::move(finding));
    }
    if (of_type.places.size() == of_type.lines) return;
    ScanFinding rest = made(file, of_type.type, sensitivity);
    rest.lines = of_type.lines - of_type.places.size();
    // With their number: where it grows, nobody has looked at the new ones.
    rest.id = id_of({"lines", path_, of_type.type, std::to_string(rest.lines)});
    found_.push_back(std::move(rest));
  }

  // Columns of one name and type are told apart by their order.
  std::string id_in_order(std::string_view kind, std::string_view name, std::string_view type) {
    const std::string id = id_of({kind, path_, name, type});
    const std::size_t before = times_[id]++;
    return before == 0 ? id : id_of({kind, path_, name, type, std::to_string(before)});
  }

  const DataProfile& profile_;
  const std::function<Sensitivity(std::string_view)>& class_of_;
  std::string path_;
  std::map<std::string, std::size_t> times_;  // of the file's columns, by id
  std::vector<ScanFinding> found_;
};

}  // namespace

std::string tidy_path(std::string_view path) {
  if (path.find("://") != std::string_view::npos) return valid_utf8(path);
  return valid_utf8(std::filesystem::path(path).lexically_normal().string());
}

std::vector<ScanFinding> find_all(const DataProfile& profile,
                                  const std::vector<std::vector<LinesOfType>>& lines,
                                  const std::function<Sensitivity(std::string_view type)>& class_of) {
  Finder finder(profile, class_of);
  static const std::vector<LinesOfType> kNoLines;
  for (std::size_t i = 0; i < profile.files.size(); ++i)
    finder.file(i, i < lines.size() ? lines[i] : kNoLines);
  return finder.take();
}

}  // namespace tidegate::findings
