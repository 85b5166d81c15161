// Verifies a bundle, step by step in a fixed order: the second hand to tidegate/evidence/verify.cc, with the same states, words and outcome.
// Trust is what the verifier brings; nothing is trusted by default. What does not hold never throws.
import { type AnchorTime, check_anchor } from "./anchor";
import { type Bundle, commitment_octets, read_bundle } from "./bundle";
import { type Checkpoint, type CosigningWindow, cosigned_at, cosigned_ms, kSlackS, parse_checkpoint, time_fault } from "./checkpoint";
import { type Entry, type RecordEntry, type StateEntry, kind_label, read_entry, status_label } from "./entry";
import { type CheckedHistory, check_history, in_force, line_of } from "./key_history";
import { moment_text } from "./moment";
import { type Note, type VerifierKey, is_note_signed_by, parse_note } from "./note";
import { type Octets, equal, hex, octets_of, order } from "./octets";
import { type Cosigned, type Policy, kNoPolicy, lacking, quorum_time_ms } from "./policy";
import { receipt_signed } from "./receipt";
import { is_signed_by } from "./signatures";
import { is_in_map } from "./subject_map";
import { Fault, type Text, text } from "./text";
import { type Digest, is_included, kSha256, kSm3, leaf, root_before_last } from "./tree";

export const kSteps = ["format", "statement", "fields", "entry", "inclusion", "checkpoint", "sm3", "cosignatures", "map", "keys", "anchors"] as const;
export type StepName = (typeof kSteps)[number];
// not_there: nothing that proves; not_reached: what it stands on failed.
export type StepState = "ok" | "failed" | "not_there" | "not_reached";
export interface Step {
  readonly name: StepName;
  readonly state: StepState;
  readonly says: Text;
}
export interface Verified {
  holds: boolean;
  steps: Step[];
  trusted: Text[];
  declared: Text[];
  bundle?: Bundle;
  entry?: Entry;
  stated_at_ms?: bigint;
  witnessed: { name: string; time_s: bigint }[]; // those that count
  anchored: AnchorTime[]; // the third clock, of which nothing is proven here
  origin: string;
  size: bigint;
}
export interface Question {
  readonly trust?: Policy;
  readonly at_ms: bigint;
  readonly asks_now: boolean; // at_ms is this machine's clock
}

// What the function gives, or the fault that it threw.
function tried<T>(make: () => T): T | Fault {
  try {
    return make();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

// Of this machine's clock, by more than two clocks may differ: in whole seconds, as the program asks.
export const is_ahead = (time_ms: bigint, at_ms: bigint): boolean => time_ms / 1000n > at_ms / 1000n + kSlackS;

class Verifier {
  private readonly steps = new Map<StepName, Step>(
    kSteps.map((name) => [name, { name, state: "not_reached", says: text("what it stands on failed", "其所依据的步骤未通过") }]),
  );
  private readonly out: Verified = { holds: false, steps: [], trusted: [], declared: [], witnessed: [], anchored: [], origin: "", size: 0n };
  private bundle!: Bundle;
  private note!: Note;
  private at!: Checkpoint;
  private state?: StateEntry;
  private state_stands?: boolean;
  private history?: CheckedHistory;
  private history_fault?: Fault;
  private own_policy = false;
  private quorum_ms?: bigint; // of the witnesses that count

  constructor(private readonly question: Question) {}

  run(file: Octets): Verified {
    if (this.open(file)) {
      this.statement();
      this.fields();
      this.find_keys();
      this.inclusion();
      this.checkpoint();
      this.sm3();
      this.cosignatures();
      this.map();
      this.keys();
      this.declared();
      this.anchors();
    }
    this.out.steps = [...this.steps.values()];
    this.out.holds = this.out.steps.every(({ state }) => state === "ok" || state === "not_there");
    return this.out;
  }

  private tell(name: StepName, state: StepState, says: Text): void {
    this.steps.set(name, { name, state, says });
  }
  private ok(name: StepName, en: string, zh: string): void {
    this.tell(name, "ok", text(en, zh));
  }
  private failed(name: StepName, en: string, zh: string): void {
    this.tell(name, "failed", text(en, zh));
  }
  private not_there(name: StepName, en: string, zh: string): void {
    this.tell(name, "not_there", text(en, zh));
  }
  private get record(): RecordEntry | undefined {
    return this.out.entry?.is === "record" ? this.out.entry : undefined;
  }

  // Format, entry, checkpoint; false: nothing can be said of the rest.
  private open(file: Octets): boolean {
    const opened = tried(() => read_bundle(file));
    if (opened instanceof Fault) {
      this.tell("format", "failed", opened.says);
      return false;
    }
    this.bundle = this.out.bundle = opened;
    if (opened.is_whole) this.ok("format", "a bundle of evidence, whole", "证据包完整");
    else this.failed("format", "the contents do not fit their checksum: damaged", "内容与校验和不符：已损坏");
    this.open_entry();
    return this.open_checkpoint();
  }

  private open_entry(): void {
    const entry = tried(() => read_entry(this.bundle.entry));
    if (entry instanceof Fault) return this.tell("entry", "failed", entry.says);
    this.out.entry = entry;
    const { asks_now, at_ms } = this.question;
    if (asks_now ? is_ahead(entry.time_ms, at_ms) : entry.time_ms > at_ms) return this.failed("entry", "it is dated after the moment asked of", "其日期晚于所问时刻");
    const [label, time] = [kind_label(entry), moment_text(entry.time_ms)];
    this.ok("entry", `"${label.en}", dated ${time.en}`, `${label.zh}，${time.zh}`);
  }

  private open_checkpoint(): boolean {
    const opened = tried(() => {
      this.note = parse_note(this.bundle.checkpoint);
      return parse_checkpoint(this.note.text);
    });
    if (opened instanceof Fault) {
      this.tell("checkpoint", "failed", opened.says);
      return false;
    }
    this.at = opened;
    this.out.origin = opened.origin;
    this.out.size = opened.size;
    const state = tried(() => read_entry(this.bundle.state));
    if (!(state instanceof Fault) && state.is === "state") this.state = state;
    this.out.stated_at_ms = this.state?.time_ms;
    return true;
  }

  private statement(): void {
    const named = this.record?.statement;
    const { statement } = this.bundle;
    if (statement === undefined) {
      if (named) return this.not_there("statement", "the signed file that the entry names is not in the bundle", "条目所列签名文件不在证据包中");
      return this.not_there("statement", "the entry names no signed file", "条目未列签名文件");
    }
    if (!this.out.entry) return;
    if (!named || !equal(kSha256(statement), named)) return this.failed("statement", "the signed file is not the one that the entry names", "签名文件不是条目所列的文件");
    this.ok("statement", `SHA-256 ${hex(named)}`, `SHA-256 ${hex(named)}`);
  }

  private fields(): void {
    const shown = this.bundle.disclosed;
    if (shown.length === 0) return this.not_there("fields", "no field is disclosed", "没有披露字段");
    if (!this.out.entry) return;
    const root = this.record?.fields;
    for (const [i, field] of shown.entries()) {
      const before = shown[i - 1];
      if (before && order(octets_of(before.name), octets_of(field.name)) >= 0)
        return this.failed("fields", `disclosed field ${i + 1} does not follow the one before by name`, `第 ${i + 1} 个披露字段的名称不在前一个之后`);
      const follows = before === undefined || before.place < field.place;
      const stands = root !== undefined && is_included(kSha256, field.place, leaf(kSha256, commitment_octets(field)), root.count, field.path, root.root);
      if (!follows || !stands) return this.failed("fields", `disclosed field ${i + 1} is none of the entry's`, `第 ${i + 1} 个披露字段不属于该条目`);
    }
    const count = root?.count ?? 0n;
    this.ok("fields", `${shown.length} of ${count} fields disclosed`, `披露 ${shown.length} 个字段，共 ${count} 个`);
  }

  private find_keys(): void {
    const history = tried(() => check_history(this.bundle.history, this.at.origin, this.at.size, this.at.root));
    if (history instanceof Fault) this.history_fault = history;
    else this.history = history;
  }

  private stands(digest: Digest, octets: Octets, index: bigint, at: Checkpoint, proof: readonly Octets[]): boolean {
    return is_included(digest, index, leaf(digest, octets), at.size, proof, at.root);
  }

  private inclusion(): void {
    const { entry, index, proof } = this.bundle;
    const { origin, size } = this.at;
    if (this.stands(kSha256, entry, index, this.at, proof)) return this.ok("inclusion", `entry ${index} of ${size} in ${origin}`, `${origin} 共 ${size} 个条目，其中第 ${index} 号`);
    this.failed("inclusion", "the proof does not lead from the entry to the checkpoint's root", "证明不能由条目推出检查点的根");
  }

  // False: told as the step's failure.
  private is_signed(name: StepName, note: Note, key: VerifierKey): boolean {
    const signed = tried(() => is_note_signed_by(note, key));
    if (signed instanceof Fault) this.tell(name, "failed", signed.says);
    else if (!signed) this.failed(name, "the log's key in force did not sign the checkpoint", "日志的现行密钥未签署该检查点");
    return signed === true;
  }

  // The signature of the key in force, and no other: an older key's is refused.
  private checkpoint(): void {
    if (!this.history) return;
    const key = in_force(this.history.lines[0]!);
    if (!this.is_signed("checkpoint", this.note, key)) return;
    const { receipt } = this.bundle;
    if (receipt) {
      const holds = tried(() => is_signed_by(key.key, receipt_signed(key.key, this.at.root), receipt));
      if (holds instanceof Fault) return this.tell("checkpoint", "failed", holds.says);
      if (!holds) return this.failed("checkpoint", "the signature for a receipt is not the log's", "回执签名不是该日志的");
    }
    this.ok("checkpoint", `${this.at.origin} signed ${this.at.size} entries`, `${this.at.origin} 已签署 ${this.at.size} 个条目`);
  }

  private trusted_for(name: string): VerifierKey[] {
    return (this.question.trust ?? kNoPolicy).logs.filter((log) => log.name === name);
  }

  // Whoever can sign for the tree under SHA-256 can make a twin with a key of his own: it proves something only by a key that the verifier brought.
  private sm3(): void {
    const twin_name = `${this.at.origin}/sm3`;
    const trusted = this.trusted_for(twin_name);
    const twin = this.bundle.sm3;
    if (twin === undefined) {
      if (trusted.length > 0) return this.failed("sm3", "the policy names a key of the tree under SM3, the bundle has no such", "策略列有 SM3 树的密钥，证据包却没有该树");
      if (this.state?.sm3_root) return this.not_there("sm3", "the checkpoint under SM3 is not in the bundle", "证据包中没有 SM3 检查点");
      return this.not_there("sm3", "the log keeps no tree under SM3", "该日志没有 SM3 树");
    }
    if (!this.history) return;
    const opened = tried(() => {
      const note = parse_note(twin.checkpoint);
      return { note, at: parse_checkpoint(note.text) };
    });
    if (opened instanceof Fault) return this.tell("sm3", "failed", opened.says);
    const { note, at } = opened;
    const line = line_of(this.history.lines, twin_name);
    if (line === undefined || at.origin !== twin_name || at.size !== this.at.size) return this.failed("sm3", "it is a checkpoint of another tree", "是另一棵树的检查点");
    if (!this.is_signed("sm3", note, in_force(line))) return;
    const { entry, index, state } = this.bundle;
    const stands = this.stands(kSm3, entry, index, at, twin.proof) && this.stands(kSm3, state, at.size - 1n, at, twin.state_proof);
    if (!stands) return this.failed("sm3", "a proof does not lead to its root", "证明不能推出其根");
    if (!this.state?.sm3_root || !equal(this.state.sm3_root, root_before_last(kSm3, twin.state_proof)))
      return this.failed("sm3", "the tree under SHA-256 names another root for it", "SHA-256 树所列的根与其不同");
    if (line.some((key) => trusted.some((known) => known.text === key.text))) return this.ok("sm3", "the same entry under SM3, signed", "同一条目亦在 SM3 树中，已签署");
    this.tell(
      "sm3",
      trusted.length === 0 ? "not_there" : "failed",
      text("signed by a key that nobody vouches for: name it in a second log line of the policy", "由无人作保的密钥签署：请在策略中另列一行 log 指明该密钥"),
    );
  }

  // The verifier's as he brought it, whatever the log declares. Only where he asks for no witness is the log held to its own word.
  private policy_to_hold(): Policy {
    const brought = this.question.trust ?? kNoPolicy;
    const last = this.history!.policies[this.history!.policies.length - 1];
    if (brought.quorum || last === undefined) return brought;
    this.own_policy = true;
    return last.policy;
  }

  private declared(): void {
    for (const { policy, index } of this.history?.policies ?? []) {
      const count = policy.witnesses.length;
      const [en, zh] = policy.quorum ? ["a quorum", "有法定数"] : ["no quorum", "无法定数"];
      this.out.declared.push(text(`entry ${index}: ${count} ${count === 1 ? "witness" : "witnesses"}, ${en}`, `条目 ${index}：见证方 ${count} 个，${zh}`));
    }
  }

  private cosignatures(): void {
    if (!this.history) return;
    const policy = this.policy_to_hold();
    const times = tried(() => policy.witnesses.map(({ key }) => cosigned_at(this.note, key)));
    if (times instanceof Fault) return this.tell("cosignatures", "failed", times.says);
    const counted: Cosigned[] = [];
    const others: Text[] = []; // who signed and does not count, and why
    for (const [witness, time_s] of times.entries()) {
      if (time_s === undefined) continue;
      const { name } = policy.witnesses[witness]!;
      const fault = time_fault(this.window(), time_s);
      if (fault !== undefined) {
        others.push(this.mistimed(name, time_s, fault));
        continue;
      }
      counted.push({ witness, time_s });
      this.out.witnessed.push({ name, time_s });
    }
    this.quorum_ms = quorum_time_ms(policy, counted);
    const witnessed = this.out.witnessed.map(({ name }) => name);
    const names = text(witnessed.join(", "), witnessed.join("、"));
    const rest = others.length === 0 ? text("", "") : text(`; not counted: ${others.map(({ en }) => en).join(", ")}`, `；未计入：${others.map(({ zh }) => zh).join("、")}`);
    const lack = lacking(policy, counted.map(({ witness }) => witness));
    if (lack) {
      const [en, zh] = this.own_policy ? ["the log's own", "日志自定的"] : ["the", ""];
      return this.failed(
        "cosignatures",
        `${en} quorum "${lack.name}" needs ${lack.needs} and has ${lack.has}${names.en && `: ${names.en}`}${rest.en}`,
        `${zh}法定数“${lack.name}”须有 ${lack.needs} 个，现有 ${lack.has} 个${names.zh && `：${names.zh}`}${rest.zh}`,
      );
    }
    if (!policy.quorum && !this.question.trust) return this.not_there("cosignatures", "no policy was given, so no witness is asked for", "未提供策略，故不要求见证");
    if (!policy.quorum) return this.not_there("cosignatures", "the policy asks for no witness", "策略不要求见证");
    const [en, zh] = !this.own_policy
      ? ["", ""]
      : this.question.trust
        ? [", whom the log names itself: your policy asks for no witness", "（由日志自行指定：您的策略不要求见证）"]
        : [", whom the log names itself: you gave no policy", "（由日志自行指定：您未提供策略）"];
    this.ok("cosignatures", `witnessed by ${names.en}${en}${rest.en}`, `见证方：${names.zh}${zh}${rest.zh}`);
  }

  // A tree that has the entry is no older than the entry.
  private window(): CosigningWindow {
    const { entry } = this.out;
    const { asks_now, at_ms } = this.question;
    return { since_s: entry === undefined || entry.time_ms < 0n ? 0n : entry.time_ms / 1000n, ...(asks_now && { until_s: at_ms / 1000n }) };
  }
  private mistimed(name: string, time_s: bigint, fault: "early" | "ahead"): Text {
    const time = moment_text(cosigned_ms(time_s));
    const [en, zh] = fault === "early" ? ["before the entry is dated", "早于条目所载日期"] : ["after the moment asked of", "晚于所问时刻"];
    return text(`${name} (${time.en}, ${en})`, `${name}（${time.zh}，${zh}）`);
  }

  // When the tree was at the latest, by the more cautious of two clocks: the log's and its quorum's.
  private as_of_ms(): bigint {
    const { time_ms } = this.state!;
    return this.quorum_ms !== undefined && this.quorum_ms / 1000n < time_ms / 1000n ? this.quorum_ms : time_ms;
  }

  private map(): void {
    const { record } = this;
    if (!this.out.entry || !this.state_holds("map")) return;
    const { asks_now, at_ms } = this.question;
    const stated = this.state!;
    if (asks_now && stated.time_ms / 1000n - kSlackS > at_ms / 1000n) {
      const time = moment_text(stated.time_ms);
      return this.failed("map", `the log dates its state ${time.en}, after the moment asked of`, `日志所称状态时间${time.zh}晚于所问时刻`);
    }
    const as_of = moment_text(this.as_of_ms());
    const later =
      this.as_of_ms() <= at_ms
        ? text("", "")
        : text(`; proved at the checkpoint's time, ${as_of.en}, not at the moment asked of`, `；所证明的是检查点时刻（${as_of.zh}），不是所问时刻`);
    if (record === undefined) {
      if (this.bundle.map) return this.failed("map", "an entry of the log has no subject", "日志自身的条目没有主体");
      return this.not_there("map", `an entry of the log has no subject${later.en}`, `日志自身的条目没有主体${later.zh}`);
    }
    if (!this.bundle.map) return this.failed("map", "the bundle does not show what is newest of the subject", "证据包未证明该主体的最新条目");
    const { newest, path } = this.bundle.map;
    if (!is_in_map(stated.map_root, record.subject, newest, path)) return this.failed("map", "the proof does not lead to the map's root", "证明不能推出映射的根");
    const status = status_label(newest.status);
    if (newest.index > this.bundle.index)
      return this.failed("map", `entry ${newest.index} is newer: ${status.en}, as of ${as_of.en}`, `条目 ${newest.index} 更新：${status.zh}，截至${as_of.zh}`);
    const is_this = newest.index === this.bundle.index && equal(newest.leaf, leaf(kSha256, this.bundle.entry)) && newest.status === record.status;
    if (!is_this) return this.failed("map", "the map names another entry", "映射所列为另一条目");
    this.ok("map", `nothing newer as of ${as_of.en}; status ${status.en}${later.en}`, `截至${as_of.zh}没有更新的条目；状态：${status.zh}${later.zh}`);
  }

  // The checkpoint's last entry says what is said of it. False: told as the step's failure.
  private state_holds(name: StepName): boolean {
    if (!this.state) {
      this.failed(name, "the checkpoint's last entry is no statement of its state", "检查点的末条不是状态条目");
      return false;
    }
    const { state, state_proof } = this.bundle;
    this.state_stands ??=
      this.at.size > 0n &&
      this.stands(kSha256, state, this.at.size - 1n, this.at, state_proof) &&
      equal(this.state.sha256_root, root_before_last(kSha256, state_proof));
    if (!this.state_stands) this.failed(name, "the statement of state is not the checkpoint's last entry", "状态条目不是该检查点的末条");
    return this.state_stands;
  }

  private keys(): void {
    if (!this.history) return this.tell("keys", "failed", this.history_fault!.says);
    if (!this.state_holds("keys")) return;
    const changes = this.bundle.history.changes.length;
    const counted = this.state!.changes;
    if (counted !== BigInt(changes))
      return this.failed("keys", `the log counts ${counted} changes of keys and policy, the bundle has ${changes}`, `日志记有 ${counted} 次密钥与策略变更，证据包有 ${changes} 次`);
    let is_vouched_for = false;
    for (const [place, line] of this.history.lines.entries()) {
      const trusted = this.trusted_for(line[0]!.name);
      const at = line.findIndex((key) => trusted.some((known) => known.text === key.text));
      if (at < 0 && trusted.length > 0) return this.failed("keys", `the trusted key of ${line[0]!.name} is none that it had`, `所信任的 ${line[0]!.name} 密钥不在其历任密钥之中`);
      if (at < 0) continue;
      is_vouched_for ||= place === 0;
      const since = line.length - at - 1;
      this.out.trusted.push(text(`${line[at]!.text}, ${since} ${since === 1 ? "change" : "changes"} of key since`, `${line[at]!.text}，其后换钥 ${since} 次`));
    }
    if (!is_vouched_for) {
      const [en, zh] = this.question.trust ? ["your policy names no key of it", "您的策略未列出其任何密钥"] : ["no policy was given", "未提供策略"];
      return this.failed("keys", `nobody vouches for the log's key: ${en}`, `没有人为日志的密钥作保：${zh}`);
    }
    for (const { name } of this.own_policy ? [] : (this.question.trust ?? kNoPolicy).witnesses) this.out.trusted.push(text(`witness ${name}`, `见证方 ${name}`));
    this.ok("keys", `${changes} ${changes === 1 ? "change" : "changes"} of keys and policy, each signed by the key in force`, `密钥与策略变更 ${changes} 次，均由当时的现行密钥签名`);
  }

  // The page is told of no authority, block or node, so no anchor is proven by it: what is forged fails, the rest is said.
  private anchors(): void {
    const { anchors, index } = this.bundle;
    for (const octets of anchors) {
      const time = tried(() => check_anchor(octets, { ...this.at, index }));
      if (time instanceof Fault) return this.tell("anchors", "failed", time.says);
      this.out.anchored.push(time);
    }
    this.tell("anchors", "not_there", this.out.anchored[anchors.length - 1]?.says ?? text("the bundle holds no anchor", "证据包中没有锚定"));
  }
}

export const verify_bundle = (file: Octets, question: Question): Verified => new Verifier(question).run(file);
// As the program ends: 0 every step holds, 6 one failed, 2 no bundle.
export const exit_of = ({ holds, bundle }: Verified): number => (holds ? 0 : bundle ? 6 : 2);
