// tidegate lists.
#include "tidegate/cli/spec_options.h"

namespace tidegate::cli {
namespace {

constexpr OptionSpec kHome{"--home", "DIR", "", {"the state folder", "状态目录"}};
constexpr std::array kLists{kAsOf, kHome, kTableOrJson};
constexpr std::array kListsAdd{
    OptionSpec{"--coverage",
               "FILE",
               "",
               {"coverage.tsv with a line for this list; without it the list counts as a fragment",
                "含该清单一行的 coverage.tsv；未给出时按不完整处理"}},
    OptionSpec{
        "--signature",
        "FILE",
        "",
        {"Ed25519 signature over rows and coverage, 64 octets", "对条目与覆盖说明的 Ed25519 签名，64 字节"}},
    OptionSpec{"--key", "FILE", "", {"public key in PEM", "PEM 公钥"}},
    OptionSpec{
        "--unsigned",
        "",
        "",
        {"take a list without a signature; it is marked so everywhere", "接受未签名的清单，并处处注明"}},
    kHome,
    kTableOrJson};
constexpr std::array kListsReview{
    OptionSpec{"--dismiss",
               "ID",
               "",
               {"it is not what the row means: a question's id, or LIST:ROW for all of a row",
                "不属于该条目所指：问题编号，或 清单:条目 表示该条目的全部问题"},
               true},
    OptionSpec{"--confirm", "ID", "", {"it is what the row means", "属于该条目所指"}, true},
    OptionSpec{"--reason", "TEXT", "", {"why; kept with the answer", "理由，随答复留存"}},
    OptionSpec{"--by", "NAME", "", {"who answers", "答复人"}},
    OptionSpec{
        "--until", "DATE", "", {"first day on which a dismissal counts no more", "排除自该日起不再有效"}},
    kReviews,
    kAsOf,
    kHome,
    kTableOrJson,
    kThreads,
    kDelimiter,
    kEncoding,
    kSample,
    kPasswordFile};
constexpr std::array kListsCoverageExamples{
    ExampleSpec{"tidegate lists coverage",
                {"which lists are held, and what of each is missing", "现有哪些清单、各缺什么"}}};
constexpr std::array kListsShowExamples{ExampleSpec{
    "tidegate lists show cn-auto-2021", {"the rows of a list with their sources", "清单条目及来源"}}};
constexpr std::array kListsAddExamples{ExampleSpec{
    "tidegate lists add cn-bj-2025.tsv --coverage coverage.tsv --signature list.sig --key office.pem",
    {"the annex that binds the firm, beside the fragment", "在残缺条目之外加入适用于本企业的清单附件"}}};
constexpr std::array kListsRemoveExamples{
    ExampleSpec{"tidegate lists remove cn-bj-2025", {"back to the rows that are built in", "恢复内置条目"}}};
constexpr std::array kListsVerifyExamples{ExampleSpec{
    "tidegate lists verify", {"are the added lists what was signed?", "加入的清单与签名是否一致？"}}};
constexpr std::array kListsReviewExamples{
    ExampleSpec{"tidegate lists review charging.csv",
                {"what official lists ask about a file", "官方清单对某文件提出的问题"}},
    ExampleSpec{
        "tidegate lists review charging.csv --dismiss cn-auto-2021:3 --reason \"test bench, no network\"",
        {"answer all questions of a row", "一次答复某条目的全部问题"}}};

constexpr std::array kListsCommands{
    CommandSpec{"lists coverage",
                "",
                {"official lists held, and what of each is missing", "现有官方清单及其缺失部分"},
                {"A list that is not complete may raise a question, never clear a transfer.",
                 "不完整的清单只能提出问题，不能放行。"},
                kLists,
                kListsCoverageExamples},
    CommandSpec{"lists show",
                "[LIST]",
                {"the rows of an official list", "官方清单的条目"},
                {"With their sources and how each was read: T the text, S a secondary account, M memory.",
                 "附来源与等级：T 原文，S 二手来源，M 凭记忆。"},
                kLists,
                kListsShowExamples},
    CommandSpec{
        "lists add",
        "FILE.tsv",
        {"load the rows of an official list", "加入官方清单的条目"},
        {"Format: docs/formats/lists.md. Replaces an added list of the same id; the rows of a built-in one "
         "go on "
         "asking beside it, but for those that a signed, complete list holds under the same numbers.",
         "格式见 docs/formats/lists.md。替换此前加入的同名清单；同名内置条目继续提问，仅已签名且完整的清单以"
         "相同编号的条目取代之。"},
        kListsAdd,
        kListsAddExamples},
    CommandSpec{
        "lists remove",
        "LIST",
        {"take away a list that was added", "移除加入的清单"},
        {"By its id. A built-in list of the same id counts again; answers to its questions stay kept.",
         "按编号移除。同名内置清单重新生效；已作的答复仍保留。"},
        kLists,
        kListsRemoveExamples},
    CommandSpec{"lists verify",
                "",
                {"check the signatures of added lists", "核验所加清单的签名"},
                {"Exit 6 when one is not what was signed.", "与签名不符时以 6 退出。"},
                kLists,
                kListsVerifyExamples},
    CommandSpec{
        "lists review",
        "PATH...",
        {"what official lists ask about files; answer it", "官方清单对文件提出的问题及答复"},
        {"A dismissal stays until its day, a new edition of the row or another type of the column; it is the "
         "firm's own statement. A confirmed question makes the data important.",
         "排除有效至所定日期、条目改版或字段类型变化；为企业自行说明。经确认的按重要数据处理。"},
        kListsReview,
        kListsReviewExamples},
};

}  // namespace

std::span<const CommandSpec> lists_commands() { return kListsCommands; }

}  // namespace tidegate::cli
