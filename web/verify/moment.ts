// Moments as readers are told them, and as they write them.
import { type Text, text } from "./text";

const kFirst = -62_135_596_800_000n; // 0001-01-01T00:00Z
const kLast = 253_402_300_799_999n; // 9999-12-31T23:59:59.999Z
const kBeijingMs = 8n * 3_600_000n;

function instant_text(ms: bigint): string {
  const inside = ms < kFirst ? kFirst : ms > kLast ? kLast : ms;
  return new Date(Number(inside)).toISOString().replace(".000Z", "Z");
}
// Each says where its clock stands, as the program does (base/utc_time.h, base/china_time.h).
export function moment_text(ms: bigint): Text {
  const there = instant_text(ms + kBeijingMs);
  return text(instant_text(ms).replace("T", " ").replace("Z", " UTC"), `北京时间 ${there.slice(0, 10)} ${there.slice(11, 19)}`);
}

// 2026-11-20T08:00:00Z, or with +08:00; a day alone begins in China. Undefined: none of these.
export function parse_moment(words: string): bigint | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?(Z|[+-]\d{2}:\d{2}))?$/.exec(words);
  if (found === null) return undefined;
  const [, year, month, day, hours = "00", minutes = "00", seconds = "00", fraction = "", zone = "+08:00"] = found;
  const at = new Date(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}.${fraction.padEnd(3, "0")}Z`);
  if (Number.isNaN(at.getTime()) || at.getUTCDate() !== Number(day) || Number(year) < 1 || Number(hours) > 23) return undefined;
  if (zone === "Z") return BigInt(at.getTime());
  const [ahead, beyond] = [Number(zone.slice(1, 3)), Number(zone.slice(4))];
  if (ahead > 23 || beyond > 59) return undefined;
  return BigInt(at.getTime()) - (zone.startsWith("-") ? -1n : 1n) * BigInt((ahead * 60 + beyond) * 60_000);
}
