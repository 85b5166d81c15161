import type { ReactNode } from "react";

// Stands where a list has no rows yet: says what would stand here and how it comes about.
export function EmptyState({ title, says, action }: { title: string; says?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {says ? <p className="quiet">{says}</p> : null}
      {action}
    </div>
  );
}
