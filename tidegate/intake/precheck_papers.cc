// V06 to V08, V13, V15, V16, V22, V24, V30: papers, their dates and their state.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tidegate/base/same_text.h"
#include "tidegate/intake/precheck_case.h"

namespace tidegate::intake {
namespace {

std::vector<std::string> papers_needed(const PrecheckCase& c) {
  std::vector<std::string> codes;
  if (c.is_assessed()) codes = {"A1", "A2", "A3", "A4", "A6", "A7", "A8"};
  if (c.files("SC")) codes = {"A1", "A2", "A3", "A4", "A5", "A7", "A8"};
  if (c.files("PC")) codes = {"A1", "A2", "A3", "A8"};  // the certifier has letters of its own
  if (c.files("NL")) codes = {"A1", "A2", "A3", "A4", "A5"};
  if (c.is_assessed() && !c.guide.commitment_in_form) codes.insert(codes.begin() + 4, "A5");
  if (c.t.processor.no_legal_rep.value_or(false)) std::erase(codes, "A2");
  return codes;
}

bool has_official_format(std::string_view file) {
  constexpr std::array<std::string_view, 5> kEnds{".pdf", ".ofd", ".png", ".jpg", ".jpeg"};
  std::string lower(file);
  for (char& ch : lower) ch = ch >= 'A' && ch <= 'Z' ? static_cast<char>(ch - 'A' + 'a') : ch;
  return std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) {
    return lower.size() > end.size() && lower.compare(lower.size() - end.size(), end.size(), end) == 0;
  });
}

void check_attachments(PrecheckCase& c) {
  if (!c.is_filed() || c.t.filing.route.empty()) {
    return c.cannot(6, "/filing/route",
                    {"which papers are due depends on the route chosen", "所需材料取决于申报类型"});
  }
  for (const std::string& code : papers_needed(c)) {
    const bool there = std::any_of(c.t.attachments.begin(), c.t.attachments.end(),
                                   [&](const Attachment& a) { return a.code == code; });
    if (!there) {
      c.fails(6, "/attachments", {fmt::format("paper {} is missing", code), fmt::format("缺少材料 {}", code)},
              {"attach it and list it under attachments", "请附上，并列入所附材料"});
    }
  }
  for (std::size_t i = 0; i < c.t.attachments.size(); ++i) {
    const Attachment& a = c.t.attachments[i];
    const std::string pointer = fmt::format("/attachments/{}", i);
    if (!has_official_format(a.file)) {
      c.fails(6, pointer + "/file", {"not PDF, OFD, PNG, JPG or JPEG", "格式不是 PDF、OFD、PNG、JPG、JPEG"},
              {"scan it into one of these", "请转换为上述格式"});
    }
    if (!a.sealed.value_or(false) && a.code != "A9") {
      c.fails(6, pointer + "/sealed", {"the company seal is not declared", "未声明已盖公章"},
              {"seal it and say so", "请盖章并注明"});
    }
    if (!a.has_signature.value_or(false) && (a.code == "A4" || a.code == "A5")) {
      c.fails(6, pointer + "/signed", {"the hand-written signature is not declared", "未声明已手写签名"},
              {"sign it and say so", "请签名并注明"});
    }
  }
  c.settle(6, {"every paper is declared in due form; the files themselves were not opened",
               "材料声明齐备（未打开文件核对）"});
}

// The papers of an edition are handed in as long as it is in force: the guides have no time in between.
void check_template(PrecheckCase& c) {
  const std::int64_t stated = c.t.filing.edition.value_or(0);
  const GuideEdition& due = c.guide;
  const bool goes_by_guide = c.is_assessed() || (c.is_filed() && c.t.filing.route.empty());
  if (goes_by_guide && stated > 0 && due.number > 0 && stated != due.number) {
    return c.fails(
        7, "/filing/edition",
        {fmt::format(
             "made by edition {} of the guide; on the day of filing, {}, edition {} is in force (since {})",
             stated, c.filing_date.str(), due.number, due.from.str()),
         fmt::format("按指南第 {} 版填报，而申报日 {} 适用第 {} 版（{} 起施行）", stated, c.filing_date.str(),
                     due.number, due.from.str())},
        {fmt::format("fill in the form and the templates of edition {}, and state {} here or leave it out",
                     due.number, due.number),
         fmt::format("请改用第 {} 版的申报表与模板填报，此处填 {} 或者不填", due.number, due.number)});
  }
  c.cannot(7, "/attachments",
           {"the files and the official template are needed to compare headings",
            "需要材料文件与官方模板比对标题"});
}

void check_assessment_date(PrecheckCase& c) {
  if (!c.t.filing.assessed_to) {
    if (c.files("NL"))
      return c.cannot(8, "/filing/assessed/to",
                      {"this route asks for no assessment", "该路径不要求提交评估"});
    return c.blank(
        8, "/filing/assessed/to",
        {"the day on which the assessment was finished is not stated", "未填写自评估（影响评估）完成时间"},
        {"state the days on which the assessment began and was finished",
         "请填写自评估（影响评估）开始与完成的日期"});
  }
  const Date to = *c.t.filing.assessed_to;
  // What is handed in again may have been assessed anew since it was taken in.
  const Date latest = c.context.filed_on ? std::max(c.filing_date, c.context.as_of) : c.filing_date;
  if (to > latest) {
    c.fails(8, "/filing/assessed/to", {"the assessment ends after the filing", "评估完成时间晚于申报日期"},
            {"file after it is finished", "请在评估完成后申报"});
  } else if (to < months_before(c.filing_date, 3)) {
    c.fails(8, "/filing/assessed/to",
            {"the assessment was finished more than three months before the filing",
             "评估完成时间早于申报日前三个月"},
            {"assess anew, or file within three months", "请重新评估，或在完成后三个月内申报"});
  }
  if (c.t.filing.assessed_from && *c.t.filing.assessed_from > to) {
    c.fails(8, "/filing/assessed/from", {"the assessment begins after it ends", "评估开始时间晚于完成时间"},
            {"mend the dates", "请更正日期"});
  }
  c.settle(8, {"finished within three months before the filing", "在申报日前三个月内完成"});
}

void check_clauses(PrecheckCase& c) {
  constexpr std::array<std::string_view, kClauseCount> kKeys{"purpose", "storage", "onward",
                                                             "change",  "remedy",  "incident"};
  if (c.t.legal_documents.empty()) {
    if (c.files("NL"))
      return c.cannot(13, "/legal_documents",
                      {"this route asks for no legal document", "该路径不要求提交法律文件"});
    return c.blank(13, "/legal_documents",
                   {"no legal document with the recipient is listed", "未填写与境外接收方的法律文件"},
                   {"list the contract or other document among the legal documents",
                    "请在法律文件中列明合同或者其他文件"});
  }
  for (std::size_t i = 0; i < c.t.legal_documents.size(); ++i) {
    const LegalDocument& d = c.t.legal_documents[i];
    if (d.kind == "standard_contract") continue;  // its body is the six matters
    for (std::size_t m = 0; m < kClauseCount; ++m) {
      if (!d.clauses[m].clause.empty() && !d.clauses[m].page.empty()) continue;
      c.fails(13, fmt::format("/legal_documents/{}/clauses/{}", i, kKeys[m]),
              {fmt::format("matter {} of six has no clause and page", m + 1),
               fmt::format("六项约定第 {} 项未注明条款与页码", m + 1)},
              {"name the clause and its page", "请注明条款与页码"});
    }
  }
  c.settle(13, {"all six matters have clause and page", "六项约定均有条款与页码"});
}

void check_documents(PrecheckCase& c) {
  bool any_contract = false;
  bool any_language = false;
  for (std::size_t i = 0; i < c.t.legal_documents.size(); ++i) {
    const LegalDocument& d = c.t.legal_documents[i];
    any_language = any_language || !d.language.empty();
    if (d.language == "other" && !d.chinese_version.value_or(false)) {
      c.fails(15, fmt::format("/legal_documents/{}/chinese_version", i),
              {"a document in another language without a Chinese version", "外文法律文件未附中文版本"},
              {"attach a Chinese version", "请附中文版本"});
    }
    if (d.kind != "standard_contract") continue;
    any_contract = true;
    if (d.body_unaltered == false) {
      c.fails(22, fmt::format("/legal_documents/{}/body_unaltered", i),
              {"the body of the standard contract was altered", "标准合同正文被改动"},
              {"put other terms into appendix II, without conflict", "其他约定写入附录二，且不得与正文冲突"});
    }
  }
  if (!any_language)
    c.cannot(15, "/legal_documents",
             {"the language of the legal documents is not stated", "未填写法律文件语言"});
  c.settle(15, {"every foreign document has a Chinese version", "外文法律文件均附中文版本"});
  if (!any_contract) {
    c.settle(22, {"no standard contract is used", "未使用标准合同"});
  } else if (std::none_of(c.t.legal_documents.begin(), c.t.legal_documents.end(),
                          [](const LegalDocument& d) { return d.body_unaltered == false; })) {
    c.cannot(22, "/legal_documents",
             {"the text of the contract and of its appendix II is needed", "需要合同文本及附录二"});
  }
}

void check_third_party(PrecheckCase& c) {
  const ThirdParty& p = c.t.filing.third_party;
  if (!p.used)
    return c.blank(16, "/filing/third_party/used",
                   {"whether a third party took part is not stated", "未填写是否有第三方机构参与"},
                   {"answer yes or no", "请填写是或者否"});
  if (*p.used) {
    const auto need = [&](bool there, std::string_view key, Text what, Text fix = {"state it", "请填写"}) {
      if (!there)
        c.fails(16, fmt::format("/filing/third_party/{}", key), {what.en + " is missing", "缺少" + what.zh},
                std::move(fix));
    };
    need(!p.name.empty(), "name", {"the third party's name", "第三方机构名称"});
    need(!p.facts.empty(), "facts", {"the facts about the third party", "第三方机构基本情况"});
    need(!p.part.empty(), "part", {"the part that it played", "参与情况说明"});
    need(p.sealed.value_or(false), "sealed",
         {"the third party's seal on the pages that it worked on", "第三方机构在相关页面的盖章"},
         {"have the third party stamp those pages, attach them anew, and answer yes here",
          "请由第三方机构在相关页面盖章，重新上传后在此填写“是”"});
  }
  c.settle(16, {*p.used ? "the third party is described and sealed" : "no third party took part",
                *p.used ? "第三方机构情况完整" : "无第三方机构参与"});
}

void check_evidence(PrecheckCase& c) {
  bool any_detail = false;
  for (std::size_t i = 0; i < c.t.evidence_claims.size(); ++i) {
    const EvidenceClaim& e = c.t.evidence_claims[i];
    const std::string pointer = fmt::format("/evidence/{}", i);
    any_detail = any_detail || e.valid_until || e.revoked || !e.holder_uscc.empty() || !e.system.empty();
    if (e.valid_until && *e.valid_until < c.context.as_of) {
      c.fails(24, pointer + "/valid_until",
              {fmt::format("expired on {}", e.valid_until->str()),
               fmt::format("已于 {} 到期", e.valid_until->str())},
              {"renew it, or leave it out", "请更新或不再引用"});
    }
    if (e.revoked.value_or(false)) {
      c.fails(24, pointer + "/revoked", {"revoked or suspended", "已撤销或暂停"},
              {"leave it out", "请不再引用"});
    }
    if (!e.holder_uscc.empty() && !c.t.uscc.empty() && e.holder_uscc != c.t.uscc) {
      c.fails(24, pointer + "/holder_uscc", {"held by another entity", "持有人不是本单位"},
              {"cite one of your own", "请引用本单位证明"});
    }
    const auto& systems = c.t.scenario.domestic_systems;
    const std::string system = same_text_key(e.system);
    if (!e.system.empty() && !systems.empty() &&
        std::none_of(systems.begin(), systems.end(),
                     [&](const StorageSystem& s) { return same_text_key(s.name) == system; })) {
      c.fails(24, pointer + "/system",
              {"covers a system that is not among those of the export", "覆盖的系统不在境内存储系统之列"},
              {"cite one that covers the exporting system", "请引用覆盖出境系统的证明"});
    }
  }
  if (!any_detail)
    c.cannot(24, "/evidence",
             {"holder, system and validity of the documents are not stated",
              "未填写证明材料的持有人、系统与有效期"});
  c.settle(24,
           {"as declared, every document is valid, your own and of the exporting system; none was verified",
            "按声明均有效、属本单位并覆盖出境系统（未核验）"});
}

void check_commitment(PrecheckCase& c) {
  if (!c.is_filed())
    return c.cannot(30, "/filing/commitment", {"the filing is not begun", "申报信息尚未填写"});
  if (c.files("PC"))
    return c.cannot(30, "/filing/commitment",
                    {"the certifier takes the commitment in its own form", "承诺由认证机构以其自有文书收取"});
  const bool attached = std::any_of(c.t.attachments.begin(), c.t.attachments.end(),
                                    [](const Attachment& a) { return a.code == "A5"; });
  const bool in_form = c.is_assessed() && c.guide.commitment_in_form;
  if (in_form ? !c.t.filing.commitment.value_or(false) : !attached) {
    c.fails(30, in_form ? "/filing/commitment" : "/attachments",
            {in_form ? "the commitment is not ticked" : "the commitment (A5) is not attached",
             in_form ? "未勾选本单位承诺" : "未附承诺书（A5）"},
            {in_form ? "tick the commitment" : "sign, seal and attach it",
             in_form ? "请勾选“本单位承诺”" : "请签名、盖章并附上"});
  }
  c.settle(30, {"the commitment is there", "承诺已作出"});
}

}  // namespace

void check_papers(PrecheckCase& c) {
  check_attachments(c);
  check_template(c);
  check_assessment_date(c);
  check_clauses(c);
  check_documents(c);
  check_third_party(c);
  check_evidence(c);
  check_commitment(c);
}

}  // namespace tidegate::intake
