import type { Day } from "~/domain/shared/time";
import type { CollectiveSettings } from "~/domain/standings/collective";

/** What organisers say about a contest: what it is, the agency block of its documents, consent, collective prizes. */
export type ContestInput = {
  readonly name: string;
  readonly startsOn: Day;
  readonly description: string;
  readonly prizes: string;
  readonly contact: string;
  readonly superiorBody: string;
  readonly agency: string;
  readonly place: string;
  readonly signers: readonly { readonly title: string; readonly name: string }[];
  /** Empty: the platform's own text. */
  readonly consentText: string;
  readonly minimumRatePercent: number;
  readonly collective: CollectiveSettings;
};

/** What the first setup asks: whose contest it is. The rest has defaults. */
export type ContestHead = Pick<ContestInput, "name" | "startsOn" | "contact" | "superiorBody" | "agency" | "place" | "signers">;
