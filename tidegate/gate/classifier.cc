#include "tidegate/gate/classifier.h"

#include <utility>

#include "tidegate/base/check.h"
#include "tidegate/gate/resources.h"

namespace tidegate {

const Classifier& own_classifier() {
  static const Classifier kClassifier = [] {
    auto classifier =
        Classifier::load({resource("models/taxonomy.json"), resource("models/type_classes.tsv"),
                          resource("models/header_vocabulary.tsv"), resource("models/column_rules.tsv"),
                          resource("models/lexicons/values.txt"), resource("models/columns/grams.bin"),
                          resource("models/columns/trees.bin"), resource("models/columns/fields.bin")});
    TIDEGATE_CHECK(classifier.has_value());  // its files are built in
    return std::move(*classifier);
  }();
  return kClassifier;
}

}  // namespace tidegate
