// A policy of trust (C2SP tlog-policy): which log, which witnesses, and how many of them.
import { cosigned_ms, count_of } from "./checkpoint";
import { type KeyUse, type VerifierKey, verifier_key } from "./note";
import { hex, octets_of } from "./octets";
import { Fault, refuse } from "./text";

export const kLargestPolicy = 1 << 16;
const kMostLines = 128; // of each kind
const kMostShown = 60; // characters of a line at fault

export interface PolicyWitness {
  readonly name: string;
  readonly key: VerifierKey;
}
// A witness or a group, by its place in its list.
export interface PolicyMember {
  readonly is_group: boolean;
  readonly place: number;
}
export interface PolicyGroup {
  readonly name: string;
  readonly needs: number;
  readonly members: readonly PolicyMember[];
}
export interface Policy {
  readonly logs: readonly VerifierKey[];
  readonly witnesses: readonly PolicyWitness[];
  readonly groups: readonly PolicyGroup[];
  readonly quorum?: PolicyMember; // none: no witness is asked for
}
export const kNoPolicy: Policy = { logs: [], witnesses: [], groups: [] };

// Who stands behind each group (names in the keys of witnesses), and of each member of it a number, which those have in common that
// count as one: whoever holds two keys is no two witnesses.
function parties_of({ witnesses, groups }: Pick<Policy, "witnesses" | "groups">): number[][] {
  const behind: Set<string>[] = [];
  return groups.map(({ members }) => {
    const each = members.map(({ is_group, place }) => (is_group ? behind[place]! : new Set([witnesses[place]!.key.name])));
    let parties: number[] = [];
    for (const [own, holders] of each.entries()) {
      const joined = new Set(parties.filter((_, i) => [...each[i]!].some((name) => holders.has(name))));
      parties = [...parties.map((party) => (joined.has(party) ? own : party)), own];
    }
    behind.push(new Set(each.flatMap((holders) => [...holders])));
    return parties;
  });
}

class Reader {
  private readonly logs: VerifierKey[] = [];
  readonly witnesses: PolicyWitness[] = [];
  readonly groups: PolicyGroup[] = [];
  private quorum?: PolicyMember;
  private has_quorum = false;
  private readonly names = new Map<string, PolicyMember>();
  private readonly known = { note: new Set<string>(), cosignature: new Set<string>() };
  private readonly used = new Set<string>();

  constructor(private readonly is_of_log: boolean) {}

  read(text: string): Policy {
    if (octets_of(text).length > kLargestPolicy) this.limit();
    const lines = text.split("\n");
    const rest = lines.pop();
    for (const [place, line] of lines.entries()) this.read_numbered(place + 1, line);
    if (rest !== "") refuse("its last line has no end", "末行缺少换行");
    if (!this.has_quorum) refuse("no line says the quorum", "缺少 quorum 行");
    return { logs: this.logs, witnesses: this.witnesses, groups: this.groups, quorum: this.quorum };
  }

  private limit(): never {
    return refuse(`a policy has ${kLargestPolicy} octets and ${kMostLines} lines of a kind at most`, `策略最多 ${kLargestPolicy} 字节，每类最多 ${kMostLines} 行`);
  }

  // A policy may have many lines: the one at fault is told by its number and its beginning.
  private read_numbered(number: number, line: string): void {
    try {
      this.read_line(line);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const begins = line.length > kMostShown ? `${line.slice(0, kMostShown)}…` : line;
      refuse(`line ${number} ("${begins}") ${error.says.en}`, `第 ${number} 行（“${begins}”）：${error.says.zh}`);
    }
  }

  private read_line(line: string): void {
    // eslint-disable-next-line no-control-regex
    if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(line)) refuse("has a control character", "含有控制字符");
    const words = line.split(/[ \t]+/).filter((word) => word !== "");
    if (words.length === 0 || words[0]!.startsWith("#")) return;
    if (words[0] === "log") return this.read_log(words);
    if (words[0] === "witness") return this.read_witness(words);
    if (words[0] === "group") return this.read_group(words);
    if (words[0] === "quorum") return this.read_quorum(words);
    refuse("begins with none of log, witness, group, quorum", "不以 log、witness、group 或 quorum 开头");
  }

  private key(text: string, use: KeyUse): VerifierKey {
    const key = verifier_key(text);
    if (key === undefined || key.use !== use)
      return use === "note" ? refuse("has no verifier key of a log", "缺少日志的验证密钥") : refuse("has no verifier key of a witness", "缺少见证方的验证密钥");
    const octets = hex(key.key.octets);
    if (this.known[use].has(octets)) refuse("has a key that stands above already", "密钥已在前文出现");
    this.known[use].add(octets);
    return key;
  }

  private declare(name: string, member: PolicyMember): void {
    if (name === "none" || this.names.has(name)) refuse(`"${name}" is declared already`, `“${name}”已声明`);
    this.names.set(name, member);
  }
  private named(name: string): PolicyMember {
    return this.names.get(name) ?? refuse(`no line above declares "${name}"`, `前文未声明“${name}”`);
  }

  private read_log(words: readonly string[]): void {
    if (words.length !== 2 && words.length !== 3) refuse("is not: log KEY [URL]", "格式应为 log KEY [URL]");
    if (this.logs.length === kMostLines) this.limit();
    this.logs.push(this.key(words[1]!, "note"));
  }

  private read_witness(words: readonly string[]): void {
    if (words.length !== 3 && words.length !== 4) refuse("is not: witness NAME KEY [URL]", "格式应为 witness NAME KEY [URL]");
    if (this.witnesses.length === kMostLines) this.limit();
    const key = this.key(words[2]!, "cosignature");
    this.declare(words[1]!, { is_group: false, place: this.witnesses.length });
    this.witnesses.push({ name: words[1]!, key });
  }

  private read_group(words: readonly string[]): void {
    if (words.length < 4) refuse("is not: group NAME all|any|K MEMBER...", "格式应为 group NAME all|any|K MEMBER...");
    if (this.groups.length === kMostLines) this.limit();
    const members: PolicyMember[] = [];
    for (const name of words.slice(3)) {
      const member = this.named(name);
      if (this.used.has(name)) refuse(`"${name}" is a member already`, `“${name}”已是成员`);
      this.used.add(name);
      members.push(member);
    }
    const needs = words[2] === "all" ? BigInt(members.length) : words[2] === "any" ? 1n : count_of(words[2]!);
    if (needs === undefined || needs < 1n || needs > BigInt(members.length)) return refuse("needs none of its members, or more than it has", "所需成员数不在 1 至成员总数之间");
    this.declare(words[1]!, { is_group: true, place: this.groups.length });
    this.groups.push({ name: words[1]!, needs: Number(needs), members });
    if (!this.is_of_log) this.can_be_met();
  }

  // The last group has as many members that count as it needs.
  private can_be_met(): void {
    const { needs } = this.groups[this.groups.length - 1]!;
    const count = new Set(parties_of(this)[this.groups.length - 1]!).size;
    if (needs > count)
      refuse(
        `needs ${needs}, and only ${count} of its members count: keys of one name are of one witness, which counts once`,
        `需要 ${needs} 个成员，但只有 ${count} 个可计：同名密钥属于同一见证方，只计一次`,
      );
  }

  private read_quorum(words: readonly string[]): void {
    if (words.length !== 2) refuse("is not: quorum NAME", "格式应为 quorum NAME");
    if (this.has_quorum) refuse("is the second line of a quorum", "quorum 行重复");
    this.has_quorum = true;
    if (words[1] !== "none") this.quorum = this.named(words[1]!);
  }
}

// What a log declared once is read though its quorum can never be met, as by one witness's two keys. Throws Fault.
export const parse_policy = (text: string, is_of_log = false): Policy => new Reader(is_of_log).read(text);

// What the quorum lacks with these witnesses (places in the policy's list); undefined: nothing.
export function lacking(policy: Policy, witnesses: readonly number[]): { name: string; needs: number; has: number } | undefined {
  const { quorum } = policy;
  if (quorum === undefined) return undefined;
  const has: number[] = [];
  const has_seen = ({ is_group, place }: PolicyMember) => (is_group ? has[place]! >= policy.groups[place]!.needs : witnesses.includes(place));
  const parties = parties_of(policy);
  for (const [i, { members }] of policy.groups.entries()) has.push(new Set(parties[i]!.filter((_, m) => has_seen(members[m]!))).size); // members stand above their group
  if (has_seen(quorum)) return undefined;
  const group = policy.groups[quorum.place];
  if (!quorum.is_group || group === undefined) return { name: policy.witnesses[quorum.place]!.name, needs: 1, has: 0 };
  return { name: group.name, needs: group.needs, has: has[quorum.place]! };
}

export interface Cosigned {
  readonly witness: number; // its place in the policy's list
  readonly time_s: bigint;
}
// The latest moment such that the cosignatures of then and later satisfy the quorum; undefined: there is none, or it is not satisfied.
export function quorum_time_ms(policy: Policy, cosigned: readonly Cosigned[]): bigint | undefined {
  if (policy.quorum === undefined) return undefined;
  const latest_first = [...cosigned].sort((a, b) => (a.time_s > b.time_s ? -1 : a.time_s < b.time_s ? 1 : 0));
  const at = latest_first.findIndex((_, place) => !lacking(policy, latest_first.slice(0, place + 1).map(({ witness }) => witness)));
  return at < 0 ? undefined : cosigned_ms(latest_first[at]!.time_s);
}
