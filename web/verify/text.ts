// What a reader is told, in both languages; and why something could not be read.
export interface Text {
  readonly en: string;
  readonly zh: string;
}
export const text = (en: string, zh: string): Text => ({ en, zh });

// No answer: bad input. Thrown where it is found, caught by the step that asked.
export class Fault extends Error {
  constructor(readonly says: Text) {
    super(says.en);
  }
}
export function refuse(en: string, zh: string): never {
  throw new Fault(text(en, zh));
}
