#include "tidegate/law/expr.h"

#include <fmt/format.h>

#include <optional>

namespace tidegate::law {
namespace {

constexpr std::size_t kMaxSetSize = 256;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '-'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_keyword(std::string_view w) {
  return w == "and" || w == "or" || w == "not" || w == "in" || w == "any" || w == "all" || w == "item" ||
         w == "true" || w == "false";
}
bool is_name(std::string_view w) {
  if (w.empty() || w.front() < 'a' || w.front() > 'z' || w.back() == '.' || is_keyword(w)) return false;
  for (std::size_t i = 0; i < w.size(); ++i) {
    if ((w[i] >= 'A' && w[i] <= 'Z') || w[i] == '-') return false;
    if (w[i] == '.' && (w[i + 1] == '.' || is_digit(w[i + 1]))) return false;
  }
  return true;
}
bool is_symbol(std::string_view w) {
  return !w.empty() && is_letter(w.front()) && w.find('.') == std::string_view::npos && !is_keyword(w);
}

// Recursive descent over one expression. The first fault is kept; after it every step does nothing.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) { skip(); }

  Result<ExprNode> whole() {
    if (text_.size() > kMaxExprBytes) {
      return fail({ErrorCode::kLimit, fmt::format("longer than {} bytes", kMaxExprBytes), "offset 0",
                   fmt::format("超过 {} 字节", kMaxExprBytes)});
    }
    ExprNode node = either(0);
    if (!fault_ && at_ < text_.size())
      stop("expected the end, \"and\" or \"or\"", "此处应结束，或为 and、or");
    if (fault_) return fail(*fault_);
    return node;
  }

 private:
  void skip() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }
  void stop(std::string what, std::string what_zh, ErrorCode code = ErrorCode::kMalformed) {
    if (!fault_) fault_ = Error{code, std::move(what), fmt::format("offset {}", at_), std::move(what_zh)};
  }
  std::string_view peek_word() const {
    std::size_t end = at_;
    while (end < text_.size() && is_word(text_[end])) ++end;
    return text_.substr(at_, end - at_);
  }
  void take(std::size_t bytes) {
    at_ += bytes;
    skip();
  }
  bool accept(std::string_view token) {
    if (fault_ || text_.substr(at_, token.size()) != token) return false;
    take(token.size());
    return true;
  }
  bool accept_word(std::string_view word) {
    if (fault_ || peek_word() != word) return false;
    take(word.size());
    return true;
  }
  void expect(std::string_view token) {
    if (!accept(token)) stop(fmt::format("expected \"{}\"", token), fmt::format("此处应为“{}”", token));
  }

  ExprNode either(int depth) { return chain(depth, ExprKind::kOr); }
  ExprNode both(int depth) { return chain(depth, ExprKind::kAnd); }

  // a or b or c, or a and b and c: one node with all of them.
  ExprNode chain(int depth, ExprKind kind) {
    const std::string_view joint = kind == ExprKind::kOr ? "or" : "and";
    const auto part = [&] { return kind == ExprKind::kOr ? both(depth) : unary(depth); };
    ExprNode first = part();
    if (fault_ || peek_word() != joint) return first;
    ExprNode node;
    node.kind = kind;
    node.children.push_back(std::move(first));
    while (!fault_ && accept_word(joint)) node.children.push_back(part());
    return node;
  }

  ExprNode unary(int depth) {
    if (depth >= kMaxExprDepth) {
      stop(fmt::format("nested deeper than {}", kMaxExprDepth), fmt::format("嵌套超过 {} 层", kMaxExprDepth),
           ErrorCode::kLimit);
    }
    if (fault_) return {};
    if (accept_word("not")) return wrap(ExprKind::kNot, unary(depth + 1));
    if (accept("(")) {
      ExprNode inner = either(depth + 1);
      expect(")");
      return inner;
    }
    const std::string_view word = peek_word();
    if (word == "true" || word == "false") {
      ExprNode node;
      node.constant = word == "true";
      take(word.size());
      return node;
    }
    if (word == "any" || word == "all")
      return over_items(depth, word == "any" ? ExprKind::kAny : ExprKind::kAll);
    return test();
  }

  static ExprNode wrap(ExprKind kind, ExprNode child) {
    ExprNode node;
    node.kind = kind;
    node.children.push_back(std::move(child));
    return node;
  }

  ExprNode over_items(int depth, ExprKind kind) {
    take(3);
    expect("(");
    if (!fault_ && !accept_word("item")) stop("expected \"item:\"", "此处应为“item:”");
    expect(":");
    ExprNode inner = either(depth + 1);
    expect(")");
    return wrap(kind, std::move(inner));
  }

  std::optional<CompareOp> accept_op() {
    if (accept("!=")) return CompareOp::kNotEqual;
    if (accept("<=")) return CompareOp::kLessEqual;
    if (accept(">=")) return CompareOp::kGreaterEqual;
    if (accept("=")) return CompareOp::kEqual;
    if (accept("<")) return CompareOp::kLess;
    if (accept(">")) return CompareOp::kGreater;
    return std::nullopt;
  }

  ExprNode test() {
    ExprNode node;
    const bool counter = accept("#");
    const std::string_view word = peek_word();
    if (!is_name(word)) {
      stop("expected the name of a fact or definition", "此处应为事实或定义的名称");
      return node;
    }
    node.left = {counter ? Operand::Kind::kCounter : Operand::Kind::kName, std::string(word), 0};
    take(word.size());
    if (!counter && accept_word("in")) {
      node.kind = ExprKind::kMember;
      members(node);
      return node;
    }
    if (const auto op = accept_op()) {
      node.kind = ExprKind::kCompare;
      node.op = *op;
      node.right = right_side();
      return node;
    }
    if (counter) stop("expected a comparison", "此处应为比较符号");
    node.kind = ExprKind::kName;
    node.name = node.left.name;
    node.left = {};
    return node;
  }

  void members(ExprNode& node) {
    if (accept("@")) {
      const std::string_view word = peek_word();
      if (!is_name(word)) return stop("expected the id of a register", "此处应为登记册名称");
      node.register_id = std::string(word);
      return take(word.size());
    }
    expect("{");
    do {
      const std::string_view word = peek_word();
      if (!is_symbol(word)) return stop("expected a word", "此处应为取值");
      if (node.symbols.size() == kMaxSetSize) return stop("too many words", "取值过多", ErrorCode::kLimit);
      node.symbols.emplace_back(word);
      take(word.size());
    } while (accept(","));
    expect("}");
  }

  Operand right_side() {
    if (accept("$")) {
      const std::string_view word = peek_word();
      if (is_name(word)) {
        Operand operand{Operand::Kind::kParameter, std::string(word), 0};
        take(word.size());
        return operand;
      }
      stop("expected the id of a parameter", "此处应为参数名称");
      return {};
    }
    const std::string_view word = peek_word();
    if (!word.empty() && is_digit(word.front())) return number_or_date(word);
    if (is_symbol(word)) {
      Operand operand{Operand::Kind::kSymbol, std::string(word), 0};
      take(word.size());
      return operand;
    }
    stop("expected a number, a date, a word or a parameter", "此处应为数字、日期、取值或参数");
    return {};
  }

  Operand number_or_date(std::string_view word) {
    if (const auto date = Date::parse(word)) {
      take(word.size());
      return {Operand::Kind::kDate, {}, date->days()};
    }
    std::int64_t value = 0;
    for (const char c : word) {
      if (!is_digit(c)) {
        stop("neither a number nor a date", "既非数字也非日期");
        return {};
      }
      value = value * 10 + (c - '0');
      if (value > kMaxExprNumber) {
        stop("a number beyond 10^15", "数字超出 10^15", ErrorCode::kLimit);
        return {};
      }
    }
    take(word.size());
    return {Operand::Kind::kNumber, {}, value};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::optional<Error> fault_;
};

int binding(ExprKind kind) {
  if (kind == ExprKind::kOr) return 0;
  return kind == ExprKind::kAnd ? 1 : 2;
}

void write(const ExprNode& node, std::string& out) {
  // Under "or" an "and" needs no parentheses; the like under the like keeps them, so that the tree comes
  // back.
  const auto child = [&](const ExprNode& c) {
    const bool parens = binding(c.kind) <= binding(node.kind) && binding(c.kind) < 2;
    if (parens) out += '(';
    write(c, out);
    if (parens) out += ')';
  };
  switch (node.kind) {
    case ExprKind::kConstant:
      out += node.constant ? "true" : "false";
      return;
    case ExprKind::kName:
      out += node.name;
      return;
    case ExprKind::kNot:
      out += "not ";
      return child(node.children.front());
    case ExprKind::kAnd:
    case ExprKind::kOr:
      for (std::size_t i = 0; i < node.children.size(); ++i) {
        if (i > 0) out += node.kind == ExprKind::kAnd ? " and " : " or ";
        child(node.children[i]);
      }
      return;
    case ExprKind::kCompare:
      out += fmt::format("{} {} {}", to_text(node.left), to_text(node.op), to_text(node.right));
      return;
    case ExprKind::kMember:
      out += to_text(node.left);
      if (!node.register_id.empty()) {
        out += " in @" + node.register_id;
      } else {
        out += fmt::format(" in {{{}}}", fmt::join(node.symbols, ", "));
      }
      return;
    case ExprKind::kAny:
    case ExprKind::kAll:
      out += node.kind == ExprKind::kAny ? "any(item: " : "all(item: ";
      write(node.children.front(), out);
      out += ')';
      return;
  }
}

}  // namespace

Result<ExprNode> parse_expr(std::string_view text) { return Parser(text).whole(); }

Result<std::vector<LinearTerm>> parse_linear(std::string_view text) {
  std::vector<LinearTerm> terms;
  int sign = 1;
  bool wants_name = true;
  std::size_t at = 0;
  const auto malformed = [&](std::string what, std::string what_zh) {
    return fail({ErrorCode::kMalformed, std::move(what), fmt::format("offset {}", at), std::move(what_zh)});
  };
  while (true) {
    while (at < text.size() && is_space(text[at])) ++at;
    if (at == text.size()) break;
    std::size_t end = at;
    while (end < text.size() && !is_space(text[end])) ++end;
    const std::string_view token = text.substr(at, end - at);
    if (wants_name) {
      if (!is_name(token)) return malformed("expected the name of a number", "此处应为数量名称");
      if (terms.size() == 8) return malformed("more than 8 terms", "超过 8 项");
      terms.push_back({std::string(token), sign});
    } else {
      if (token != "+" && token != "-") return malformed("expected \"+\" or \"-\"", "此处应为 + 或 -");
      sign = token == "+" ? 1 : -1;
    }
    wants_name = !wants_name;
    at = end;
  }
  if (wants_name) return malformed("expected the name of a number", "此处应为数量名称");
  if (terms.front().sign != 1)
    return malformed("the first term is taken away from nothing", "首项不能为减项");
  return terms;
}

std::string to_text(const ExprNode& node) {
  std::string out;
  write(node, out);
  return out;
}

std::string to_text(const Operand& operand) {
  switch (operand.kind) {
    case Operand::Kind::kCounter:
      return "#" + operand.name;
    case Operand::Kind::kParameter:
      return "$" + operand.name;
    case Operand::Kind::kNumber:
      return std::to_string(operand.number);
    case Operand::Kind::kDate:
      return Date::from_days(static_cast<std::int32_t>(operand.number)).str();
    case Operand::Kind::kName:
    case Operand::Kind::kSymbol:
      break;
  }
  return operand.name;
}

std::string_view to_text(CompareOp op) {
  switch (op) {
    case CompareOp::kEqual:
      return "=";
    case CompareOp::kNotEqual:
      return "!=";
    case CompareOp::kLess:
      return "<";
    case CompareOp::kLessEqual:
      return "<=";
    case CompareOp::kGreater:
      return ">";
    case CompareOp::kGreaterEqual:
      break;
  }
  return ">=";
}

}  // namespace tidegate::law
