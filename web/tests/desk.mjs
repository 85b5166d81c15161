// A desk of its own for the tests: `tidegate serve` on a free port, with accounts, and a browser's way to ask it.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, openSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kPatience } from "./look.mjs";

export const kPassword = "correct horse battery";

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

  async sign_in(login) {
    const { value, response } = await this.ask("POST", "/v1/session", { login, password: kPassword });
    this.cookie = response.headers.getSetCookie()[0].split(";")[0];
    this.csrf = value.csrf;
    return this;
  }
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
    await this.operator.ask("POST", "/v1/accounts", { login, name: `Name of ${login}`, role, password: kPassword, ...more });
    return new Asker(this.base).sign_in(login);
  }

  async close() {
    this.process.kill("SIGTERM");
    await new Promise((done) => (this.process.exitCode === null ? this.process.once("exit", done) : done()));
    rmSync(this.root, { recursive: true, force: true });
  }
}
