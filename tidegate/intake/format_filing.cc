// The table, part 8: the filing.
#include "tidegate/intake/format_parts.h"

namespace tidegate::intake {
namespace {

constexpr Word kRoutes[] = {{"SA", "security assessment", "安全评估"},
                            {"SC", "standard contract, filed", "标准合同备案"},
                            {"PC", "certification of personal information protection", "个人信息保护认证"},
                            {"NL", "filing for use of a negative list", "负面清单使用备案"},
                            {"EX", "exempt, own record", "豁免（自行留存）"},
                            {"EXT", "extension of a passed assessment", "延长评估结果有效期"}};
constexpr Shape kRouteShape = word_of(kRoutes);
constexpr Word kProvinces[] = {{"beijing", "Beijing", "北京"},
                               {"tianjin", "Tianjin", "天津"},
                               {"hebei", "Hebei", "河北"},
                               {"shanxi", "Shanxi", "山西"},
                               {"inner_mongolia", "Inner Mongolia", "内蒙古"},
                               {"liaoning", "Liaoning", "辽宁"},
                               {"jilin", "Jilin", "吉林"},
                               {"heilongjiang", "Heilongjiang", "黑龙江"},
                               {"shanghai", "Shanghai", "上海"},
                               {"jiangsu", "Jiangsu", "江苏"},
                               {"zhejiang", "Zhejiang", "浙江"},
                               {"anhui", "Anhui", "安徽"},
                               {"fujian", "Fujian", "福建"},
                               {"jiangxi", "Jiangxi", "江西"},
                               {"shandong", "Shandong", "山东"},
                               {"henan", "Henan", "河南"},
                               {"hubei", "Hubei", "湖北"},
                               {"hunan", "Hunan", "湖南"},
                               {"guangdong", "Guangdong", "广东"},
                               {"guangxi", "Guangxi", "广西"},
                               {"hainan", "Hainan", "海南"},
                               {"chongqing", "Chongqing", "重庆"},
                               {"sichuan", "Sichuan", "四川"},
                               {"guizhou", "Guizhou", "贵州"},
                               {"yunnan", "Yunnan", "云南"},
                               {"tibet", "Tibet", "西藏"},
                               {"shaanxi", "Shaanxi", "陕西"},
                               {"gansu", "Gansu", "甘肃"},
                               {"qinghai", "Qinghai", "青海"},
                               {"ningxia", "Ningxia", "宁夏"},
                               {"xinjiang", "Xinjiang", "新疆"}};
constexpr Shape kProvinceShape = word_of(kProvinces);
constexpr Word kTriggers[] = {
    {"ciio_pi_or_important", "CII operator exports personal information or important data",
     "关键信息基础设施运营者向境外提供个人信息或者重要数据"},
    {"important", "others export important data", "其他数据处理者向境外提供重要数据"},
    {"pi_1m", "1,000,000 persons or more since 1 January, sensitive excluded",
     "当年1月1日起累计向境外提供100万人以上个人信息（不含敏感个人信息）"},
    {"spi_10k", "sensitive personal information of 10,000 persons or more since 1 January",
     "当年1月1日起累计向境外提供1万人以上敏感个人信息"},
    {"pi_100k_1m", "100,000 to under 1,000,000 persons since 1 January, sensitive excluded",
     "当年1月1日起累计向境外提供10万人以上、不满100万人个人信息（不含敏感个人信息）"},
    {"spi_1_to_10k", "sensitive personal information of under 10,000 persons since 1 January",
     "当年1月1日起累计向境外提供不满1万人敏感个人信息"},
    {"exempt", "an exemption applies", "符合豁免情形"}};
constexpr Shape kTriggerShape = word_of(kTriggers);
constexpr Shape kTriggersShape{.kind = Kind::kOneOrList, .each = &kTriggerShape, .most = 10};
constexpr Word kLanguages[] = {{"zh-CN", "Chinese", "中文"}};
constexpr Shape kLanguageShape = word_of(kLanguages);
constexpr Shape kEditionShape{.kind = Kind::kCount, .most = 3, .least = 1};

constexpr Field kAssessedFields[] = {
    {.key = "from",
     .shape = &kDateShape,
     .en = "self-assessment begun",
     .zh = "自评估开始时间",
     .laws = "form",
     .unit = "date"},
    {.key = "to",
     .shape = &kDateShape,
     .en = "self-assessment or impact assessment finished",
     .zh = "自评估（影响评估）完成时间",
     .laws = "form",
     .unit = "date"},
};
constexpr Shape kAssessedShape = object_of(kAssessedFields);
constexpr Field kThirdPartyFields[] = {
    {.key = "used",
     .shape = &kBoolShape,
     .en = "a third party took part",
     .zh = "是否有第三方机构参与",
     .laws = "form",
     .need = Need::kFiled},
    {.key = "name", .shape = &kText200, .en = "its name", .zh = "机构名称", .laws = "form"},
    {.key = "facts", .shape = &kTextLong, .en = "basic facts about it", .zh = "基本情况", .laws = "form"},
    {.key = "part", .shape = &kTextLong, .en = "the part it played", .zh = "参与情况", .laws = "form"},
    {.key = "sealed",
     .shape = &kBoolShape,
     .en = "the third party's seal is on the pages that it worked on",
     .zh = "第三方机构是否在相关页面盖章",
     .laws = "form"},
};
constexpr Shape kThirdPartyShape = object_of(kThirdPartyFields);
constexpr Field kLastPassFields[] = {
    {.key = "result_date",
     .shape = &kDateShape,
     .en = "day of the result",
     .zh = "评估结果出具日期",
     .laws = "form",
     .unit = "date"},
    {.key = "approved_persons",
     .shape = &kPersonsShape,
     .en = "persons assessed for the three years",
     .zh = "评估通过的三年人数",
     .laws = "form",
     .unit = "persons"},
    {.key = "major_incidents",
     .shape = &kSmallCountShape,
     .en = "major incidents of network and data security since the pass (0: none); as declared",
     .zh = "评估通过以来重大网络和数据安全事件起数（声明；未发生填 0）",
     .laws = "form"},
};
constexpr Shape kLastPassShape = object_of(kLastPassFields);

constexpr Field kFilingFields[] = {
    {.key = "route",
     .shape = &kRouteShape,
     .en = "route chosen",
     .zh = "申报类型",
     .laws = "form",
     .need = Need::kFiled},
    {.key = "edition",
     .shape = &kEditionShape,
     .en = "edition of the guide, 1 to 3; none: the one of the day",
     .zh = "指南版本（1 至 3）；不写则按日期",
     .laws = "form"},
    {.key = "province",
     .shape = &kProvinceShape,
     .en = "province of the filing; that of the credit code",
     .zh = "所在省份（与统一社会信用代码一致）",
     .laws = "form",
     .need = Need::kFiled},
    {.key = "applicability",
     .shape = &kTriggersShape,
     .en = "what makes the filing necessary",
     .zh = "适用情形",
     .laws = "form",
     .need = Need::kFiled},
    {.key = "date",
     .shape = &kDateShape,
     .en = "planned day of filing; none: the day asked about",
     .zh = "拟申报日期；不写则取评估日期",
     .laws = "form",
     .unit = "date"},
    {.key = "assessed",
     .shape = &kAssessedShape,
     .en = "time of the self-assessment or impact assessment",
     .zh = "自评估（影响评估）起止时间",
     .laws = "form"},
    {.key = "third_party",
     .shape = &kThirdPartyShape,
     .en = "third party that took part",
     .zh = "第三方机构参与情况",
     .laws = "form"},
    {.key = "commitment",
     .shape = &kBoolShape,
     .en = "commitment ticked (third edition)",
     .zh = "本单位承诺（第三版勾选）",
     .laws = "form"},
    {.key = "language",
     .shape = &kLanguageShape,
     .en = "language of the filing",
     .zh = "申报语言",
     .laws = "form"},
    {.key = "last_pass",
     .shape = &kLastPassShape,
     .en = "pass to be extended",
     .zh = "拟延期的评估结果",
     .laws = "form"},
};

}  // namespace

constinit const Shape kFilingShape = object_of(kFilingFields);

}  // namespace tidegate::intake
