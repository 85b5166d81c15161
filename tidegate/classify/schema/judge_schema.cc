#include "tidegate/classify/schema/judge_schema.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "tidegate/classify/column_evidence.h"
#include "tidegate/classify/column_scores.h"
#include "tidegate/classify/personal_headers.h"

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

// What a declared type says of values that nobody has seen.
enum class Declared { kOther, kNumber, kDate, kFlag, kText };

Declared declared(std::string_view type) {
  std::string word;
  for (const char c : type) {
    if (c == '(' || c == ' ' || c == '<' || c == '[') break;
    word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  const auto any = [&](std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view w) { return word.find(w) != std::string::npos; });
  };
  if (type.find("date") != std::string_view::npos || type.find("timestamp") != std::string_view::npos)
    return Declared::kDate;
  if (any({"date", "timestamp", "日期", "时间"}) || word == "time") return Declared::kDate;
  if (any({"bool", "布尔"}) || word == "bit") return Declared::kFlag;
  if (any({"int", "num", "dec", "float", "double", "real", "long", "money", "数值", "数字", "整", "浮点",
           "小数"}))
    return Declared::kNumber;
  if (any({"char", "text", "string", "clob", "字符", "文本"})) return Declared::kText;
  return Declared::kOther;
}

std::int32_t strongest(const HeaderReading& reading) {
  return reading.types.empty() ? 0 : reading.types.front().permille;
}

// The plainer of a field's name and its comment.
std::string header_of(const SchemaField& field, const HeaderVocabulary& vocabulary) {
  const std::string comment = name_in(field.comment);
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
    switch (declared(table_.fields[i].type)) {
      case Declared::kNumber:
        score.points[type("GEN.NUMBER")] += is_known ? kHint : kSay;
        break;
      case Declared::kDate:
        score.points[type("GEN.DATE")] += kSay;
        break;
      case Declared::kFlag:
        score.points[type("GEN.CATEGORY")] += kHint;
        break;
      case Declared::kText:
      case Declared::kOther:
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

}  // namespace

std::vector<ColumnProfile> judge_schema(const SchemaTable& table, const ColumnModel& model, Date as_of) {
  const std::vector<ColumnScores> scores = SchemaJudge(table, model).scores();
  std::vector<std::string_view> names;
  for (const SchemaField& field : table.fields) names.push_back(field.name);
  const std::vector<bool> is_personal = personal_headers(names, model.vocabulary(), model.lexicons());
  std::vector<ColumnProfile> out;
  for (std::size_t i = 0; i < table.fields.size(); ++i) {
    const ColumnScores& score = scores[i];
    std::vector<TypeIndex> order(score.points.size());
    for (std::size_t t = 0; t < order.size(); ++t) order[t] = static_cast<TypeIndex>(t);
    std::stable_sort(order.begin(), order.end(),
                     [&](TypeIndex a, TypeIndex b) { return score.points[a] > score.points[b]; });
    const TypeInfo& verdict = model.taxonomy().at(order[0]);
    ColumnProfile profile;
    profile.index = i;
    if (!is_personal[i]) profile.name = table.fields[i].name;
    profile.type = verdict.code;
    profile.sensitivity = model.taxonomy().sensitivity_on(verdict.code, as_of);
    profile.p_permille = model.rules().calibrated(score.permille[order[0]]);
    if (is_personal[i]) profile.p_permille = std::min(profile.p_permille, kMostOfPersonalHeader);
    for (std::size_t k = 1; k < order.size() && profile.also.size() < kMostAlso; ++k) {
      if (score.permille[order[k]] >= kAlsoPermille)
        profile.also.push_back(model.taxonomy().at(order[k]).code);
    }
    profile.evidence = evidence_for(order[0], score, model);
    profile.important_hint = verdict.important_hint;
    out.push_back(std::move(profile));
  }
  return out;
}

}  // namespace tidegate
