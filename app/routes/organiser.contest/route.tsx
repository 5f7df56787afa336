import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { CatalogueForm } from "~/components/organiser/catalogue-form";
import { ContestForm } from "~/components/organiser/contest-form";
import { defaultConsentText } from "~/domain/access/consent-text";
import { withAddedRow } from "~/http/added-row.server";
import { refusedForm } from "~/http/form.server";
import { guarded } from "~/http/guard.server";
import { withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { contestChangedMeanwhile, editContest } from "~/use-cases/contest/edit-contest.server";
import { loadContestSettings } from "~/use-cases/contest/load-contest-settings.server";
import { saveCatalogues } from "~/use-cases/contest/save-catalogues.server";
import { parseCatalogues } from "./catalogue-schema.server";
import { parseContest } from "./contest-schema.server";

export const meta: MetaFunction = () => [{ title: "Cuộc thi" }];

export const loader = guarded("manage-contest", async ({ context }) => {
  const known = await loadContestSettings(context.app);
  if (known === null) throw redirect(paths.organiserSetup);
  return { known, defaultConsent: defaultConsentText };
});

export const action = guarded("manage-contest", async ({ context, request, signedIn }) => {
  const form = await request.formData();
  const { accountId } = signedIn.actor;
  const added = withAddedRow(form);
  if (added !== null) return data({ state: refusedForm(added.form, {}), list: added.list === "signers" ? ("settings" as const) : ("catalogues" as const) });
  if (form.get("intent") === "catalogues") return changeCatalogues(context.app, form, accountId);
  const parsed = parseContest(form);
  if (!parsed.ok) return data({ state: parsed.state, list: "settings" as const }, 400);
  const saved = await editContest(context.app, { accountId, ...parsed.value });
  if (saved?.ok) return redirect(withNotice(paths.organiserContest, "da-luu"));
  if (saved?.refusal.form === contestChangedMeanwhile) form.delete("basis");
  const refusal = saved?.refusal ?? { form: "Cuộc thi này không còn. Mở lại trang rồi lưu lại." };
  return data({ state: refusedForm(form, refusal), list: "settings" as const }, 400);
});

async function changeCatalogues(deps: Parameters<typeof saveCatalogues>[0], form: FormData, accountId: string) {
  const parsed = parseCatalogues(form);
  if (!parsed.ok) return data({ state: parsed.state, list: "catalogues" as const }, 400);
  const result = await saveCatalogues(deps, { accountId, ...parsed.value });
  if (!result.ok) return data({ state: refusedForm(form, result.refusal), list: "catalogues" as const }, 400);
  return redirect(withNotice(paths.organiserContest, "da-luu"));
}

export default function Contest() {
  const { known, defaultConsent } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const stateOf = (list: "settings" | "catalogues") => (refused?.list === list ? refused.state : undefined);
  const { contestId, settings, basis, consentVersion, ...lists } = known;
  const settingsState = stateOf("settings");
  return (
    <>
      <div><h1>Cuộc thi</h1><p className="muted num">Nội dung đồng ý: phiên bản {consentVersion}</p></div>
      <ContestForm hidden={{ contestId, basis: String(settingsState?.values["basis"] ?? basis) }} initial={settings} state={settingsState} defaultConsent={defaultConsent} />
      <h2>Danh mục</h2>
      <CatalogueForm {...lists} state={stateOf("catalogues")} />
    </>
  );
}
