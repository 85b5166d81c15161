// tidegate register.
#include "tidegate/cli/spec_options.h"

namespace tidegate::cli {
namespace {

constexpr OptionSpec kRegisterHome{"--home",
                                   "DIR",
                                   "",
                                   {"state folder; default $TIDEGATE_HOME, then $XDG_DATA_HOME/tidegate",
                                    "状态目录；默认 $TIDEGATE_HOME，其次 $XDG_DATA_HOME/tidegate"}};
constexpr OptionSpec kRegisterKey{"--key-command", "COMMAND", "", {"as for assess", "同 assess"}};
constexpr OptionSpec kExporter{"--exporter",
                               "NAME",
                               "",
                               {"credit code or name, - for the one that nobody named; default: the only one "
                                "in the register",
                                "统一社会信用代码或名称，- 指未写明者；默认为登记簿中唯一的输出方"}};
constexpr std::array kRegisterAdd{
    OptionSpec{"--in-doubt",
               "",
               "",
               {"where the record leaves open what its persons count as: count them in every counter",
                "记录未能确定人员计入何处时，计入各计数器"}},
    OptionSpec{
        "--on", "DATE", "", {"the day it left; default: today in China", "出境日期；默认北京时间当天"}},
    OptionSpec{
        "--data",
        "PATH",
        "",
        {"where the assessed files lie now; default: where they lay", "所评估文件现在的位置；默认原位置"},
        true},
    OptionSpec{
        "--without-data",
        "",
        "",
        {"the files are gone: count everybody as not seen before", "文件已不存在：所有人计为此前未出现"}},
    OptionSpec{"--exporter",
               "NAME",
               "",
               {"credit code or name; default: as assessed", "统一社会信用代码或名称；默认与评估一致"}},
    OptionSpec{"--new-exporter",
               "",
               "",
               {"it is really another firm than the registered one whose name is near",
                "确为另一企业，而非登记簿中名称相近者"}},
    kRegisterHome,
    kRegisterKey,
    kPasswordFile,
    kPack,
    kThreads,
    kTableOrJson};
constexpr std::array kRegisterAddExamples{
    ExampleSpec{"tidegate register add 3f8a12c9",
                {"the transfer of this record left today", "该记录所评估的数据已于今天出境"}},
    ExampleSpec{"tidegate register add result.tga --on 2026-03-01 --data archive/customers.csv",
                {"it left on that day; the file lies elsewhere now", "当日已出境；文件现位于别处"}}};
constexpr std::array kRegisterList{kExporter, kRegisterHome, kTableOrJson};
constexpr std::array kRegisterListExamples{
    ExampleSpec{"tidegate register list", {"what left, when, to whom", "何时向谁输出了多少人的数据"}}};
constexpr std::array kRegisterRemove{
    OptionSpec{"--reason", "TEXT", "", {"why it did not happen, or not so", "为何并未发生或有误"}},
    kRegisterHome, kTableOrJson};
constexpr std::array kRegisterRemoveExamples{
    ExampleSpec{"tidegate register remove 5d01c2a4b7e9 --reason 'upload failed'",
                {"it did not leave after all", "实际并未出境"}}};
constexpr std::array kRegisterComplete{
    OptionSpec{
        "--from",
        "DATE",
        "",
        {"every transfer since this day is entered, YYYY-MM-DD", "自该日起的每次出境均已登记，YYYY-MM-DD"}},
    OptionSpec{"--stop", "", "", {"take the statement back", "撤回该声明"}}, kExporter, kRegisterHome,
    kTableOrJson};
constexpr std::array kRegisterCompleteExamples{
    ExampleSpec{"tidegate register complete --from 2026-01-01",
                {"from now on assess counts by the register", "此后 assess 按登记簿计数"}}};
constexpr std::array kRegisterDestroy{
    OptionSpec{"--year", "YEAR", "", {"the year, over by now", "已过去的年份"}}, kExporter, kRegisterHome,
    kTableOrJson};
constexpr std::array kRegisterDestroyExamples{
    ExampleSpec{"tidegate register destroy-key --year 2024",
                {"nobody can be told from the sets of 2024 any more", "2024 年的人员集合不再可用"}}};
constexpr std::array kRegisterMerge{kRegisterHome, kRegisterKey, kTableOrJson};
constexpr std::array kRegisterMergeExamples{ExampleSpec{
    "tidegate register merge backup/crm-system", {"the transfers of a second system", "并入另一系统的出境"}}};

constexpr std::array kRegisterCommands{
    CommandSpec{
        "register add",
        "RECORD",
        {"enter that an assessed transfer left", "登记已评估的数据已出境"},
        {"RECORD is a bundle or the hash of a record. Reads the files again and keeps their persons as "
         "keyed hashes, so that later answers count nobody twice and nobody too few.",
         "RECORD 为评估包或记录的散列。重新读取文件，以密钥散列保留其中的人员，使此后的评估既不重复计数，"
         "也不少计。"},
        kRegisterAdd,
        kRegisterAddExamples},
    CommandSpec{"register list",
                "",
                {"the transfers that left", "已登记的出境"},
                {"Days, recipients, numbers of persons, corrections.", "日期、接收方、人数与更正。"},
                kRegisterList,
                kRegisterListExamples},
    CommandSpec{"register remove",
                "ID",
                {"take an entry back, with a reason", "撤回一条登记并说明理由"},
                {"It is no longer counted, and stays in the list.", "不再计数，但仍列于登记簿。"},
                kRegisterRemove,
                kRegisterRemoveExamples},
    CommandSpec{"register complete",
                "",
                {"say that every transfer since a day is entered", "声明自某日起的每次出境均已登记"},
                {"Without this the register only contradicts numbers that are too small: it never says that "
                 "nothing else left.",
                 "未作此声明时，登记簿只指出过小的填写人数，从不认定没有其他出境。"},
                kRegisterComplete,
                kRegisterCompleteExamples},
    CommandSpec{
        "register destroy-key",
        "",
        {"destroy the key of a year and its sets of persons", "销毁某年的密钥及其人员集合"},
        {"The law counts within the year, some laws 12 months back: a year's key can go once it is over.",
         "法律按年度累计，部分法域回溯 12 个月：年度结束后方可销毁其密钥。"},
        kRegisterDestroy,
        kRegisterDestroyExamples},
    CommandSpec{
        "register merge",
        "DIR",
        {"take over the register of another system", "并入另一系统的登记簿"},
        {"DIR is its state folder. Both must count under the same keys: a system that is to be merged "
         "later copies the file \"key\" of the first one and runs register merge on its folder, before "
         "it enters anything, and again after the first transfer of each year "
         "(docs/formats/subjects.md).",
         "DIR 为其状态目录。两者须使用相同密钥：日后需合并的系统，应先复制首个系统的 key 文件，并在登记"
         "任何出境之前对其目录执行 register merge，此后每年首次出境登记后再执行一次"
         "（docs/formats/subjects.md）。"},
        kRegisterMerge,
        kRegisterMergeExamples},
};

}  // namespace

std::span<const CommandSpec> register_commands() { return kRegisterCommands; }

}  // namespace tidegate::cli
