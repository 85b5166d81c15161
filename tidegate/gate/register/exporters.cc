#include "tidegate/gate/register/exporters.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/gate/register/same_name.h"
#include "tidegate/terms/uscc.h"

namespace tidegate {
namespace {

std::string trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return std::string(text);
}

bool is_same(const RegisterExporter& exporter, const ExporterName& wanted) {
  if (!exporter.uscc.empty() && !wanted.uscc.empty()) return exporter.uscc == wanted.uscc;
  if (exporter.name.empty() && wanted.name.empty()) return exporter.uscc.empty() && wanted.uscc.empty();
  return is_same_name(exporter.name, wanted.name);
}

std::string hex_of(std::uint64_t word) { return fmt::format("{:016x}", word); }

}  // namespace

ExporterName exporter_of(const Transfer& transfer) {
  return {trimmed(transfer.processor_name), trimmed(transfer.uscc)};
}

ExporterName exporter_named(std::string_view text) {
  std::string word = trimmed(text);
  if (word == "-") return {};
  if (Uscc::parse(word)) return {"", std::move(word)};
  return {std::move(word), ""};
}

const RegisterExporter* find_exporter(const RegisterBook& book, const ExporterName& wanted) {
  const auto at = std::find_if(book.exporters.begin(), book.exporters.end(),
                               [&](const RegisterExporter& one) { return is_same(one, wanted); });
  return at == book.exporters.end() ? nullptr : &*at;
}

bool may_be_meant(const RegisterExporter& exporter, const ExporterName& wanted) {
  if (is_same(exporter, wanted)) return false;
  const bool has_names = !exporter.name.empty() && !wanted.name.empty();
  const bool is_near =
      has_names && (is_same_name(exporter.name, wanted.name) || is_near_name(exporter.name, wanted.name));
  if (!exporter.uscc.empty() && !wanted.uscc.empty())
    return is_near_name(exporter.uscc, wanted.uscc) && (!has_names || is_near);
  return !has_names || is_near || is_near_name(exporter.uscc, wanted.name) ||
         is_near_name(exporter.name, wanted.uscc);
}

std::vector<const RegisterExporter*> near_exporters(const RegisterBook& book, const ExporterName& wanted) {
  std::vector<const RegisterExporter*> near;
  if (find_exporter(book, wanted) != nullptr) return near;
  for (const RegisterExporter& one : book.exporters) {
    if (may_be_meant(one, wanted)) near.push_back(&one);
  }
  return near;
}

std::string word_for(const RegisterExporter& exporter) {
  if (!exporter.uscc.empty()) return exporter.uscc;
  return exporter.name.empty() ? "-" : exporter.name;
}

bool is_there_twice(const RegisterBook& book, const ExporterName& wanted) {
  return std::count_if(book.exporters.begin(), book.exporters.end(),
                       [&](const RegisterExporter& one) { return is_same(one, wanted); }) > 1;
}

RegisterExporter& take_exporter(RegisterBook& book, const ExporterName& wanted) {
  for (RegisterExporter& one : book.exporters) {
    if (!is_same(one, wanted)) continue;
    if (one.uscc.empty()) one.uscc = wanted.uscc;
    if (one.name.empty()) one.name = wanted.name;
    return one;
  }
  RegisterExporter made;
  made.name = wanted.name;
  made.uscc = wanted.uscc;
  made.id = sha256_hex(wanted.uscc.empty() ? "name " + wanted.name : "uscc " + wanted.uscc).substr(0, 16);
  const auto is_taken = [&](const RegisterExporter& one) { return one.id == made.id; };
  while (std::any_of(book.exporters.begin(), book.exporters.end(), is_taken))
    made.id = sha256_hex(made.id).substr(0, 16);
  book.exporters.push_back(std::move(made));
  return book.exporters.back();
}

std::string called(const RegisterExporter& exporter, Lang lang) {
  if (!exporter.name.empty() && !exporter.uscc.empty())
    return fmt::format("{} ({})", exporter.name, exporter.uscc);
  if (!exporter.name.empty()) return exporter.name;
  if (!exporter.uscc.empty()) return exporter.uscc;
  return lang == Lang::kZh ? "（未写明输出方）" : "(exporter not named)";
}

std::string key_check(const SubjectKeySecret& year, const SubjectKeySecret& installation) {
  return hex_of(keyed_hash(year, hex_of(keyed_hash(installation, "tidegate register"))));
}

Result<void> check_key(const RegisterExporter& exporter, int year, const SubjectKeySecret& key,
                       const SubjectKeySecret& installation) {
  const auto at = std::find_if(exporter.keys.begin(), exporter.keys.end(),
                               [&](const RegisterKey& one) { return one.year == year; });
  if (at == exporter.keys.end() || at->check == key_check(key, installation)) return {};
  return fail(
      {ErrorCode::kOutOfRange,
       fmt::format("the register's persons of {} were counted under another subject key, and cannot be "
                   "compared; use the key that they were entered with (the file \"key\", or "
                   "--key-command)",
                   year),
       {},
       fmt::format("登记簿中 {} 年的人员使用了另一主体密钥，无法比对；请使用登记时的密钥（key 文件或 "
                   "--key-command）",
                   year)});
}

}  // namespace tidegate
