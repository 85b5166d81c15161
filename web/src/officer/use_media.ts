// Whether a media query holds now. Zoom counts: at 200 % a wide screen is a narrow one.
import { useSyncExternalStore } from "react";

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (told) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", told);
      return () => list.removeEventListener("change", told);
    },
    () => window.matchMedia(query).matches,
  );
}

export const kNarrow = "(max-width: 899px)";
