/** What an import calls the contest it makes on an installation that nobody has set up. */
export const unnamedContest = "Cuộc thi chưa đặt tên";

/**
 * An installation is set up once its contest says whose it is or whom to ask. That a contest exists is not enough: an import
 * makes one that says neither.
 */
export function isSetUp<Contest extends { readonly agency: string; readonly contact: string }>(contest: Contest | null): contest is Contest {
  return contest !== null && (contest.agency !== "" || contest.contact !== "");
}
