#include <utility>

#include "tidegate/report/demo_parts_test.h"

namespace tidegate::report::demo {

Opinion china() {
  Opinion o;
  o.law = "CN";
  o.pack_id = "cn";
  o.pack_version = "2026.11.23";
  o.pack_hash = "3f5a0c9d7e1b24680f13579bdf02468ace13579bdf02468ace13579bdf024680";
  o.as_of = day("2026-11-23");
  o.route = "security_assessment";
  o.route_label = {"Security assessment by the Cyberspace Administration", "申报数据出境安全评估"};
  o.route_class = RouteClass::kProcedure;
  o.exemptions = {"art5_hr"};
  o.authority = "cac_via_provincial";
  o.authority_label = {"to the CAC, through the provincial office", "经所在地省级网信部门向国家网信部门申报"};
  o.legal_basis = {"CN-PPR-2024 art.7(1)(2)", "CN-PIPL-2021 art.40"};
  o.validity_months = 36;
  o.obligations = {
      {"notify_individuals",
       {"Tell each individual the recipient's name and contact, purpose, manner, kinds of data and how to "
        "exercise rights.",
        "向个人告知境外接收方的名称、联系方式、处理目的、处理方式、个人信息的种类以及行使权利的方式和程序。"},
       {"CN-PIPL-2021 art.39"}},
      {"separate_consent",
       {"Obtain separate consent for the export.", "取得个人的单独同意。"},
       {"CN-PIPL-2021 art.39"}},
      {"pipia",
       {"Carry out a personal information protection impact assessment first; keep the report for three "
        "years.",
        "事前进行个人信息保护影响评估，报告至少保存三年。"},
       {"CN-PIPL-2021 art.55"}},
      {"self_risk_assessment",
       {"Carry out a risk self-assessment of the export before filing.", "申报前开展数据出境风险自评估。"},
       {"CN-SAM-2022 art.5"}},
      {"legal_document_with_recipient",
       {"Agree a legal document with the recipient that fixes the six matters.",
        "与境外接收方订立法律文件，约定六项内容。"},
       {"CN-SAM-2022 art.9"}},
  };
  o.gates = {
      {"hgr_prior_report_and_backup",
       {"Human genetic resources information for a foreign party: report beforehand and submit a backup.",
        "向外方提供人类遗传资源信息：事先报告并提交信息备份。"},
       {"CN-HGR-2019 art.28"}}};
  o.citations = {
      cite("CN-HGR-2019 art.28", {"Regulations on Human Genetic Resources", "人类遗传资源管理条例"},
           {"Information on human genetic resources given to a foreign party is reported beforehand, with a "
            "backup.",
            "将人类遗传资源信息向外方提供的，应当事先报告并提交信息备份。"},
           since("2019-07-01")),
      cite("CN-PIPL-2021 art.39", kPipl,
           {"Individuals are told of the export and give separate consent.",
            "向境外提供个人信息的，应当告知并取得个人的单独同意。"},
           since("2021-11-01")),
      cite("CN-PIPL-2021 art.40", kPipl,
           {"Handlers above the number set store in the mainland and pass a security assessment to export.",
            "处理个人信息达到规定数量的，应当境内存储；确需出境的应当通过安全评估。"},
           since("2021-11-01")),
      cite("CN-PIPL-2021 art.55", kPipl,
           {"An impact assessment comes before an export of personal information.",
            "向境外提供个人信息前应当进行个人信息保护影响评估。"},
           since("2021-11-01")),
      cite("CN-PPR-2024 art.5(1)(2)", kPpr,
           {"Employee data necessary for cross-border HR management under labour rules and a collective "
            "contract is exempt.",
            "依法制定的劳动规章制度和依法签订的集体合同实施跨境人力资源管理确需提供员工个人信息的，予以豁免"
            "。"},
           since("2024-03-22")),
      cite(
          "CN-PPR-2024 art.7(1)(2)", kPpr,
          {"A handler that is no CII operator needs an assessment from 10,000 persons' sensitive data since "
           "1 January.",
           "非关键信息基础设施运营者自当年1月1日起累计向境外提供1万人以上敏感个人信息的，应当申报安全评估。"},
          since("2024-03-22")),
      cite("CN-SAM-2022 art.5",
           {"Measures for Security Assessment of Outbound Data Transfers", "数据出境安全评估办法"},
           {"A risk self-assessment comes before filing.", "申报前应当开展数据出境风险自评估。"},
           since("2022-09-01"), "M", ProvisionStatus::kPractice),
      cite("CN-SAM-2022 art.9",
           {"Measures for Security Assessment of Outbound Data Transfers", "数据出境安全评估办法"},
           {"The legal document fixes six matters.", "法律文件应当明确约定六项内容。"}, since("2022-09-01"),
           "S", ProvisionStatus::kDoubtful),
  };
  o.items = {
      {0,
       false,
       "",
       {"pi_sensitive"},
       {"Sensitive personal information; no exemption is claimed.", "敏感个人信息，未主张豁免。"}},
      {1,
       false,
       "",
       {"pi_nonsensitive"},
       {"Ordinary personal information; no exemption is claimed.", "一般个人信息，未主张豁免。"}},
      {2,
       true,
       "art5_hr",
       {},
       {"Necessary for cross-border HR management under labour rules and a collective contract.",
        "依劳动规章制度和集体合同实施跨境人力资源管理所必需。"}},
  };
  const Text sensitive{"sensitive personal information", "敏感个人信息"};
  const Text ordinary{"personal information, sensitive excluded", "个人信息（不含敏感个人信息）"};
  o.margins = {
      {"pi_sensitive", sensitive, 12400, true, 10000, "security_assessment"},
      {"pi_nonsensitive", ordinary, 86250, true, 100000, "scc_or_certification"},
      {"pi_nonsensitive", ordinary, 86250, true, 1000000, "security_assessment"},
  };
  o.nearest_flip = CountFlip{0, 9999, "scc_or_certification"};
  o.changes = {
      {"scc_or_certification",
       {{"data[0].subjects",
         std::int64_t{12400},
         std::int64_t{9999},
         {"send laboratory results of 9,999 persons at most (now 12,400)",
          "检验结果不超过 9,999 人（现为 12,400 人）"}}},
       20},
      {"exempt",
       {{"data[0].sensitive", true, false, {"leave the laboratory results at home", "检验结果不出境"}}},
       50},
  };
  o.doubts = {{"both_counters",
               {"Whether a person whose sensitive and ordinary data both leave counts in one counter or in "
                "both is not settled.",
                "同一人的敏感与一般个人信息同时出境时，计入一个还是两个数量，尚无定论。"},
               ""},
              {"hr_only_one_document",
               {"The HR exemption asks for labour rules and a collective contract; whether one of them is "
                "enough is open.",
                "人力资源豁免要求劳动规章制度和集体合同，仅有其一是否足够尚不明确。"},
               "scc_or_certification"}};
  o.notes = {{"The Beijing list is held in part: it may raise a question, it never clears a transfer.",
              "北京负面清单仅部分收录：可提出问题，不能据以放行。"}};
  o.proof = {
      rule("cn.assess.sensitive", Truth::kTrue, "route=security_assessment", {"CN-PPR-2024 art.7(1)(2)"},
           {all({leaf(ProofKind::kFact, "not exporter.ciio", Truth::kTrue),
                 leaf(ProofKind::kCompare, "recipient.country != CN", Truth::kTrue),
                 leaf(ProofKind::kCounter, "#pi_sensitive >= $assess_sensitive: 12400 >= 10000",
                      Truth::kTrue)},
                Truth::kTrue)}),
      rule("cn.contract.sensitive", Truth::kTrue, "route=scc_or_certification", {"CN-PPR-2024 art.8"},
           {leaf(ProofKind::kCounter, "#pi_sensitive >= 1: 12400 >= 1", Truth::kTrue),
            leaf(ProofKind::kException, "cn.assess.sensitive prevails", Truth::kTrue)},
           true),
      rule("cn.exempt.hr", Truth::kTrue, "set_aside=art5_hr", {"CN-PPR-2024 art.5(1)(2)"},
           {all({leaf(ProofKind::kFact, "item.exemption_facts.hr_management", Truth::kTrue),
                 leaf(ProofKind::kFact, "item.exemption_facts.labour_rules", Truth::kTrue),
                 leaf(ProofKind::kFact, "item.exemption_facts.necessary", Truth::kTrue)},
                Truth::kTrue)}),
      rule("cn.list.outside", Truth::kFalse, "", {"CN-PPR-2024 art.6"},
           {leaf(ProofKind::kMember, "exporter.ftz_list_match = outside_list", Truth::kFalse)}),
  };
  return o;
}

Opinion united_states() {
  Opinion o;
  o.law = "US";
  o.pack_id = "us-dsp";
  o.pack_version = "2026.11.23";
  o.pack_hash = "90aa0c9d7e1b24680f13579bdf02468ace13579bdf02468ace13579bdf0246aa";
  o.as_of = day("2026-11-23");
  o.route = "not_covered";
  o.route_label = {"not covered", "不在规制范围"};
  o.route_class = RouteClass::kFree;
  o.authority = "none";
  o.legal_basis = {"US-DSP 202.205"};
  o.citations = {
      cite("US-DSP 202.205",
           {"28 CFR Part 202, Data Security Program", "美国联邦法规第28编第202部分（数据安全计划）"},
           {"Bulk begins above the number of US persons set for each category.",
            "超过各类别规定的美国人数才构成大批量。"},
           since("2025-04-08"))};
  o.items = {{0, false, "", {"us_personal_health"}, {"320 US persons.", "320 名美国人。"}}};
  o.margins = {{"us_personal_health",
                {"personal health, US persons", "个人健康数据（美国人）"},
                320,
                true,
                10001,
                "restricted"}};
  o.proof = {rule("us.not_bulk", Truth::kTrue, "route=not_covered", {"US-DSP 202.205"},
                  {leaf(ProofKind::kCounter, "#us_personal_health > $health: 320 > 10000", Truth::kFalse)})};
  return o;
}

}  // namespace tidegate::report::demo
