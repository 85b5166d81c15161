// Anchors: what others, outside of the log and its witnesses, hold about one of its trees (tidegate/evidence/anchor.h). Checked is what octets alone
// show. Who signed a time stamp, and whether a block is of its chain, no page can know: it names nobody, so an anchor that holds is told as said.
import { read_cbor } from "./cbor";
import { CborReader, kLargest } from "./cbor_reader";
import { type AnchorWords, anchor_call, anchor_words, is_receipt, kLargestChainId, kMostReceipts, keccak256, read_header, read_transaction, tells_anchor } from "./chain";
import { type Octets, equal, hex } from "./octets";
import { type Text, refuse, text } from "./text";
import { read_time_stamp } from "./time_stamp";
import { is_consistent, kMostProofHashes, kSha256 } from "./tree";

export const kMostAnchors = 16;
export const kLargestAnchor = 192 << 10;
const kLargestPart = 128 << 10;
const kLongestName = 200;
const kMostNodes = 16;
const kMostSeconds = 253_402_300_799n; // the year 9999

interface ChainAnchor {
  readonly chain_id: bigint;
  readonly contract: Octets;
  readonly transaction: Octets;
  readonly block: Octets;
  readonly number: bigint;
  readonly time_s: bigint;
  readonly header: Octets; // empty: none
  readonly index: bigint;
  readonly receipt: Octets; // empty: none
  readonly proof: readonly Octets[];
}
interface Deposit {
  readonly by: string;
  readonly time_ms: bigint; // 0: they did not say
}
type Held = { readonly kind: "rfc3161"; readonly token: Octets } | { readonly kind: "evm"; readonly chain: ChainAnchor } | { readonly kind: "deposit"; readonly deposit: Deposit };
interface Anchor {
  readonly size: bigint;
  readonly root: Octets;
  readonly proof: readonly Octets[];
  readonly held: Held;
}

// The third clock. What it says is the anchor's own word.
export interface AnchorTime {
  readonly kind: Held["kind"];
  readonly by: string;
  readonly time_ms: bigint; // 0: none
  readonly says: Text;
}

function chain_at(at: CborReader): ChainAnchor {
  const [chain_id, contract, transaction, block, number, time_s, header, index, receipt, proof] = at.items(10, 10) as [
    CborReader, CborReader, CborReader, CborReader, CborReader, CborReader, CborReader, CborReader, CborReader, CborReader,
  ];
  return {
    chain_id: chain_id.integer(kLargestChainId),
    contract: contract.bytes(20, 20),
    transaction: transaction.bytes(1, kLargestPart),
    block: block.hash(),
    number: number.integer(kLargest),
    time_s: time_s.integer(kMostSeconds),
    header: header.bytes(0, kLargestPart),
    index: index.integer(BigInt(kMostReceipts)),
    receipt: receipt.bytes(0, kLargestPart),
    proof: proof.items(0, kMostNodes).map((node) => node.bytes(1, kLargestPart)),
  };
}
function deposit_at(at: CborReader): Deposit {
  const [by, id, time, receipt] = at.items(4, 4) as [CborReader, CborReader, CborReader, CborReader];
  const name = by.text(1, kLongestName);
  id.text(0, kLongestName);
  const time_ms = time.integer(kMostSeconds * 1_000n);
  receipt.bytes(0, kLargestPart);
  return { by: name, time_ms };
}
function held_at(kind: Held["kind"], at: CborReader): Held {
  if (kind === "rfc3161") return { kind, token: at.bytes(1, kLargestPart) };
  return kind === "evm" ? { kind, chain: chain_at(at) } : { kind, deposit: deposit_at(at) };
}

// Throws Fault.
function read_anchor(octets: Octets): Anchor {
  const parts = new CborReader(read_cbor(octets, { octets: kLargestAnchor, items: 200, depth: 5 })).items(5, 5);
  const [kind_part, size_part, root_part, proof_part, held] = parts as [CborReader, CborReader, CborReader, CborReader, CborReader];
  const kind = kind_part.one_of(["rfc3161", "evm", "deposit"] as const);
  const size = size_part.integer(kLargest);
  const root = root_part.hash();
  const proof = proof_part.items(0, kMostProofHashes).map((hash) => hash.hash());
  return { size, root, proof, held: held_at(kind, held) };
}

// False: the bundle has no header or no receipt. Throws Fault: what it has does not hold.
function stands_in_block(a: ChainAnchor, words: AnchorWords, sender: Octets): boolean {
  if (a.header.length === 0 || a.receipt.length === 0) {
    if (a.header.length === 0 && a.receipt.length === 0 && a.proof.length === 0 && a.index === 0n) return false;
    return refuse("a part of the block's proof is lacking", "区块证明缺少一部分");
  }
  const header = read_header(a.header);
  if (!equal(keccak256(a.header), a.block) || header.number !== a.number || header.time_s !== a.time_s) refuse("the header is not that of the block", "区块头与区块不符");
  const tells = tells_anchor(a.receipt, a.contract, words, sender);
  if (!is_receipt(header.receipts_root, a.index, a.receipt, a.proof) || !tells)
    refuse("no receipt in the block tells that the contract took this tree", "该区块中没有表明合约已接受该树的回执");
  return true;
}

function check_chain(a: ChainAnchor, words: AnchorWords): AnchorTime {
  const made = read_transaction(a.transaction);
  if (made.chain_id !== a.chain_id || !equal(made.to, a.contract) || !equal(made.data, anchor_call(words)))
    refuse("the transaction anchors another tree, or in another chain or contract", "该交易所锚定的是另一棵树，或属另一条链、另一份合约");
  const says = stands_in_block(a, words, made.sender)
    ? text(
        "signed by the account and in the block; that the block is of that chain is not proven here: name its hash with --block, or a node with --rpc",
        "由该账户签署且在该区块之中；该区块是否属于该链此处未证明：请用 --block 指明其哈希，或用 --rpc 指定节点",
      )
    : text(
        "signed by the account; that it stands in a block of that chain is not proven here: name a node with --rpc",
        "由该账户签署；是否在该链的区块之中此处未证明：请用 --rpc 指定节点",
      );
  const by = `chain ${a.chain_id} block ${a.number} contract 0x${hex(a.contract)} account 0x${hex(made.sender)}`;
  return { kind: "evm", by, time_ms: a.time_s * 1_000n, says };
}

function check_stamp(token: Octets, words: AnchorWords): AnchorTime {
  const { policy, serial, time_ms } = read_time_stamp(token, words.note);
  const says = text(
    "a time stamp over this tree; who signed it is not looked at: name the authority's certificate with --tsa-ca",
    "对该树的时间戳；未核对签发机构：请用 --tsa-ca 给出其证书",
  );
  return { kind: "rfc3161", by: `${policy} #${serial}`, time_ms, says };
}

const told = ({ by, time_ms }: Deposit): AnchorTime => ({
  kind: "deposit",
  by,
  time_ms,
  says: text(`a receipt of "${by}", which that party checks; nothing is proven here`, `“${by}”出具的回执，须由其自行核验；此处不作证明`),
});

export interface AnchoredEntry {
  readonly origin: string;
  readonly index: bigint;
  readonly size: bigint;
  readonly root: Octets;
}
// Throws Fault: it is forged or damaged, or does not prove this entry.
export function check_anchor(octets: Octets, entry: AnchoredEntry): AnchorTime {
  const { size, root, proof, held } = read_anchor(octets);
  if (size <= entry.index || size > entry.size || !is_consistent(kSha256, size, root, entry.size, proof, entry.root))
    refuse("the anchored tree is not one that this log went on from, or lacks the entry", "所锚定的树并非本日志的前身，或不含该条目");
  const words = anchor_words(entry.origin, size, root);
  if (held.kind === "evm") return check_chain(held.chain, words);
  return held.kind === "rfc3161" ? check_stamp(held.token, words) : told(held.deposit);
}
