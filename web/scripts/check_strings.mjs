// Holds the console to its two languages: no text in code, no key without words, no words without a key,
// the same keys and the same {{slots}} in English and Chinese. `npm run check-strings`.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const here = join(dirname(fileURLToPath(import.meta.url)), "..");
const faults = [];

function files_under(folder, ending) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return files_under(path, ending);
    return ending.test(entry.name) ? [path] : [];
  });
}

function flat(value, prefix = "") {
  if (typeof value === "string") return { [prefix]: value };
  return Object.assign({}, ...Object.entries(value).map(([key, inner]) => flat(inner, prefix ? `${prefix}.${key}` : key)));
}

// ---- the words
const words = { en: {}, zh: {} };
for (const language of ["en", "zh"]) {
  for (const path of files_under(join(here, "src/locales", language), /\.json$/)) {
    const namespace = relative(join(here, "src/locales", language), path).replace(/\.json$/, "");
    for (const [key, text] of Object.entries(flat(JSON.parse(readFileSync(path, "utf8"))))) words[language][`${namespace}:${key}`] = text;
  }
}
const slots = (text) => [...text.matchAll(/\{\{\s*(\w+)/g)].map((found) => found[1]).sort().join(",");
for (const [key, text] of Object.entries(words.en)) {
  const other = words.zh[key];
  if (other === undefined) faults.push(`locales/zh: no words for ${key}`);
  else if (slots(text) !== slots(other)) faults.push(`locales: ${key} has other slots in zh than in en`);
  if (/[一-鿿]/.test(text)) faults.push(`locales/en: ${key} holds Chinese`);
  if (!text.trim()) faults.push(`locales/en: ${key} is empty`);
}
for (const [key, text] of Object.entries(words.zh)) {
  if (words.en[key] === undefined) faults.push(`locales/en: no words for ${key}`);
  if (!text.trim()) faults.push(`locales/zh: ${key} is empty`);
}

// ---- the code
const kShown = /^(title|label|placeholder|alt|aria-label|ariaLabel|description|message|extra|okText|cancelText|tooltip|help|addonBefore|addonAfter|summary|header|says|words)$/;
const is_language = (text) => /[一-鿿]/.test(text) || /[A-Za-z]{2,}/.test(text);
const used = new Set();
const used_beginnings = new Set();
let namespace_of_file = "common";

function key_of(text) {
  return text.includes(":") ? text : `${namespace_of_file}:${text}`;
}

function note_key(argument, where) {
  if (ts.isStringLiteral(argument) || ts.isNoSubstitutionTemplateLiteral(argument)) {
    const key = key_of(argument.text);
    used.add(key);
    const has = Object.keys(words.en).some((known) => known === key || known.startsWith(`${key}_`));
    if (!has) faults.push(`${where}: no words for ${key}`);
  } else if (ts.isTemplateExpression(argument)) {
    const beginning = key_of(argument.head.text);
    used_beginnings.add(beginning);
    if (!Object.keys(words.en).some((known) => known.startsWith(beginning))) faults.push(`${where}: no words begin with ${beginning}`);
  } else if (ts.isConditionalExpression(argument)) {
    note_key(argument.whenTrue, where);
    note_key(argument.whenFalse, where);
  }
}

function walk(node, source, path) {
  const where = () => `${relative(here, path)}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
  if (ts.isJsxText(node) && is_language(node.text)) faults.push(`${where()}: text in code: ${node.text.trim().slice(0, 40)}`);
  if (ts.isJsxAttribute(node) && kShown.test(node.name.getText()) && node.initializer && ts.isStringLiteral(node.initializer) && is_language(node.initializer.text))
    faults.push(`${where()}: text in code: ${node.name.getText()}="${node.initializer.text}"`);
  if (ts.isPropertyAssignment(node) && /^(title|label|placeholder|message|description|okText|cancelText)$/.test(node.name.getText()) && ts.isStringLiteral(node.initializer) && /\s|[一-鿿]/.test(node.initializer.text) && is_language(node.initializer.text))
    faults.push(`${where()}: text in code: ${node.initializer.text}`);
  if ((ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) && /[一-鿿]/.test(node.text) && !/language_switch/.test(path))
    faults.push(`${where()}: Chinese in code: ${node.text.slice(0, 40)}`);
  if (ts.isJsxExpression(node) && node.expression && ts.isStringLiteral(node.expression) && ts.isJsxElement(node.parent) && is_language(node.expression.text))
    faults.push(`${where()}: text in code: ${node.expression.text}`);
  if (ts.isCallExpression(node) && node.arguments.length > 0 && /^(t|i18n\.t|i18next\.t)$/.test(node.expression.getText())) note_key(node.arguments[0], where());
  ts.forEachChild(node, (child) => walk(child, source, path));
}

for (const path of files_under(join(here, "src"), /\.tsx?$/)) {
  if (path.endsWith(".d.ts") || path.endsWith(".test.ts")) continue;
  const text = readFileSync(path, "utf8");
  const named = /useTranslation\(\[?"(\w+)"|TFunction<"(\w+)">/.exec(text);
  namespace_of_file = named?.[1] ?? named?.[2] ?? "common";
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true, path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  walk(source, source, path);
  for (const found of text.matchAll(/words: "(\w+)"/g)) used.add(`common:menu.${found[1]}`);
}
for (const key of Object.keys(words.en)) {
  const bare = key.replace(/_(zero|one|other)$/, "");
  if (!used.has(key) && !used.has(bare) && ![...used_beginnings].some((beginning) => key.startsWith(beginning))) faults.push(`locales: nobody uses ${key}`);
}

if (faults.length > 0) {
  console.error(faults.join("\n"));
  console.error(`check-strings: ${faults.length} faults`);
  process.exit(1);
}
console.log(`check-strings: ${Object.keys(words.en).length} texts in two languages`);
