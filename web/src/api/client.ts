// The one place that talks to the desk. Cookies carry the session; a change carries the CSRF text that came with it.
import { ProblemError, read_problem } from "./problem";

let csrf = "";
let on_signed_out: () => void = () => undefined;

export function set_csrf(text: string): void {
  csrf = text;
}

// Called when the desk no longer knows the session.
export function when_signed_out(what: () => void): void {
  on_signed_out = what;
}

export interface Ask {
  body?: unknown; // sent as JSON
  octets?: Blob; // sent as it is
  media_type?: string; // of octets
  version?: number | string; // If-Match "vN"
  etag?: string | null; // If-Match as the page that was read gave it; goes before version
  if_none_match?: string;
  bearer?: string; // a link's token instead of the session
  key?: string; // Idempotency-Key; a POST without one gets a fresh one
  signal?: AbortSignal;
}

export interface Answer<Body> {
  body: Body;
  etag: string | null;
  headers: Headers;
  status: number;
}

// 128 random bits; randomUUID is not there on pages without TLS.
export function fresh_key(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (octet) => octet.toString(16).padStart(2, "0")).join("");
}

// If-Match asks for a strong tag; a proxy that packs an answer makes its tag weak on the way (nginx: W/"v7-…").
export function strong_tag(etag: string | null): string | null {
  return etag?.startsWith("W/") ? etag.slice(2) : etag;
}

function headers_of(method: string, ask: Ask): Headers {
  const headers = new Headers({ Accept: "application/json", "Accept-Language": document.documentElement.lang || "en" });
  if (ask.bearer) headers.set("Authorization", `Bearer ${ask.bearer}`);
  else if (method !== "GET") headers.set("X-CSRF-Token", csrf);
  if (method === "POST") headers.set("Idempotency-Key", ask.key ?? fresh_key());
  const if_match = ask.etag || (ask.version !== undefined && `"v${ask.version}"`);
  if (if_match) headers.set("If-Match", if_match);
  if (ask.if_none_match) headers.set("If-None-Match", ask.if_none_match);
  if (ask.octets) headers.set("Content-Type", ask.media_type || "application/octet-stream");
  else if (ask.body !== undefined) headers.set("Content-Type", "application/json");
  return headers;
}

async function send(method: string, path: string, ask: Ask): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: headers_of(method, ask),
      body: ask.octets ?? (ask.body === undefined ? undefined : JSON.stringify(ask.body)),
      credentials: "same-origin",
      signal: ask.signal,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ProblemError({ status: 0, code: "no_answer", text: { en: "", zh: "" }, pointers: [] });
  }
  const renewed = response.headers.get("X-CSRF-Token");
  if (renewed && !ask.bearer) csrf = renewed;
  if (response.ok || response.status === 304) return response;
  const problem = await read_problem(response);
  if (problem.code === "not_signed_in" && !ask.bearer) on_signed_out();
  throw new ProblemError(problem);
}

export async function ask<Body>(method: string, path: string, what: Ask = {}): Promise<Answer<Body>> {
  const response = await send(method, path, what);
  const is_json = response.headers.get("Content-Type")?.includes("json") ?? false;
  const body = is_json && response.status !== 204 ? await response.json() : undefined;
  return { body: body as Body, etag: strong_tag(response.headers.get("ETag")), headers: response.headers, status: response.status };
}

export async function get<Body>(path: string, what: Ask = {}): Promise<Body> {
  return (await ask<Body>("GET", path, what)).body;
}

export async function post<Body>(path: string, body: unknown = {}, what: Ask = {}): Promise<Body> {
  return (await ask<Body>("POST", path, { ...what, body })).body;
}

export async function patch<Body>(path: string, version: number, body: unknown, what: Ask = {}): Promise<Body> {
  return (await ask<Body>("PATCH", path, { ...what, version, body })).body;
}

export async function remove(path: string, version?: number): Promise<void> {
  await ask<void>("DELETE", path, { version });
}

// A path with its query; what is undefined or empty is left out.
export function with_query(path: string, query: Record<string, string | number | boolean | undefined>): string {
  const text = new URLSearchParams(
    Object.entries(query).flatMap(([key, value]): [string, string][] =>
      value === undefined || value === "" ? [] : [[key, String(value)]],
    ),
  ).toString();
  return text ? `${path}?${text}` : path;
}
