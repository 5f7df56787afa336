import { isSetUp } from "~/domain/contest/setup";
import { outOfForceOn } from "~/domain/participation/unit-validity";
import { dayOf } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { countPendingNotes } from "~db/read-models/organiser.server";
import { listEligibleCounts } from "~db/read-models/participation.server";
import { countBank } from "~db/read-models/question-bank.server";
import { countPeople, listUnits } from "~db/read-models/roster.server";
import { countWhoCanSignIn } from "~db/read-models/slips.server";
import { databaseNow } from "~db/repositories/clock.server";
import type { ContestRow } from "~db/repositories/contest.server";
import { findCurrentContest } from "~db/repositories/contest.server";
import { listRoundLines, type RoundLine } from "../round/list-rounds.server";
import { listShortRounds, type ShortRound } from "../round/list-short-rounds.server";

export type StepKey = "contest" | "units" | "people" | "accounts" | "questions" | "round";
/** `detail` says what is there or what is missing; the first step that is not done is the next one. `isEmpty`: nothing of it is there yet. */
export type SetupStep = { key: StepKey; isDone: boolean; isEmpty: boolean; detail: string };

export type DashboardView = {
  contestName: string;
  steps: SetupStep[];
  rounds: RoundLine[];
  shortRounds: ShortRound[];
  questions: { total: number; approved: number; pending: number };
  units: number;
  people: number;
  eligible: number;
  pendingNotes: number;
};

/** Null while the installation is not set up; one that has rounds already keeps its dashboard. */
export async function loadDashboard({ database }: { database: Database }): Promise<DashboardView | null> {
  const { db } = database;
  const contest = await findCurrentContest(db);
  if (contest === null) return null;
  const [rounds, shortRounds, bank, units, people, signIns, eligibleRows, pendingNotes, now] = await Promise.all([
    listRoundLines({ database }, contest.id), listShortRounds(db), countBank(db), listUnits(db), countPeople(db), countWhoCanSignIn(db), listEligibleCounts(db, contest.id), countPendingNotes(db), databaseNow(db),
  ]);
  if (!isSetUp(contest) && rounds.length === 0) return null;
  const outOfForce = outOfForceOn(units, dayOf(now));
  const eligible = eligibleRows.reduce((sum, row) => sum + (row.blocId === null && !outOfForce.has(row.unitId) ? row.count : 0), 0);
  const figures = { rounds, shortRounds, questions: { total: bank.total, approved: bank.approved, pending: bank.pending }, units: units.length, people, eligible, pendingNotes };
  return { contestName: contest.name, ...figures, steps: setupSteps(contest, figures, signIns) };
}

type Figures = Omit<DashboardView, "contestName" | "steps">;

function setupSteps(contest: ContestRow, { rounds, questions, units, people, eligible }: Figures, signIns: { ready: number; disabled: number }): SetupStep[] {
  const lacking = [
    ...(contest.agency === "" ? ["tên cơ quan"] : []),
    ...(contest.signers.length === 0 ? ["người ký sổ kết quả"] : []),
    ...(contest.contact === "" ? ["liên hệ của Ban Tổ chức"] : []),
  ];
  const ready = rounds.filter((round) => round.state === "ready").length;
  const drafts = rounds.filter((round) => round.state === "draft").length;
  return [
    { key: "contest", isDone: lacking.length === 0, isEmpty: false, detail: lacking.length === 0 ? `${contest.agency}.` : `Còn thiếu: ${lacking.join(", ")}.` },
    { key: "units", isDone: units > 0, isEmpty: units === 0, detail: units > 0 ? `${units} đơn vị, ${eligible} người thuộc diện dự thi.` : "Chưa có đơn vị nào." },
    { key: "people", isDone: people > 0, isEmpty: people === 0, detail: people > 0 ? `${people} người trong danh sách.` : "Chưa có ai trong danh sách." },
    slipStep(people - signIns.disabled, signIns.ready),
    { key: "questions", isDone: questions.approved > 0, isEmpty: questions.total === 0, detail: questions.total === 0 ? "Ngân hàng chưa có câu hỏi." : `${questions.approved} câu đã duyệt, ${questions.pending} câu chờ duyệt.` },
    { key: "round", isDone: ready > 0, isEmpty: rounds.length === 0, detail: ready > 0 ? `${ready} kỳ thi đã sẵn sàng${drafts > 0 ? `, ${drafts} bản nháp` : ""}.` : drafts > 0 ? `${drafts} kỳ thi còn là bản nháp.` : "Chưa có kỳ thi nào." },
  ];
}

/** An account comes with the roster; what people need to come in is its slip. */
function slipStep(people: number, ready: number): SetupStep {
  const detail = people <= 0 ? "Tài khoản được tạo khi có danh sách người dự thi." : ready === 0 ? `Chưa cấp phiếu cho ai trong ${people} người.` : ready < people ? `${ready}/${people} người đã có phiếu hoặc mật khẩu, còn ${people - ready} người chưa có phiếu.` : "Mọi người trong danh sách đã có phiếu hoặc mật khẩu.";
  return { key: "accounts", isDone: people > 0 && ready >= people, isEmpty: ready === 0, detail };
}
