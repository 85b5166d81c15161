#include "tidegate/classify/schema/judge_schema.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "tidegate/classify/column_evidence.h"
#include "tidegate/classify/column_scores.h"
#include "tidegate/classify/column_verdict.h"
#include "tidegate/classify/personal_headers.h"
#include "tidegate/classify/schema/declared_type.h"
#include "tidegate/classify/schema/field_clues.h"
#include "tidegate/classify/schema/field_reader.h"

namespace tidegate {
namespace {

constexpr std::int32_t kAlsoPermille = 120;  // a runner-up worth a word
constexpr std::size_t kMostAlso = 3;
constexpr std::int32_t kMostOfPersonalHeader = 500;
constexpr std::size_t kMostCommentBytes = 120;

TableFeatures features_of(const SchemaTable& table, const std::vector<std::string>& headers) {
  TableFeatures features;
  features.info.path = table.path + "!" + table.name;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    ColumnFeatures column;
    column.index = i;
    column.header = headers[i];
    features.info.columns.push_back(headers[i]);
    features.columns.push_back(std::move(column));
  }
  return features;
}

// The words of a comment that name the field; what explains it ("may be partial; see 3.2") is left out.
std::string name_in(const std::string& comment) {
  std::string_view text = comment;
  for (const std::string_view mark : {"，", "；", "。", "：", ",", ";", ":", "\n"})
    text = text.substr(0, text.find(mark));
  return std::string(text.substr(0, kMostCommentBytes));
}

std::int32_t strongest(const HeaderReading& reading) {
  return reading.types.empty() ? 0 : reading.types.front().permille;
}

// The plainer of a field's name and its comment.
std::string header_of(const SchemaField& field, const HeaderVocabulary& vocabulary) {
  const std::string comment = name_in(field.comment);
  if (!comment.empty() && is_opaque_name(field.name)) return comment;
  return strongest(vocabulary.read(comment)) > strongest(vocabulary.read(field.name)) ? comment : field.name;
}

class SchemaJudge {
 public:
  SchemaJudge(const SchemaTable& table, const ColumnModel& model) : table_(table), model_(model) {}

  std::vector<ColumnScores> scores() {
    std::vector<std::string> headers;
    for (const SchemaField& field : table_.fields) headers.push_back(header_of(field, model_.vocabulary()));
    scores_ = score_columns(features_of(table_, headers), model_);
    for (std::size_t i = 0; i < scores_.size(); ++i) hear_declared(i);
    hear_table();
    for (ColumnScores& score : scores_) score.permille = softmax_permille(score.points);
    return std::move(scores_);
  }

 private:
  TypeIndex type(std::string_view code) const { return model_.taxonomy().find(code).value_or(0); }

  std::string_view top(const ColumnScores& score) const {
    const auto best = std::max_element(score.points.begin(), score.points.end());
    return model_.taxonomy().at(static_cast<TypeIndex>(best - score.points.begin())).code;
  }

  void hear_declared(std::size_t i) {
    ColumnScores& score = scores_[i];
    const bool is_known = strongest(score.header) >= kPlainWord;
    switch (declared_type(table_.fields[i].type).kind) {
      using enum DeclaredType::Kind;
      case kWhole:
      case kDecimal:
        score.points[type("GEN.NUMBER")] += is_known ? kHint : kSay;
        break;
      case kDate:
      case kTime:
        score.points[type("GEN.DATE")] += kSay;
        break;
      case kFlag:
        score.points[type("GEN.CATEGORY")] += kHint;
        break;
      default:
        break;
    }
  }

  // What neither name says, the table does: whose places these are, and whether customers are persons.
  void hear_table() {
    bool has_vehicle = false;
    bool has_time = false;
    std::size_t of_persons = 0;
    for (const ColumnScores& score : scores_) {
      const std::string_view code = top(score);
      has_vehicle = has_vehicle || code == "VEH.VIN" || code == "VEH.PLATE";
      has_time = has_time || code == "GEN.DATE";
      of_persons += code.starts_with("DM.") || code.starts_with("ID.") || code == "NET.USER_ID" ||
                            code == "CT.MOBILE" || code == "EE.STAFF_ID"
                        ? 1
                        : 0;
    }
    for (std::size_t i = 0; i < scores_.size(); ++i) {
      ColumnScores& score = scores_[i];
      const std::string_view code = top(score);
      if (code == "GEN.COORD" && has_vehicle) {
        lift("VEH.TRAJECTORY", score);
      } else if (code == "GEN.COORD" && of_persons > 0 && has_time) {
        lift("LOC.PRECISE", score);
      } else if (code == "BIZ.ORG_NAME" && of_persons >= 2 && may_name_a_person(table_.fields[i])) {
        lift("ID.NAME", score);
      }
    }
  }

  // "Customer name" names a firm as well as a person.
  bool may_name_a_person(const SchemaField& field) const {
    const TypeIndex wanted = type("ID.NAME");
    for (const std::string& words : {field.name, name_in(field.comment)}) {
      const HeaderReading reading = model_.vocabulary().read(words);
      const bool is_there = std::any_of(reading.types.begin(), reading.types.end(),
                                        [&](const TypeWeight& t) { return t.type == wanted; });
      if (is_there) return true;
    }
    return false;
  }

  void lift(std::string_view code, ColumnScores& score) const {
    score.points[type(code)] = *std::max_element(score.points.begin(), score.points.end()) + kHint;
  }

  static constexpr std::int32_t kPlainWord = 300;  // permille
  static constexpr std::int32_t kHint = 1000;      // points
  static constexpr std::int32_t kSay = 4000;

  const SchemaTable& table_;
  const ColumnModel& model_;
  std::vector<ColumnScores> scores_;
};

// The rules' verdict on each field, corrected by what was learnt; and why.
struct FieldVerdicts {
  std::vector<ColumnScores> scores;
  std::vector<FieldReader::Inputs> inputs;  // empty: the rules judge alone
};

FieldVerdicts verdicts_on(const SchemaTable& table, const ColumnModel& model) {
  FieldVerdicts out{score_schema(table, model), {}};
  if (model.fields() == nullptr) return out;
  std::vector<std::vector<std::int32_t>> shares;
  shares.reserve(out.scores.size());
  for (const ColumnScores& score : out.scores) shares.push_back(score.permille);
  out.inputs = model.fields()->inputs_of(table, shares);
  for (std::size_t i = 0; i < out.scores.size(); ++i) {
    const std::vector<std::int32_t> learned = model.fields()->points(out.inputs[i]);
    for (std::size_t t = 0; t < learned.size(); ++t) out.scores[i].points[t] += learned[t];
    out.scores[i].permille = softmax_permille(out.scores[i].points);
  }
  return out;
}

Evidence learned_words(FieldReader::Source source, const TypeInfo& type, std::int32_t permille) {
  switch (source) {
    case FieldReader::Source::kComment:
      return {"learned.comment",
              permille,
              {"learned: fields with such a description mostly hold " + type.name.en,
               "学习模型：有此类说明的字段多为" + type.name.zh}};
    case FieldReader::Source::kTable:
      return {"learned.table",
              permille,
              {"learned: in such a table this field mostly holds " + type.name.en,
               "学习模型：此类表中的该字段多为" + type.name.zh}};
    case FieldReader::Source::kDeclared:
      return {"learned.declared",
              permille,
              {"learned: fields of this declared type mostly hold " + type.name.en,
               "学习模型：声明为此类型的字段多为" + type.name.zh}};
    case FieldReader::Source::kName:
      break;
  }
  return {"learned.name",
          permille,
          {"learned: fields so named mostly hold " + type.name.en,
           "学习模型：此类名称的字段多为" + type.name.zh}};
}

// What the reader added to the verdict comes first where it says more than the rules' words.
constexpr std::int32_t kLearnedWorthAWord = 1000;
constexpr std::int32_t kPointsOfFullStrength = 9000;
void add_evidence(const FieldReader& reader, const FieldReader::Inputs& inputs, TypeIndex type,
                  const TypeInfo& info, std::vector<Evidence>& evidence) {
  const std::int32_t points = reader.points(inputs)[type];
  if (points < kLearnedWorthAWord && !evidence.empty()) return;
  const std::int32_t permille = std::clamp(points * 1000 / kPointsOfFullStrength, 1, 1000);
  evidence.push_back(learned_words(reader.strongest(inputs, type), info, permille));
  std::stable_sort(evidence.begin(), evidence.end(),
                   [](const Evidence& a, const Evidence& b) { return a.permille > b.permille; });
  if (evidence.size() > kMostEvidence) evidence.resize(kMostEvidence);
}

}  // namespace

std::vector<ColumnScores> score_schema(const SchemaTable& table, const ColumnModel& model) {
  return SchemaJudge(table, model).scores();
}

std::vector<ColumnProfile> judge_schema(const SchemaTable& table, const ColumnModel& model, Date as_of) {
  const FieldVerdicts verdicts = verdicts_on(table, model);
  std::vector<std::string_view> names;
  for (const SchemaField& field : table.fields) names.push_back(field.name);
  const std::vector<bool> is_personal = personal_headers(names, model.vocabulary(), model.lexicons());
  std::vector<ColumnProfile> out;
  for (std::size_t i = 0; i < table.fields.size(); ++i) {
    const ColumnScores& score = verdicts.scores[i];
    std::vector<TypeIndex> order(score.points.size());
    for (std::size_t t = 0; t < order.size(); ++t) order[t] = static_cast<TypeIndex>(t);
    std::stable_sort(order.begin(), order.end(),
                     [&](TypeIndex a, TypeIndex b) { return score.points[a] > score.points[b]; });
    if (model.fields() != nullptr)
      prefer_sensitive(order, score.permille, kSensitiveFieldTogether, model.taxonomy(), as_of);
    const TypeInfo& verdict = model.taxonomy().at(order[0]);
    ColumnProfile profile;
    profile.index = i;
    if (!is_personal[i]) profile.name = table.fields[i].name;
    profile.type = verdict.code;
    profile.sensitivity = model.taxonomy().sensitivity_on(verdict.code, as_of);
    const std::int32_t share = score.permille[order[0]];
    profile.p_permille =
        model.fields() != nullptr ? model.fields()->calibrated(share) : model.rules().calibrated(share);
    if (is_personal[i]) profile.p_permille = std::min(profile.p_permille, kMostOfPersonalHeader);
    for (std::size_t k = 1; k < order.size() && profile.also.size() < kMostAlso; ++k) {
      if (score.permille[order[k]] >= kAlsoPermille)
        profile.also.push_back(model.taxonomy().at(order[k]).code);
    }
    profile.evidence = evidence_for(order[0], score, model);
    if (model.fields() != nullptr)
      add_evidence(*model.fields(), verdicts.inputs[i], order[0], verdict, profile.evidence);
    profile.important_hint = verdict.important_hint;
    out.push_back(std::move(profile));
  }
  return out;
}

}  // namespace tidegate
