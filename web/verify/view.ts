// Elements of the page. Everything from a file is put in as text, never as markup.
type Child = Node | string;

export function element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: Record<string, string>, ...children: Child[]): HTMLElementTagNameMap[Tag] {
  const out = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) out.setAttribute(name, value);
  out.append(...children);
  return out;
}

// Of what others wrote: controls, and marks that turn the reading direction, are shown by their numbers.
export function seen(words: string): string {
  return words.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, (c) => `⟨U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
}
export const code = (words: string): HTMLElement => element("span", { class: "code" }, seen(words));

export function rows(list: readonly (readonly [string, Child])[]): HTMLElement {
  return element("dl", { class: "rows" }, ...list.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
}
export function table(caption: string, heads: readonly string[], body: readonly (readonly Child[])[]): HTMLElement {
  const head = element("thead", {}, element("tr", {}, ...heads.map((name) => element("th", { scope: "col" }, name))));
  const cells = (row: readonly Child[]) => row.map((cell, i) => (i === 0 ? element("th", { scope: "row" }, cell) : element("td", {}, cell)));
  return element("table", {}, element("caption", { class: "hidden-text" }, caption), head, element("tbody", {}, ...body.map((row) => element("tr", {}, ...cells(row)))));
}
