// The table, part 2: words that stand at more than one place.
#include "tidegate/intake/format_parts.h"

namespace tidegate::intake {
namespace {

constexpr Word kLawfulBases[] = {
    {"consent", "consent (PIPL art. 13(1)(1))", "取得个人的同意"},
    {"contract", "needed to conclude or perform a contract with the individual (art. 13(1)(2))",
     "为订立、履行个人作为一方当事人的合同所必需"},
    {"hr_management",
     "needed for human resources management under labour rules and a collective contract (art. 13(1)(2))",
     "按照依法制定的劳动规章制度和依法签订的集体合同实施人力资源管理所必需"},
    {"statutory_duty", "needed to perform a statutory duty (art. 13(1)(3))",
     "为履行法定职责或者法定义务所必需"},
    {"emergency", "public health incident or emergency for life, health, property (art. 13(1)(4))",
     "应对突发公共卫生事件，或者紧急情况下保护生命健康和财产安全所必需"},
    {"public_interest_news", "news and supervision in the public interest (art. 13(1)(5))",
     "为公共利益实施新闻报道、舆论监督等"},
    {"already_public", "made public by the person or lawfully (art. 13(1)(6))",
     "个人自行公开或者其他已经合法公开"},
    {"other_law", "other cases of laws and regulations (art. 13(1)(7))", "法律、行政法规规定的其他情形"},
    {"household", "personal or family affairs", "个人或者家庭事务"},
    {"none", "none", "无"},
    {"not_asked", "not asked by this law", "该法不问"}};

constexpr Word kSectors[] = {
    {"agriculture", "agriculture", "农业"},
    {"ai_training", "AI training data", "人工智能训练数据"},
    {"automated_driving", "automated driving", "自动驾驶"},
    {"automotive", "automotive", "汽车"},
    {"banking", "banking", "银行"},
    {"catering", "catering", "餐饮"},
    {"chemicals", "chemicals", "化工"},
    {"civil_aviation", "civil aviation", "民航"},
    {"cloud", "cloud services", "云服务"},
    {"construction", "construction", "建筑"},
    {"credit_information", "credit information", "征信"},
    {"defence_supplier", "supplier to defence", "国防配套"},
    {"education", "education", "教育"},
    {"energy", "energy", "能源"},
    {"finance", "finance", "金融"},
    {"fitness", "fitness", "健身"},
    {"food", "food", "食品"},
    {"games", "games", "游戏"},
    {"government", "government", "政务"},
    {"hospital", "hospital", "医院"},
    {"hotels", "hotels", "酒店"},
    {"insurance", "insurance", "保险"},
    {"intelligent_connected_vehicles", "intelligent connected vehicles", "智能网联汽车"},
    {"internet", "internet services", "互联网服务"},
    {"legal_services", "legal and professional services", "法律与专业服务"},
    {"logistics", "logistics", "物流"},
    {"manufacturing", "manufacturing", "制造"},
    {"media", "media", "传媒"},
    {"medical_devices", "medical devices", "医疗器械"},
    {"meteorology", "meteorology", "气象"},
    {"mining", "mining", "矿业"},
    {"outsourcing", "outsourcing", "服务外包"},
    {"payment", "payment", "支付"},
    {"pharmaceutical", "pharmaceutical", "医药"},
    {"postal", "post and parcels", "邮政快递"},
    {"public_funds", "public funds", "公募基金"},
    {"rail", "rail", "铁路"},
    {"real_estate", "real estate", "房地产"},
    {"reinsurance", "reinsurance", "再保险"},
    {"research", "research", "科研"},
    {"retail", "retail and modern services", "零售与现代服务"},
    {"securities", "securities", "证券"},
    {"seeds", "seeds and germplasm", "种业"},
    {"shipping", "shipping", "航运"},
    {"software", "software and information technology", "软件和信息技术服务"},
    {"surveying", "surveying and mapping", "测绘"},
    {"telecom", "telecommunications", "电信"},
    {"trade_logistics", "trade and logistics", "贸易物流"},
    {"travel", "travel", "旅游"},
    {"water", "water", "水利"},
    {"other", "other; say which in industry_other", "其他（在 industry_other 中说明）"}};

// Common words for sectors, and the words of this format.
struct CalledSector {
  std::string_view word;
  std::string_view sectors;
};
constexpr CalledSector kCalledSectors[] = {
    {"healthcare", "hospital, medical_devices, pharmaceutical"},
    {"health", "hospital, medical_devices, pharmaceutical"},
    {"medical", "hospital, medical_devices, pharmaceutical"},
    {"medicine", "hospital, medical_devices, pharmaceutical"},
    {"医疗", "hospital, medical_devices, pharmaceutical"},
    {"hotel", "hotels"},
    {"hospitality", "hotels, catering, travel"},
    {"bank", "banking"},
    {"fintech", "finance, payment"},
    {"car", "automotive, automated_driving, intelligent_connected_vehicles"},
    {"vehicles", "automotive, automated_driving, intelligent_connected_vehicles"},
    {"ai", "ai_training, automated_driving"},
    {"it", "software, internet, cloud, outsourcing"},
    {"technology", "software, internet, cloud, outsourcing"},
    {"ecommerce", "retail, internet, trade_logistics"},
    {"e-commerce", "retail, internet, trade_logistics"},
    {"airline", "civil_aviation"},
    {"aviation", "civil_aviation"},
    {"school", "education"},
    {"transport", "logistics, rail, shipping, civil_aviation"}};

}  // namespace

constinit const Shape kSectorShape = word_of(kSectors);
constinit const Shape kLawfulBasisShape = word_of(kLawfulBases);

std::string sectors_called(std::string_view word) {
  std::string low(word);
  for (char& c : low) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  for (const CalledSector& called : kCalledSectors) {
    if (called.word == low) return std::string(called.sectors);
  }
  return {};
}

Text sector_name(std::string_view sector) {
  for (const Word& word : kSectors) {
    if (word.word == sector) return {std::string(word.en), std::string(word.zh)};
  }
  return {};
}

}  // namespace tidegate::intake
