// What the program says: answers on standard output, talk on standard error. No write here ends the program:
// a reader that has seen enough (head, less) is no fault, of either stream.
#pragma once

#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/terms/exit_code.h"

namespace tidegate::cli {

// Bytes to standard error, at once; what cannot be written is dropped.
void tell(std::string_view text);

// "tidegate: where: what", and the exit code that goes with it.
int report(const Error& error, Lang lang);

// What of an answer that was shown could not be kept. Returns the exit code of the first, and says that it is
// another than the answer showed; `shown` where nothing is missing.
int report_not_kept(const std::vector<Error>& not_kept, int shown, Lang lang);

// Returns `code`, or that of an error (a full disk) that kept the answer from being written to its end.
int print(std::string_view text, ExitCode code, Lang lang);

}  // namespace tidegate::cli
