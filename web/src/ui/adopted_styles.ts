// Stands in for rc-util's dynamicCSS, by which Ant Design puts <style> elements into the page: the same calls, but the
// styles are adopted sheets, which the page's policy allows under style-src 'self' with neither nonce nor 'unsafe-inline'.
// vite.config.ts puts it in that module's place.

interface Options {
  prepend?: boolean | "queue";
  priority?: number;
}

interface Adopted {
  key: string;
  sheet: CSSStyleSheet;
  css: string;
  order: number; // lower comes first
  element: HTMLStyleElement; // never in the page: the caller wants to mark something
}

let adopted: Adopted[] = [];

function order_of(option: Options): number {
  if (option.prepend === "queue") return (option.priority ?? 0) - 1;
  return option.prepend ? -10_000 : 10_000;
}

function show(): void {
  document.adoptedStyleSheets = adopted.map(({ sheet }) => sheet);
}

export function updateCSS(css: string, key: string, option: Options = {}): HTMLStyleElement {
  const before = adopted.find((one) => one.key === key);
  if (before) {
    if (before.css !== css) {
      before.css = css;
      before.sheet.replaceSync(css);
    }
    return before.element;
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const made = { key, sheet, css, order: order_of(option), element: document.createElement("style") };
  const place = adopted.findIndex((one) => one.order > made.order);
  adopted = place < 0 ? [...adopted, made] : [...adopted.slice(0, place), made, ...adopted.slice(place)];
  show();
  return made.element;
}

export function injectCSS(css: string, option: Options = {}): HTMLStyleElement {
  return updateCSS(css, css, option);
}

export function removeCSS(key: string): void {
  adopted = adopted.filter((one) => one.key !== key);
  show();
}

export function clearContainerCache(): void {
  adopted = [];
  show();
}
