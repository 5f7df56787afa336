import { and, eq, inArray } from "drizzle-orm";
import type { ImportKind } from "~/domain/sheets/import-kind";
import type { PlacedColumn } from "~/domain/sheets/table";
import type { Handle } from "../client.server";
import { importMappings } from "../schema";

/** Columns chosen by hand for rows of titles, by the hash of those titles. */
export async function findMappings(handle: Handle, kind: ImportKind, headerHashes: readonly string[]): Promise<Map<string, PlacedColumn<string>[]>> {
  if (headerHashes.length === 0) return new Map();
  const rows = await handle.select().from(importMappings).where(and(eq(importMappings.kind, kind), inArray(importMappings.headerHash, [...headerHashes])));
  return new Map(rows.map(({ headerHash, columns }) => [headerHash, columns]));
}

export async function upsertMapping(handle: Handle, mapping: typeof importMappings.$inferInsert): Promise<void> {
  const { columns, updatedBy, updatedAt } = mapping;
  await handle.insert(importMappings).values(mapping).onConflictDoUpdate({ target: [importMappings.kind, importMappings.headerHash], set: { columns, updatedBy, updatedAt } });
}
