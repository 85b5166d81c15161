#include "tidegate/cli/arguments.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <numeric>

namespace tidegate::cli {
namespace {

// Letters put in, left out, replaced, and two beside one another swapped.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  std::vector<std::size_t> above;  // the row before `last`
  for (std::size_t i = 1; i <= a.size(); ++i) {
    const std::vector<std::size_t> last = row;
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      const bool is_swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (is_swapped) row[j] = std::min(row[j], above[j - 2] + 1);
    }
    above = last;
  }
  return row[b.size()];
}

tl::unexpected<Error> usage(std::string en, std::string zh) {
  return fail({ErrorCode::kMalformed, std::move(en), {}, std::move(zh)});
}

bool is_choice(std::string_view choices, std::string_view value) {
  while (!choices.empty()) {
    const std::size_t bar = choices.find('|');
    if (choices.substr(0, bar) == value) return true;
    if (bar == std::string_view::npos) break;
    choices.remove_prefix(bar + 1);
  }
  return false;
}

std::string meant(const std::string& near, bool zh) {
  if (near.empty()) return zh ? "；见 tidegate --help" : "; see tidegate --help";
  return fmt::format(fmt::runtime(zh ? "；是否想用“{}”？" : "; did you mean \"{}\"?"), near);
}

Result<std::size_t> find_command_words(const std::vector<std::string>& words, Arguments& out) {
  if (words.size() >= 2) {
    out.command = find_command(words[0] + " " + words[1]);
    if (out.command != nullptr) return std::size_t{2};
  }
  out.command = find_command(words[0]);
  if (out.command != nullptr) return std::size_t{1};
  std::vector<std::string> known;
  if (!is_group(words[0])) {
    for (const CommandSpec& c : commands()) {
      known.emplace_back(c.name.substr(0, c.name.find(' ')));
      known.emplace_back(c.name);
    }
    const std::string near = nearest(words[0], known);
    return usage(fmt::format("no command \"{}\"{}", words[0], meant(near, false)),
                 fmt::format("没有命令“{}”{}", words[0], meant(near, true)));
  }
  const bool has_second = words.size() > 1 && !words[1].starts_with('-');
  std::string members;
  for (const CommandSpec& c : commands()) {
    if (!c.name.starts_with(words[0] + " ")) continue;
    known.emplace_back(c.name);
    members += fmt::format("{}{}", members.empty() ? "" : ", ", c.name);
  }
  const std::string typed = has_second ? words[0] + " " + words[1] : words[0];
  const std::string near = has_second ? nearest(typed, known) : "";
  if (!near.empty()) {
    return usage(fmt::format("no command \"{}\"{}", typed, meant(near, false)),
                 fmt::format("没有命令“{}”{}", typed, meant(near, true)));
  }
  return usage(has_second ? fmt::format("no command \"{}\"; there are {}", typed, members)
                          : fmt::format("\"{}\" needs a second word: {}", typed, members),
               has_second ? fmt::format("没有命令“{}”；可用 {}", typed, members)
                          : fmt::format("“{}”后须有子命令：{}", typed, members));
}

bool asks_for_help(const std::vector<std::string>& words) {
  return std::find(words.begin(), words.end(), "--help") != words.end() ||
         std::find(words.begin(), words.end(), "-h") != words.end();
}

// What may follow a word that takes none: the language.
Result<void> refuse_more(const std::vector<std::string>& words, std::size_t from) {
  for (std::size_t i = from; i < words.size(); ++i) {
    if (words[i].starts_with("--lang=")) continue;
    if (words[i] == "--lang" && i + 1 < words.size()) {
      ++i;
      continue;
    }
    return usage(fmt::format("{} takes no further word, not \"{}\"", words[0], words[i]),
                 fmt::format("{} 后不能再有“{}”", words[0], words[i]));
  }
  return {};
}

std::vector<OptionSpec> options_of(const CommandSpec& command) {
  std::vector<OptionSpec> all(command.options.begin(), command.options.end());
  all.insert(all.end(), common_options().begin(), common_options().end());
  return all;
}

// "--flag value" or "--flag=value" words that the command's table does not hold.
Result<void> take_pack_flags(const std::vector<std::string>& extras, const CommandSpec& command,
                             Arguments& out) {
  for (std::size_t i = 0; i < extras.size(); ++i) {
    const std::string& word = extras[i];
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    if (!command.takes_pack_flags) {
      std::vector<std::string> known;
      for (const OptionSpec& o : options_of(command)) known.emplace_back(o.name);
      const std::string near = nearest(name, known);
      return usage(fmt::format("{} has no option {}{}", command.name, name,
                               near.empty() ? "" : fmt::format("; did you mean {}?", near)),
                   fmt::format("{} 没有参数 {}{}", command.name, name,
                               near.empty() ? "" : fmt::format("；是否想用 {}？", near)));
    }
    if (equals != std::string::npos) {
      out.pack_flags.emplace_back(name, word.substr(equals + 1));
    } else if (i + 1 < extras.size() && !extras[i + 1].starts_with("--")) {
      out.pack_flags.emplace_back(name, extras[++i]);
    } else {
      return usage(
          fmt::format("{0} is no option of {1}, or lacks its value, for example {0} no", name, command.name),
          fmt::format("{0} 不是 {1} 的参数，或缺少取值，例如 {0} no", name, command.name));
    }
  }
  return {};
}

tl::unexpected<Error> given_twice(std::string_view name) {
  return usage(fmt::format("{} is given twice, with different values", name),
               fmt::format("{} 给出了两次，且取值不同", name));
}

}  // namespace

std::string named_twice(std::vector<std::pair<std::string, std::string>> stated) {
  std::sort(stated.begin(), stated.end());
  stated.erase(std::unique(stated.begin(), stated.end()), stated.end());
  const auto at = std::adjacent_find(stated.begin(), stated.end(),
                                     [](const auto& a, const auto& b) { return a.first == b.first; });
  return at == stated.end() ? "" : at->first;
}

std::string nearest(std::string_view typed, const std::vector<std::string>& known) {
  std::string word(typed);
  for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  std::string best;
  std::size_t best_distance = word.size() / 3 + 1;
  for (const std::string& candidate : known) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

std::string Arguments::value(std::string_view name, std::string_view otherwise) const {
  const auto at = options.find(name);
  return at == options.end() || at->second.empty() ? std::string(otherwise) : at->second.back();
}

std::vector<std::string> Arguments::values(std::string_view name) const {
  const auto at = options.find(name);
  return at == options.end() ? std::vector<std::string>{} : at->second;
}

Result<Arguments> parse_arguments(const std::vector<std::string>& all) {
  Arguments out;
  // Behind "--" every word is a name, whatever it begins with.
  const auto end = std::find(all.begin(), all.end(), "--");
  const std::vector<std::string> words(all.begin(), end);
  if (words.empty() || words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    out.wants_help = true;
    if (words.size() > 1 && words[0] == "help" && !words[1].starts_with('-')) {
      if (words.size() == 2 && is_group(words[1])) {
        out.group = words[1];
        return out;
      }
      const auto taken = find_command_words({words.begin() + 1, words.end()}, out);
      if (!taken) return fail(taken.error());
    } else if (words.size() > 1) {
      if (const auto refused = refuse_more(words, 1); !refused) return fail(refused.error());
    }
    return out;
  }
  if (words[0] == "--version" || words[0] == "version") {
    if (const auto refused = refuse_more(words, 1); !refused) return fail(refused.error());
    out.wants_version = true;
    return out;
  }
  if (is_group(words[0]) && words.size() > 1 && words[1].starts_with('-') && asks_for_help(words)) {
    out.group = words[0];
    out.wants_help = true;
    return out;
  }
  const auto taken = find_command_words(words, out);
  if (!taken) return fail(taken.error());

  CLI::App app{"", "tidegate"};
  app.set_help_flag();
  app.allow_extras();
  const std::vector<OptionSpec> specs = options_of(*out.command);
  std::vector<std::unique_ptr<std::vector<std::string>>> held;  // CLI11 writes into these
  for (const OptionSpec& spec : specs) {
    if (spec.value.empty()) {
      app.add_flag(std::string(spec.name));
    } else {
      held.push_back(std::make_unique<std::vector<std::string>>());
      app.add_option(std::string(spec.name), *held.back())
          ->expected(1)
          ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
          ->allow_extra_args(false);
    }
  }
  try {
    std::vector<std::string> reversed(words.rbegin(), words.rend() - static_cast<std::ptrdiff_t>(*taken));
    app.parse(reversed);
  } catch (const CLI::Error& e) {
    return usage(e.what(), fmt::format("命令行有误：{}", e.what()));
  }
  for (const OptionSpec& spec : specs) {
    const CLI::Option* option = app.get_option(std::string(spec.name));
    if (option->count() == 0) continue;
    auto& values = out.options[std::string(spec.name)];
    values = spec.value.empty() ? std::vector<std::string>{""} : option->results();
    const bool differ =
        std::any_of(values.begin(), values.end(), [&](const auto& v) { return v != values[0]; });
    if (!spec.repeats && differ) return given_twice(spec.name);
    if (spec.takes_others) continue;
    for (const std::string& value : values) {
      if (!spec.choices.empty() && !is_choice(spec.choices, value)) {
        return usage(fmt::format("{} is one of {}, not \"{}\"", spec.name, spec.choices, value),
                     fmt::format("{} 的取值为 {}，不能是“{}”", spec.name, spec.choices, value));
      }
    }
  }
  std::vector<std::string> extras;
  const std::vector<std::string> remaining = app.remaining();
  for (std::size_t i = 0; i < remaining.size(); ++i) {
    if (remaining[i].starts_with("--") && remaining[i].size() > 2) {
      extras.push_back(remaining[i]);
      const bool has_value = remaining[i].find('=') == std::string::npos && out.command->takes_pack_flags &&
                             i + 1 < remaining.size() && !remaining[i + 1].starts_with("--");
      if (has_value) extras.push_back(remaining[++i]);
    } else {
      out.positional.push_back(remaining[i]);
    }
  }
  const auto flags = take_pack_flags(extras, *out.command, out);
  if (!flags) return fail(flags.error());
  if (const std::string twice = named_twice(out.pack_flags); !twice.empty()) return given_twice(twice);
  if (end != all.end()) out.positional.insert(out.positional.end(), end + 1, all.end());
  out.wants_help = out.has("--help");
  const std::string_view takes = out.command->positional;
  if (!out.wants_help && takes.empty() && !out.positional.empty()) {
    return usage(fmt::format("{} takes no further word, not \"{}\"", out.command->name, out.positional[0]),
                 fmt::format("{} 后不能再有“{}”", out.command->name, out.positional[0]));
  }
  if (out.has("--json")) out.options["--format"] = {"json"};
  return out;
}

}  // namespace tidegate::cli
