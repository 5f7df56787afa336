import type { SetupStepView } from "~/components/organiser/setup-steps";
import { paths } from "~/http/paths";
import type { SetupStep, StepKey } from "~/use-cases/contest/load-dashboard.server";

/** A list that is still empty begins with its file. */
const places: Record<StepKey, { title: string; href: string; emptyHref?: string }> = {
  contest: { title: "Thông tin cuộc thi và cơ quan", href: paths.organiserContest },
  units: { title: "Danh sách đơn vị", href: paths.organiserUnits, emptyHref: paths.organiserImport("units") },
  people: { title: "Danh sách người dự thi", href: paths.organiserPeople, emptyHref: paths.organiserImport("people") },
  accounts: { title: "Tài khoản và phiếu tài khoản", href: paths.organiserSlipUnits },
  questions: { title: "Ngân hàng câu hỏi", href: paths.organiserQuestions, emptyHref: paths.organiserImport("questions") },
  round: { title: "Kỳ thi", href: paths.organiserRounds, emptyHref: paths.organiserNewRound },
};

/** The steps to a first round with their names and addresses. */
export function setupStepItems(steps: readonly SetupStep[]): SetupStepView[] {
  return steps.map(({ key, isDone, isEmpty, detail }) => {
    const { title, href, emptyHref } = places[key];
    return { key, title, href: isEmpty ? (emptyHref ?? href) : href, isDone, detail };
  });
}
