// Runs tidegate lists: reads its words, calls a journey.
#include "tidegate/cli/lists_commands.h"

#include "tidegate/cli/say.h"

namespace tidegate::cli {

int run_lists(Call& call) {
  const Arguments& a = call.arguments;
  const std::string_view name = a.command->name;
  ListsRequest request;
  request.as_of = call.as_of;
  request.read = call.read;
  if (name == "lists coverage")
    return show(lists_coverage(request, call.json, call.look, call.options), call.look.lang);
  if (name == "lists verify")
    return show(lists_verify(request, call.json, call.look, call.options), call.look.lang);
  if (name == "lists show") {
    if (a.positional.size() > 1) return wrong_count(call, a.command->positional);
    if (!a.positional.empty()) request.list = a.positional[0];
    return show(lists_show(request, call.json, call.look, call.options), call.look.lang);
  }
  if (name == "lists remove") {
    if (a.positional.size() != 1) return wrong_count(call, a.command->positional);
    request.list = a.positional[0];
    return show(lists_remove(request, call.json, call.look, call.options), call.look.lang);
  }
  request.paths = a.positional;
  request.coverage = a.value("--coverage");
  request.signature = a.value("--signature");
  request.key = a.value("--key");
  request.may_be_unsigned = a.has("--unsigned");
  if (name == "lists add")
    return show(lists_add(request, call.json, call.look, call.options), call.look.lang);
  request.dismiss = a.values("--dismiss");
  request.confirm = a.values("--confirm");
  request.reason = a.value("--reason");
  request.by = a.value("--by");
  const auto last = day_of(a, "--until");
  if (!last) return report(last.error(), call.look.lang);
  request.until = *last;
  return show(lists_review(request, call.json, call.look, call.options), call.look.lang);
}

}  // namespace tidegate::cli
