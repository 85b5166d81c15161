#include "tidegate/gate/headline.h"

#include <fmt/format.h>

#include "tidegate/base/china_time.h"
#include "tidegate/base/utc_time.h"
#include "tidegate/report/text_page.h"

namespace tidegate {

std::string headline_text(const Headline& headline, const Look& look) {
  const bool zh = look.lang == Lang::kZh;
  report::PageOptions options;
  options.width = look.width;
  options.color = look.color;
  report::TextPage page(options);
  const std::string moment = zh ? china_time_text(headline.at_ms) : utc_time_text(headline.at_ms);
  page.line({{"■ ", headline.exit == ExitCode::kProceed ? report::Tone::kGood : report::Tone::kStop},
             {headline.says.in(look.lang), report::Tone::kStrong},
             {fmt::format(fmt::runtime(zh ? "   {} · 退出码 {}" : "   {} · exit {}"), moment,
                          static_cast<int>(headline.exit)),
              report::Tone::kFaint}},
            2);
  page.blank();
  return page.take();
}

}  // namespace tidegate
