// The part in the middle that differs: what stands before and behind it is the same in both. Numbers and Latin words stay whole.
export function middle(before: string, after: string): { head: string; was: string; is: string; tail: string } {
  const a = before.match(/[\w.,]+|[^\w]/gu) ?? [];
  const b = after.match(/[\w.,]+|[^\w]/gu) ?? [];
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from += 1;
  let back = 0;
  while (back < a.length - from && back < b.length - from && a[a.length - 1 - back] === b[b.length - 1 - back]) back += 1;
  const text = (parts: string[], first: number, end: number) => parts.slice(first, end).join("");
  return {
    head: text(a, 0, from),
    was: text(a, from, a.length - back),
    is: text(b, from, b.length - back),
    tail: text(a, a.length - back, a.length),
  };
}
