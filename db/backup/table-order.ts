/** A table of the schema as a backup carries it. */
export interface BackupTable {
  name: string;
  /** Stored columns in their order; generated ones are computed again. */
  columns: readonly string[];
  /** SQL after “order by”: the same on every server, whatever its default collation. */
  order: string;
  /** The column that counts by itself, if any. */
  identity: string | null;
}

/** `child` refers to `parent` by a foreign key. */
export interface Reference {
  child: string;
  parent: string;
}

/** A table comes after those it refers to; equals by name. References of a table to itself count for nothing. Throws at a cycle. */
export function parentsFirst<Table extends { name: string }>(tables: readonly Table[], references: readonly Reference[]): Table[] {
  const waiting = new Map([...tables].sort((a, b) => (a.name < b.name ? -1 : 1)).map((table) => [table.name, table]));
  const ordered: Table[] = [];
  while (waiting.size > 0) {
    const isFree = ({ name }: Table) => !references.some(({ child, parent }) => child === name && parent !== name && waiting.has(parent));
    const free = [...waiting.values()].filter(isFree);
    if (free.length === 0) throw new Error(`The tables ${[...waiting.keys()].join(", ")} refer to each other in a circle.`);
    for (const table of free) waiting.delete(table.name);
    ordered.push(...free);
  }
  return ordered;
}
