import type { CpuGauge } from "./closed-loop";
import { createGround, type Ground, type GroundPerson } from "./ground";
import { cpuMs, postgresGauge } from "./gauges";
import { Participant } from "./participant";
import { type App, type Program, startApp, startFloor } from "./programs";
import type { Recorder } from "./recorder";
import { type Line } from "./recorder";

/** One database with one app before it, for all scenarios of a run: who has started in one can hand in in the next. */
export type Sizes = {
  /** Who sit the round at the same time. */
  people: number;
  bellSeconds: number;
  steadySeconds: number;
  /** Of one round in a comparison: before it is measured, and measured. */
  warmUpSeconds: number;
  roundSeconds: number;
  rounds: number;
  /** Whole attempts a second. */
  wholeRate: number;
  wholeSeconds: number;
  logRows: { small: number; large: number };
  /** Of each file that is brought in. */
  importRows: number;
};

export const fullSizes: Sizes = {
  people: 3_000, bellSeconds: 60, steadySeconds: 60, warmUpSeconds: 1.5, roundSeconds: 5, rounds: 3, wholeRate: 8, wholeSeconds: 20, logRows: { small: 10_000, large: 5_000_000 }, importRows: 5_000,
};

export type StageOptions = { sizes: Sizes; workers: number; profileDirectory?: string | undefined };
export type Load = { seconds: number };
export type Loaded = { lines: Line[]; errors: string[]; seconds: number; appMs: number; postgresMs: number; generatorMs: number };

export class Stage {
  private floorProgram: Program | null = null;
  private seated: Participant[] = [];

  private constructor(readonly ground: Ground, readonly app: App, readonly options: StageOptions, readonly postgresMs: () => number) {}

  static async open(options: StageOptions): Promise<Stage> {
    const ground = await createGround();
    try {
      return new Stage(ground, await startApp(ground.database, options), options, await postgresGauge(ground.database));
    } catch (error) {
      await ground.database.drop();
      throw error;
    }
  }

  get sizes(): Sizes {
    return this.options.sizes;
  }

  async floor(): Promise<Program> {
    return (this.floorProgram ??= await startFloor(this.ground.database));
  }

  cpuOf(program: Program): CpuGauge {
    return () => ({ process: cpuMs(program.pids), postgres: this.postgresMs() });
  }

  participant(person: GroundPerson, recorder: Recorder, port = this.app.port): Participant {
    return new Participant(port, person, this.ground.roundId, recorder);
  }

  /** Leaves people at their exam page for the scenario that comes next. */
  seat(participants: Participant[]): void {
    this.seated = participants;
  }

  /** Whoever an earlier scenario has left sitting, else people whose attempts are started for this one. */
  async takeSeats(recorder: Recorder): Promise<Participant[]> {
    const seats = this.seated.length > 0 ? this.seated : (await this.ground.sitting(this.sizes.people)).map((person) => this.participant(person, recorder));
    this.seated = [];
    return seats.map((seat) => seat.recordIn(recorder));
  }

  /** Runs a load and says what it cost. */
  async measure(recorder: Recorder, run: () => Promise<Load>): Promise<Loaded> {
    const own = process.cpuUsage();
    const before = { app: cpuMs(this.app.pids), postgres: this.postgresMs() };
    const { seconds } = await run();
    const { user, system } = process.cpuUsage(own);
    return {
      lines: recorder.lines(seconds), errors: recorder.errors(), seconds,
      appMs: cpuMs(this.app.pids) - before.app, postgresMs: this.postgresMs() - before.postgres, generatorMs: (user + system) / 1_000,
    };
  }

  async close(): Promise<void> {
    for (const seat of this.seated) seat.wire.close();
    await this.app.stop();
    await this.floorProgram?.stop();
    await this.ground.database.drop();
  }
}
