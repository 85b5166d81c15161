// tidegate backup.
#include "tidegate/cli/spec_options.h"

namespace tidegate::cli {
namespace {

constexpr OptionSpec kTool{"--tool",
                           "WHICH",
                           "restic|borg|pg_basebackup|files",
                           {"what made it; default files: a plain copy", "备份工具；默认 files：普通副本"}};
constexpr OptionSpec kRepositoryPassword{
    "--password-file",
    "FILE",
    "",
    {"file (mode 0600) whose first line opens the repository", "首行为仓库口令的文件（权限 0600）"}};
constexpr OptionSpec kSnapshot{"--snapshot", "ID", "", {"which; default: the newest", "哪个快照；默认最新"}};
constexpr OptionSpec kSites{
    "--sites",
    "FILE",
    "",
    {"table of where repositories lie; default: backups/sites.json of the state folder",
     "存放地表；默认为状态目录中的 backups/sites.json"}};
constexpr OptionSpec kKey{"--key", "FILE", "", {"private key that signs, mode 0600", "签名私钥，权限 0600"}};
constexpr OptionSpec kKid{"--kid", "ID", "", {"id of the key", "密钥编号"}};
constexpr OptionSpec kPassphraseFile{
    "--passphrase-file",
    "FILE",
    "",
    {"file (mode 0600) whose first line opens the key", "首行为私钥口令的文件（权限 0600）"}};
constexpr OptionSpec kIssuer{"--issuer",
                             "ID",
                             "",
                             {"who signs, as a trust list names him; default: the owner's code",
                              "签署者编号（见信任清单）；默认为所属主体代码"}};
constexpr OptionSpec kOut{
    "--out", "FILE", "", {"file to write; must not be there yet", "输出文件，须尚不存在"}};
constexpr OptionSpec kRecord{
    "--record",
    "FILE.tgb",
    "",
    {"proof that a log of evidence has the manifest", "证明证据日志载有该备份清单的证据包"}};
constexpr OptionSpec kLogTrust{
    "--log-trust", "FILE", "", {"policy: whose word on a log is enough", "策略文件：信任谁对日志的签名"}};
constexpr OptionSpec kDeclared{"--declared",
                               "COUNTRY",
                               "",
                               {"country that the declaration names, as SG", "申报中载明的国家或地区，如 SG"},
                               true};

constexpr std::array kAttest{
    kTool,
    OptionSpec{"--owner", "CODE", "", {"credit code of whose data it is", "数据所属主体的统一社会信用代码"}},
    OptionSpec{"--system", "NAME", "", {"system whose data it is", "数据所属系统"}},
    OptionSpec{"--handler",
               "CODE",
               "",
               {"credit code of who keeps it; default: the owner", "备份保管方代码；默认为所属主体"}},
    OptionSpec{"--data", "PATH", "", {"what was backed up: file or folder", "被备份的文件或文件夹"}},
    OptionSpec{"--site", "PLACE", "", {"where it lies, as CN/Beijing", "存放地，如 CN/Beijing"}},
    OptionSpec{"--copy",
               "PLACE",
               "",
               {"a further copy: CN/Tianjin, or its address", "其他副本：CN/Tianjin 或其地址"},
               true},
    kSites,
    kRepositoryPassword,
    kSnapshot,
    OptionSpec{
        "--algorithm", "NAME", "", {"of encryption; default: as the tool says", "加密算法；默认取自工具"}},
    OptionSpec{"--key-owner", "ID", "", {"who can open it; default: the owner", "谁能解密；默认为所属主体"}},
    OptionSpec{"--key-country",
               "COUNTRY",
               "",
               {"where that is, as CN; default: not known", "其所在国家或地区，如 CN；默认不明"}},
    OptionSpec{"--rpo", "MINUTES", "", {"recovery point objective", "恢复点目标（分钟）"}},
    OptionSpec{"--rto", "MINUTES", "", {"recovery time objective", "恢复时间目标（分钟）"}},
    OptionSpec{
        "--gbt20988", "GRADE", "", {"grade of GB/T 20988 claimed, 1 to 6", "所称 GB/T 20988 等级，1 至 6"}},
    OptionSpec{"--chunk",
               "OCTETS",
               "",
               {"size of chunks, 1024 to 1048576; default 16384", "数据块大小，1024 至 1048576；默认 16384"}},
    OptionSpec{
        "--made",
        "TIME",
        "",
        {"when it was made; default: as the tool says, else now", "制作时间；默认取自工具，否则为现在"}},
    kIssuer,
    kKey,
    kKid,
    kPassphraseFile,
    kOut,
    kTableOrJson};
constexpr std::array kInspect{kTool, kRepositoryPassword, kSnapshot, kSites, kDeclared, kTableOrJson};
constexpr std::array kChallenge{
    kRecord,
    OptionSpec{"--checkpoint", "FILE", "", {"later checkpoint of the same log", "同一日志的更晚检查点"}},
    kLogTrust,
    OptionSpec{"--draws",
               "N",
               "",
               {"chunks to draw, 1 to 20000; default 300", "抽取的数据块数，1 至 20000；默认 300"}},
    kOut,
    kTableOrJson};
constexpr std::array kAnswer{
    OptionSpec{
        "--manifest", "FILE.jwt", "", {"with its .held and .leaves beside it", "旁有其 .held 与 .leaves"}},
    OptionSpec{"--repository", "PATH", "", {"the backup as it lies", "备份所在"}}, kOut, kTableOrJson};
constexpr std::array kVerify{
    OptionSpec{"--owner", "CODE", "", {"whose it must be", "应属于谁：统一社会信用代码"}},
    OptionSpec{"--system",
               "NAME",
               "",
               {"system that must be backed up: each, where there are several",
                "须有备份的系统；有多个时须逐一覆盖"},
               true},
    OptionSpec{"--owner-key", "FILE", "", {"public key (JWK) of the firm itself", "企业自身的公钥（JWK）"}},
    OptionSpec{"--trust", "FILE", "", {"signed trust list", "已签名的信任清单"}},
    OptionSpec{"--trust-key",
               "FILE",
               "",
               {"public key (JWK) that signed the trust list", "签署信任清单的公钥（JWK）"}},
    kLogTrust,
    OptionSpec{
        "--files", "FILE", "", {"list of what was backed up, as attest wrote it", "attest 写出的文件清单"}},
    kRecord,
    OptionSpec{"--challenge", "FILE", "", {"the challenge", "抽验"}},
    OptionSpec{"--answer", "FILE", "", {"its answer", "抽验答复"}},
    OptionSpec{"--verdict", "FILE.jwt", "", {"of somebody who challenged it", "他人的抽验结论"}, true},
    OptionSpec{"--drill", "FILE.jwt", "", {"record of a restore drill", "恢复演练记录"}, true},
    OptionSpec{
        "--data", "PATH", "", {"data that was assessed: file or folder", "所评估的数据：文件或文件夹"}, true},
    kDeclared,
    OptionSpec{"--deleted-with-data",
               "",
               "",
               {"copies abroad are stated to be deleted with the data", "已申明境外备份随数据到期一并删除"}},
    OptionSpec{"--at", "TIME", "", {"moment asked of; default: now", "所问时刻；默认现在"}},
    kIssuer,
    kKey,
    kKid,
    kPassphraseFile,
    OptionSpec{"--out",
               "FILE.jwt",
               "",
               {"sign a verdict on the challenge: with --key, --kid, --issuer",
                "签署抽验结论：与 --key、--kid、--issuer 合用"}},
    kTableOrJson};
constexpr std::array kDrill{
    OptionSpec{"--repository", "PATH", "", {"restore from here", "从此恢复"}},
    OptionSpec{"--owner-key",
               "FILE",
               "",
               {"public key (JWK) of the firm, which signed the manifest", "签署备份清单的企业公钥（JWK）"}},
    OptionSpec{"--trust",
               "FILE",
               "",
               {"signed trust list, of whose issuers one signed it", "载有签署者的已签名信任清单"}},
    OptionSpec{"--trust-key",
               "FILE",
               "",
               {"public key (JWK) that signed the trust list", "签署信任清单的公钥（JWK）"}},
    kRepositoryPassword,
    OptionSpec{"--into", "FOLDER", "", {"restore into this new folder", "恢复到此新文件夹"}},
    OptionSpec{
        "--restored",
        "FOLDER",
        "",
        {"it was restored here already: with --start and --end", "已恢复到此：与 --start、--end 合用"}},
    OptionSpec{"--start", "TIME", "", {"when that restore began", "恢复开始时间"}},
    OptionSpec{"--end", "TIME", "", {"when it ended", "恢复结束时间"}},
    OptionSpec{"--loss-at",
               "TIME",
               "",
               {"moment that stands for the loss; default: the start", "视为数据丢失的时刻；默认为开始时间"}},
    kIssuer,
    kKey,
    kKid,
    kPassphraseFile,
    kOut,
    kTableOrJson};

constexpr std::array kAttestExamples{
    ExampleSpec{"tidegate backup attest /srv/restic --tool restic --password-file restic.pw --data /srv/crm "
                "--owner 91110108MA01ABCD0B "
                "--system crm --site CN/Beijing --key-country CN --rpo 1440 --rto 240 --key firm.pem --kid "
                "k1 --out crm.jwt",
                {"make a manifest beside a restic repository", "在 restic 仓库旁制作备份清单"}}};
constexpr std::array kInspectExamples{
    ExampleSpec{"tidegate backup inspect sftp:backup.example.sg:/crm --tool restic --sites sites.json",
                {"does that copy lie abroad?", "该副本是否存于境外？"}}};
constexpr std::array kChallengeExamples{
    ExampleSpec{"tidegate backup challenge crm.jwt --record crm.tgb --checkpoint evidence/log/checkpoint "
                "--log-trust policy --draws 460 "
                "--out crm.challenge",
                {"draw 460 chunks by a later checkpoint", "以更晚的检查点抽取 460 个数据块"}}};
constexpr std::array kAnswerExamples{ExampleSpec{
    "tidegate backup answer crm.challenge --manifest crm.jwt --repository /srv/restic --out crm.answer",
    {"give them back with their proofs", "返回数据块及其证明"}}};
constexpr std::array kVerifyExamples{
    ExampleSpec{"tidegate backup verify crm.jwt --owner 91110108MA01ABCD0B --system crm --owner-key "
                "firm.pem.jwk --log-trust policy "
                "--files crm.files --record crm.tgb --challenge crm.challenge --answer crm.answer --drill "
                "crm.drill.jwt --data /srv/crm",
                {"which grade, which level, why no better?", "何种证据等级与因素等级，为何不能更高？"}}};
constexpr std::array kDrillExamples{
    ExampleSpec{"tidegate backup drill crm.jwt --repository /srv/restic --password-file restic.pw --into "
                "/tmp/drill --owner-key firm.pem.jwk --key firm.pem --kid k1 "
                "--out crm.drill.jwt",
                {"restore, compare, measure, sign", "恢复、比对、计时、签署"}}};

constexpr std::array kBackupCommands{
    CommandSpec{"backup attest",
                "REPOSITORY",
                {"make a signed manifest beside a backup", "在备份旁制作签名的备份清单"},
                {"Beside FILE.jwt it writes .files (what was backed up), .held and .leaves (to answer "
                 "challenges). Formats: "
                 "docs/formats/backup-manifest.md.",
                 "在 FILE.jwt 旁写入 .files（所备份的文件）、.held 与 .leaves（用于答复抽验）。格式见 "
                 "docs/formats/backup-manifest.md。"},
                kAttest,
                kAttestExamples},
    CommandSpec{"backup inspect",
                "REPOSITORY",
                {"what a repository holds, and where it lies", "仓库所含内容及其存放地"},
                {"Exit 4: it lies abroad, in a country that is not declared: an export of its own. No other "
                 "machine is asked.",
                 "退出码 4：存于未经申报的境外，构成单独的数据出境。不连接其他机器。"},
                kInspect,
                kInspectExamples},
    CommandSpec{"backup challenge",
                "MANIFEST.jwt",
                {"draw chunks by a later checkpoint of a log", "以日志的更晚检查点抽取数据块"},
                {"Exit 6: the checkpoint is not later than the manifest, or not what the policy asks for.",
                 "退出码 6：检查点不晚于备份清单，或不满足策略。"},
                kChallenge,
                kChallengeExamples},
    CommandSpec{"backup answer",
                "CHALLENGE",
                {"give drawn chunks back, each with its proof", "返回抽中的数据块及其证明"},
                {"The answer holds the chunks themselves: of a backup that is not encrypted it is data.",
                 "答复包含数据块本身：未加密的备份即为数据本身。"},
                kAnswer,
                kAnswerExamples},
    CommandSpec{"backup verify",
                "MANIFEST.jwt",
                {"grade a backup and say why it is no better", "核验备份的证据等级并说明原因"},
                {"Exit 0: E4 and level 0 or 1 of factor B; 6: less, with every reason.",
                 "退出码 0：E4 且因素 B 为 0 或 1 级；6：未达到，逐条说明原因。"},
                kVerify,
                kVerifyExamples},
    CommandSpec{
        "backup drill",
        "MANIFEST.jwt",
        {"restore, compare with what was backed up, sign the record", "恢复、与备份数据比对、签署演练记录"},
        {"Exit 6: what was restored is not what was backed up; the record says so and is signed all the "
         "same.",
         "退出码 6：恢复出的数据与备份的数据不一致；仍如实签署记录。"},
        kDrill,
        kDrillExamples},
};

}  // namespace

std::span<const CommandSpec> backup_commands() { return kBackupCommands; }

}  // namespace tidegate::cli
