import { connect } from "~db/connection.server";
import { type Compared, cpuFigures, inTurn } from "../closed-loop";
import type { Report } from "../report";
import { Stage } from "../stage";
import { saveCaller } from "./saves";

/** Saves beside a save log of ten thousand rows and beside one of five million, in turn: a second database with an app of its own. */
const connections = 50;

export async function logGrowth(small: Stage): Promise<Report> {
  const { logRows, rounds, roundSeconds, warmUpSeconds } = small.sizes;
  const large = await Stage.open(small.options);
  try {
    await fillLog(small, logRows.small);
    await fillLog(large, logRows.large);
    const server = async (stage: Stage) => ({ port: stage.app.port, callers: (await stage.ground.sitting(connections)).map(saveCaller), cpuMs: small.cpuOf(stage.app) });
    const rows = await inTurn({ small: await server(small), large: await server(large) }, rounds, { warmUp: warmUpSeconds, measured: roundSeconds });
    return {
      scenario: "log-growth",
      lines: (["small", "large"] as const).map((name) => ({ name: `${logRows[name].toLocaleString("en")} rows`, count: Math.round(rows[name].rate * roundSeconds), max: rows[name].p99, ...rows[name] })),
      errors: [],
      figures: [
        { name: "CPU of a save, large log ÷ small", value: serverCpu(rows.large) / serverCpu(rows.small), unit: "×", goal: { atMost: 1.2 } },
        { name: "time of a save, large log ÷ small", value: rows.small.rate / rows.large.rate, unit: "×", goal: { atMost: 1.2 } },
        ...cpuFigures("CPU of a save, small log", rows.small),
        ...cpuFigures("CPU of a save, large log", rows.large),
      ],
    };
  } finally {
    await large.close();
  }
}

const serverCpu = ({ cpu }: Compared) => cpu.process + cpu.postgres;

/** Twenty saves each of earlier attempts, then what the database would do at night: statistics, and nothing left to write. */
async function fillLog({ ground }: Stage, rows: number): Promise<void> {
  const owner = connect(ground.database.ownerUrl, 1);
  await owner`
    insert into save_log (attempt_id, writer_epoch, sequence, position, response, is_flagged, outcome, received_at)
    select (lpad(to_hex(a), 12, '0') || substr(md5(a::text), 13))::uuid, 1, s, s,
      jsonb_build_object('kind', 'choices', 'choiceIds', jsonb_build_array(substr(md5(s::text), 1, 16))), false, 'saved', clock_timestamp()
    from generate_series(1, ${Math.ceil(rows / 20)}::int) a cross join generate_series(1, 20) s`;
  await owner.unsafe("vacuum analyze save_log");
  await owner.end();
  const administrator = connect(ground.database.adminUrl, 1);
  await administrator.unsafe("checkpoint");
  await administrator.end();
}
