// What stands behind an answer: the whole proof of an assessment, and an article with the rules that rest on
// it.
#pragma once

#include <string>
#include <string_view>

#include "tidegate/report/screen.h"
#include "tidegate/terms/article.h"
#include "tidegate/terms/assessment.h"

namespace tidegate::report {

// Every rule that fired, was defeated or did not fire, with the fact that decided it; then the articles it
// names. law  "CN": this law only; empty: all.
std::string explanation_text(const Assessment& assessment, std::string_view law,
                             const ScreenOptions& options);
std::string explanation_json(const Assessment& assessment, std::string_view law);

// One article: every version of it, and the rules that cite it.
std::string article_text(const ArticleExplanation& article, const ScreenOptions& options);
std::string article_json(const ArticleExplanation& article);  // one line, no line end

}  // namespace tidegate::report
