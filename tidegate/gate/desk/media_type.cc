#include "tidegate/gate/desk/media_type.h"

#include <algorithm>
#include <string>
#include <utility>

namespace tidegate::desk {

std::string_view media_type_of(std::string_view file_name) {
  constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
      {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
      {".csv", "text/csv"},
      {".json", "application/json"},
      {".zip", "application/zip"},
      {".pdf", "application/pdf"},
      {".ofd", "application/ofd"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".jpeg", "image/jpeg"},
      {".jwt", "application/jwt"},
      {".sd-jwt", "application/dc+sd-jwt"},
      {".cms", "application/cms"},
      {".p7s", "application/pkcs7-signature"},
      {".txt", "text/plain"},
      {".md", "text/markdown"}};
  std::string ending(file_name.substr(std::min(file_name.rfind('.'), file_name.size())));
  for (char& c : ending) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  for (const auto& [known, type] : kTypes) {
    if (ending == known) return type;
  }
  return "application/octet-stream";
}

}  // namespace tidegate::desk
