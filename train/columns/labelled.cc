#include "train/columns/labelled.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "tidegate/classify/table_scan.h"
#include "tidegate/extract/extract.h"
#include "tidegate/pilot/tables.h"
#include "tidegate/ports/file_source.h"
#include "train/columns/word_lists.h"

namespace tidegate::train {
namespace {

class OneTable final : public TableSink {
 public:
  explicit OneTable(const LiteralMatcher& literals) : literals_(literals) {}
  Result<void> begin(const TableInfo& info) override {
    scan_.emplace(info, literals_);
    return {};
  }
  Result<void> add_columns(const std::vector<std::string>& names) override {
    return scan_->add_columns(names);
  }
  Result<void> rows(RowBlock block) override { return scan_->add(block); }
  Result<void> end(const TableEnd&) override { return {}; }
  TableFeatures finish() const { return scan_->finish(); }

 private:
  const LiteralMatcher& literals_;
  std::optional<TableScan> scan_;
};

}  // namespace

std::vector<LabelledFeatures> read_labelled(const std::string& file, const LiteralMatcher& literals) {
  const auto labels = parse_labelled_tables(read_whole(file), file);
  if (!labels) {
    std::fprintf(stderr, "%s: %s\n", file.c_str(), labels.error().what.c_str());
    std::exit(1);
  }
  std::vector<LabelledFeatures> out;
  for (const LabelledTable& table : *labels) {
    const std::string path = (std::filesystem::path(file).parent_path() / table.path).string();
    auto source = FileSource::open(path, {});
    if (!source) continue;
    OneTable sink(literals);
    if (!extract_tables(*source, path, sink)) continue;
    LabelledFeatures one{table.path, sink.finish(), {}};
    one.types.resize(one.features.columns.size());
    const bool has_keys = one.features.info.format.starts_with("json");
    for (const LabelledColumn& label : table.columns) {
      for (std::size_t c = 0; c < one.features.columns.size(); ++c) {
        if (has_keys ? one.features.columns[c].header != label.name : c != label.index) continue;
        one.types[c] = {label.type};
        one.types[c].insert(one.types[c].end(), label.also.begin(), label.also.end());
      }
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace tidegate::train
