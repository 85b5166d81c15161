// The log's keys from the first to the one in force, and the policies that it declared: each change stands in the tree, signed by the key before.
import { type ChangeEntry, bare_change, read_entry } from "./entry";
import { type VerifierKey, verifier_key_or_fault } from "./note";
import { type Octets, joined, octets_of } from "./octets";
import { type Policy, parse_policy } from "./policy";
import { is_signed_by } from "./signatures";
import { refuse } from "./text";
import { is_included, kSha256, leaf } from "./tree";

export interface Change {
  readonly entry: Octets;
  readonly index: bigint;
  readonly proof: readonly Octets[];
}
export interface KeyHistory {
  readonly first: readonly string[];
  readonly changes: readonly Change[];
}
export type KeyLine = VerifierKey[]; // of one name, the one in force last
export interface CheckedHistory {
  readonly lines: KeyLine[]; // the log's, then that of its twin tree
  readonly policies: { policy: Policy; index: bigint }[];
}

export const line_of = (lines: readonly KeyLine[], name: string): KeyLine | undefined => lines.find((line) => line[0]!.name === name);
export const in_force = (line: KeyLine): VerifierKey => line[line.length - 1]!;

function corrupt(index: bigint, en: string, zh: string): never {
  return refuse(`the change at entry ${index} ${en}`, `条目 ${index} 的变更${zh}`);
}

function first_lines(first: readonly string[], origin: string): KeyLine[] {
  const lines: KeyLine[] = [];
  for (const text of first) {
    const key = verifier_key_or_fault(text);
    if (key.use !== "note" || (key.name !== origin && key.name !== `${origin}/sm3`)) refuse("a first key is not the log's", "首个密钥不是该日志的密钥");
    if (line_of(lines, key.name)) refuse("a log has two first keys", "日志有两个首个密钥");
    lines.push([key]);
  }
  if (lines[0]?.[0]?.name !== origin) refuse("the log's first key is not there", "缺少日志的首个密钥");
  return lines;
}

const change_signed = (change: ChangeEntry): Octets => joined(octets_of("tidegate.evidence.change/1\0"), bare_change(change));

function take(history: CheckedHistory, { entry, index }: Change): void {
  const change = read_entry(entry);
  if (change.is !== "change") return corrupt(index, "is no change", "不是密钥或策略变更");
  const key = change.kind === "key" ? verifier_key_or_fault(change.what) : undefined;
  const line = key === undefined ? history.lines[0]! : line_of(history.lines, key.name);
  if (line === undefined || (key && (key.use !== "note" || key.key.algorithm !== in_force(line).key.algorithm)))
    return corrupt(index, "names a key that is not the log's", "所列密钥不是该日志的密钥");
  if (!is_signed_by(in_force(line).key, change_signed(change), change.signature)) corrupt(index, "is not signed by the key before it", "没有由前一密钥签名");
  if (key === undefined) history.policies.push({ policy: parse_policy(change.what, true), index });
  else line.push(key);
}

// Throws Fault.
export function check_history(history: KeyHistory, origin: string, size: bigint, root: Octets): CheckedHistory {
  const out: CheckedHistory = { lines: first_lines(history.first, origin), policies: [] };
  let last = -1n;
  for (const change of history.changes) {
    if (change.index <= last) corrupt(change.index, "is out of order", "次序有误");
    last = change.index;
    if (!is_included(kSha256, change.index, leaf(kSha256, change.entry), size, change.proof, root)) corrupt(change.index, "does not stand in the log", "不在日志中");
    take(out, change);
  }
  return out;
}
