#include "tidegate/cli/help.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <vector>

namespace tidegate::cli {
namespace {

std::string_view in(const Words& words, Lang lang) { return lang == Lang::kZh ? words.zh : words.en; }

// Columns a terminal gives to UTF-8 text: East Asian wide characters take two.
std::size_t width_of(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0) == 0x80) continue;
    columns += byte >= 0xE2 ? 2 : 1;
  }
  return columns;
}

// Breaks at spaces, and between characters in Chinese, so that no line ends beyond `width`.
std::string wrap(std::string_view text, std::size_t indent, std::size_t width) {
  std::string out;
  std::string line;
  std::size_t used = indent;
  const auto flush = [&] {
    while (!line.empty() && line.back() == ' ') line.pop_back();
    if (!out.empty()) out += "\n" + std::string(indent, ' ');
    out += line;
    line.clear();
    used = indent;
  };
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    if (static_cast<unsigned char>(text[i]) >= 0x80) {
      while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    } else if (text[i] != ' ') {
      while (end < text.size() && text[end] != ' ' && static_cast<unsigned char>(text[end]) < 0x80) ++end;
    }
    const std::string_view piece = text.substr(i, end - i);
    const bool hangs =
        piece == "，" || piece == "。" || piece == "；" || piece == "：" || piece == "）" || piece == "、";
    if (used + width_of(piece) > width && !line.empty() && !hangs) flush();
    if (!(piece == " " && line.empty())) {
      line += piece;
      used += width_of(piece);
    }
    i = end;
  }
  flush();
  return out;
}

std::string option_head(const OptionSpec& o) {
  return o.value.empty() ? std::string(o.name) : fmt::format("{} {}", o.name, o.value);
}

std::string option_text(const OptionSpec& o, Lang lang) {
  std::string text(in(o.help, lang));
  if (!o.choices.empty()) text += fmt::format(" ({})", o.choices);
  if (o.repeats) text += lang == Lang::kZh ? "；可重复" : "; repeatable";
  return text;
}

std::string options_block(std::span<const OptionSpec> options, Lang lang) {
  std::string out;
  for (const OptionSpec& o : options) {
    const std::string head = option_head(o);
    out += fmt::format("  {:<24}", head);
    if (head.size() > 23) out += "\n" + std::string(26, ' ');
    out += wrap(option_text(o, lang), 26, 100) + "\n";
  }
  return out;
}

std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out.push_back(c);
    }
  }
  if (!out.empty() && (out[0] == '.' || out[0] == '\'')) out.insert(0, "\\&");
  return out;
}

std::vector<std::string> option_names(const CommandSpec& command) {
  std::vector<std::string> names;
  for (const OptionSpec& o : command.options) names.emplace_back(o.name);
  for (const OptionSpec& o : common_options()) names.emplace_back(o.name);
  return names;
}

std::string spaced(std::string_view choices) {
  std::string out(choices);
  std::replace(out.begin(), out.end(), '|', ' ');
  return out;
}

std::string bash_completion() {
  std::string cases;
  std::set<std::string> firsts;
  std::string values;
  std::set<std::string> seen;
  for (const CommandSpec& c : commands()) {
    firsts.insert(std::string(c.name.substr(0, c.name.find(' '))));
    cases += fmt::format("    \"{}\") words=\"{}\" ;;\n", c.name, fmt::join(option_names(c), " "));
    for (const OptionSpec& o : c.options) {
      if (!o.choices.empty() && seen.insert(fmt::format("{}/{}", c.name, o.name)).second) {
        values += fmt::format("    \"{} {}\") COMPREPLY=($(compgen -W \"{}\" -- \"$cur\")); return ;;\n",
                              c.name, o.name, spaced(o.choices));
      }
    }
  }
  std::string seconds;
  for (const std::string& first : firsts) {
    std::string members;
    for (const CommandSpec& c : commands()) {
      if (c.name.starts_with(first + " "))
        members += std::string(members.empty() ? "" : " ") + std::string(c.name.substr(first.size() + 1));
    }
    if (!members.empty())
      seconds +=
          fmt::format("    {}) COMPREPLY=($(compgen -W \"{}\" -- \"$cur\")); return ;;\n", first, members);
  }
  return fmt::format(
      "_tidegate() {{\n"
      "  local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}} one=${{COMP_WORDS[1]}} "
      "two=${{COMP_WORDS[2]}} words=\"\" command\n"
      "  COMPREPLY=()\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then COMPREPLY=($(compgen -W \"{}\" -- \"$cur\")); return; fi\n"
      "  if [ \"$COMP_CWORD\" -eq 2 ]; then case \"$one\" in\n{}  esac; fi\n"
      "  command=$one; case \"$one\" in rules|evaluate) command=\"$one $two\" ;; esac\n"
      "  case \"$command $prev\" in\n{}  esac\n"
      "  case \"$command\" in\n{}  esac\n"
      "  case \"$cur\" in -*) COMPREPLY=($(compgen -W \"$words\" -- \"$cur\")) ;; *) COMPREPLY=($(compgen -f "
      "-- \"$cur\")) ;; esac\n"
      "}}\n"
      "complete -o filenames -F _tidegate tidegate\n",
      fmt::join(firsts, " "), seconds, values, cases);
}

std::string fish_completion() {
  std::string out = "complete -c tidegate -n __fish_use_subcommand -s h -l help\n";
  for (const CommandSpec& c : commands()) {
    const std::size_t space = c.name.find(' ');
    const std::string_view first = c.name.substr(0, space);
    if (space == std::string_view::npos) {
      out +=
          fmt::format("complete -c tidegate -n __fish_use_subcommand -a {} -d '{}'\n", first, c.summary.en);
    } else {
      out += fmt::format("complete -c tidegate -n '__fish_seen_subcommand_from {}' -a {} -d '{}'\n", first,
                         c.name.substr(space + 1), c.summary.en);
    }
    for (const OptionSpec& o : c.options) {
      out += fmt::format("complete -c tidegate -n '__fish_seen_subcommand_from {}' -l {}{}{}\n",
                         space == std::string_view::npos ? first : c.name.substr(space + 1), o.name.substr(2),
                         o.value.empty() ? "" : " -r",
                         o.choices.empty() ? "" : fmt::format(" -a '{}'", spaced(o.choices)));
    }
  }
  return out;
}

}  // namespace

std::string overview(Lang lang) {
  const bool zh = lang == Lang::kZh;
  std::string out = zh ? "潮闸 tidegate：说得清数据能否出境，凭什么能，之后守没守约。\n\n用法：tidegate 命令 "
                         "[参数]\n\n命令：\n"
                       : "tidegate: may the data cross the border, why, and what would help.\n\nUsage: "
                         "tidegate COMMAND [OPTIONS]\n\nCommands:\n";
  for (const CommandSpec& c : commands()) out += fmt::format("  {:<16} {}\n", c.name, in(c.summary, lang));
  out += zh ? "\n示例：\n" : "\nExamples:\n";
  for (const ExampleSpec& e : commands().front().examples)
    out += fmt::format("  {}\n      {}\n", e.command, in(e.says, lang));
  out += zh ? "\n退出码：\n" : "\nExit codes:\n";
  for (const ExitCodeSpec& e : exit_codes()) out += fmt::format("  {:>3}  {}\n", e.code, in(e.means, lang));
  out += zh ? "\n“tidegate 命令 --help”查看各命令。本软件不是法律意见，也不是官方系统。\n"
            : "\nSee \"tidegate COMMAND --help\". Not legal advice; not an official system.\n";
  return out;
}

std::string command_help(const CommandSpec& c, Lang lang) {
  const bool zh = lang == Lang::kZh;
  std::string out =
      fmt::format("tidegate {}: {}\n\n{}tidegate {}{}{} [{}]\n\n{}\n", c.name, in(c.summary, lang),
                  zh ? "用法：" : "Usage: ", c.name, c.positional.empty() ? "" : " ", c.positional,
                  zh ? "参数" : "OPTIONS", wrap(in(c.description, lang), 0, 100));
  if (!c.options.empty())
    out += fmt::format("\n{}\n{}", zh ? "参数：" : "Options:", options_block(c.options, lang));
  if (c.takes_pack_flags) {
    out += zh ? "\n规则包提出的问题各有参数，例如 --ciio no、--sent-this-year 0；结果缺少事实时会逐一列出。\n"
              : "\nThe questions of the rule packs have flags of their own, such as --ciio no or "
                "--sent-this-year 0;\nan answer that lacks facts lists them.\n";
  }
  out += fmt::format("\n{}\n{}", zh ? "通用：" : "Everywhere:", options_block(common_options(), lang));
  out += zh ? "\n示例：\n" : "\nExamples:\n";
  for (const ExampleSpec& e : c.examples) out += fmt::format("  {}\n      {}\n", e.command, in(e.says, lang));
  return out;
}

std::string man_page(Lang lang) {
  const bool zh = lang == Lang::kZh;
  std::string out = fmt::format(".TH TIDEGATE 1 \"\" \"tidegate {}\" \"{}\"\n", TIDEGATE_VERSION,
                                zh ? "用户命令" : "User Commands");
  out += fmt::format(".SH {}\ntidegate \\- {}\n", zh ? "名称" : "NAME",
                     roff(in(commands().front().summary, lang)));
  out += fmt::format(".SH {}\n.B tidegate\n.I {}\n[{}]\n", zh ? "概要" : "SYNOPSIS", zh ? "命令" : "COMMAND",
                     zh ? "参数" : "OPTIONS");
  out += fmt::format(".SH {}\n", zh ? "命令" : "COMMANDS");
  for (const CommandSpec& c : commands()) {
    out += fmt::format(".SS tidegate {} {}\n{}.\n{}\n", roff(c.name), roff(c.positional),
                       roff(in(c.summary, lang)), roff(in(c.description, lang)));
    for (const OptionSpec& o : c.options) {
      out += fmt::format(".TP\n.B {}{}\n{}\n", roff(o.name),
                         o.value.empty() ? "" : fmt::format(" \\fI{}\\fP", roff(o.value)),
                         roff(option_text(o, lang)));
    }
  }
  out += fmt::format(".SH {}\n", zh ? "通用参数" : "COMMON OPTIONS");
  for (const OptionSpec& o : common_options())
    out += fmt::format(".TP\n.B {}\n{}\n", roff(option_head(o)), roff(option_text(o, lang)));
  out += fmt::format(".SH {}\n", zh ? "退出码" : "EXIT STATUS");
  for (const ExitCodeSpec& e : exit_codes())
    out += fmt::format(".TP\n.B {}\n{}\n", e.code, roff(in(e.means, lang)));
  out += fmt::format(".SH {}\n", zh ? "示例" : "EXAMPLES");
  for (const CommandSpec& c : commands()) {
    for (const ExampleSpec& e : c.examples)
      out += fmt::format(".TP\n.B {}\n{}\n", roff(e.command), roff(in(e.says, lang)));
  }
  out += fmt::format(".SH {}\n.TP\n.B TIDEGATE_HOME\n{}\n.TP\n.B NO_COLOR\n{}\n",
                     zh ? "环境变量" : "ENVIRONMENT", zh ? "状态目录" : "where records and keys lie",
                     zh ? "非空时不使用颜色" : "no colour when not empty");
  out +=
      fmt::format(".SH {}\n{}\n", zh ? "说明" : "NOTES",
                  zh ? "本软件不是法律意见，也不是官方系统。" : "Not legal advice; not an official system.");
  return out;
}

Result<std::string> completion(std::string_view shell) {
  if (shell == "bash") return bash_completion();
  if (shell == "zsh")
    return "#compdef tidegate\nautoload -U +X bashcompinit && bashcompinit\n" + bash_completion();
  if (shell == "fish") return fish_completion();
  return fail({ErrorCode::kNotFound,
               fmt::format("no completion for \"{}\"; there is bash, zsh and fish", shell),
               {},
               fmt::format("没有“{}”的补全；可用 bash、zsh、fish", shell)});
}

}  // namespace tidegate::cli
