// Lays the models of columns out while the program is built, so that no start need read their files:
// compile_models REPOSITORY FILE
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

#include "tidegate/classify/column_model.h"

namespace {

std::string file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::string models = std::string(argv[1]) + "/models/";
  const std::string grams = file(models + "columns/grams.bin");
  const std::string trees = file(models + "columns/trees.bin");
  const std::string fields = file(models + "columns/fields.bin");
  const auto model =
      tidegate::ColumnModel::parse({file(models + "taxonomy.json"), file(models + "type_classes.tsv"),
                                    file(models + "header_vocabulary.tsv"), file(models + "column_rules.tsv"),
                                    file(models + "lexicons/values.txt"), grams, trees, fields});
  if (!model) {
    std::fprintf(stderr, "%s: %s\n", model.error().where.c_str(), model.error().what.c_str());
    return 1;
  }
  const std::string image = model->image();
  if (file(argv[2]) == image) return 0;  // what is built from it need not be built again
  std::ofstream out(argv[2], std::ios::binary);
  out.write(image.data(), static_cast<std::streamsize>(image.size()));
  return out.flush() ? 0 : 1;
}
