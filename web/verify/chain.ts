// What an anchor in a chain of the EVM consists of: tidegate/evidence/chain.h. Keccak-256 and secp256k1 are @noble's.
import { secp256k1 } from "@noble/curves/secp256k1";
import { keccak_256 } from "@noble/hashes/sha3";
import { type Octets, big_endian, equal, from_hex, joined, octets_of, to_base64 } from "./octets";
import { type Rlp, number_of, read_rlp, rlp_list, rlp_of, rlp_of_number } from "./rlp";
import { refuse } from "./text";
import { kSha256 } from "./tree";

export const kLargestChainId = 1n << 62n; // v has room
export const kMostReceipts = 4_096;
const kWord = 32;
const kAddress = 20;
const kBloom = 256;
const kEip155 = 35n;
const kMostTopics = 4;
const kAnchor = from_hex("7f00e393"); // anchor(bytes32,uint64,bytes32,bytes32)
const kAnchored = keccak_256(octets_of("Anchored(bytes32,uint64,bytes32,bytes32,address)"));

export const keccak256 = (octets: Octets): Octets => keccak_256(octets);

// What is written into the chain of a checkpoint.
export interface AnchorWords {
  readonly origin: Octets; // SHA-256 of the log's name
  readonly size: bigint;
  readonly root: Octets;
  readonly note: Octets; // SHA-256 of the checkpoint's text: what is stamped too
}
export function anchor_words(origin: string, size: bigint, root: Octets): AnchorWords {
  return { origin: kSha256(octets_of(origin)), size, root, note: kSha256(octets_of(`${origin}\n${size}\n${to_base64(root)}\n`)) };
}

const word = (number: bigint): Octets => from_hex(number.toString(16).padStart(2 * kWord, "0"));
export const anchor_call = ({ origin, size, root, note }: AnchorWords): Octets => joined(kAnchor, origin, word(size), root, note);

export interface Transaction {
  readonly chain_id: bigint;
  readonly to: Octets; // empty: it makes a contract
  readonly data: Octets;
  readonly sender: Octets;
}

const no_transaction = (): never => refuse("is no legacy transaction of one chain (EIP-155)", "不是指定链编号的传统交易（EIP-155）");

function scalar_of({ is_list, octets }: Rlp): bigint {
  if (is_list || octets.length === 0 || octets.length > kWord || octets[0] === 0) return no_transaction();
  return big_endian(octets);
}

// Whose key made the signature, as an address. Throws Fault: no key did, or s is high (EIP-2).
function recovered(digest: Octets, r: bigint, s: bigint, parity: number): Octets {
  try {
    const signature = new secp256k1.Signature(r, s).addRecoveryBit(parity);
    if (!signature.hasHighS()) return keccak256(signature.recoverPublicKey(digest).toBytes(false).subarray(1)).subarray(kWord - kAddress);
  } catch {
    // r or s out of range, or no point
  }
  return refuse("is a signature that no key made", "不是任何密钥作出的签名");
}

// Throws Fault.
export function read_transaction(octets: Octets): Transaction {
  const { is_list, items } = read_rlp(octets);
  if (!is_list || items.length !== 9) return no_transaction();
  const [nonce, price, gas, to, value, data, v_item, r_item, s_item] = items as [Rlp, Rlp, Rlp, Rlp, Rlp, Rlp, Rlp, Rlp, Rlp];
  const v = number_of(v_item);
  if ([nonce, price, gas, value].some((item) => number_of(item) === undefined) || v === undefined || v < kEip155 || to.is_list || data.is_list) return no_transaction();
  const [r, s] = [scalar_of(r_item), scalar_of(s_item)];
  const chain_id = (v - kEip155) / 2n;
  if ((to.octets.length !== 0 && to.octets.length !== kAddress) || chain_id > kLargestChainId) return no_transaction();
  const fields = [nonce, price, gas, to, value, data].map((item) => rlp_of(item.octets));
  const digest = keccak256(rlp_list(...fields, rlp_of_number(chain_id), rlp_of_number(0n), rlp_of_number(0n)));
  return { chain_id, to: to.octets, data: data.octets, sender: recovered(digest, r, s, Number((v - kEip155) % 2n)) };
}

const no_receipt = (): never => refuse("is no receipt of a transaction", "不是交易回执");

function log_at({ is_list, items }: Rlp): { address: Octets; topics: Octets[]; data: Octets } {
  if (!is_list || items.length !== 3) return no_receipt();
  const [address, topics, data] = items as [Rlp, Rlp, Rlp];
  if (address.is_list || address.octets.length !== kAddress || !topics.is_list || topics.items.length > kMostTopics || data.is_list) return no_receipt();
  if (topics.items.some((topic) => topic.is_list || topic.octets.length !== kWord)) return no_receipt();
  return { address: address.octets, topics: topics.items.map((topic) => topic.octets), data: data.octets };
}

// Whether the contract says in the receipt that it took this anchor from that account. Throws Fault: it is no receipt.
export function tells_anchor(receipt: Octets, contract: Octets, words: AnchorWords, owner: Octets): boolean {
  const first = receipt[0] ?? 0;
  if (first === 0 || (first > 0x7f && first < 0xc0)) return no_receipt();
  const { is_list, items } = read_rlp(receipt.subarray(first < 0xc0 ? 1 : 0)); // a type may stand before it
  if (!is_list || items.length !== 4) return no_receipt();
  const [status_item, used, bloom, list] = items as [Rlp, Rlp, Rlp, Rlp];
  const status = number_of(status_item);
  if (status === undefined || status > 1n || number_of(used) === undefined || bloom.is_list || bloom.octets.length !== kBloom || !list.is_list) return no_receipt();
  const topics = [kAnchored, words.origin, word(words.size)];
  const said = joined(words.root, words.note, new Uint8Array(kWord - kAddress), owner);
  const logs = list.items.map(log_at);
  const tells = (log: (typeof logs)[number]) =>
    equal(log.address, contract) && equal(joined(...log.topics), joined(...topics)) && equal(log.data, said);
  return status === 1n && logs.some(tells);
}

export interface Header {
  readonly receipts_root: Octets;
  readonly number: bigint;
  readonly time_s: bigint;
}
// Throws Fault.
export function read_header(octets: Octets): Header {
  const { is_list, items } = read_rlp(octets);
  const [root, number_item, time_item] = [items[5], items[8], items[11]];
  const number = number_item && number_of(number_item);
  const time_s = time_item && number_of(time_item);
  if (!is_list || items.length < 15 || items.length > 40 || !root || root.is_list || root.octets.length !== kWord || number === undefined || time_s === undefined)
    return refuse("is no header of a block", "不是区块头");
  return { receipts_root: root.octets, number, time_s };
}

const nibbles_of = (octets: Octets): number[] => Array.from(octets).flatMap((octet) => [octet >> 4, octet & 0xf]);

// Half octets and whether they end at what stands there (hex-prefix). Undefined: no such spelling.
function unpacked(octets: Octets): readonly [number[], boolean] | undefined {
  const [first, second, ...rest] = nibbles_of(octets);
  if (first === undefined || second === undefined || first > 3) return undefined;
  const is_odd = (first & 1) !== 0;
  if (!is_odd && second !== 0) return undefined;
  return [is_odd ? [second, ...rest] : rest, (first & 2) !== 0];
}

function node_of(octets: Octets): readonly Rlp[] {
  try {
    return read_rlp(octets).items; // of no list there is none
  } catch {
    return [];
  }
}

// Whether this receipt is the one at `index` in the block's tree of receipts (Merkle Patricia).
export function is_receipt(root: Octets, index: bigint, receipt: Octets, proof: readonly Octets[]): boolean {
  let path = nibbles_of(rlp_of_number(index));
  let expected = root;
  for (const [place, node] of proof.entries()) {
    if (!equal(keccak256(node), expected)) return false;
    const items = node_of(node);
    let next: Rlp;
    if (items.length === 17) {
      const nibble = path.shift();
      if (nibble === undefined) return false;
      next = items[nibble]!;
    } else {
      const [key_item, value] = items;
      if (items.length !== 2 || !key_item || !value || key_item.is_list || value.is_list) return false;
      const key = unpacked(key_item.octets);
      if (!key || key[0].some((nibble, i) => path[i] !== nibble)) return false;
      path = path.slice(key[0].length);
      if (key[1]) return path.length === 0 && place + 1 === proof.length && equal(value.octets, receipt);
      if (key[0].length === 0) return false;
      next = value;
    }
    if (next.is_list || next.octets.length !== kWord) return false;
    expected = next.octets;
  }
  return false;
}
