// A step without what is empty: the desk reads what is left out as its default.
export function lean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lean);
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value)
    .map(([key, child]) => [key, lean(child)] as const)
    .filter(([, child]) => {
      if (child === undefined || child === null || child === "") return false;
      if (Array.isArray(child)) return child.length > 0;
      return typeof child !== "object" || Object.keys(child).length > 0;
    });
  return Object.fromEntries(kept);
}
