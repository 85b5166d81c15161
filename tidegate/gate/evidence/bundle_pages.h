// What a check of a bundle found, said to readers and to programs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/json_writer.h"
#include "tidegate/gate/evidence/bundle_check.h"
#include "tidegate/report/text_page.h"
#include "tidegate/terms/exit_code.h"

namespace tidegate {

// For readers of Chinese in the time of Beijing; for programs and in English UTC.
std::string moment_text(std::int64_t ms, const Look& look);
report::TextPage page_of(const Look& look);
Text step_label(std::string_view name);
void put_text(JsonWriter& out, const Text& text);
void put_time(JsonWriter& out, std::optional<std::int64_t> ms);  // null where it is not known

// 0: every step holds; 2: no bundle; 6: a step failed.
ExitCode exit_of(const evidence::Verified& verified);
std::string bundle_json(const CheckedBundle& asked);
std::string bundle_screen(const CheckedBundle& asked, const Look& look);

}  // namespace tidegate
