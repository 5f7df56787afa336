import { webcrypto } from "node:crypto";
import type { ImportPlan } from "~/domain/sheets/plan";
import type { Handle } from "~db/client.server";
import { updateImportBatch } from "~db/repositories/import-batch.server";
import { importDocumentJson, type ImportDocuments, storeImportDocument } from "~db/repositories/import-document.server";
import type { StoredTable } from "./importers.server";
import { inSlices } from "./in-slices.server";

export function importDocumentText(document: ImportDocuments[keyof ImportDocuments]): Promise<string> {
  return inSlices(importDocumentJson(document));
}

/** A plan as it is stored, and what it is recognised by: equal for plans that do and say the same. */
export type EncodedPlan = { readonly text: string; readonly fingerprint: string };

export async function encodePlan(plan: ImportPlan<unknown>): Promise<EncodedPlan> {
  const text = await importDocumentText(plan);
  return { text, fingerprint: await sha256(new TextEncoder().encode(text), "base64url") };
}

/** The batch shows this plan from now on, and a commit writes no other. */
export async function storePlan(handle: Handle, batchId: string, { text, fingerprint }: EncodedPlan): Promise<void> {
  await updateImportBatch(handle, batchId, { fingerprint });
  await storeImportDocument(handle, batchId, "plan", text);
}

export async function storeTable(handle: Handle, batchId: string, table: StoredTable): Promise<void> {
  await storeImportDocument(handle, batchId, "rows", await importDocumentText(table));
}

/** Off the event loop, whatever the size. */
export async function sha256(bytes: Uint8Array, encoding: "hex" | "base64url"): Promise<string> {
  return Buffer.from(await webcrypto.subtle.digest("SHA-256", bytes)).toString(encoding);
}
