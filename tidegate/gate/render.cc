// How answers look: one call of the report room for each format.
#include "tidegate/gate/gate.h"
#include "tidegate/report/html.h"
#include "tidegate/report/json.h"
#include "tidegate/report/markdown.h"
#include "tidegate/report/sarif.h"
#include "tidegate/report/scan.h"
#include "tidegate/report/screen.h"

namespace tidegate {
namespace {

report::ScreenOptions screen(const Look& look) { return {look.lang, {look.width, look.color, true}}; }

}  // namespace

std::string render(const Assessment& assessment, Format format, const Look& look) {
  switch (format) {
    case Format::kTable:
      return report::assessment_screen(assessment, screen(look));
    case Format::kJson:
      return report::assessment_json(assessment);
    case Format::kSarif:
      return report::assessment_sarif(assessment, look.lang);
    case Format::kHtml:
      return report::assessment_html(assessment, look.lang);
    case Format::kMarkdown:
      return report::assessment_markdown(assessment, look.lang);
  }
  return {};
}

std::string render_scan(const ScanAnswer& answer, Format format, const Look& look,
                        const GateOptions& options) {
  const report::FindingsOf findings{answer.profile, answer.findings,
                                    answer.baseline ? &*answer.baseline : nullptr};
  if (format == Format::kSarif)
    return report::scan_sarif(findings, answer.failed, options.program, look.lang);
  if (format == Format::kJson) return report::scan_json(findings);
  if (format == Format::kHtml) return report::scan_html(findings, answer.failed, options.program, look.lang);
  return report::scan_screen(findings, answer.failed.size(), screen(look));
}

std::string render_classes(const DataProfile& profile, bool json, const Look& look) {
  return json ? report::classify_json(profile) : report::classify_screen(profile, screen(look));
}

ExitCode exit_code(const Error& error) {
  switch (error.code) {
    case ErrorCode::kMalformed:
    case ErrorCode::kOutOfRange:
    case ErrorCode::kNotFound:
      return ExitCode::kInvalid;
    case ErrorCode::kCorrupt:
      return ExitCode::kVerification;
    case ErrorCode::kLimit:
      return ExitCode::kLimit;
    case ErrorCode::kCancelled:
      return ExitCode::kInterrupted;
    case ErrorCode::kConflict:
    case ErrorCode::kUnavailable:
      return ExitCode::kUnavailable;
  }
  return ExitCode::kInternal;
}

}  // namespace tidegate
