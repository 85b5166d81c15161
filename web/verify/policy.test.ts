import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import test from "node:test";
import { lacking, parse_policy, quorum_time_ms } from "./policy";
import { Fault } from "./text";

const kText = readFileSync(`${process.env.TIDEGATE_EXAMPLES}/evidence/policy.txt`, "utf8");
const [kLog, kW0, kW1, kW2] = kText.split("\n");

test("a policy is read line by line", () => {
  const policy = parse_policy(`# whom we trust\n\n${kText.replaceAll(" ", " \t ")}`);
  assert.equal(policy.logs.length, 1);
  assert.deepEqual(policy.witnesses.map(({ name }) => name), ["w0", "w1", "w2"]);
  assert.equal(lacking(policy, [0, 1, 2]), undefined);
});

test("a quorum of groups holds with enough members, and says what it lacks", () => {
  const policy = parse_policy(`${kLog}\n${kW0}\n${kW1}\n${kW2}\ngroup a any w0 w1\ngroup both all a w2\nquorum both\n`);
  assert.equal(lacking(policy, [1, 2]), undefined);
  assert.deepEqual(lacking(policy, [0, 1]), { name: "both", needs: 2, has: 1 });
  assert.equal(lacking(parse_policy(`${kLog}\nquorum none\n`), []), undefined);
  assert.deepEqual(lacking(parse_policy(`${kLog}\n${kW0}\nquorum w0\n`), []), { name: "w0", needs: 1, has: 0 });
});

// The key of a line under the name of another's: who holds both is one witness.
function renamed(line: string, name: string): string {
  const [, , vkey] = line.split(" ");
  const key = vkey!.split("+").slice(2).join("+");
  const id = createHash("sha256").update(`${name}\n`).update(Buffer.from(key, "base64")).digest("hex").slice(0, 8);
  return `witness audit ${name}+${id}+${key}`;
}

test("a witness with two keys counts once, and cannot meet a group alone", () => {
  const both = `${kLog}\n${kW0}\n${renamed(kW1!, kW0!.split(" ")[2]!.split("+")[0]!)}\n${kW2}\n`;
  const policy = parse_policy(`${both}group g 2 w0 audit w2\nquorum g\n`);
  assert.deepEqual(lacking(policy, [0, 1]), { name: "g", needs: 2, has: 1 });
  assert.equal(lacking(policy, [1, 2]), undefined);
  assert.equal(lacking(parse_policy(`${both}group g any w0 audit\nquorum g\n`), [1]), undefined);
  for (const group of ["group g 2 w0 audit", "group g all w0 audit w2", "group c any w0 w2\ngroup g 2 c audit"]) {
    const wrong = `${both}${group}\nquorum g\n`;
    assert.throws(() => parse_policy(wrong), (error: unknown) => error instanceof Fault && /^line [56] .* of its members count: keys of one name are of one witness, which counts once$/.test(error.says.en), group);
    assert.notEqual(lacking(parse_policy(wrong, true), [0, 1, 2]), undefined, group);
  }
});

test("a quorum's time is the latest of which a quorum says that it was then or later", () => {
  const policy = parse_policy(`${kLog}\n${kW0}\n${kW1}\n${kW2}\ngroup g 2 w0 w1 w2\nquorum g\n`);
  const at = (...times: (bigint | undefined)[]) => quorum_time_ms(policy, times.flatMap((time_s, witness) => (time_s === undefined ? [] : [{ witness, time_s }])));
  assert.equal(at(20n, 0n, 30n), 20_000n);
  assert.equal(at(20n, 2n ** 63n - 1n, 30n), 30_000n);
  assert.equal(at(20n, undefined, 30n), 20_000n);
  assert.equal(at(2n ** 63n - 1n, 2n ** 63n - 1n), 253_402_300_799_000n);
  assert.equal(at(20n), undefined);
  assert.equal(quorum_time_ms(parse_policy(`${kLog}\n${kW0}\n${kW1}\n${kW2}\nquorum w1\n`), [{ witness: 0, time_s: 9n }, { witness: 1, time_s: 5n }]), 5_000n);
  assert.equal(quorum_time_ms(parse_policy(`${kLog}\nquorum none\n`), []), undefined);
});

test("the line at fault is named by its number and its beginning, in both languages", () => {
  const told = (words: string) => {
    try {
      parse_policy(words);
    } catch (error) {
      return (error as Fault).says;
    }
    return undefined;
  };
  assert.deepEqual(told(`${kLog}\nlogs ${"x".repeat(80)}\nquorum none\n`), {
    en: `line 2 ("logs ${"x".repeat(55)}…") begins with none of log, witness, group, quorum`,
    zh: `第 2 行（“logs ${"x".repeat(55)}…”）：不以 log、witness、group 或 quorum 开头`,
  });
  assert.equal(told(`${kLog}\n`)?.en, "no line says the quorum");
});

test("damage is refused", () => {
  for (const wrong of ["", "quorum none", `${kLog}\n`, `${kLog}\n${kLog}\nquorum none\n`, `${kText}quorum none\n`, `${kText}x\n`, `${kText}\r\n`, `\ufeff${kText}`, `${kLog} a b\nquorum none\n`,
    `${kW0}\ngroup g 0 w0\nquorum g\n`, `${kW0}\ngroup g 2 w0\nquorum g\n`, `${kW0}\ngroup g 01 w0\nquorum g\n`, `${kW0}\ngroup g any w0\ngroup h any w0\nquorum h\n`, `${kW0}\ngroup none any w0\nquorum none\n`,
    `${kW0}\ngroup w0 any w0\nquorum w0\n`, `${kW0!.replace("witness w0", "log")}\nquorum none\n`, `${kLog!.replace("log", "witness x")}\nquorum x\n`, "quorum x\n", `${kLog!.replace("+9c", "+9d")}\nquorum none\n`,
    `${kLog!.replace("+9c", "+9C")}\nquorum none\n`, `${"#".repeat(65_536)}\nquorum none\n`, `${"group\n".repeat(2)}quorum none\n`])
    assert.throws(() => parse_policy(wrong), Fault, wrong.slice(0, 80));
});
