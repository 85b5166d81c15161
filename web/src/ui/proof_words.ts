// What a step of a verification says, as the page around it writes: the program's words hold instants at Greenwich and the codes of kinds.
import type { T } from "../api/types";
import type { Say } from "./say";

const kInstant = /\b(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?) UTC/g;
const kCode = /"([a-z]+(?:_[a-z]+)*)"/g;

export function proof_words(says: Partial<T> | null | undefined, say: Say, kind_of: (code: string) => string): string {
  return say
    .text(says)
    .replace(kInstant, (_, day: string, time: string) => say.moment(`${day}T${time}Z`))
    .replace(kCode, (quoted, code: string) => kind_of(code) || quoted);
}
