// A desk of its own for the tests: `tidegate serve` on a free port, with accounts, and a browser's way to ask it.
import { spawn, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, openSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kPatience } from "./look.mjs";

export const kPassword = "correct horse battery";
export const kGiven = "a horse that was given"; // by the operator: its owner chooses kPassword at the first sign-in

export class Asker {
  constructor(base) {
    this.base = base;
    this.cookie = "";
    this.csrf = "";
  }

  async ask(method, path, body, headers = {}) {
    const response = await fetch(this.base + path, {
      method,
      headers: {
        "Accept-Language": "en",
        ...(this.cookie ? { Cookie: this.cookie } : {}),
        ...(this.csrf ? { "X-CSRF-Token": this.csrf } : {}),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const is_json = response.headers.get("content-type")?.includes("json") ?? false;
    const value = is_json && text ? JSON.parse(text) : text;
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 400)}`);
    return { value, response };
  }

  async sign_in(login, password = kPassword) {
    const { value, response } = await this.ask("POST", "/v1/session", { login, password });
    this.cookie = response.headers.getSetCookie()[0].split(";")[0];
    this.csrf = value.csrf;
    return this;
  }
}

// The six digits of an authenticator app (RFC 6238) for a secret in base32.
export function digits_of(secret, at = Date.now()) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((octet) => parseInt(octet, 2)));
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac("sha1", key).update(time).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

// A credit code with the check character that belongs to it (GB 32100).
export function uscc(number) {
  const letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const body = `91110000MA${String(number).padStart(7, "0")}`;
  let total = 0;
  let weight = 1;
  for (const letter of body) {
    total += letters.indexOf(letter) * weight;
    weight = (weight * 3) % 31;
  }
  return body + letters[(31 - (total % 31)) % 31];
}

export class Desk {
  // origin: of an evidence log that it keeps; none: it keeps none.
  static async open(tidegate, origin) {
    const desk = new Desk();
    desk.root = mkdtempSync(join(tmpdir(), "tidegate-console-"));
    const password = join(desk.root, "password");
    writeFileSync(password, `${kPassword}\n`, { mode: 0o600 });
    const folder = join(desk.root, "desk");
    const log = join(desk.root, "serve.log");
    if (origin) {
      mkdirSync(folder, { mode: 0o700 });
      const begun = spawnSync(tidegate, ["evidence", "init", "--log", join(folder, "evidence"), "--origin", origin]);
      if (begun.status !== 0) throw new Error(`evidence init: ${begun.stderr}`);
    }
    desk.process = spawn(tidegate, ["serve", "--data", folder, "--listen", "127.0.0.1:0", "--rate", "0", "--evidence-each", "1"], { stdio: ["ignore", "ignore", openSync(log, "w")] });
    for (const until = Date.now() + kPatience; Date.now() < until && !desk.base;) {
      await new Promise((done) => setTimeout(done, 50));
      const port = /port=(\d+)/.exec(readFileSync(log, "utf8"))?.[1];
      if (port) desk.base = `http://127.0.0.1:${port}`;
    }
    if (!desk.base) throw new Error(`it does not listen: ${readFileSync(log, "utf8")}`);
    const made = spawnSync(tidegate, ["admin", "init", "--data", folder, "--login", "operator", "--password-file", password]);
    if (made.status !== 0) throw new Error(`admin init: ${made.stderr}`);
    desk.operator = await new Asker(desk.base).sign_in("operator");
    return desk;
  }

  async account(login, role, more = {}) {
    await this.operator.ask("POST", "/v1/accounts", { login, name: `Name of ${login}`, role, password: kGiven, ...more });
    const asker = await new Asker(this.base).sign_in(login, kGiven);
    await asker.ask("POST", "/v1/account/password", { old: kGiven, new: kPassword });
    return asker;
  }

  async close() {
    this.process.kill("SIGTERM");
    await new Promise((done) => (this.process.exitCode === null ? this.process.once("exit", done) : done()));
    rmSync(this.root, { recursive: true, force: true });
  }
}
