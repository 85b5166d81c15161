#include "tidegate/cli/help.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "tidegate/base/utf8.h"
#include "tidegate/report/display_width.h"
#include "tidegate/report/text_page.h"

namespace tidegate::cli {
namespace {

std::string_view in(const Words& words, Lang lang) { return lang == Lang::kZh ? words.zh : words.en; }

std::string option_head(const OptionSpec& o) {
  return o.value.empty() ? std::string(o.name) : fmt::format("{} {}", o.name, o.value);
}

std::string option_text(const OptionSpec& o, Lang lang) {
  std::string text(in(o.help, lang));
  if (!o.choices.empty()) text += fmt::format(" ({})", o.choices);
  if (o.repeats) text += lang == Lang::kZh ? "；可重复" : "; repeatable";
  return text;
}

report::TextPage page_of(int width) {
  report::PageOptions options;
  options.width = width;
  return report::TextPage(options);
}

// Two columns, indented by two: a word of the command line and what it means.
void put_pairs(report::TextPage& page, const std::vector<std::pair<std::string, std::string>>& pairs) {
  constexpr int kWidestHead = 26;  // a longer one has a line of its own
  std::vector<std::vector<report::Line>> rows;
  for (const auto& [head, text] : pairs) {
    const report::Line said = report::plain("  " + head);
    if (report::width_of(said) > kWidestHead) {
      rows.push_back({said});
      rows.push_back({report::plain(""), report::plain(text)});
    } else {
      rows.push_back({said, report::plain(text)});
    }
  }
  page.table({{""}, {"", false, true}}, rows);
}

void put_options(report::TextPage& page, std::span<const OptionSpec> options, Lang lang) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const OptionSpec& o : options) pairs.emplace_back(option_head(o), option_text(o, lang));
  put_pairs(page, pairs);
}

void put_examples(report::TextPage& page, std::span<const ExampleSpec> examples, Lang lang) {
  page.blank();
  page.line(report::plain(lang == Lang::kZh ? "示例：" : "Examples:"));
  for (const ExampleSpec& e : examples) {
    page.line(report::plain("  " + std::string(e.command)), 4);
    page.line(report::plain("      " + std::string(in(e.says, lang))), 6);
  }
}

// Text for roff. Chinese has no spaces, and roff knows no other place to break a line: a break is allowed
// behind every wide character (unless a closing mark follows, which would begin the next line), and behind
// each bar.
std::string roff(std::string_view text) {
  constexpr std::u32string_view kClosing = U"，。、；：！？）》」”";
  constexpr std::u32string_view kOpening = U"（《「“";
  std::string out;
  while (!text.empty()) {
    const char32_t c = next_code_point(text);
    if (c == U'\\') {
      out += "\\e";
    } else if (c == U'-') {
      out += "\\-";
    } else {
      append_utf8(out, c);
    }
    std::string_view rest = text;
    const char32_t next = rest.empty() ? U' ' : next_code_point(rest);
    const bool wide = report::columns_of(c) == 2 && kOpening.find(c) == std::u32string_view::npos;
    if ((wide || c == U'|') && next != U' ' && kClosing.find(next) == std::u32string_view::npos) out += "\\:";
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

// The first words of commands, each once, in the table's order: assess, scan, classify, rules ...
std::vector<std::string_view> first_words() {
  std::vector<std::string_view> firsts;
  for (const CommandSpec& c : commands()) {
    const std::string_view first = c.name.substr(0, c.name.find(' '));
    if (firsts.empty() || firsts.back() != first) firsts.push_back(first);
  }
  return firsts;
}

// Second words of a command: "list check diff explain" for rules; empty: it has none.
std::string second_words(std::string_view first) {
  std::vector<std::string_view> seconds;
  for (const CommandSpec& c : commands()) {
    if (c.name.size() > first.size() && c.name.starts_with(first) && c.name[first.size()] == ' ')
      seconds.push_back(c.name.substr(first.size() + 1));
  }
  return fmt::format("{}", fmt::join(seconds, " "));
}

// What bash and zsh share: `at` is the place of the word to complete, `one` and `two` the first words,
// `_tidegate_words` takes the words that fit, `files` offers files.
std::string shell_cases(std::string_view files) {
  std::string groups;
  std::string doubled;
  for (const std::string_view first : first_words()) {
    const std::string seconds = second_words(first);
    if (seconds.empty()) continue;
    groups += fmt::format("    {}) _tidegate_words \"{}\"; return ;;\n", first, seconds);
    doubled += fmt::format("{}{}", doubled.empty() ? "" : "|", first);
  }
  std::string values;
  std::string words;
  for (const CommandSpec& c : commands()) {
    for (const OptionSpec& o : c.options) {
      if (!o.choices.empty())
        values += fmt::format("    \"{} {}\") _tidegate_words \"{}\"; return ;;\n", c.name, o.name,
                              spaced(o.choices));
    }
    const bool listed = c.positional.find('|') != std::string_view::npos;
    words += fmt::format("    \"{}\") options=\"{}\" places=\"{}\" ;;\n", c.name,
                         fmt::join(option_names(c), " "), listed ? spaced(c.positional) : "");
  }
  std::string common;
  for (const OptionSpec& o : common_options()) {
    if (!o.choices.empty())
      common += fmt::format("    {}) _tidegate_words \"{}\"; return ;;\n", o.name, spaced(o.choices));
  }
  return fmt::format(
      "  if [ \"$at\" -eq 1 ]; then _tidegate_words \"{}\"; return; fi\n"
      "  if [ \"$at\" -eq 2 ]; then case \"$one\" in\n{}  esac; fi\n"
      "  command=$one; case \"$one\" in {}) command=\"$one $two\" ;; esac\n"
      "  case \"$command $prev\" in\n{}  esac\n"
      "  case \"$prev\" in\n{}  esac\n"
      "  case \"$command\" in\n{}  esac\n"
      "  case \"$cur\" in -*) _tidegate_words \"$options\"; return ;; esac\n"
      "  if [ -n \"$places\" ]; then _tidegate_words \"$places\"; else {}; fi\n",
      fmt::join(first_words(), " "), groups, doubled, values, common, words, files);
}

// Where nothing fits bash offers files itself (-o default).
std::string bash_completion() {
  return fmt::format(
      "_tidegate_words() {{ COMPREPLY=($(compgen -W \"$1\" -- \"${{COMP_WORDS[COMP_CWORD]}}\")); }}\n"
      "_tidegate() {{\n"
      "  local at=$COMP_CWORD cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}}\n"
      "  local one=${{COMP_WORDS[1]}} two=${{COMP_WORDS[2]}} options=\"\" places=\"\" command\n"
      "  COMPREPLY=()\n{}}}\n"
      "complete -o default -F _tidegate tidegate\n",
      shell_cases("return"));
}

// Works when sourced, and as the file _tidegate on zsh's $fpath.
std::string zsh_completion() {
  return fmt::format(
      "#compdef tidegate\n"
      "_tidegate_words() {{ compadd -- ${{=1}} }}\n"
      "_tidegate() {{\n"
      "  local at=$((CURRENT - 1)) cur=$words[CURRENT] prev=$words[CURRENT-1]\n"
      "  local one=$words[2] two=$words[3] options=\"\" places=\"\" command\n{}}}\n"
      "if [ \"$funcstack[1]\" = _tidegate ]; then _tidegate; else compdef _tidegate tidegate; fi\n",
      shell_cases("_files"));
}

std::string fish_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\\' || c == '\'') out.push_back('\\');
    out.push_back(c);
  }
  return out + "'";
}

std::string fish_option(std::string_view condition, const OptionSpec& o) {
  return fmt::format("complete -c tidegate{} -l {}{}{} -d {}\n",
                     condition.empty() ? "" : fmt::format(" -n {}", fish_quoted(condition)), o.name.substr(2),
                     o.value.empty() ? "" : " -r",
                     o.choices.empty() ? "" : fmt::format(" -f -a {}", fish_quoted(spaced(o.choices))),
                     fish_quoted(o.help.en));
}

std::string fish_completion() {
  std::string out;
  std::string groups;
  for (const std::string_view first : first_words()) {
    const std::string seconds = second_words(first);
    const CommandSpec* command = find_command(first);
    out += fmt::format("complete -c tidegate -n __fish_use_subcommand -f -a {} -d {}\n", first,
                       fish_quoted(command == nullptr ? seconds : command->summary.en));
    if (!seconds.empty()) groups += fmt::format("{}{}", groups.empty() ? "" : " ", first);
  }
  for (const CommandSpec& c : commands()) {
    const std::size_t space = c.name.find(' ');
    std::string here = fmt::format("__fish_seen_subcommand_from {}", c.name.substr(0, space));
    if (space == std::string_view::npos) {
      here += fmt::format("; and not __fish_seen_subcommand_from {}", groups);
    } else {
      const std::string_view second = c.name.substr(space + 1);
      out += fmt::format("complete -c tidegate -n {} -f -a {} -d {}\n",
                         fish_quoted(fmt::format("{}; and not __fish_seen_subcommand_from {}", here,
                                                 second_words(c.name.substr(0, space)))),
                         second, fish_quoted(c.summary.en));
      here += fmt::format("; and __fish_seen_subcommand_from {}", second);
    }
    if (c.positional.find('|') != std::string_view::npos)
      out += fmt::format("complete -c tidegate -n {} -f -a {}\n", fish_quoted(here),
                         fish_quoted(spaced(c.positional)));
    for (const OptionSpec& o : c.options) out += fish_option(here, o);
  }
  for (const OptionSpec& o : common_options()) out += fish_option("", o);
  return out;
}

}  // namespace

std::string overview(Lang lang, int width) {
  const bool zh = lang == Lang::kZh;
  report::TextPage page = page_of(width);
  page.line(report::plain(zh ? "潮闸 tidegate：说得清数据能否出境，凭什么能，之后守没守约。"
                             : "tidegate: may the data cross the border, why, and what would help."));
  page.blank();
  page.line(report::plain(zh ? "用法：tidegate 命令 [参数]" : "Usage: tidegate COMMAND [OPTIONS]"));
  page.blank();
  page.line(report::plain(zh ? "命令：" : "Commands:"));
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const CommandSpec& c : commands()) pairs.emplace_back(c.name, in(c.summary, lang));
  put_pairs(page, pairs);
  put_examples(page, commands().front().examples, lang);
  page.blank();
  page.line(report::plain(zh ? "退出码：" : "Exit codes:"));
  pairs.clear();
  for (const ExitCodeSpec& e : exit_codes())
    pairs.emplace_back(fmt::format("{:>3}", e.code), in(e.means, lang));
  put_pairs(page, pairs);
  page.blank();
  page.line(report::plain(zh ? "“tidegate 命令 --help”查看各命令。本软件不是法律意见，也不是官方系统。"
                             : "See \"tidegate COMMAND --help\". Not legal advice; not an official system."));
  return page.take();
}

std::string group_help(std::string_view group, Lang lang, int width) {
  const bool zh = lang == Lang::kZh;
  report::TextPage page = page_of(width);
  page.line(report::plain(fmt::format(
      fmt::runtime(zh ? "用法：tidegate {} 子命令 [参数]" : "Usage: tidegate {} COMMAND [OPTIONS]"), group)));
  page.blank();
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const CommandSpec& c : commands()) {
    if (c.name.starts_with(std::string(group) + " "))
      pairs.emplace_back(fmt::format("{} {}", c.name, c.positional), in(c.summary, lang));
  }
  put_pairs(page, pairs);
  page.blank();
  page.line(report::plain(fmt::format(
      fmt::runtime(zh ? "“tidegate {} 子命令 --help”查看各子命令。" : "See \"tidegate {} COMMAND --help\"."),
      group)));
  return page.take();
}

std::string command_help(const CommandSpec& c, Lang lang, int width) {
  const bool zh = lang == Lang::kZh;
  report::TextPage page = page_of(width);
  page.line(report::plain(fmt::format("tidegate {}{}{}", c.name, zh ? "：" : ": ", in(c.summary, lang))), 2);
  page.blank();
  page.line(
      report::plain(fmt::format("{}tidegate {}{}{} [{}]", zh ? "用法：" : "Usage: ", c.name,
                                c.positional.empty() ? "" : " ", c.positional, zh ? "参数" : "OPTIONS")));
  page.blank();
  page.line(report::plain(in(c.description, lang)));
  if (!c.options.empty()) {
    page.blank();
    page.line(report::plain(zh ? "参数：" : "Options:"));
    put_options(page, c.options, lang);
  }
  if (c.takes_pack_flags) {
    page.blank();
    page.line(report::plain(
        zh ? "规则包提出的问题各有参数，例如 --ciio no、--sent-this-year 0；结果缺少事实时会逐一列出。"
           : "The questions of the rule packs have flags of their own, such as --ciio no or --sent-this-year "
             "0; "
             "an answer that lacks facts lists them."));
  }
  page.blank();
  page.line(report::plain(zh ? "通用：" : "Everywhere:"));
  put_options(page, common_options(), lang);
  put_examples(page, c.examples, lang);
  return page.take();
}

std::string man_page(Lang lang) {
  const bool zh = lang == Lang::kZh;
  std::string out = fmt::format(".TH TIDEGATE 1 \"\" \"tidegate {}\" \"{}\"\n", TIDEGATE_VERSION,
                                zh ? "用户命令" : "User Commands");
  out += ".nh\n.ad l\n";
  out += fmt::format(".SH {}\ntidegate \\- {}\n", zh ? "名称" : "NAME",
                     roff(in(commands().front().summary, lang)));
  out += fmt::format(".SH {}\n.B tidegate\n.I {}\n[{}]\n", zh ? "概要" : "SYNOPSIS", zh ? "命令" : "COMMAND",
                     zh ? "参数" : "OPTIONS");
  out += fmt::format(".SH {}\n", zh ? "命令" : "COMMANDS");
  for (const CommandSpec& c : commands()) {
    out += fmt::format(".SS tidegate {} {}\n{}{}\n.PP\n{}\n", roff(c.name), roff(c.positional),
                       roff(in(c.summary, lang)), zh ? "。" : ".", roff(in(c.description, lang)));
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
  out += fmt::format(
      ".SH {}\n.TP\n.B TIDEGATE_HOME\n{}\n.TP\n.B TIDEGATE_EVIDENCE_PASSPHRASE_FILE\n{}\n.TP\n.B "
      "NO_COLOR\n{}\n.TP\n.B COLUMNS\n{}\n",
      zh ? "环境变量" : "ENVIRONMENT", zh ? "状态目录" : "where records and keys lie",
      zh ? "状态目录中证据日志密钥的口令文件"
         : "file that holds the passphrase of the state folder's evidence log",
      zh ? "非空时不使用颜色" : "no colour when not empty",
      zh ? "屏幕宽度，60 至 120；默认取自终端，输出到文件或管道时为 100"
         : "width of the screen, 60 to 120; default: the terminal's, 100 into a file or pipe");
  out +=
      fmt::format(".SH {}\n{}\n", zh ? "说明" : "NOTES",
                  zh ? "本软件不是法律意见，也不是官方系统。" : "Not legal advice; not an official system.");
  return out;
}

Result<std::string> completion(std::string_view shell) {
  if (shell == "bash") return bash_completion();
  if (shell == "zsh") return zsh_completion();
  if (shell == "fish") return fish_completion();
  return fail({ErrorCode::kNotFound,
               fmt::format("no completion for \"{}\"; there is bash, zsh and fish", shell),
               {},
               fmt::format("没有“{}”的补全；可用 bash、zsh、fish", shell)});
}

}  // namespace tidegate::cli
