// The condition language of rule packs: total, without side effects, no strings, loops or floats.
// Grammar and meaning: docs/formats/pack.md. This is the tree as written; law/plan.h is what runs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"

namespace tidegate::law {

enum class ExprKind { kConstant, kName, kNot, kAnd, kOr, kCompare, kMember, kAny, kAll };
enum class CompareOp { kEqual, kNotEqual, kLess, kLessEqual, kGreater, kGreaterEqual };

struct Operand {
  enum class Kind { kName, kCounter, kParameter, kNumber, kDate, kSymbol };
  Kind kind = Kind::kNumber;
  std::string name;         // fact, counter or parameter id, or the symbol; without # and $
  std::int64_t number = 0;  // kNumber; kDate: days since 1970-01-01
  friend bool operator==(const Operand&, const Operand&) = default;
};

struct ExprNode {
  ExprKind kind = ExprKind::kConstant;
  bool constant = true;              // kConstant
  std::string name;                  // kName: a boolean fact, a definition or item.set_aside
  std::vector<ExprNode> children;    // kNot 1; kAnd, kOr 2..n; kAny, kAll 1
  Operand left;                      // kCompare: a name or counter; kMember: a name
  CompareOp op = CompareOp::kEqual;  // kCompare
  Operand right;                     // kCompare: number, date, symbol or parameter
  std::vector<std::string> symbols;  // kMember with a set: in the order written
  std::string register_id;           // kMember with a register: without @; empty otherwise
  friend bool operator==(const ExprNode&, const ExprNode&) = default;
};

// A signed term of a counter: "item.subjects - item.already_counted".
struct LinearTerm {
  std::string fact;
  int sign = 1;  // +1 or -1
  friend bool operator==(const LinearTerm&, const LinearTerm&) = default;
};

inline constexpr std::size_t kMaxExprBytes = 4096;
inline constexpr int kMaxExprDepth = 32;
inline constexpr std::int64_t kMaxExprNumber = 1'000'000'000'000'000;

// Errors: kMalformed with the byte offset in `where` ("offset 12"); kLimit past size or nesting.
Result<ExprNode> parse_expr(std::string_view text);
Result<std::vector<LinearTerm>> parse_linear(std::string_view text);

// Canonical text: one space between words, only the parentheses that are needed. parse(to_text(e)) == e.
std::string to_text(const ExprNode& node);
std::string to_text(const Operand& operand);
std::string_view to_text(CompareOp op);

}  // namespace tidegate::law
