import type { RoundItem } from "~/components/organiser/round-list";
import { hasOpened } from "~/domain/contest/phase";
import { seatListTitle } from "~/domain/contest/phase-words";
import type { RoundLine } from "~/use-cases/round/list-rounds.server";
import { paths } from "~/http/paths";

/** A round of the organisers' lists with its addresses; results have pages once somebody may have entered. */
export function roundItem(line: RoundLine): RoundItem {
  const { roundId, name, isTrial, phase, opensAt, closesAt, minutes, publishedAt, persons, attempts } = line;
  const hasResults = !isTrial && hasOpened(phase);
  const running = hasOpened(phase) ? [{ label: seatListTitle(phase), href: paths.organiserRunning(roundId) }] : [];
  const links = hasResults
    ? [
        ...running,
        { label: "Xếp hạng", href: paths.organiserStandings(roundId) },
        { label: "Tham gia", href: paths.participation(roundId) },
        { label: "Sổ kết quả (.xlsx)", href: paths.workbook(roundId) },
      ]
    : running;
  return { roundId, name, isTrial, phase, opensAt, closesAt, minutes, publishedAt, persons, attempts, href: paths.organiserRound(roundId), links };
}
