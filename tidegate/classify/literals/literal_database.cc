#include "tidegate/classify/literals/literal_database.h"

#include <cstddef>
#include <vector>

#include "tidegate/classify/literals.h"

namespace tidegate {

LiteralDatabase compile_literals() {
  std::vector<const char*> texts;
  std::vector<unsigned> flags;
  std::vector<unsigned> ids;
  std::vector<std::size_t> lengths;
  for (const Literal& literal : literals()) {
    texts.push_back(literal.text.data());
    flags.push_back(literal.is_word ? HS_FLAG_CASELESS : 0U);
    ids.push_back(static_cast<unsigned>(ids.size()));
    lengths.push_back(literal.text.size());
  }
  hs_platform_info_t any_processor{};
  any_processor.tune = HS_TUNE_FAMILY_GENERIC;
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  if (hs_compile_lit_multi(texts.data(), flags.data(), ids.data(), lengths.data(),
                           static_cast<unsigned>(texts.size()), HS_MODE_BLOCK, &any_processor, &database,
                           &error) != HS_SUCCESS) {
    hs_free_compile_error(error);
    return nullptr;
  }
  return LiteralDatabase(database);
}

LiteralDatabase read_literals(std::string_view compiled) {
  hs_database_t* database = nullptr;
  if (hs_deserialize_database(compiled.data(), compiled.size(), &database) == HS_SUCCESS)
    return LiteralDatabase(database);
  return compile_literals();
}

}  // namespace tidegate
