// Where each rule of the pre-check comes from.
#include <fmt/format.h>

#include <array>
#include <span>

#include "tidegate/intake/precheck_case.h"

namespace tidegate::intake {
namespace {

// Instruments of the rules. The guide is that of the edition in force and stands for itself.
enum class Law { kGuide, kSam, kSccm, kPpr, kPipl, kDsl, kNdsr, kGb32100 };

struct Cited {
  Law law;
  std::string_view article_en;
  std::string_view article_zh;
};

struct LawName {
  std::string_view en;  // borrows from the guide's edition
  std::string_view zh;
  Date from;
};

Date day_of(int year, int month, int day) { return *Date::of(year, month, day); }

LawName name_of(Law law, Date day, const GuideEdition& guide, std::string_view route) {
  switch (law) {
    case Law::kGuide:
      if (route == "SC" && day >= day_of(2024, 3, 22)) {
        return {"Guide to filing the standard contract, 2nd edition",
                "个人信息出境标准合同备案指南（第二版）", day_of(2024, 3, 22)};
      }
      if (route == "SC")
        return {"Guide to filing the standard contract, 1st edition",
                "个人信息出境标准合同备案指南（第一版）", day_of(2023, 6, 1)};
      if (route == "PC") {
        return {
            "Measures for Certification of Outbound Transfer of Personal Information (CAC and SAMR Order 20)",
            "个人信息出境认证办法（国家网信办、市场监管总局令第20号）", day_of(2026, 1, 1)};
      }
      return {guide.title.en, guide.title.zh, guide.from};
    case Law::kSam:
      return {"Measures for Security Assessment of Outbound Data Transfers (CAC Order 11)",
              "数据出境安全评估办法（国家网信办令第11号）", day_of(2022, 9, 1)};
    case Law::kSccm:
      return {
          "Measures on the Standard Contract for Outbound Transfer of Personal Information (CAC Order 13)",
          "个人信息出境标准合同办法（国家网信办令第13号）", day_of(2023, 6, 1)};
    case Law::kPpr:
      return {"Provisions on Promoting and Regulating Cross-Border Data Flows (CAC Order 16)",
              "促进和规范数据跨境流动规定（国家网信办令第16号）", day_of(2024, 3, 22)};
    case Law::kPipl:
      return {"Personal Information Protection Law", "个人信息保护法", day_of(2021, 11, 1)};
    case Law::kDsl:
      return {"Data Security Law", "数据安全法", day_of(2021, 9, 1)};
    case Law::kNdsr:
      return {"Network Data Security Management Regulations (State Council Order 790)",
              "网络数据安全管理条例（国务院令第790号）", day_of(2025, 1, 1)};
    case Law::kGb32100:
      return {"GB 32100-2015 unified social credit code",
              "GB 32100-2015 法人和其他组织统一社会信用代码编码规则", day_of(2015, 10, 1)};
  }
  return {};
}

constexpr Cited kForm{Law::kGuide, "declaration form", "申报表"};
constexpr Cited kReport{Law::kGuide, "annex 4, self-assessment report", "附件4 自评估报告"};
constexpr Cited kImpactReport{Law::kGuide, "annex 5, impact assessment report",
                              "附件5 个人信息保护影响评估报告"};
constexpr Cited kImpactAssessment{Law::kPipl, "arts 55, 56", "第五十五条、第五十六条"};
constexpr Cited kLinks{Law::kGuide, "template of the export links", "数据出境链路模板"};
constexpr Cited kPapers{Law::kGuide, "list of materials", "申报材料要求"};

constexpr std::array kV01{Cited{Law::kGb32100, "check character", "校验码"}, kForm};
constexpr std::array kFormOnly{kForm};
constexpr std::array kReportOnly{kReport};
constexpr std::array kPapersOnly{kPapers};
constexpr std::array kV02{kForm, Cited{Law::kSam, "art. 6", "第六条"}};
constexpr std::array kV06{Cited{Law::kSam, "art. 6", "第六条"}, Cited{Law::kSccm, "art. 7", "第七条"},
                          kPapers};
constexpr std::array kV08{kReport, Cited{Law::kSam, "art. 5", "第五条"}};
constexpr std::array kV10{Cited{Law::kPpr, "arts 7, 8", "第七条、第八条"}, kReport};
constexpr std::array kV12{kLinks};
constexpr std::array kV13{Cited{Law::kSam, "art. 9", "第九条"}};
constexpr std::array kV14{Cited{Law::kSam, "art. 9(3)", "第九条第三项"}, kReport};
constexpr std::array kV17{Cited{Law::kSam, "art. 5(1)", "第五条第一项"},
                          Cited{Law::kPipl, "art. 6", "第六条"}};
constexpr std::array kV18{Cited{Law::kSam, "art. 8(2)", "第八条第二项"}, kReport};
constexpr std::array kV19{kReport, Cited{Law::kSccm, "annex, appendix I", "附件 附录一"},
                          Cited{Law::kPipl, "art. 28", "第二十八条"}};
constexpr std::array kV20{Cited{Law::kPipl, "art. 19", "第十九条"},
                          Cited{Law::kSam, "art. 9(2)", "第九条第二项"}};
constexpr std::array kV21{Cited{Law::kPipl, "arts 29, 31, 39", "第二十九条、第三十一条、第三十九条"}};
constexpr std::array kV22{Cited{Law::kSccm, "arts 6, 7", "第六条、第七条"}};
constexpr std::array kV23{Cited{Law::kPpr, "art. 9", "第九条"}, Cited{Law::kSam, "art. 14", "第十四条"},
                          Cited{Law::kNdsr, "art. 38", "第三十八条"}};
constexpr std::array kV26{Cited{Law::kPpr, "arts 3 to 8", "第三条至第八条"},
                          Cited{Law::kSam, "art. 4", "第四条"}};
constexpr std::array kV27{Cited{Law::kSccm, "art. 4", "第四条"}};
constexpr std::array kV28{Cited{Law::kPpr, "art. 2", "第二条"},
                          Cited{Law::kNdsr, "arts 29, 37", "第二十九条、第三十七条"}};
constexpr std::array kForeignBodies{Cited{Law::kDsl, "art. 36", "第三十六条"},
                                    Cited{Law::kPipl, "art. 41", "第四十一条"}};
constexpr std::array kListedRecipients{Cited{Law::kPipl, "art. 42", "第四十二条"}};
constexpr std::array kInForce{Cited{Law::kPipl, "arts 38, 74", "第三十八条、第七十四条"}};
constexpr std::array kV29{Cited{Law::kPpr, "art. 5", "第五条"}};

std::span<const Cited> cited_by(int rule) {
  switch (rule) {
    case 1:
      return kV01;
    case 2:
      return kV02;
    case 6:
      return kV06;
    case 7:
    case 15:
    case 30:
      return kPapersOnly;
    case 8:
      return kV08;
    case 9:
    case 11:
    case 16:
    case 24:
      return kReportOnly;
    case 10:
      return kV10;
    case 12:
      return kV12;
    case 13:
      return kV13;
    case 14:
      return kV14;
    case 17:
      return kV17;
    case 18:
      return kV18;
    case 19:
      return kV19;
    case 20:
      return kV20;
    case 21:
      return kV21;
    case 22:
      return kV22;
    case 23:
      return kV23;
    case 26:
      return kV26;
    case 27:
      return kV27;
    case 28:
      return kV28;
    case 29:
      return kV29;
    default:
      return kFormOnly;
  }
}

// What a route calls its report. Links have a template of their own since the third edition of the guide to
// the assessment; before it, and on the other routes, they stand in the report.
Cited on_route(const Cited& cited, const GuideEdition& guide, std::string_view route) {
  const bool is_assessed = route != "SC" && route != "PC";
  const bool is_links = cited.article_en == kLinks.article_en;
  if (!is_links && cited.article_en != kReport.article_en) return cited;
  if (is_links && is_assessed && guide.own_link_template) return kLinks;
  if (is_assessed) return kReport;
  return route == "SC" ? kImpactReport : kImpactAssessment;
}

Text told(std::span<const Cited> all, Date day, const GuideEdition& guide, std::string_view route) {
  Text out;
  for (const Cited& of_rule : all) {
    const Cited cited = on_route(of_rule, guide, route);
    const LawName law = name_of(cited.law, day, guide, route);
    // What is not in force on the day is named with its date all the same: a rule is never without its
    // source.
    const bool early = day < law.from;
    const std::string from = law.from.str();
    if (!out.empty()) {
      out.en += "; ";
      out.zh += "；";
    }
    out.en += fmt::format("{}, {}, {} {}", law.en, cited.article_en,
                          early ? "in force only from" : "in force from", from);
    out.zh +=
        fmt::format("{}{}，{}起施行{}", law.zh, cited.article_zh, from, early ? "（评估日尚未施行）" : "");
  }
  return out;
}

}  // namespace

Text source_of_rule(int rule, Date day, const GuideEdition& guide, std::string_view route) {
  return told(cited_by(rule), day, guide, route);
}

Text source_beside(Beside cites, Date day) {
  if (cites == Beside::kForeignBodies) return told(kForeignBodies, day, {}, {});
  if (cites == Beside::kListedRecipients) return told(kListedRecipients, day, {}, {});
  if (cites == Beside::kInForce) return told(kInForce, day, {}, {});
  return {};
}

}  // namespace tidegate::intake
