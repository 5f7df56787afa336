import { redirect, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { EmptyState } from "~/components/ui/empty-state";
import { mayDo } from "~/domain/access/policy";
import { guarded } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { findRoundToRead } from "~/use-cases/participation/find-round-to-read.server";

/** Leads to the round that is open, or was last; without any, says what is missing. */
export const meta: MetaFunction = () => [{ title: "Tình hình tham gia" }];

export const loader = guarded("read-participation", async ({ context, signedIn }) => {
  const roundId = await findRoundToRead(context.app);
  if (roundId !== null) throw redirect(paths.participation(roundId));
  return { newRoundPath: mayDo(signedIn.actor, "manage-contest") ? paths.organiserNewRound : null };
});

export default function NoRound() {
  const { newRoundPath } = useLoaderData<typeof loader>();
  return (
    <main id="main" className="page">
      <h1>Tình hình tham gia theo đơn vị</h1>
      <EmptyState title="Chưa có kỳ thi nào" action={newRoundPath && <a className="btn" href={newRoundPath}>Soạn kỳ thi</a>}>
        Khi Ban Tổ chức mở kỳ thi đầu tiên, tỷ lệ tham gia của các đơn vị hiện ở đây. Kỳ thi thử không được tính.
      </EmptyState>
    </main>
  );
}
