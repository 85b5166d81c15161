// The kinds of data that a column may hold (models/taxonomy.json) and their class in law, by the day.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/terms/data_profile.h"

namespace tidegate {

// Place of a type in Taxonomy::types(). Never written to disk: codes are.
using TypeIndex = std::uint8_t;

struct TypeInfo {
  TypeCode code;  // "ID.CN_RESIDENT"
  Text name;
  bool is_core = false;                    // core types are common; extended ones want more evidence
  Sensitivity today = Sensitivity::kNone;  // of the taxonomy, as GB/T 45574-2025 has it
  std::string cn_basis;                    // "GB/T 35273 A; PIPL 4"
  int important_hint = 0;                  // 0..3; a hint for review, never a finding of law
  std::string important_basis;
  std::string us_category;   // 28 CFR 202: "covered_personal_identifier"; "" none; two parted by "; "
  std::string gdpr_special;  // "art9:health", "art10:criminal"; "" none

  template <typename Image>
  void lay_out(Image& image) {
    image(code, name, is_core, today, cn_basis, important_hint, important_basis, us_category, gdpr_special);
  }
};

class Taxonomy {
 public:
  // taxonomy_json  models/taxonomy.json.
  // classes_tsv    models/type_classes.tsv: classes that held on other days.
  // Errors         kMalformed, with the file's name, and for the second the line.
  static Result<Taxonomy> parse(std::string_view taxonomy_json, std::string_view classes_tsv);

  const std::vector<TypeInfo>& types() const {
    return types_;
  }  // leaves only, in the file's order; at most 250
  const TypeInfo& at(TypeIndex type) const { return types_[type]; }
  std::optional<TypeIndex> find(std::string_view code) const;

  // Class of a type on a day; kNone for a code that the taxonomy lacks. Before 2025-11-01 the working list of
  // sensitive personal information was GB/T 35273-2020 annex B, from then GB/T 45574-2025 annex A. Secrets
  // (SEC.*) and important-data hints come from the taxonomy on any day.
  Sensitivity sensitivity_on(std::string_view code, Date day) const;
  // Where that class comes from: "GB/T 35273-2020 表B.1 身份证". "" for a code that the taxonomy lacks.
  std::string_view class_source_on(std::string_view code, Date day) const;

  template <typename Image>
  void lay_out(Image& image) {
    image(types_, classes_);
  }

 private:
  struct DatedClass {
    TypeIndex type = 0;
    DateInterval days;
    Sensitivity sensitivity = Sensitivity::kNone;
    std::string source;
    template <typename Image>
    void lay_out(Image& image) {
      image(type, days, sensitivity, source);
    }
  };
  const DatedClass* dated_class(TypeIndex type, Date day) const;

  std::vector<TypeInfo> types_;
  std::vector<DatedClass> classes_;
};

}  // namespace tidegate
