#include "tidegate/gate/resources.h"

namespace tidegate {

std::string_view resource(std::string_view name) {
  for (const Resource& r : resources()) {
    if (r.name == name) return r.bytes();
  }
  return {};
}

}  // namespace tidegate
