/**
 * What an import will do, row by row. A warned row also counts as create, change or same; a rejected row is not
 * written and does not touch the others. Plans are plain data: they are stored, compared and shown.
 */
export type Outcome = "create" | "change" | "same" | "rejected";

export type PlannedRow<Value> = {
  readonly row: number;
  readonly outcome: Outcome;
  readonly warnings: readonly string[];
  readonly reasons: readonly string[];
  /** What will be written; null for a rejected row. */
  readonly value: Value | null;
};

export type PlanSummary = {
  readonly create: number;
  readonly change: number;
  readonly same: number;
  readonly warned: number;
  readonly rejected: number;
};

export type ImportPlan<Value> = {
  readonly rows: readonly PlannedRow<Value>[];
  readonly summary: PlanSummary;
  /** About the whole file: columns and sheets that were not read. */
  readonly notices: readonly string[];
};

export function importPlan<Value>(rows: readonly PlannedRow<Value>[], notices: readonly string[]): ImportPlan<Value> {
  return { rows, summary: summarise(rows), notices };
}

export function summarise(rows: readonly PlannedRow<unknown>[]): PlanSummary {
  const counts = { create: 0, change: 0, same: 0, warned: 0, rejected: 0 };
  for (const row of rows) {
    counts[row.outcome] += 1;
    if (row.outcome !== "rejected" && row.warnings.length > 0) counts.warned += 1;
  }
  return counts;
}

export function rejectedRow(row: number, reasons: readonly string[], warnings: readonly string[] = []): PlannedRow<never> {
  return { row, outcome: "rejected", warnings, reasons, value: null };
}

export function acceptedRow<Value>(row: number, outcome: Exclude<Outcome, "rejected">, value: Value, warnings: readonly string[]): PlannedRow<Value> {
  return { row, outcome, warnings, reasons: [], value };
}
