// Words and limits of each reason why a backup proves less.
#include "tidegate/assure/backup_faults.h"

#include <algorithm>
#include <array>

#include "tidegate/base/check.h"

namespace tidegate {

namespace {

using enum BackupFault;
using enum EvidenceGrade;

struct Row {
  BackupFault fault;
  EvidenceGrade limit;
  int level;
  bool is_soft;  // one alone costs a level, several cost two
  std::string_view en;
  std::string_view zh;
};

constexpr std::array kRows{
    Row{kUnreadable, kE0, 4, false, "it is no manifest of a backup that can be read", "不是可读的备份清单"},
    Row{kAlgorithm, kE0, 4, false, "it is signed by an algorithm that is not taken", "签名算法不被接受"},
    Row{kUnknownSigner, kE1, 3, false, "nobody who verifies knows who signed it", "签署者不为核验方所知"},
    Row{kBadSignature, kE0, 4, false, "it was changed, or another key signed it",
        "内容被改动，或由其他密钥签署"},
    Row{kUnchecked, kE0, 4, false, "its signature cannot be checked on this machine", "本机无法核验其签名"},
    Row{kKeyOutOfTime, kE0, 4, false, "the key did not hold on the day it was signed",
        "签署当日密钥不在有效期内"},
    Row{kOtherEntity, kE0, 4, false, "it is a backup of another entity", "属于其他主体的备份"},
    Row{kOtherSystem, kE0, 4, false, "it is a backup of another system", "属于其他系统的备份"},
    Row{kSystemUncovered, kE1, 2, false, "a system that must be covered has no backup that is proven",
        "须覆盖的系统中有未见经证明的备份者"},
    Row{kNotYetMade, kE0, 4, false, "it is dated after the moment asked of", "制作时间晚于所问时刻"},
    Row{kListForged, kE0, 4, false, "its list of files is not the one that it signs",
        "文件清单与其签署的不符"},
    Row{kWrongData, kE0, 4, false, "it holds nothing of the data that was assessed",
        "不含所评估数据的任何内容"},
    Row{kPartial, kE1, 3, false, "a part of the data that was assessed is in no backup that is proven",
        "所评估数据中有部分不在任何经证明的备份中"},
    Row{kBitRotted, kE0, 4, false, "chunks that were drawn came back changed", "抽中的数据块已被改变"},
    Row{kAnswerShort, kE1, 3, false, "fewer chunks came back than were drawn", "返回的数据块少于抽取数"},
    Row{kAnswerReplayed, kE1, 3, false, "the answer is to another challenge", "所答为另一次抽验"},
    Row{kAnswerUnreadable, kE1, 3, false, "the answer cannot be read", "抽验答复不可读"},
    Row{kSeedEarly, kE2, 2, false, "the challenge's checkpoint is not later than the manifest",
        "抽验所用检查点不晚于备份清单"},
    Row{kSeedUntrusted, kE2, 2, false, "the challenge's checkpoint is not what the policy asks for",
        "抽验所用检查点不满足策略"},
    Row{kUndeclaredAbroad, kE1, 4, false,
        "a copy lies abroad that no declaration names: an export of its own",
        "有未经申报的境外备份，构成单独的数据出境"},
    Row{kOutdated, kE0, 4, false, "it was made more than a year ago", "制作距今超过一年"},
    Row{kStale, kE2, 2, true, "it was made too long ago", "制作距今过久"},
    Row{kDrillForged, kE2, 2, false, "a record of a drill does not hold, or is of another backup",
        "恢复演练记录不成立，或属于其他备份"},
    Row{kDrillFailed, kE1, 3, false, "what was restored is not what was backed up",
        "恢复出的数据与备份的数据不一致"},
    Row{kRtoMissed, kE4, 3, false, "the restore took longer than the recovery time objective",
        "恢复用时超过 RTO 目标"},
    Row{kRpoMissed, kE4, 3, false, "more was lost than the recovery point objective allows",
        "数据丢失超过 RPO 目标"},
    Row{kDrillMissing, kE4, 2, false, "no restore was ever drilled", "没有恢复演练"},
    Row{kDrillOld, kE4, 2, false, "the last restore drill lies more than 365 days ago",
        "最近一次恢复演练距今超过 365 天"},
    Row{kDataUnmatched, kE2, 2, true, "nobody compared it with the data that was assessed",
        "未与所评估的数据比对"},
    Row{kNotRecorded, kE2, 1, true, "no log shows since when it is there", "没有日志证明其自何时存在"},
    Row{kSiteUnknown, kE2, 2, true, "where a copy lies is not known", "有副本的存放地不明"},
    Row{kNotChallenged, kE3, 1, true, "nobody challenged it", "未经随机抽验"},
    Row{kSeedOwn, kE3, 1, true, "no witness signed the checkpoint of the challenge",
        "抽验所用检查点没有见证方签名"},
    Row{kFewDraws, kE3, 1, true, "fewer than 300 chunks were drawn", "抽取的数据块少于 300 个"},
    Row{kChallengeOld, kE3, 1, true, "the challenge lies too long ago", "抽验距今过久"},
    Row{kKeyAbroad, kE4, 1, true, "whoever can open it is abroad, or nobody says where",
        "能解密备份者在境外或所在不明"},
    Row{kNotEncrypted, kE4, 1, true, "it is not encrypted", "备份未加密"},
    Row{kGradeUnsupported, kE4, 1, true, "the grade of GB/T 20988 that it claims has stricter objectives",
        "所称 GB/T 20988 等级要求更严的恢复目标"},
    Row{kKeptAfterData, kE4, 1, true, "a copy abroad is not stated to be deleted with the data",
        "未说明境外备份随数据到期一并删除"},
    Row{kDrillUnwitnessed, kE4, 1, false, "the restore drill is the firm's own word", "恢复演练仅为企业自述"},
    Row{kSeedChosen, kE3, 1, true,
        "whoever verifies did not keep the challenge himself: it may be one of many that were tried",
        "抽验题并非由核验方自行留存，可能系多次试抽后选定"},
    Row{kContentUnshown, kE3, 0, false,
        "no restore that a third party witnessed shows that what was given back is this data",
        "没有第三方见证的恢复表明所返回的内容即为该数据"},
    Row{kSiteClaimed, kE3, 1, true,
        "that a copy lies at home is stated alone: no table of sites has where it lies",
        "副本存于境内仅为自述，存放地表未载其所在"},
    Row{kPartHeld, kE4, 0, false, "it holds a part of the data that was assessed, and other backups the rest",
        "含所评估数据的一部分，其余部分在其他备份中"},
};

const Row& row_of(BackupFault fault) {
  const Row& row = kRows[static_cast<std::size_t>(fault)];
  TIDEGATE_CHECK(row.fault == fault);
  return row;
}

}  // namespace

namespace assure {

EvidenceGrade limit_of(BackupFault fault) { return row_of(fault).limit; }
int level_of(BackupFault fault) { return row_of(fault).level; }
bool is_soft(BackupFault fault) { return row_of(fault).is_soft; }
Text words_of(BackupFault fault) { return {std::string(row_of(fault).en), std::string(row_of(fault).zh)}; }

std::optional<BackupFault> backup_fault_named(std::string_view name) {
  const auto* at =
      std::find_if(kRows.begin(), kRows.end(), [&](const Row& row) { return to_string(row.fault) == name; });
  return at == kRows.end() ? std::nullopt : std::optional(at->fault);
}

}  // namespace assure
}  // namespace tidegate
