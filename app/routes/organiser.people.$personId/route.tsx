import type { LinksFunction, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { PersonForm } from "~/components/organiser/person-form";
import { formatDay, formatInstant } from "~/domain/shared/time";
import { guarded, notFound } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import styles from "~/styles/accounts-organiser.css?url";
import { loadPerson } from "~/use-cases/roster/load-person.server";
import { changePerson } from "./action.server";
import { AccountCard } from "./account-card";
import { ForgetCard } from "./forget-card";
import { MergeCard } from "./merge-card";
import { PersonAttempts } from "./person-attempts";
import { RetireCard } from "./retire-card";
import { UnitCard } from "./unit-card";

/** One person of the roster: what is known, what can be put right, what they have sat. */
export const meta: MetaFunction = () => [{ title: "Người dự thi" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export const loader = guarded("manage-roster", async ({ context, params }) => {
  const person = await loadPerson(context.app, uuidParam(params["personId"]));
  if (person === null) throw notFound();
  const { account, attempts, transfers, retiredFrom, unitId, mergedInto, mergedHere } = person;
  return {
    ...person,
    account: account && { login: account.login, state: account.state, href: paths.organiserAccount(account.id) },
    attempts: attempts.map((attempt) => ({ ...attempt, startedAt: formatInstant(attempt.startedAt) })),
    transfers: transfers.map((transfer) => ({ ...transfer, onDay: formatDay(transfer.onDay) })),
    retiredFrom: retiredFrom === null ? null : formatDay(retiredFrom),
    mergedInto: mergedInto && { ...mergedInto, href: paths.organiserPerson(mergedInto.id) },
    mergedHere: mergedHere.map((row) => ({ ...row, href: paths.organiserPerson(row.id) })),
    personHref: paths.organiserPerson(person.personId),
    unitHref: paths.organiserUnit(unitId),
    slipsHref: paths.organiserSlips(unitId),
    listHref: paths.organiserPeople,
  };
});

export const action = guarded("manage-roster", changePerson);

export default function Person() {
  const { record, listHref, retiredFrom, attempts, mergedInto, mergedHere, isAnonymised } = useLoaderData<typeof loader>();
  return (
    <>
      <div className="head">
        <div>
          <p><a href={listHref}>Người dự thi</a></p>
          <h1>{record.fullName}</h1>
          <p className="tags">
            <span className="tag mute num">{record.code}</span>
            {record.isCommitteeMember && <span className="tag warn">Ban Tổ chức</span>}
            {retiredFrom !== null && <span className="tag err">Đã ra khỏi danh sách từ {retiredFrom}</span>}
          </p>
        </div>
      </div>
      {isAnonymised && <p className="note">Thông tin cá nhân đã xóa theo yêu cầu. Các lượt thi vẫn được đếm như của một người không tên.</p>}
      {mergedInto && <p className="note">Bản ghi này đã gộp vào <a href={mergedInto.href}>{mergedInto.fullName}, mã số {mergedInto.code}</a>.</p>}
      {mergedHere.length > 0 && <p className="note">Đã gộp vào người này: {mergedHere.map((row, index) => <span key={row.id}>{index > 0 && "; "}<a href={row.href}>{row.fullName}, mã số {row.code}</a></span>)}.</p>}
      {isAnonymised || mergedInto ? <PersonAttempts attempts={attempts} /> : <PersonCards />}
    </>
  );
}

function PersonCards() {
  const { personId, record, basis, blocs, units, unitId, unitName, unitHref, slipsHref, retiredFrom, reminders, today, account, attempts, transfers, doubles, personHref } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const stateOf = (...intents: string[]) => (refused && intents.includes(refused.intent ?? "save") ? refused.state : undefined);
  return (
    <>
      {reminders.length > 0 && <ul className="note plain-list">{reminders.map((text) => <li key={text}>{text}</li>)}</ul>}
      <div className="editor">
        <div className="stack">
          <PersonForm key={personId} initial={record} state={stateOf("save")} blocs={blocs} hidden={{ basis: String(stateOf("save")?.values["basis"] ?? basis) }} submitLabel="Lưu thông tin" />
          <PersonAttempts attempts={attempts} />
        </div>
        <div className="stack">
          <UnitCard unitName={unitName} unitHref={unitHref} transfers={transfers} units={units.filter(({ id }) => id !== unitId)} today={today} state={stateOf("transfer")} />
          <AccountCard account={account} slipsHref={slipsHref} />
          <RetireCard isRetired={retiredFrom !== null} today={today} state={stateOf("retire", "restore")} />
          <MergeCard code={record.code} doubles={doubles} state={stateOf("merge", "merge-compared")} compared={refused?.compared ?? null} personHref={personHref} />
          <ForgetCard state={stateOf("forget")} />
        </div>
      </div>
    </>
  );
}
