// Claim: what is sent to a witness is a request, or is refused in both languages; what a witness or a monitor
// keeps is the very bytes that are written, or refused. A witness never keeps a smaller tree than it has.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/evidence/monitor.h"
#include "tidegate/evidence/witness.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidegate;
  using namespace tidegate::evidence;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto line = parse_witness_line(bytes);
  if (line) TIDEGATE_CHECK(to_text(*line) == bytes);
  if (const auto state = parse_monitor_state(bytes)) TIDEGATE_CHECK(to_text(*state) == bytes);
  const Sha256TreeHasher hasher;
  if (auto statements = Statements::parse(bytes, hasher, nullptr))
    TIDEGATE_CHECK(statements->to_text() == bytes);
  const auto asked = parse_add_checkpoint(bytes);
  if (!asked) {
    TIDEGATE_CHECK(!asked.error().what.empty() && !asked.error().what_zh.empty());
    return 0;
  }
  TIDEGATE_CHECK(to_text(*asked) == bytes);
  const auto note = parse_note(asked->checkpoint);
  const auto checkpoint = note ? parse_checkpoint(note->text) : fail(note.error());
  if (!checkpoint) return 0;
  const SignedCheckpoint opened{*checkpoint, *note, {0}};
  WitnessLine kept{{checkpoint->origin, 5, {}}, 7, to_text(Note{"x\n", note->signatures})};
  const auto said = decide(kept, *asked, opened, Sha256TreeHasher(), 3);
  TIDEGATE_CHECK(said.keep.has_value() == (said.status == 200));
  if (said.keep) TIDEGATE_CHECK(said.keep->checkpoint.size >= 5 && said.keep->time_s == 7);
  return 0;
}
