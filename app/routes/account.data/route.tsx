import { data, redirect, type LinksFunction, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { DocumentPage } from "~/components/ui/document-page";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Notice } from "~/components/ui/notice";
import { noteKindLabels, ownDataKinds } from "~/domain/access/note-kind";
import { attemptStateLabels } from "~/domain/attempt/attempt";
import { subjectLabels } from "~/domain/contest/prediction-words";
import { formatPoints } from "~/domain/shared/points";
import { formatDay, formatInstant } from "~/domain/shared/time";
import { parseForm } from "~/http/form.server";
import { guarded, notFound } from "~/http/guard.server";
import { homePath } from "~/http/landing";
import { isAnswerToForm, noticeOf, withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import styles from "~/styles/accounts.css?url";
import { loadOwnData } from "~/use-cases/privacy/load-own-data.server";
import { requestAboutOwnData } from "~/use-cases/privacy/request-about-own-data.server";
import { ConsentList } from "./consent-list";
import { RequestForm } from "./request-form";

/** What is stored about whoever looks, as a page, with the way to a file and to the committee. */
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: `${page?.isRefused ? "Lỗi: " : ""}Dữ liệu của tôi` }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

const form = z.object({
  kind: z.enum(ownDataKinds, { error: "Chọn một yêu cầu trong danh sách." }),
  body: z.string({ error: "Ghi rõ yêu cầu." }).min(3, "Ghi rõ yêu cầu.").max(1_000, "Nội dung dài quá 1.000 ký tự. Hãy viết ngắn lại."),
});

export const loader = guarded("be-signed-in", async ({ context, request, signedIn }) => {
  const own = await loadOwnData(context.app, signedIn.actor.accountId);
  if (own === null) throw notFound();
  const { login, person, transfers, consents, attempts, predictions, notes } = own;
  return {
    login,
    facts: person === null ? null : factsOf(person),
    transfers: transfers.map(({ id, fromUnit, toUnit, onDay }) => ({ id, text: `${formatDay(onDay)}: từ ${fromUnit} sang ${toUnit}` })),
    consents: consents.map(({ version, text, givenAt }) => ({ version, text, givenAt: formatInstant(givenAt) })),
    attempts: attempts.map(({ attemptId, roundName, number, state, unitName, startedAt, score }) => ({
      attemptId, roundName, number, unitName, state: attemptStateLabels[state], startedAt: formatInstant(startedAt),
      score: score && `${formatPoints(score.score)}/${formatPoints(score.maxScore)}`,
      href: state === "in-progress" ? paths.attempt(attemptId) : paths.attemptResult(attemptId),
    })),
    predictions: predictions.map(({ roundName, subject, value, updatedAt }) => ({ roundName, text: `${subject === null ? "" : `${subjectLabels[subject]}: `}${value}`, savedAt: formatInstant(updatedAt) })),
    notes: notes.map(({ id, kind, body, answer, createdAt, handledAt }) => ({ id, kind: noteKindLabels[kind], body, answer, sentAt: formatInstant(createdAt), handledAt: handledAt === null ? null : formatInstant(handledAt) })),
    notice: noticeOf(request),
    isRefused: isAnswerToForm(request),
    account: { displayName: signedIn.displayName, homePath: homePath(signedIn.actor) },
    fileHref: paths.ownDataFile,
    passwordHref: paths.ownPassword,
  };
});

type Person = NonNullable<NonNullable<Awaited<ReturnType<typeof loadOwnData>>>["person"]>;

function factsOf(person: Person): { label: string; value: string }[] {
  const facts = {
    "Họ và tên": person.fullName, "Mã số": person.code, "Ngày sinh": person.birthDate === null ? "" : formatDay(person.birthDate),
    "Giới tính": person.gender === null ? "" : person.gender === "male" ? "Nam" : "Nữ", "Cấp bậc": person.rank, "Chức vụ": person.jobTitle,
    "Đơn vị": person.unitName, "Khối": person.blocs.join(", "), "Số điện thoại": person.phone ?? "",
  };
  return Object.entries(facts).map(([label, value]) => ({ label, value: value || "Không có" }));
}

export const action = guarded("be-signed-in", async ({ context, request, signedIn }) => {
  if (signedIn.actor.personId === null) throw notFound();
  const parsed = parseForm(await request.formData(), form);
  if (!parsed.ok) return data({ state: parsed.state }, 400);
  await requestAboutOwnData(context.app, { accountId: signedIn.actor.accountId, ...parsed.value });
  return redirect(withNotice(paths.ownData, "da-gui"));
});

export default function OwnData() {
  const { login, facts, transfers, consents, attempts, predictions, notes, notice, account, fileHref, passwordHref } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  return (
    <DocumentPage width="reading" account={account}>
      <h1>Dữ liệu của tôi</h1>
      <Notice text={notice} />
      <ErrorSummary state={state} />
      <p>Toàn bộ dữ liệu cuộc thi đang giữ về đồng chí. <a href={fileHref}>Tải về thành tệp</a></p>
      <section className="card stack" aria-labelledby="facts">
        <h2 id="facts">Thông tin cá nhân</h2>
        <dl className="facts">
          <dt>Tài khoản</dt><dd className="row"><span className="num">{login}</span> <a className="nb" href={passwordHref}>Đổi mật khẩu</a></dd>
          {facts?.map(({ label, value }) => <div className="fact" key={label}><dt>{label}</dt><dd>{value}</dd></div>)}
        </dl>
        {transfers.length > 0 && <ul>{transfers.map(({ id, text }) => <li key={id}>{text}</li>)}</ul>}
      </section>
      <section className="stack" aria-labelledby="attempts">
        <h2 id="attempts">Lượt thi</h2>
        {attempts.length === 0 ? <p className="muted">Chưa có lượt thi nào.</p> : (
          <ul className="own-list">{attempts.map((attempt) => (
            <li className="card" key={attempt.attemptId}>
              <a href={attempt.href}>{attempt.roundName}, lượt {attempt.number}</a>
              <p className="small muted num">{attempt.startedAt} · {attempt.state} · {attempt.unitName}{attempt.score && ` · ${attempt.score} điểm`}</p>
            </li>
          ))}</ul>
        )}
      </section>
      {predictions.length > 0 && (
        <section className="stack" aria-labelledby="predictions">
          <h2 id="predictions">Câu dự đoán</h2>
          <ul className="own-list">{predictions.map(({ roundName, text, savedAt }) => (
            <li className="card" key={roundName}>
              {roundName}: {text}
              <p className="small muted num">Ghi lúc {savedAt}</p>
            </li>
          ))}</ul>
        </section>
      )}
      <ConsentList consents={consents} />
      {facts !== null && <RequestForm notes={notes} state={state} />}
    </DocumentPage>
  );
}
