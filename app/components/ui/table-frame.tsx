import type { ReactNode } from "react";

/** A wide table scrolls inside its own frame, reachable by keyboard. With `stacked`, rows become cards on a phone. */
export function TableFrame({ label, stacked = false, children }: { label: string; stacked?: boolean; children: ReactNode }) {
  return (
    <div className={stacked ? "scroll stacked" : "scroll"} role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
