// The table's facts of a recipient: they stand under `recipient` and under each of `scenario.recipients` too.
#pragma once

#include "tidegate/intake/format_parts.h"

namespace tidegate::intake {

inline constexpr Word kSchemes[] = {
    {"none", "none", "无"},
    {"dpf", "EU-US Data Privacy Framework", "欧美数据隐私框架"},
    {"privacy_shield", "EU-US Privacy Shield (void since 2020-07-16)", "欧美隐私盾（2020-07-16 起无效）"},
    {"pipeda", "Canadian commercial organisation under PIPEDA", "加拿大 PIPEDA 商业组织"}};
inline constexpr Shape kSchemeShape = word_of(kSchemes);
inline constexpr Word kRecipientKinds[] = {
    {"company", "company", "企业"},
    {"public_body", "public body", "公共机构"},
    {"international_organisation", "international organisation", "国际组织"},
    {"individual", "natural person", "自然人"},
    {"none", "not stated to be any of these", "未说明"}};
inline constexpr Shape kRecipientKindShape = word_of(kRecipientKinds);

inline constexpr Field kRecipientFactFields[] = {
    {.key = "foreign_party",
     .shape = &kBoolShape,
     .en = "the recipient is a foreign organisation or person, or controlled by one",
     .zh = "接收方是否为境外组织、个人或其设立、实际控制的机构",
     .laws = "CN",
     .fact = "recipient.foreign_party"},
    {.key = "in_gba",
     .shape = &kBoolShape,
     .en = "registered or located in the Greater Bay Area (Hong Kong, Macao)",
     .zh = "是否注册于（位于）粤港澳大湾区",
     .laws = "CN",
     .fact = "recipient.in_gba"},
    {.key = "on_pipl42_prohibited_list",
     .shape = &kBoolShape,
     .en = "on the list of those to whom personal information may not be provided (PIPL art. 42)",
     .zh = "是否列入限制或者禁止个人信息提供清单（个人信息保护法第四十二条）",
     .laws = "CN",
     .fact = "recipient.on_pipl42_prohibited_list"},
    {.key = "scheme",
     .shape = &kSchemeShape,
     .en = "scheme under which an adequacy decision covers the recipient",
     .zh = "接收方加入的充分性机制",
     .laws = "EU",
     .fact = "recipient.scheme"},
    {.key = "kind",
     .shape = &kRecipientKindShape,
     .en = "kind of recipient",
     .zh = "接收方类型",
     .laws = "EU",
     .fact = "recipient.kind"},
};

}  // namespace tidegate::intake
