#include "tidegate/terms/in_text.h"

#include <string_view>

namespace tidegate {

bool names_person(const InText& inside) {
  const std::string_view type = inside.type;
  if (type == "ID.NAME" || type == "CT.ADDRESS") return false;
  return type.starts_with("ID.") || type.starts_with("CT.") || type.starts_with("FIN.");
}

}  // namespace tidegate
