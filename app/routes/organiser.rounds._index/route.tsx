import { redirect, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { EmptyState } from "~/components/ui/empty-state";
import { RoundList } from "~/components/organiser/round-list";
import { guarded } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { roundItem } from "../organiser/round-item";
import { findContestId } from "~/use-cases/contest/find-contest.server";
import { listRoundLines } from "~/use-cases/round/list-rounds.server";

export const meta: MetaFunction = () => [{ title: "Kỳ thi" }];

export const loader = guarded("manage-contest", async ({ context }) => {
  const contestId = await findContestId(context.app);
  if (contestId === null) throw redirect(paths.organiserSetup);
  return { rounds: (await listRoundLines(context.app, contestId)).map(roundItem) };
});

export default function Rounds() {
  const { rounds } = useLoaderData<typeof loader>();
  const create = <a className="btn" href={paths.organiserNewRound}>Tạo kỳ thi</a>;
  return (
    <>
      <div className="head"><h1>Kỳ thi</h1>{rounds.length > 0 && create}</div>
      {rounds.length > 0 ? <RoundList rounds={rounds} /> : <EmptyState title="Chưa có kỳ thi" action={create}>Nên tạo một kỳ thi thử trước kỳ thi đầu tiên.</EmptyState>}
    </>
  );
}
