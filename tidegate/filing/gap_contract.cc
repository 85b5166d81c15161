// V13 clauses on their pages, V15 Chinese versions, V16 the third party in the report, V22 the standard
// contract.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "tidegate/base/hash.h"
#include "tidegate/base/same_text.h"
#include "tidegate/base/utf8.h"
#include "tidegate/filing/gap_findings.h"

namespace tidegate::filing {
namespace {

std::string whole_text(const Paper& paper) {
  std::string out;
  for (const auto& page : *paper.pages) {
    for (const std::string& line : page) out += without_blanks(line);
  }
  return out;
}

bool is_chinese(const Paper& paper) {
  std::size_t han = 0;
  std::size_t letters = 0;
  const std::string text = whole_text(paper);
  for (std::string_view left = text; !left.empty();) {
    const char32_t c = next_code_point(left);
    han += c >= 0x4E00 && c <= 0x9FFF ? 1 : 0;
    letters += c > 0x40 ? 1 : 0;
  }
  return letters > 0 && han * 5 >= letters;
}

// "3", "第3页", "p. 3" -> 3.
std::optional<std::size_t> page_number(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto* begin = std::find_if(text.begin(), text.end(), is_digit);
  std::size_t n = 0;
  const auto [end, error] = std::from_chars(begin, text.end(), n);
  if (error != std::errc{} || n == 0 || std::any_of(end, text.end(), is_digit)) return std::nullopt;
  return n;
}

// "2.1" is in "2.1 Purpose" and in "第2.1条", not in "12.1" or "2.13".
bool has_clause(const std::string& text, const std::string& clause) {
  const auto goes_on = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
  for (std::size_t at = text.find(clause); at != std::string::npos; at = text.find(clause, at + 1)) {
    const bool is_begun = at > 0 && goes_on(text[at - 1]);
    const std::size_t end = at + clause.size();
    const bool is_ended =
        end >= text.size() || !goes_on(text[end]) ||
        (text[end] == '.' && (end + 1 >= text.size() || !(text[end + 1] >= '0' && text[end + 1] <= '9')));
    if (!is_begun && is_ended) return true;
  }
  return false;
}

// Where one matter's clause stands by the papers: on its page, elsewhere, beyond the end.
void check_place(const std::vector<const Paper*>& contracts, const ClauseRow& row, const std::string& pointer,
                 GapFindings& out) {
  const auto page = page_number(row.page);
  const std::string clause = without_blanks(row.clause);
  if (!page || clause.empty()) return;
  std::size_t most_pages = 0;
  for (const Paper* paper : contracts) {
    most_pages = std::max(most_pages, paper->pages->size());
    if (*page > paper->pages->size()) continue;
    std::string text;
    for (const std::string& line : (*paper->pages)[*page - 1]) text += without_blanks(line) + "\n";
    if (has_clause(text, clause)) return;
  }
  if (*page > most_pages) {
    return out.fails(
        13, pointer,
        {fmt::format("page {} is named, but no contract has more than {} pages", *page, most_pages),
         fmt::format("注明第 {} 页，而法律文件最多 {} 页", *page, most_pages)},
        {"name the page on which the clause stands", "请注明条款所在页码"});
  }
  out.fails(13, pointer,
            {fmt::format("clause {} is not on page {} of any contract", row.clause, *page),
             fmt::format("法律文件第 {} 页没有条款 {}", *page, row.clause)},
            {"name the clause and the page on which it stands", "请更正条款号或页码"});
}

void check_languages(const std::vector<const Paper*>& contracts, const GapContext& context,
                     GapFindings& out) {
  const bool any_chinese =
      std::any_of(contracts.begin(), contracts.end(), [](const Paper* p) { return is_chinese(*p); });
  const auto& documents = context.transfer.legal_documents;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const bool says_so = documents[i].language == "zh" || documents[i].chinese_version.value_or(false);
    if (any_chinese || !says_so) continue;
    out.fails(15, fmt::format("/legal_documents/{}/chinese_version", i),
              {"a Chinese text is declared, but none of the contracts attached is in Chinese",
               "声明有中文文本，但所附法律文件均非中文"},
              {"attach the Chinese version as A7", "请将中文版本作为 A7 附上"});
  }
  if (!documents.empty())
    out.passes(15, {"a Chinese text is among the contracts attached", "所附法律文件中有中文文本"});
}

// Terms that go against the body of the contract.
struct Conflict {
  std::string_view words;
  std::string_view en;
  std::string_view zh;
};
constexpr std::array<Conflict, 8> kConflicts{{
    {"赔偿上限", "caps liability", "限制赔偿责任"},
    {"责任上限", "caps liability", "限制赔偿责任"},
    {"赔偿总额不超过", "caps liability", "限制赔偿责任"},
    {"责任总额不超过", "caps liability", "限制赔偿责任"},
    {"境外法院管辖", "names a foreign court", "约定境外法院管辖"},
    {"其他协议优先", "lets another agreement prevail", "约定其他协议优先"},
    {"以其他协议为准", "lets another agreement prevail", "约定其他协议优先"},
    {"暂缓行使权利", "postpones the rights of individuals", "延缓个人行使权利"},
}};

void check_annex(const Paper& paper, GapFindings& out) {
  bool is_annex = false;
  for (const auto& page : *paper.pages) {
    for (const std::string& line : page) {
      const std::string text = without_blanks(line);
      is_annex = is_annex || text.starts_with("附录二");
      for (const Conflict& conflict : kConflicts) {
        if (!is_annex || text.find(conflict.words) == std::string::npos) continue;
        out.fails(22, paper.pointer,
                  {fmt::format("{}: annex II {}", paper.file, conflict.en),
                   fmt::format("{}：附录二{}", paper.file, conflict.zh)},
                  {"take the term out: it may not go against the body", "请删除该约定：不得与正文冲突"});
      }
    }
  }
}

}  // namespace

void check_clause_places(const std::vector<Paper>& papers, const GapContext& context, GapFindings& out) {
  constexpr std::array<std::string_view, kClauseCount> kKeys{"purpose", "storage", "onward",
                                                             "change",  "remedy",  "incident"};
  const auto contracts = given_or(papers, Paper::Role::kContract, "A7");
  const auto is_contract = [](const Paper& p) {
    return p.role == Paper::Role::kAttachment && p.code == "A7" && p.is_there;
  };
  const auto scanned = static_cast<std::size_t>(std::count_if(papers.begin(), papers.end(), is_contract));
  // A scan among them may be the one that holds the clause: then nothing is missing by what can be read.
  const bool all_read = !contracts.empty() && texts_of(papers, "A7").size() == scanned;
  const bool all_paged = std::all_of(contracts.begin(), contracts.end(),
                                     [](const Paper* p) { return p->look.format == PaperFormat::kPdf; });
  if (all_read && all_paged) {
    for (std::size_t i = 0; i < context.transfer.legal_documents.size(); ++i) {
      const LegalDocument& document = context.transfer.legal_documents[i];
      for (std::size_t m = 0; m < kClauseCount; ++m)
        check_place(contracts, document.clauses[m],
                    fmt::format("/legal_documents/{}/clauses/{}", i, kKeys[m]), out);
    }
    out.passes(13, {"all six matters have clause and page, and stand there",
                    "六项约定均有条款与页码，且与文本相符"});
  }
  if (all_read) check_languages(contracts, context, out);
  const ThirdParty& third = context.transfer.filing.third_party;
  const auto reports = given_or(papers, Paper::Role::kReport, "A8");
  if (third.used.value_or(false) && !third.name.empty() && !reports.empty()) {
    const std::string name = unstopped_key(third.name);
    const bool is_named = std::any_of(reports.begin(), reports.end(), [&](const Paper* p) {
      return same_text_key(whole_text(*p)).find(name) != std::string::npos;
    });
    if (!is_named) {
      out.fails(16, "/filing/third_party/name",
                {"the report does not name the third party", "报告未写明第三方机构"},
                {"describe it in the report's first chapter", "请在报告“自评估工作情况”中说明"});
    }
    out.passes(16, {"the third party is described, sealed, and named in the report",
                    "第三方机构情况完整，报告已写明"});
  }
}

void check_standard_contract(const std::vector<Paper>& papers, const GapContext& context, GapFindings& out) {
  const auto& documents = context.transfer.legal_documents;
  if (std::none_of(documents.begin(), documents.end(),
                   [](const LegalDocument& d) { return d.kind == "standard_contract"; }))
    return;
  const auto contracts = given_or(papers, Paper::Role::kContract, "A7");
  for (const Paper* paper : contracts) check_annex(*paper, out);
  if (context.contract_paragraphs.empty()) {
    return out.cannot(22,
                      {"the loaded template holds no fingerprints of the national text "
                       "(standard-contract.sha256); annex II was looked through where it could be read",
                       "所载模板未附标准合同正文的散列（standard-contract.sha256）；可读取的附录二已检查"});
  }
  for (const Paper* paper : contracts) {
    if (paper->look.format == PaperFormat::kPdf) continue;  // its lines are no paragraphs
    std::set<std::string> own;
    for (const auto& page : *paper->pages) {
      for (const std::string& line : page) own.insert(sha256_hex(without_blanks(line)));
    }
    std::size_t missing = 0;
    std::size_t first = 0;
    for (std::size_t i = 0; i < context.contract_paragraphs.size(); ++i) {
      if (own.count(context.contract_paragraphs[i]) > 0) continue;
      if (missing++ == 0) first = i + 1;
    }
    if (missing > 0) {
      out.fails(22, paper->pointer,
                {fmt::format("{}: {} of {} paragraphs differ from the national text, the first is no. {}",
                             paper->file, missing, context.contract_paragraphs.size(), first),
                 fmt::format("{}：正文 {} 段中有 {} 段与国家网信部门文本不一致，首处为第 {} 段", paper->file,
                             context.contract_paragraphs.size(), missing, first)},
                {"restore the body; other terms go to annex II", "请恢复正文，其他约定写入附录二"});
    }
    out.passes(22, {"the body is the national text, and annex II holds no term against it",
                    "正文与国家网信部门文本一致，附录二未见冲突约定"});
  }
}

}  // namespace tidegate::filing
