// Entries of an evidence log: docs/formats/evidence-entry.md.
import { of_array, of_bytes, of_integer, of_text, read_cbor, write_cbor, type Cbor } from "./cbor";
import { CborReader, kLargest } from "./cbor_reader";
import type { Octets } from "./octets";
import { type Text, refuse, text } from "./text";

export const kLargestEntry = 65_535;
export const kMostFields = 256;
const kMostParents = 64;

const kRecordKinds = ["assessment", "case_step", "permit", "permit_status", "credential", "backup", "warning"] as const;
const kKinds = [...kRecordKinds, "state", "key", "policy"] as const;
export const kStatuses = ["live", "suspended", "revoked", "superseded"] as const;
export type Status = (typeof kStatuses)[number];

const kKindZh: Record<(typeof kKinds)[number], string> = {
  assessment: "评估",
  case_step: "办件步骤",
  permit: "许可",
  permit_status: "许可状态",
  credential: "凭证",
  backup: "备份",
  warning: "预警",
  state: "日志状态",
  key: "密钥变更",
  policy: "策略变更",
};
const kStatusZh: Record<Status, string> = { live: "有效", suspended: "已中止", revoked: "已撤销", superseded: "已被取代" };
export const kind_label = (entry: Entry): Text => text(entry.kind, kKindZh[entry.kind]);
export const status_label = (status: Status): Text => text(status, kStatusZh[status]);

export interface FieldsRoot {
  readonly count: bigint; // of none there is no root
  readonly root: Octets;
}
export interface RecordEntry {
  readonly is: "record";
  readonly kind: (typeof kRecordKinds)[number];
  readonly time_ms: bigint;
  readonly subject: Octets;
  readonly parents: readonly bigint[];
  readonly actor: string;
  readonly law?: Octets;
  readonly fields?: FieldsRoot;
  readonly statement?: Octets;
  readonly status: Status;
}
export interface StateEntry {
  readonly is: "state";
  readonly kind: "state";
  readonly time_ms: bigint;
  readonly sha256_root: Octets;
  readonly sm3_root?: Octets;
  readonly map_root: Octets;
  readonly changes: bigint;
}
// A change of key or of the declared policy.
export interface ChangeEntry {
  readonly is: "change";
  readonly kind: "key" | "policy";
  readonly time_ms: bigint;
  readonly what: string; // verifier key, or policy
  readonly signature: Octets;
}
export type Entry = RecordEntry | StateEntry | ChangeEntry;

const kKeys = { version: 0, kind: 1, subject: 2, parents: 3, actor: 4, time: 5, law: 6, fields: 7, statement: 8, status: 9, body: 10, end: 11 } as const;
const not_of_its_kind = (): never => refuse("has a key that its kind has not", "含有该类条目没有的键");

function fields_at(at: CborReader): FieldsRoot {
  at.only_below(2);
  const count = at.member(0).integer(BigInt(kMostFields));
  const root = at.member(1).hash();
  if (count === 0n) refuse("counts no field", "字段数为零");
  return { count, root };
}

function record_at(at: CborReader, kind: RecordEntry["kind"]): RecordEntry {
  const subject = at.member(kKeys.subject).bytes(16, 16);
  const parents = at
    .member(kKeys.parents)
    .items(0, kMostParents)
    .map((parent) => parent.integer(kLargest));
  if (parents.some((parent, i) => i > 0 && parents[i - 1]! >= parent)) refuse("is not ascending", "未按升序排列");
  const actor = at.member(kKeys.actor).text(1, 200);
  const time_ms = at.member(kKeys.time).integer(kLargest);
  const law = at.optional(kKeys.law)?.hash();
  const fields = at.optional(kKeys.fields);
  const root = fields && fields_at(fields);
  const statement = at.optional(kKeys.statement)?.hash();
  const status = at.member(kKeys.status).one_of(kStatuses);
  if (at.optional(kKeys.body)) not_of_its_kind();
  return { is: "record", kind, time_ms, subject, parents, actor, law, fields: root, statement, status };
}

function log_entry_at(at: CborReader, kind: "state" | "key" | "policy"): StateEntry | ChangeEntry {
  for (const key of [kKeys.subject, kKeys.parents, kKeys.actor, kKeys.law, kKeys.fields, kKeys.statement, kKeys.status]) {
    if (at.optional(key)) not_of_its_kind();
  }
  const time_ms = at.member(kKeys.time).integer(kLargest);
  const body = at.member(kKeys.body);
  if (kind === "state") {
    body.only_below(4);
    const sha256_root = body.member(0).hash();
    const map_root = body.member(2).hash();
    const changes = body.member(3).integer(kLargest);
    return { is: "state", kind, time_ms, sha256_root, map_root, changes, sm3_root: body.optional(1)?.hash() };
  }
  body.only_below(2);
  const signature = body.member(1).bytes(0, 8_192);
  return { is: "change", kind, time_ms, what: body.member(0).text(1, kind === "key" ? 4_096 : 60_000), signature };
}

// Throws Fault.
export function read_entry(octets: Octets): Entry {
  const at = new CborReader(read_cbor(octets, { octets: kLargestEntry, items: 1_024, depth: 4 }));
  at.only_below(kKeys.end);
  if (at.member(kKeys.version).integer((1n << 64n) - 1n) !== 1n) refuse("is a version that this program does not know", "本程序不认识的版本");
  const kind = at.member(kKeys.kind).one_of(kKinds);
  return kind === "state" || kind === "key" || kind === "policy" ? log_entry_at(at, kind) : record_at(at, kind);
}

// The octets of a change with an empty signature: what is signed.
export function bare_change(change: ChangeEntry): Octets {
  const pair = (key: number, value: Cbor): [Cbor, Cbor] => [of_integer(BigInt(key)), value];
  const body: Cbor = { is: "map", pairs: [pair(0, of_text(change.what)), pair(1, of_bytes(new Uint8Array()))] };
  const pairs = [pair(kKeys.version, of_integer(1n)), pair(kKeys.kind, of_text(change.kind)), pair(kKeys.time, of_integer(change.time_ms)), pair(kKeys.body, body)];
  return write_cbor({ is: "map", pairs });
}

// What is newest of a subject, as the map holds it.
export interface Newest {
  readonly index: bigint;
  readonly leaf: Octets;
  readonly status: Status;
}
export const newest_octets = ({ index, leaf, status }: Newest): Octets => write_cbor(of_array(of_integer(index), of_bytes(leaf), of_text(status)));
