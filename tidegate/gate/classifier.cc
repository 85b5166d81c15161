#include "tidegate/gate/classifier.h"

#include <cstddef>
#include <string_view>

extern "C" const char tidegate_models_begin[], tidegate_models_end[];
asm(".section .rodata\n"
    ".balign 64\n"
    "tidegate_models_begin:\n"
    ".incbin \"" TIDEGATE_MODELS
    "\"\n"
    "tidegate_models_end:\n"
    ".byte 0\n"
    ".text\n");

namespace tidegate {

const Classifier& own_classifier() {
  static const Classifier kClassifier = Classifier::of_image(
      {tidegate_models_begin, static_cast<std::size_t>(tidegate_models_end - tidegate_models_begin)});
  return kClassifier;
}

}  // namespace tidegate
