// An article explained: how it stood over time, and which rules of the pack rest on it.
#pragma once

#include <optional>
#include <string_view>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/law/pack.h"
#include "tidegate/terms/article.h"

namespace tidegate::law {

// article  as a person writes it: "CN-PPR-2024 art.7(1)(2)", "PPR 7", "CSL art. 37", "202.301". The
// instrument by its
//          whole id or a part of it; the article alone means all of its paragraphs; only an instrument, all
//          its articles.
// as_of    only what stands on that day: an article that was renumbered is found under its new number. None:
// all time,
//          with what went before and what took its place.
// Errors   kNotFound.
Result<ArticleExplanation> explain_article(const RulePack& pack, std::string_view article,
                                           std::optional<Date> as_of);

}  // namespace tidegate::law
