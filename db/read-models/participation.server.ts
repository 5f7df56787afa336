import { asc, eq, sql } from "drizzle-orm";
import type { EligibleCount } from "~/domain/participation/participation";
import type { UnitNode } from "~/domain/participation/unit-tree";
import type { UnitValidity } from "~/domain/participation/unit-validity";
import type { ParticipationAttempt } from "~/domain/participation/valid-entry";
import type { Points } from "~/domain/shared/points";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { attempts, blocs, eligibleCounts, grades, people, rounds, units, unitTypes } from "../schema";
import { epochMs } from "./epoch-ms.server";
import { currentGrade } from "./figures.server";

/** Units, blocs and denominators as participation needs them, and the attempts of a round one by one. Nothing stored, nothing summed here. */
export type UnitRow = UnitNode & UnitValidity & { readonly code: string; readonly name: string; readonly typeName: string; readonly typePosition: number };

/** Siblings in the committee's order. */
export async function listUnitRows(handle: Handle): Promise<UnitRow[]> {
  return handle
    .select({
      unitId: units.id, parentId: units.parentId, typeId: units.typeId, code: units.code, name: units.name, validFrom: units.validFrom, validTo: units.validTo,
      typeName: unitTypes.name, typePosition: unitTypes.position,
    })
    .from(units)
    .innerJoin(unitTypes, eq(unitTypes.id, units.typeId))
    .orderBy(asc(units.position), asc(units.code));
}

export type BlocName = { readonly blocId: string; readonly name: string };

export async function listBlocNames(handle: Handle): Promise<BlocName[]> {
  return handle.select({ blocId: blocs.id, name: blocs.name }).from(blocs).orderBy(asc(blocs.position), asc(blocs.name));
}

export async function listEligibleCounts(handle: Handle, contestId: string): Promise<EligibleCount[]> {
  return handle
    .select({ unitId: eligibleCounts.unitId, blocId: eligibleCounts.blocId, count: eligibleCounts.count })
    .from(eligibleCounts)
    .where(eq(eligibleCounts.contestId, contestId));
}

export type AttemptFacts = ParticipationAttempt & {
  readonly number: number;
  readonly personCode: string;
  readonly personName: string;
  readonly awaySeconds: number;
  /** Null while there is no grade of the current version. */
  readonly score: Points | null;
  readonly maxScore: Points | null;
};

/** Every attempt of the round, void ones too. An attempt without a grade counts no response yet. */
export async function listAttemptFacts(handle: Handle, roundId: string): Promise<AttemptFacts[]> {
  return handle
    .select({
      attemptId: attempts.id, personId: attempts.personId, unitId: attempts.unitId, number: attempts.number, state: attempts.state,
      isTrial: rounds.isTrial, personCode: people.code, personName: people.fullName,
      startedAt: epochMs(attempts.startedAt),
      submittedAt: sql<Instant | null>`${epochMs(attempts.submittedAt)}`,
      awaySeconds: attempts.awaySeconds,
      answeredCount: sql<number>`coalesce(${grades.answeredCount}, 0)`,
      score: grades.score, maxScore: grades.maxScore,
    })
    .from(attempts)
    .innerJoin(rounds, eq(rounds.id, attempts.roundId))
    .innerJoin(people, eq(people.id, attempts.personId))
    .leftJoin(grades, currentGrade)
    .where(eq(attempts.roundId, roundId));
}
