// Compiles EvidenceAnchor.sol with the solc that npm installed: node build.mjs NODE_MODULES [OUT]. Without OUT
// it says whether EvidenceAnchor.json is what the compiler gives.
import crypto from "node:crypto";
import fs from "node:fs";
import module from "node:module";
import path from "node:path";
import url from "node:url";

const here = path.dirname(url.fileURLToPath(import.meta.url));
const [modules, out] = process.argv.slice(2);
const solc = module.createRequire(path.resolve(modules, "x.js"))("solc");
const source = fs.readFileSync(path.join(here, "EvidenceAnchor.sol"), "utf8");
const compiled = JSON.parse(solc.compile(JSON.stringify({
  language: "Solidity",
  sources: { "EvidenceAnchor.sol": { content: source } },
  settings: {
    evmVersion: "paris", // no PUSH0: chains of consortia lag behind
    optimizer: { enabled: true, runs: 200 },
    metadata: { bytecodeHash: "none", appendCBOR: false },
    outputSelection: { "*": { "*": ["abi", "evm.bytecode.object", "evm.deployedBytecode.object", "evm.methodIdentifiers"] } },
  },
})));
for (const error of compiled.errors ?? []) console.error(error.formattedMessage);
if ((compiled.errors ?? []).length > 0) process.exit(1);
const contract = compiled.contracts["EvidenceAnchor.sol"].EvidenceAnchor;
const text = JSON.stringify({
  source_sha256: crypto.createHash("sha256").update(source).digest("hex"),
  compiler: solc.version(),
  evm_version: "paris",
  selectors: contract.evm.methodIdentifiers,
  bytecode: contract.evm.bytecode.object,
  deployed: contract.evm.deployedBytecode.object,
  abi: contract.abi,
}, null, 1) + "\n";
const kept = path.join(here, "EvidenceAnchor.json");
if (out) fs.writeFileSync(out, text);
else if (fs.readFileSync(kept, "utf8") !== text) {
  console.error("EvidenceAnchor.json is not what the compiler gives: contracts/build");
  process.exit(1);
}
