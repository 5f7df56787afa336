import { TableFrame } from "~/components/ui/table-frame";
import { attemptStateLabels, type AttemptState } from "~/domain/attempt/attempt";

type Item = { readonly attemptId: string; readonly roundName: string; readonly number: number; readonly state: AttemptState; readonly unitName: string; readonly startedAt: string };

/** Every attempt with the unit it counts for. */
export function PersonAttempts({ attempts }: { attempts: readonly Item[] }) {
  return (
    <section className="card stack" aria-labelledby="attempts-title">
      <h2 id="attempts-title" className="card-title">Lượt thi</h2>
      {attempts.length === 0 ? <p className="muted">Chưa có lượt thi nào.</p> : (
        <TableFrame label="Lượt thi" stacked>
          <table>
            <thead><tr><th>Kỳ thi</th><th className="r">Lượt</th><th>Bắt đầu</th><th>Trạng thái</th><th>Tính cho đơn vị</th></tr></thead>
            <tbody>
              {attempts.map((attempt) => (
                <tr key={attempt.attemptId}>
                  <td className="lead">{attempt.roundName}</td>
                  <td className="r" data-label="Lượt">{attempt.number}</td>
                  <td className="num" data-label="Bắt đầu">{attempt.startedAt}</td>
                  <td data-label="Trạng thái">{attemptStateLabels[attempt.state]}</td>
                  <td data-label="Tính cho đơn vị">{attempt.unitName}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      )}
    </section>
  );
}
