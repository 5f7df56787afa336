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
  /** What a changed row replaces, else null. */
  readonly before: Value | null;
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

/** A plan on its way. It pauses after each row, so that whoever makes it may let other work go first. */
export type PlanSteps<Value> = Generator<undefined, ImportPlan<Value>>;

/** `planRow` is called for one source after the other: what it notes about a row counts for the rows below. */
export function* planInSteps<Source, Value>(sources: readonly Source[], planRow: (source: Source) => PlannedRow<Value>, notices: readonly string[]): PlanSteps<Value> {
  const rows: PlannedRow<Value>[] = [];
  for (const source of sources) {
    rows.push(planRow(source));
    yield;
  }
  return importPlan(rows, notices);
}

/** Without pauses. */
export function planAtOnce<Value>(steps: PlanSteps<Value>): ImportPlan<Value> {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
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
  return { row, outcome: "rejected", warnings, reasons, value: null, before: null };
}

/** `known` is what the platform holds under the row's identity, `isSame` whether the row would change it. */
export function acceptedRow<Value>(row: number, value: Value, known: Value | undefined, isSame: boolean, warnings: readonly string[]): PlannedRow<Value> {
  const outcome = known === undefined ? "create" : isSame ? "same" : "change";
  return { row, outcome, warnings, reasons: [], value, before: outcome === "change" ? (known ?? null) : null };
}

export type RowToWrite<Value> = { readonly row: number; readonly value: Value; readonly before: Value | null };

/** What a commit writes: created rows, which have nothing before them, and changed ones. */
export function rowsToWrite<Value>(plan: ImportPlan<Value>): RowToWrite<Value>[] {
  return plan.rows.flatMap(({ row, outcome, value, before }) => (value !== null && (outcome === "create" || outcome === "change") ? [{ row, value, before }] : []));
}

export function valuesToWrite<Value>(plan: ImportPlan<Value>): Value[] {
  return rowsToWrite(plan).map(({ value }) => value);
}

/** Which rows of a plan somebody wants to see. */
export const planFilters = ["all", "create", "change", "same", "warned", "rejected"] as const;
export type PlanFilter = (typeof planFilters)[number];

/** How many rows a filter shows. */
export function filteredCount(summary: PlanSummary, filter: PlanFilter): number {
  return filter === "all" ? summary.create + summary.change + summary.same + summary.rejected : summary[filter];
}
