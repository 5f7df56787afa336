import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { CatalogueForm } from "~/components/organiser/catalogue-form";
import { ContestForm } from "~/components/organiser/contest-form";
import { defaultConsentText } from "~/domain/access/consent-text";
import { usualCollective } from "~/domain/standings/collective";
import { refusedForm } from "~/http/form.server";
import { guarded } from "~/http/guard.server";
import { withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { createContest } from "~/use-cases/contest/create-contest.server";
import { editContest } from "~/use-cases/contest/edit-contest.server";
import { findContestId } from "~/use-cases/contest/find-contest.server";
import { loadContestSettings } from "~/use-cases/contest/load-contest-settings.server";
import { makeId } from "~/use-cases/contest/make-id.server";
import { readToday } from "~/use-cases/contest/read-today.server";
import { saveCatalogues } from "~/use-cases/contest/save-catalogues.server";
import { parseCatalogues, parseContest } from "./contest-schema.server";

export const meta: MetaFunction = () => [{ title: "Cuộc thi" }];

export const loader = guarded("manage-contest", async ({ context }) => {
  const known = await loadContestSettings(context.app);
  return { known, newContestId: makeId(), today: await readToday(context.app), defaultConsent: defaultConsentText };
});

export const action = guarded("manage-contest", async ({ context, request, signedIn }) => {
  const form = await request.formData();
  const { accountId } = signedIn.actor;
  if (form.get("intent") === "catalogues") return changeCatalogues(context.app, form, accountId);
  const parsed = parseContest(form);
  if (!parsed.ok) return data({ state: parsed.state, list: "settings" as const }, 400);
  const { contestId, input } = parsed.value;
  if ((await findContestId(context.app)) === null) {
    await createContest(context.app, { accountId, contestId, input });
    return redirect(withNotice(paths.organiser, "da-tao"));
  }
  const isKnown = await editContest(context.app, { accountId, contestId, input });
  if (!isKnown) return data({ state: refusedForm(form, { form: "Cuộc thi này không còn. Mở lại trang rồi lưu lại." }), list: "settings" as const }, 400);
  return redirect(withNotice(paths.organiserContest, "da-luu"));
});

async function changeCatalogues(deps: Parameters<typeof saveCatalogues>[0], form: FormData, accountId: string) {
  const parsed = parseCatalogues(form);
  if (!parsed.ok) return data({ state: parsed.state, list: "catalogues" as const }, 400);
  const result = await saveCatalogues(deps, { accountId, ...parsed.value });
  if (!result.ok) return data({ state: refusedForm(form, result.refusal), list: "catalogues" as const }, 400);
  return redirect(withNotice(paths.organiserContest, "da-luu"));
}

export default function Contest() {
  const { known, newContestId, today, defaultConsent } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const stateOf = (list: "settings" | "catalogues") => (refused?.list === list ? refused.state : undefined);
  if (known === null) {
    return (
      <>
        <div>
          <h1>Tạo cuộc thi</h1>
          <p className="muted">Chỉ cần tên và ngày bắt đầu; mọi thông tin khác sửa được sau. Khối (CBCS, Đoàn viên, Hội viên phụ nữ) và mức độ (Nhận biết, Thông hiểu, Vận dụng) được tạo sẵn.</p>
        </div>
        <ContestForm contestId={newContestId} initial={blank(today)} state={stateOf("settings")} defaultConsent={defaultConsent} submitLabel="Tạo cuộc thi" />
      </>
    );
  }
  const { contestId, settings, consentVersion, ...lists } = known;
  return (
    <>
      <div><h1>Cuộc thi</h1><p className="muted num">Nội dung đồng ý: phiên bản {consentVersion}</p></div>
      <ContestForm contestId={contestId} initial={settings} state={stateOf("settings")} defaultConsent={defaultConsent} submitLabel="Lưu thông tin" />
      <h2>Danh mục</h2>
      <CatalogueForm {...lists} state={stateOf("catalogues")} />
    </>
  );
}

const blank = (today: string) => ({
  name: "", startsOn: today, description: "", prizes: "", contact: "", superiorBody: "", agency: "", place: "", signers: [], consentText: "", minimumRatePercent: 0, collective: usualCollective,
});
