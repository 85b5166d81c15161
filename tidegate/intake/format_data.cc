// The table, part 6: data sources and risk levels.
#include "tidegate/intake/format_parts.h"

namespace tidegate::intake {
namespace {

constexpr Shape kGlobShape{.kind = Kind::kText, .most = 1'024};
constexpr Shape kGlobsShape{.kind = Kind::kOneOrList, .each = &kGlobShape, .most = 1'000};
constexpr Shape kTypeCodeShape{.kind = Kind::kTypeCode};
constexpr Field kColumnFields[] = {
    {.key = "name", .shape = &kText200, .en = "name of the column", .zh = "字段名", .laws = "scan"},
    {.key = "type",
     .shape = &kTypeCodeShape,
     .en = "type code of the data taxonomy, as CT.MOBILE; none: found from the name",
     .zh = "数据类型代码（如 CT.MOBILE）；不写则由字段名推断",
     .laws = "scan"},
};
constexpr Shape kColumnShape = object_of(kColumnFields);
constexpr Shape kColumnsShape = list_of(kColumnShape, 10'000);
constexpr Field kCountsFields[] = {
    {.key = "subjects",
     .shape = &kPersonsShape,
     .en = "distinct natural persons; the same as subjects of the item",
     .zh = "涉及自然人数（去重）；同数据项的 subjects",
     .laws = "CN US",
     .unit = "persons"},
    {.key = "already_counted",
     .shape = &kPersonsShape,
     .en = "how many of them were counted before; the same as already_counted of the item",
     .zh = "其中此前已计入的人数；同数据项的 already_counted",
     .laws = "CN",
     .unit = "persons"},
};
constexpr Shape kCountsShape = object_of(kCountsFields);
constexpr Field kDataFields[] = {
    {.key = "item",
     .shape = &kText120,
     .en = "name of the item or group that this source holds; none: the scan decides",
     .zh = "所属数据项或分组的名称；不写则由扫描判断",
     .laws = "scan"},
    {.key = "files",
     .shape = &kGlobsShape,
     .en = "files by pattern, relative to the declaration: exports/*.csv, **/*.jsonl",
     .zh = "数据文件（通配符，相对申报文件所在目录）",
     .laws = "scan"},
    {.key = "schema",
     .shape = &kColumnsShape,
     .en = "columns without data",
     .zh = "仅有字段、没有数据",
     .laws = "scan"},
    {.key = "counts", .shape = &kCountsShape, .en = "counts alone", .zh = "仅有数量", .laws = "CN US"},
};
constexpr Shape kDataEntryShape = object_of(kDataFields);

constexpr Shape kLevelShape{.kind = Kind::kCount, .most = 4};
constexpr Word kGrades[] = {{"none", "no answer", "无"},
                            {"E0", "claim", "仅声明"},
                            {"E1", "own document or log", "自有文件或日志"},
                            {"E2", "third party's document, not machine-checked", "第三方文件（未机核）"},
                            {"E3", "machine-checked", "已机核"},
                            {"E4", "continuously checked", "持续核验"}};
constexpr Shape kGradeShape = word_of(kGrades);
constexpr Field kFactorFields[] = {
    {.key = "level",
     .shape = &kLevelShape,
     .en = "0 best to 4 worst",
     .zh = "等级（0 最好，4 最差）",
     .laws = "risk"},
    {.key = "evidence",
     .shape = &kGradeShape,
     .en = "grade of the evidence; until it is checked a document supports E1 at most",
     .zh = "证据等级（核验前最高按 E1）",
     .laws = "risk"},
    {.key = "basis",
     .shape = &kBilingualShape,
     .en = "what the level rests on",
     .zh = "依据",
     .laws = "risk"},
};
constexpr Shape kFactorShape = object_of(kFactorFields);
constexpr Field kRiskFields[] = {
    {.key = "N", .shape = &kFactorShape, .en = "necessity gap", .zh = "必要性不足", .laws = "risk"},
    {.key = "P", .shape = &kFactorShape, .en = "path exposure", .zh = "链路暴露", .laws = "risk"},
    {.key = "D",
     .shape = &kFactorShape,
     .en = "destination; counts only from an approved table",
     .zh = "目的地（仅以批准的目的地表为准）",
     .laws = "risk"},
    {.key = "R", .shape = &kFactorShape, .en = "recipient weakness", .zh = "接收方薄弱", .laws = "risk"},
    {.key = "T", .shape = &kFactorShape, .en = "technical gap", .zh = "技术措施不足", .laws = "risk"},
    {.key = "X",
     .shape = &kFactorShape,
     .en = "exporter control gap",
     .zh = "数据处理者管控不足",
     .laws = "risk"},
    {.key = "B",
     .shape = &kFactorShape,
     .en = "backup and recovery gap",
     .zh = "备份恢复不足",
     .laws = "risk"},
    {.key = "G", .shape = &kFactorShape, .en = "rights gap", .zh = "权益保障不足", .laws = "risk"},
    {.key = "C", .shape = &kFactorShape, .en = "contract gap", .zh = "法律文件不足", .laws = "risk"},
    {.key = "H", .shape = &kFactorShape, .en = "compliance record", .zh = "合规记录", .laws = "risk"},
    {.key = "V", .shape = &kFactorShape, .en = "live deviation", .zh = "运行偏离", .laws = "risk"},
    {.key = "national_security",
     .shape = &kLevelShape,
     .en = "impact on national security, 0 to 4; none: derived",
     .zh = "对国家安全的影响（0 至 4）；不写则推导",
     .laws = "risk"},
    {.key = "public_interest",
     .shape = &kLevelShape,
     .en = "impact on the public interest, 0 to 4; none: derived",
     .zh = "对公共利益的影响（0 至 4）；不写则推导",
     .laws = "risk"},
};

}  // namespace

constinit const Shape kDataShape = list_of(kDataEntryShape, 500);
constinit const Shape kRiskShape = object_of(kRiskFields);

}  // namespace tidegate::intake
