// Compiles the literals while the program is built, so that no scan need do it: compile_literals FILE
#include <cstdlib>
#include <fstream>

#include "tidegate/classify/literals/literal_database.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const tidegate::LiteralDatabase database = tidegate::compile_literals();
  char* bytes = nullptr;
  std::size_t size = 0;
  if (database == nullptr || hs_serialize_database(database.get(), &bytes, &size) != HS_SUCCESS) return 1;
  std::ofstream out(argv[1], std::ios::binary);
  out.write(bytes, static_cast<std::streamsize>(size));
  std::free(bytes);
  return out.flush() ? 0 : 1;
}
