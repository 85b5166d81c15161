#include "tidegate/lists/reviews.h"

#include <fmt/format.h>

#include <array>

#include "tidegate/base/json_reader.h"

namespace tidegate::lists {
namespace {

constexpr std::array<std::string_view, 2> kVerdicts{"dismissed", "confirmed"};
constexpr std::size_t kLongestText = 2'000;

std::string text_of(const JsonReader& r) {
  std::string text = r.string();
  if (text.size() > kLongestText)
    r.refuse(ErrorCode::kLimit, fmt::format("is longer than {} octets", kLongestText),
             fmt::format("超过 {} 字节", kLongestText));
  return text;
}

Review read_review(const JsonReader& r) {
  r.only({"id", "verdict", "list", "row", "edition", "type", "column", "reason", "by", "on", "until"});
  Review review;
  review.id = text_of(r.member("id"));
  review.verdict =
      r.member("verdict").one_of(kVerdicts) == 0 ? ReviewVerdict::kDismissed : ReviewVerdict::kConfirmed;
  review.list_id = text_of(r.member("list"));
  review.row = text_of(r.member("row"));
  review.edition = text_of(r.member("edition"));
  review.reason = text_of(r.member("reason"));
  if (review.reason.empty()) r.member("reason").refuse(ErrorCode::kMalformed, "is empty", "为空");
  review.on = r.member("on").date();
  if (const auto type = r.optional("type")) review.type = text_of(*type);
  if (const auto column = r.optional("column")) review.column = text_of(*column);
  if (const auto by = r.optional("by")) review.by = text_of(*by);
  if (const auto until = r.optional("until")) review.until = until->date().str();
  return review;
}

Text changed(const Review& review, std::string_view en, std::string_view zh) {
  return {fmt::format("was dismissed on {}; open again, since {}", review.on.str(), en),
          fmt::format("曾于 {} 排除；因{}重新提出", review.on.str(), zh)};
}

// Why a review counts no more; empty: it counts.
// What was confirmed stays so until somebody says otherwise: time alone makes nothing unimportant.
Text outlived(const Review& review, const ListQuestion& question, const TypeCode& type, Date day) {
  if (review.verdict == ReviewVerdict::kConfirmed) return {};
  if (!review.until.empty() && review.until <= day.str())
    return changed(review, "it was to count until " + review.until, "其有效期至 " + review.until);
  if (review.edition != question.row.edition)
    return changed(review, fmt::format("the row is now of edition {}", question.row.edition),
                   fmt::format("条目已为{}", question.row.edition));
  if (review.type != type)
    return changed(review, fmt::format("the column is now {}", type), fmt::format("字段类型已变为 {}", type));
  return {};
}

}  // namespace

Result<std::vector<Review>> parse_reviews(std::string_view text, std::string_view name) {
  std::vector<Review> reviews;
  if (text.size() > kLargestReviews)
    return fail({ErrorCode::kLimit, fmt::format("is larger than {} octets", kLargestReviews),
                 std::string(name), fmt::format("大于 {} 字节", kLargestReviews)});
  for (std::size_t line = 1; !text.empty(); ++line) {
    const std::size_t end = text.find('\n');
    std::string_view one = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (one.ends_with('\r')) one.remove_suffix(1);
    if (one.empty()) continue;
    const std::string where = fmt::format("{}:{}", name, line);
    if (reviews.size() == kMostReviews)
      return fail({ErrorCode::kLimit, fmt::format("there are more than {} reviews", kMostReviews), where,
                   fmt::format("超过 {} 条", kMostReviews)});
    const auto json = parse_json(one, where);
    if (!json) return fail(json.error());
    JsonFault fault{where, {}};
    Review review = read_review(JsonReader(*json, fault));
    if (fault.first) return fail(*fault.first);
    reviews.push_back(std::move(review));
  }
  return reviews;
}

std::string review_line(const Review& review) {
  Json::Object o;
  const auto put = [&](const char* key, const std::string& value) { o.emplace_back(key, Json(value)); };
  put("id", review.id);
  put("verdict", std::string(to_string(review.verdict)));
  put("list", review.list_id);
  put("row", review.row);
  put("edition", review.edition);
  put("reason", review.reason);
  put("on", review.on.str());
  if (!review.type.empty()) put("type", review.type);
  if (!review.column.empty()) put("column", review.column);
  if (!review.by.empty()) put("by", review.by);
  if (!review.until.empty()) put("until", review.until);
  return canonical_text(Json(std::move(o))) + "\n";
}

Answers::Answers(const std::vector<Review>& reviews) {
  for (const Review& review : reviews) last_[review.id] = &review;
}

void Answers::apply(Date day, const TypeCode& type, ListQuestion& question) const {
  const auto at = last_.find(question.id);
  question.review = {};
  if (at == last_.end()) return;
  const Review& review = *at->second;
  question.review.reopened = outlived(review, question, type, day);
  if (!question.review.reopened.empty()) return;
  question.review.verdict = review.verdict;
  question.review.reason = review.reason;
  question.review.by = review.by;
  question.review.on = review.on.str();
  question.review.until = review.until;
}

}  // namespace tidegate::lists
