// What a firm said of questions, kept beside its project: one JSON object a line, the last one of an id
// counts.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/terms/data_profile.h"

namespace tidegate::lists {

inline constexpr std::size_t kLargestReviews = std::size_t{16} << 20;  // octets
inline constexpr std::size_t kMostReviews = 100'000;

struct Review {
  std::string id;  // of the question
  ReviewVerdict verdict = ReviewVerdict::kDismissed;
  std::string list_id;
  std::string row;
  std::string edition;  // of the row when it was reviewed
  TypeCode type;        // of the column then; empty: the question is about a table
  std::string column;   // its name, for readers
  std::string reason;
  std::string by;
  Date on;
  std::string until;  // first day on which it counts no more; empty: without end
  friend bool operator==(const Review&, const Review&) = default;
};

// text   lines of reviews, empty ones left out. name  what to call it in errors.
// Errors kMalformed, kOutOfRange, kLimit with the line.
Result<std::vector<Review>> parse_reviews(std::string_view text, std::string_view name);
std::string review_line(const Review& review);  // canonical JSON and a line end

// The last answer of each question. A dismissal counts no more once its day is over, once the row has another
// edition or the column another type: the question is then open again and says why. A confirmation stays.
// Borrows the reviews.
class Answers {
 public:
  explicit Answers(const std::vector<Review>& reviews);
  // Sets the question's review, as it counts on the day. type: of its column now; empty: it has none.
  void apply(Date day, const TypeCode& type, ListQuestion& question) const;

 private:
  std::map<std::string_view, const Review*> last_;
};

}  // namespace tidegate::lists
