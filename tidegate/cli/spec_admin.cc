// tidegate admin.
#include "tidegate/cli/spec_options.h"

namespace tidegate::cli {
namespace {

constexpr OptionSpec kData{
    "--data", "DIR", "", {"folder of the desk's data, as serve has it", "办理台数据目录，与 serve 相同"}};
constexpr OptionSpec kDatabase{
    "--database",
    "URL",
    "",
    {"postgresql://user@host:port/name; the password by PGPASSWORD, PGPASSFILE or a file of --password-file; "
     "default: SQLite in the folder",
     "postgresql://user@host:port/name；密码由 PGPASSWORD、PGPASSFILE 或 --password-file "
     "提供；默认使用目录中的 SQLite"}};
constexpr std::array kOptions{kData, kDatabase, kPasswordFile, kTableOrJson};

constexpr std::array kBackupExamples{ExampleSpec{
    "tidegate admin backup /backup/desk-2027-01-15.tgd --data /var/lib/tidegate",
    {"everything as of one moment, while serve goes on", "在 serve 运行时备份某一时刻的全部数据"}}};
constexpr std::array kRestoreExamples{
    ExampleSpec{"tidegate admin restore /backup/desk-2027-01-15.tgd --data /var/lib/tidegate-new",
                {"into a new folder; copy seal.key there first", "恢复到新目录；请先将 seal.key 复制过去"}},
    ExampleSpec{
        "tidegate admin restore desk.tgd --data /var/lib/tidegate --database postgresql://tidegate@db/desk",
        {"from SQLite to PostgreSQL", "由 SQLite 迁至 PostgreSQL"}}};
constexpr std::array kMigrateExamples{ExampleSpec{"tidegate admin migrate --data /var/lib/tidegate",
                                                  {"after a new release was installed", "安装新版本之后"}}};
constexpr std::array kCheckExamples{ExampleSpec{"tidegate admin check --data /var/lib/tidegate",
                                                {"is anything damaged or missing?", "有无损坏或缺失？"}}};

constexpr std::array kCredentialsExamples{ExampleSpec{
    "tidegate admin credentials --data /var/lib/tidegate",
    {"after a status list was put into credentials/status", "在 credentials/status 中放入新的状态列表之后"}}};

constexpr std::array kZoneOptions{kTableOrJson};
constexpr std::array kCheckZoneExamples{ExampleSpec{
    "tidegate admin check-zone zone-2027", {"before it is put into the data folder", "放入数据目录之前"}}};
constexpr std::array kNewZoneExamples{
    ExampleSpec{"tidegate admin new-zone zone-2027", {"begin from the program's own", "以内置文件为起点"}}};

constexpr std::array kRotateOptions{
    kData,
    kDatabase,
    kPasswordFile,
    OptionSpec{
        "--key",
        "FILE",
        "",
        {"a private key (PEM, mode 0600) that is there, which serve then has as --permit-key; default: a "
         "new one in the folder",
         "已有私钥（PEM，权限 0600），serve 以 --permit-key 使用；默认在数据目录中生成新密钥"}},
    OptionSpec{
        "--passphrase-file",
        "FILE",
        "",
        {"file (mode 0600) whose first line is the key's passphrase", "首行为密钥口令的文件（权限 0600）"}},
    kTableOrJson};
constexpr std::array kSettingsOptions{
    kData,
    kDatabase,
    kPasswordFile,
    OptionSpec{"--agency", "WORD", "", {"the agency of keys made from now on", "此后生成的密钥所属机构"}},
    OptionSpec{"--issuer", "NAME", "", {"the agency's name on permits, English", "许可上的签发机构英文名称"}},
    OptionSpec{"--issuer-zh", "NAME", "", {"the same in Chinese", "许可上的签发机构中文名称"}},
    OptionSpec{"--months",
               "N",
               "",
               {"months that a permit holds where the decision does not say it; 36 unless stated",
                "决定未写明时许可的有效月数；默认 36"}},
    OptionSpec{"--grace-hours",
               "N",
               "",
               {"hours that a new permit needs no statement of its status; 24 unless stated",
                "新签发的许可无须状态声明的小时数；默认 24"}},
    OptionSpec{
        "--statement-hours",
        "N",
        "",
        {"hours that a statement of status speaks; 24 unless stated", "状态声明的有效小时数；默认 24"}},
    OptionSpec{"--reset-clock",
               "",
               "",
               {"forget that the clock was ever ahead of now; start serve anew afterwards",
                "不再记得时钟曾早于现在的时间；之后请重新启动 serve"}},
    kTableOrJson};
constexpr std::array kRotateExamples{ExampleSpec{"tidegate admin rotate-permit-key --data /var/lib/tidegate",
                                                 {"while serve goes on", "serve 运行时亦可执行"}}};
constexpr std::array kSettingsExamples{
    ExampleSpec{"tidegate admin permit-settings --data /var/lib/tidegate", {"show them", "查看"}},
    ExampleSpec{
        "tidegate admin permit-settings --data /var/lib/tidegate --issuer \"Zone office\" --issuer-zh "
        "示范区网信办 --months 24",
        {"change what is named, leave the rest", "更改所列各项，其余不变"}}};

constexpr std::array kAdminCommands{
    CommandSpec{"admin backup",
                "FILE",
                {"write everything the desk holds to a file", "将办理台全部数据写入文件"},
                {"As of one moment, while others go on working. The file is new, of mode 0600, the same for "
                 "SQLite and PostgreSQL, and "
                 "carries its own hashes. seal.key is not in it: keep that apart.",
                 "取某一时刻的全部数据，不影响他人使用。文件须为新文件，权限 0600，SQLite 与 PostgreSQL "
                 "通用，自带校验散列。"
                 "其中不含 seal.key：请另行保管。"},
                kOptions,
                kBackupExamples},
    CommandSpec{"admin restore",
                "FILE",
                {"restore a backup into an empty desk", "将备份恢复到空的办理台"},
                {"Every hash and count is verified; all of it is restored, or nothing. A desk that holds "
                 "something is left alone.",
                 "逐一校验散列与行数；全部恢复或不作任何更改。已有数据的办理台不会被覆盖。"},
                kOptions,
                kRestoreExamples},
    CommandSpec{"admin migrate",
                "",
                {"bring the database to this program's shape", "将数据库升级到本程序的结构"},
                {"Forward only, in one transaction. serve does the same when it starts. The database of a "
                 "newer program is refused.",
                 "只向前升级，在一个事务中完成。serve 启动时亦会执行。较新程序的数据库将被拒绝。"},
                kOptions,
                kMigrateExamples},
    CommandSpec{"admin check",
                "",
                {"verify the desk's database", "校验办理台数据库"},
                {"The audit's chain, references, counts, hashes of files, sealed values, and SQLite's own "
                 "pages. Exit 6 where something "
                 "does not hold. Keep the hash of the audit chain that it prints elsewhere.",
                 "校验审计链、引用、计数、文件散列、密封值及 SQLite 页面。不符时以 6 "
                 "退出。请将所示审计链散列另处留存。"},
                kOptions,
                kCheckExamples},
    CommandSpec{
        "admin credentials",
        "",
        {"look again at the credentials that cases and permits lean on", "复查项目与许可所依据的资质"},
        {"By the lists in DIR/credentials as they are now. An open case whose credential was revoked, "
         "suspended or has ended is scored anew, never easier; a live permit is noted as doubted. serve "
         "does the same by itself within seconds. Exit 3 where a case could not be looked at, or there "
         "is no trust list.",
         "按 DIR/credentials 中现有清单复查。资质被撤销、暂停或到期的在办项目重新评分，且不会降低；有效许可"
         "标记为存疑。serve 会在数秒内自动执行。有项目未能复查或没有信任清单时以 3 退出。"},
        kOptions,
        kCredentialsExamples},
    CommandSpec{
        "admin check-zone",
        "FOLDER",
        {"try a zone's own rules, calendar, template and weights", "试读示范区自有的规则、日历、模板与权重"},
        {"Reads and checks the folder whole, as serve does with the folder zone in its data "
         "(docs/formats/zone.md), and tells what counts, the program's or the zone's, with its hash. Makes "
         "and changes nothing. Exit 2 where a file is broken, with its place; 6 where the headings of a "
         "template are not those of its hash.",
         "完整读取并检查目录，与 serve 对数据目录中 zone 目录的处理相同（docs/formats/zone.md），并列出生效的"
         "文件（内置或本区）及其散列。不作任何更改。文件有误时以 2 退出并指明位置；模板标题与散列不符时以 6 "
         "退出。"},
        kZoneOptions,
        kCheckZoneExamples},
    CommandSpec{
        "admin new-zone",
        "FOLDER",
        {"write the program's own rules, calendar and templates, to be changed",
         "写出内置的规则、日历与模板，供修改"},
        {"Into a new folder. Change what the zone has otherwise, take the other files away, try it with "
         "admin check-zone, and put it into the desk's data as the folder zone.",
         "写入新目录。修改本区不同之处，删去其余文件，用 admin check-zone 试读，再以 zone "
         "之名放入数据目录。"},
        kZoneOptions,
        kNewZoneExamples},
    CommandSpec{
        "admin rotate-permit-key",
        "",
        {"sign the desk's permits with another key from today on", "自今日起更换签署许可的密钥"},
        {"The key before stays in the trust policy (GET /v1/trust) for what was signed until tonight; its "
         "private half in the folder is gone. Take a key that was stolen out of the policies of those "
         "who verify, and issue what it signed again.",
         "此前的密钥保留在信任策略（GET "
         "/v1/trust）中，其在今日以前签署的文件继续有效；目录中的旧私钥随即删除。"
         "密钥被盗时，请从各核验方的信任策略中移除，并重新签发其所签文件。"},
        kRotateOptions,
        kRotateExamples},
    CommandSpec{
        "admin permit-settings",
        "",
        {"whose name stands on permits, and for how long", "许可的签发机构名称与期限"},
        {"Shows them; what is named is changed for permits and statements that are signed from then on.",
         "显示现行设置；所列各项对此后签署的许可与声明生效。"},
        kSettingsOptions,
        kSettingsExamples},
};

}  // namespace

std::span<const CommandSpec> admin_commands() { return kAdminCommands; }

}  // namespace tidegate::cli
