/**
 * A person of the roster as the committee writes it by hand. The same rules as an import: the code is the person and
 * becomes the login, nobody is born in the future, the telephone is a Vietnamese number; blocs only remind.
 */
import { earliestBirth } from "../sheets/plan-people";
import type { Gender } from "../sheets/read-person";
import { comparisonKey } from "../shared/text";
import type { Day } from "../shared/time";
import { formatDay } from "../shared/time";

export type PersonRecord = {
  readonly code: string;
  readonly fullName: string;
  readonly birthDate: Day | null;
  readonly gender: Gender | null;
  readonly rank: string;
  readonly jobTitle: string;
  readonly phone: string | null;
  readonly blocIds: readonly string[];
  readonly isCommitteeMember: boolean;
};

export function checkBirthDate(birthDate: Day | null, today: Day): string | null {
  if (birthDate === null) return null;
  if (birthDate > today) return `Ngày sinh ${formatDay(birthDate)} ở tương lai.`;
  return birthDate < earliestBirth ? `Ngày sinh ${formatDay(birthDate)} quá xa, không thể đúng.` : null;
}

type Named = { readonly fullName: string; readonly birthDate: Day | null };

/** Probably one person twice: the same name and the same birth date. Without a birth date nothing is said. */
export function areDoubles(one: Named, other: Named): boolean {
  return one.birthDate !== null && one.birthDate === other.birthDate && comparisonKey(one.fullName) === comparisonKey(other.fullName);
}
