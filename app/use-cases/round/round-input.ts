import type { BlueprintLine, RoundRules } from "~/domain/contest/round";
import type { Instant } from "~/domain/shared/time";

/** A round as the composer hands it over. `blocIds` empty: every bloc; `unitIds` empty: every unit, else these with all below them. */
export type RoundInput = {
  readonly name: string;
  readonly isTrial: boolean;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  readonly rules: RoundRules;
  readonly lines: readonly BlueprintLine[];
  readonly blocIds: readonly string[];
  readonly unitIds: readonly string[];
};

/** Messages by field of the form; `form` is about the whole. */
export type RoundErrors = Readonly<Record<string, string>>;
