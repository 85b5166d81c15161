#include "tidegate/report/phrases_sent.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/report/labels.h"
#include "tidegate/report/numbers.h"

namespace tidegate::report {

Text sent_heading(const SentBefore& sent) {
  const std::string whose = sent.exporter.empty() ? "" : " " + sent.exporter;
  if (!sent.complete_from)
    return {fmt::format("register of transfers{}: not said to be complete", whose),
            fmt::format("出境登记簿{}：未声明完整", whose)};
  return {fmt::format("register of transfers{}, complete since {} as the exporter says", whose,
                      sent.complete_from->str()),
          fmt::format("出境登记簿{}，输出方声明自 {} 起完整", whose, sent.complete_from->str())};
}

Text sent_sentence(const SentCount& count) {
  const Text label = fact_label(count.fact);
  Text text{
      fmt::format(
          "{}, since {}: {} persons in the register; {} of this transfer's counted already; {} with it",
          label.en, count.from.str(), grouped(count.before), grouped(count.again), grouped(count.after)),
      fmt::format("{}，自 {} 起：登记簿 {} 人；本次 {} 人已计入；合计 {} 人", label.zh, count.from.str(),
                  grouped(count.before), grouped(count.again), grouped(count.after))};
  if (!count.is_told) {
    text.en += " (not counted by the law here: nobody said that the register is complete)";
    text.zh += "（未声明登记完整，未据此计数）";
  } else if (count.used != count.before) {
    text.en += fmt::format(" (counted here as sent before: {})", grouped(count.used));
    text.zh += fmt::format("（此处计为此前出境：{}）", grouped(count.used));
  }
  return text;
}

std::string sent_to(const SentTransfer& transfer) {
  if (transfer.recipient.empty()) return transfer.region;
  return transfer.region.empty() ? transfer.recipient : transfer.region + " " + transfer.recipient;
}

Text sent_share(const SentCount& count, std::size_t transfer) {
  for (const SentShare& share : count.shares) {
    if (share.transfer != transfer || (share.persons == 0 && share.added == 0)) continue;
    return {fmt::format("+{} of {}", grouped(share.added), grouped(share.persons)),
            fmt::format("{} 人中新增 {}", grouped(share.persons), grouped(share.added))};
  }
  return {};
}

std::vector<const SentCount*> sent_columns(const SentBefore& sent) {
  std::vector<const SentCount*> columns;
  for (const SentCount& count : sent.counts) {
    const bool has_share = std::any_of(count.shares.begin(), count.shares.end(), [](const SentShare& share) {
      return share.persons != 0 || share.added != 0;
    });
    if (has_share) columns.push_back(&count);
  }
  return columns;
}

}  // namespace tidegate::report
