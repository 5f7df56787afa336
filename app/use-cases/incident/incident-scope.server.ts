import { buildUnitTree } from "~/domain/participation/unit-tree";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "~db/client.server";
import { listUnitRows } from "~db/read-models/participation.server";
import type { IncidentTarget } from "~db/repositories/incident.server";

/** Whom an incident is about: one attempt, or the attempts made in a unit and everything below it. */
export type IncidentScope = { readonly attemptId: string } | { readonly unitId: string };

/** Null for a unit that is not there. `expiredSince` null: the attempts that run. */
export async function targetOf(handle: Handle, scope: IncidentScope, expiredSince: Instant | null): Promise<{ target: IncidentTarget; unitId: string | null } | null> {
  if ("attemptId" in scope) return { target: scope, unitId: null };
  const tree = buildUnitTree(await listUnitRows(handle));
  if (!tree.has(scope.unitId)) return null;
  return { target: { unitIds: tree.subtreeOf(scope.unitId), expiredSince }, unitId: scope.unitId };
}
