import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RoundForm } from "~/components/organiser/round-form";
import { valuesOf } from "~/components/organiser/round-values";
import { parseForm, refusedForm } from "~/http/form.server";
import { guarded } from "~/http/guard.server";
import { withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { findContestId } from "~/use-cases/contest/find-contest.server";
import { makeId } from "~/use-cases/contest/make-id.server";
import { createRound } from "~/use-cases/round/create-round.server";
import { loadNewRound } from "~/use-cases/round/load-composer.server";
import { newRoundId, parseRound, withOtherLines } from "../organiser.rounds.$roundId/round-schema.server";

export const meta: MetaFunction = () => [{ title: "Tạo kỳ thi" }];

export const loader = guarded("manage-contest", async ({ context }) => {
  const contestId = await findContestId(context.app);
  if (contestId === null) throw redirect(paths.organiserSetup);
  const { round, ...lists } = await loadNewRound(context.app, contestId);
  return { ...lists, initial: valuesOf(round), roundId: makeId() };
});

export const action = guarded("manage-contest", async ({ context, request, signedIn }) => {
  const form = await request.formData();
  const changed = withOtherLines(form);
  if (changed !== null) return data({ state: refusedForm(changed, {}) });
  const contestId = await findContestId(context.app);
  if (contestId === null) throw redirect(paths.organiserSetup);
  const known = parseForm(form, newRoundId);
  if (!known.ok) return data({ state: known.state }, 400);
  const parsed = parseRound(form);
  if (!parsed.ok) return data({ state: parsed.state }, 400);
  const { roundId } = known.value;
  const result = await createRound(context.app, { accountId: signedIn.actor.accountId, contestId, roundId, input: parsed.value });
  if (!result.ok) return data({ state: refusedForm(form, { ...result.refusal }) }, 400);
  return redirect(withNotice(paths.organiserRound(roundId), "da-tao"));
});

export default function NewRound() {
  const { initial, roundId, topics, levels, blocs, units, kinds } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  const kept = state?.values["roundId"];
  return (
    <>
      <div className="head"><div><h1>Tạo kỳ thi</h1><p className="muted">Lưu thành bản nháp trước; mở cho thi khi mọi điều kiện đã đủ.</p></div><a className="btn quiet" href={paths.organiserRounds}>Về các kỳ thi</a></div>
      <div className="composer-wide">
        <RoundForm initial={initial} state={state} topics={topics} levels={levels} blocs={blocs} units={units} kinds={kinds} hidden={{ roundId: typeof kept === "string" ? kept : roundId }} submitLabel="Lưu bản nháp" />
      </div>
    </>
  );
}
