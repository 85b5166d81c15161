// Runs tidegate rules, explain, replay, types check and evaluate: reads their words, calls a journey.
#include "tidegate/cli/law_commands.h"

#include "tidegate/gate/backups/backups.h"
#include "tidegate/gate/credentials/credentials.h"

namespace tidegate::cli {

int run_rules(Call& call) {
  const auto& words = call.arguments.positional;
  const std::string_view name = call.arguments.command->name;
  if (name == "rules list")
    return words.empty() ? show(rules_list(call.json, call.look, call.options), call.look.lang)
                         : wrong_count(call, "nothing");
  if (name == "rules check")
    return show(rules_check(words, call.json, call.look, call.options), call.look.lang);
  if (name == "rules diff") {
    if (words.size() != 2) return wrong_count(call, "OLD NEW");
    return show(rules_diff(words[0], words[1], call.json, call.look, call.options), call.look.lang);
  }
  std::string article;
  for (const std::string& word : words) article += (article.empty() ? "" : " ") + word;
  if (article.empty()) return wrong_count(call, "ARTICLE");
  return show(rules_explain(article, call.as_of, call.json, call.look, call.options), call.look.lang);
}

int run_on_one_file(Call& call) {
  const Arguments& a = call.arguments;
  const std::string_view name = a.command->name;
  if (a.positional.size() != 1) return wrong_count(call, a.command->positional);
  const std::string& file = a.positional[0];
  const ReplayRequest bundle{file, a.values("--data"), a.value("--weights"), a.value("--destinations")};
  if (name == "explain")
    return show(explain(bundle, a.value("--law"), call.json, call.look, call.options), call.look.lang);
  if (name == "types check") return show(types_check(file, call.json, call.look), call.look.lang);
  if (name == "replay") return show(replay(bundle, call.json, call.look, call.options), call.look.lang);
  if (name == "evaluate routes")
    return show(evaluate_routes(file, call.json, call.look, call.options), call.look.lang);
  if (name == "evaluate backups") return show(evaluate_backups(file, call.json, call.look), call.look.lang);
  if (name == "evaluate credentials")
    return show(evaluate_credentials(file, call.json, call.look), call.look.lang);
  if (name == "evaluate lists")
    return show(evaluate_lists(file, call.as_of, call.json, call.look, call.options), call.look.lang);
  if (name == "evaluate tables")
    return show(evaluate_tables(file, call.as_of, call.json, call.look, call.options), call.look.lang);
  return show(evaluate_spans(file, a.value("--map"), call.json, call.look, call.options), call.look.lang);
}

}  // namespace tidegate::cli
