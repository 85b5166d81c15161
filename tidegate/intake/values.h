// One scalar of a declaration as a typed value. Every function gives nothing for what is not of the type, so
// that the check (which says why) and the binding (which goes on) read values the same way.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tidegate/base/date.h"
#include "tidegate/intake/document.h"
#include "tidegate/intake/format.h"
#include "tidegate/terms/facts.h"

namespace tidegate::intake {

bool is_unknown_word(const Node& node);  // null, or the word unknown
bool is_none_word(const Node& node);     // none, or 无

std::optional<bool> bool_of(const Node& node);  // true false yes no, unquoted
// Decimal digits, also full-width ones, unquoted; within the shape's bounds.
std::optional<std::int64_t> count_of(const Node& node, const Shape& shape);
std::optional<Date> date_of(const Node& node);
std::optional<std::string> symbol_of(const Node& node, const Shape& shape);  // kWord, kSymbol, kCountry
std::optional<Text> bilingual_of(const Node& node);  // one language given stands for both

// A fact's value; Unknown for null and unknown; nothing for what is not of the shape.
std::optional<FactValue> fact_of(const Node& node, const Shape& shape);

bool is_symbol(std::string_view text);  // [a-z][a-z0-9_]*, 40 at most
bool is_email(std::string_view text);
bool is_host(std::string_view text);
bool is_address(std::string_view text);    // IPv4, IPv6, or a network as 192.0.2.0/24
bool is_type_code(std::string_view text);  // [A-Z]+.[A-Z0-9_]+

// Full-width digits, plus and minus as plain ones: "０１０－１" -> "010-1".
std::string narrowed(std::string_view text);

std::size_t code_points(std::string_view utf8);

}  // namespace tidegate::intake
