#include "tidegate/law/expr.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace tidegate::law {
namespace {

std::string again(std::string_view text) {
  const auto tree = parse_expr(text);
  return tree ? to_text(*tree) : tree.error().where + ": " + tree.error().what;
}

TEST(Expr, IsWrittenBackWithOneSpaceAndTheParenthesesItNeeds) {
  EXPECT_EQ(again("  a   and (b)  or not ( c )"), "a and b or not c");
  EXPECT_EQ(again("a and (b or c)"), "a and (b or c)");
  EXPECT_EQ(again("not (a and b)"), "not (a and b)");
  EXPECT_EQ(again("(a and b) and c"), "(a and b) and c");
  EXPECT_EQ(again("any(item:item.pi and item.subjects>500)"), "any(item: item.pi and item.subjects > 500)");
  EXPECT_EQ(again("x in {a,B , c-d} and y in @list_1 and #n>=$limit and d<2024-03-22"),
            "x in {a, B, c-d} and y in @list_1 and #n >= $limit and d < 2024-03-22");
}

TEST(Expr, NotBindsTighterThanAndTighterThanOr) {
  const auto tree = parse_expr("a or not b and c");
  ASSERT_TRUE(tree.has_value());
  ASSERT_EQ(tree->kind, ExprKind::kOr);
  ASSERT_EQ(tree->children[1].kind, ExprKind::kAnd);
  EXPECT_EQ(tree->children[1].children[0].kind, ExprKind::kNot);
}

TEST(Expr, SaysWhereAFaultIs) {
  EXPECT_EQ(again(""), "offset 0: expected the name of a fact or definition");
  EXPECT_EQ(again("a and"), "offset 5: expected the name of a fact or definition");
  EXPECT_EQ(again("a b"), "offset 2: expected the end, \"and\" or \"or\"");
  EXPECT_EQ(again("(a"), "offset 2: expected \")\"");
  EXPECT_EQ(again("a = "), "offset 4: expected a number, a date, a word or a parameter");
  EXPECT_EQ(again("a = 2024-02-30"), "offset 4: neither a number nor a date");
  EXPECT_EQ(again("#n"), "offset 2: expected a comparison");
  EXPECT_EQ(again("any(x: a)"), "offset 4: expected \"item:\"");
  EXPECT_EQ(again("a in {}"), "offset 6: expected a word");
  EXPECT_EQ(again("A"), "offset 0: expected the name of a fact or definition");
}

TEST(Expr, StopsAtItsBounds) {
  const std::string deep = std::string(40, '(') + "a" + std::string(40, ')');
  EXPECT_EQ(parse_expr(deep).error().code, ErrorCode::kLimit);
  EXPECT_EQ(parse_expr(std::string(5000, 'a')).error().code, ErrorCode::kLimit);
  EXPECT_EQ(parse_expr("a = 1000000000000001").error().code, ErrorCode::kLimit);
  EXPECT_TRUE(parse_expr("a = 1000000000000000").has_value());
}

TEST(Linear, TakesTermsWithSigns) {
  const auto terms = parse_linear("item.subjects - item.already_counted + item.more");
  ASSERT_TRUE(terms.has_value());
  EXPECT_EQ(*terms,
            (std::vector<LinearTerm>{{"item.subjects", 1}, {"item.already_counted", -1}, {"item.more", 1}}));
  EXPECT_FALSE(parse_linear("").has_value());
  EXPECT_FALSE(parse_linear("- a").has_value());
  EXPECT_FALSE(parse_linear("a -").has_value());
  EXPECT_FALSE(parse_linear("a b").has_value());
}

ExprNode any_tree(int depth, bool in_items) {
  ExprNode node;
  const int kind = *rc::gen::inRange(0, depth > 0 ? 8 : 4);
  const auto name = [&] {
    return *rc::gen::element(std::string("a"), std::string("b.c"),
                             std::string(in_items ? "item.x" : "long_name2"));
  };
  switch (kind) {
    case 0:
      node.constant = *rc::gen::arbitrary<bool>();
      break;
    case 1:
      node.kind = ExprKind::kName;
      node.name = name();
      break;
    case 2:
      node.kind = ExprKind::kCompare;
      node.left = *rc::gen::element(Operand{Operand::Kind::kCounter, "n", 0},
                                    Operand{Operand::Kind::kName, name(), 0});
      node.op = *rc::gen::element(CompareOp::kEqual, CompareOp::kNotEqual, CompareOp::kLess,
                                  CompareOp::kLessEqual, CompareOp::kGreater, CompareOp::kGreaterEqual);
      node.right = *rc::gen::element(
          Operand{Operand::Kind::kNumber, "", 42}, Operand{Operand::Kind::kParameter, "p", 0},
          Operand{Operand::Kind::kDate, "", 19000}, Operand{Operand::Kind::kSymbol, "Word-1", 0});
      break;
    case 3:
      node.kind = ExprKind::kMember;
      node.left = {Operand::Kind::kName, name(), 0};
      if (*rc::gen::arbitrary<bool>()) {
        node.register_id = "list";
      } else {
        node.symbols = {"a", "B"};
      }
      break;
    case 4:
      node.kind = ExprKind::kNot;
      node.children = {any_tree(depth - 1, in_items)};
      break;
    case 5:
    case 6: {
      node.kind = kind == 5 ? ExprKind::kAnd : ExprKind::kOr;
      const int parts = *rc::gen::inRange(2, 4);
      for (int i = 0; i < parts; ++i) node.children.push_back(any_tree(depth - 1, in_items));
      break;
    }
    default:
      node.kind = in_items ? ExprKind::kNot : ExprKind::kAny;
      node.children = {any_tree(depth - 1, true)};
  }
  return node;
}

RC_GTEST_PROP(Expr, ComesBackFromItsOwnText, ()) {
  const ExprNode tree = any_tree(4, false);
  const std::string text = to_text(tree);
  RC_LOG() << text;
  const auto read = parse_expr(text);
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == tree);
}

}  // namespace
}  // namespace tidegate::law
