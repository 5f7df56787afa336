import { createPasswords } from "~/adapters/password.server";
import { atMoments, evenly, pause } from "../arrivals";
import { startApp } from "../programs";
import type { Participant } from "../participant";
import { Recorder } from "../recorder";
import type { Figure, Report } from "../report";
import type { Loaded, Stage } from "../stage";

/**
 * From sign-in to result, as a person goes who is new every time. At a rate the machine carries easily, with 20 saves and
 * with the 5 of the comparison; then as many as it can, to set against Moodle 4.5.6 on two such cores (2.4 attempts/s).
 */
const thinkMs = 100;
const moodlePerSecond = 2.4;

export async function wholeAttempts(stage: Stage): Promise<Report> {
  const hashMs = await hashCpuMs();
  const long = await atRate(stage, 20);
  const short = await atRate(stage, 5);
  const most = await asManyAsPossible(stage);
  return {
    scenario: "whole-attempts",
    lines: long.lines,
    errors: [...long.errors, ...short.errors, ...most.errors],
    figures: [
      { name: "errors", value: [long, short, most].reduce((sum, { lines }) => sum + lines.reduce((errors, line) => errors + line.errors, 0), 0), unit: "", goal: { atMost: 0 } },
      { name: "one Argon2 hash", value: hashMs, unit: "ms" },
      ...costOf("20 saves", stage, long, hashMs),
      ...costOf("5 saves", stage, short, hashMs, 25),
      { name: "most whole attempts a second (5 saves), generator beside", value: most.perSecond, unit: "/s", goal: { atLeast: 15 * moodlePerSecond } },
      { name: "× Moodle's 2.4/s", value: most.perSecond / moodlePerSecond, unit: "" },
      { name: "generator's own CPU an attempt", value: short.generatorMs / wholeCount(stage), unit: "ms" },
    ],
  };
}

const wholeCount = ({ sizes }: Stage) => sizes.wholeRate * sizes.wholeSeconds;

function costOf(what: string, stage: Stage, loaded: Loaded, hashMs: number, goal?: number): Figure[] {
  const count = wholeCount(stage);
  const [app, postgres] = [loaded.appMs / count - hashMs, loaded.postgresMs / count];
  return [
    { name: `${what}: app CPU an attempt besides the hash`, value: app, unit: "ms" },
    { name: `${what}: PostgreSQL CPU an attempt`, value: postgres, unit: "ms" },
    { name: `${what}: app + PostgreSQL`, value: app + postgres, unit: "ms", ...(goal === undefined ? {} : { goal: { atMost: goal } }) },
  ];
}

async function atRate(stage: Stage, saves: number): Promise<Loaded> {
  const recorder = new Recorder();
  const participants = await newcomers(stage, recorder, wholeCount(stage));
  const moments = evenly(participants.length, stage.sizes.wholeSeconds);
  return stage.measure(recorder, () => atMoments(moments, (index, dueAt) => sit(participants[index]!, saves, thinkMs, dueAt).catch(() => undefined)));
}

/** Forty people at a time who never think, through as many processes as the machine has cores. */
async function asManyAsPossible(stage: Stage): Promise<{ perSecond: number } & Pick<Loaded, "lines" | "errors">> {
  const recorder = new Recorder();
  const app = await startApp(stage.ground.database, { workers: 2 });
  try {
    const waiting = await newcomers(stage, recorder, 60 * stage.sizes.wholeSeconds, app.port);
    const startAt = performance.now();
    const endAt = startAt + stage.sizes.wholeSeconds * 1_000;
    let done = 0;
    const sitOneAfterAnother = async () => {
      for (let next = waiting.pop(); next && performance.now() < endAt; next = waiting.pop()) await sit(next, 5, 0).then(() => (done += 1), () => undefined);
    };
    await Promise.all(Array.from({ length: 40 }, sitOneAfterAnother));
    const seconds = (performance.now() - startAt) / 1_000;
    return { perSecond: done / seconds, lines: recorder.lines(seconds), errors: recorder.errors() };
  } finally {
    await app.stop();
  }
}

async function newcomers(stage: Stage, recorder: Recorder, count: number, port?: number): Promise<Participant[]> {
  const people = await stage.ground.people(count);
  return people.map((person) => stage.participant({ ...person, token: "" }, recorder, port));
}

async function sit(participant: Participant, saves: number, pauseMs: number, dueAt?: number): Promise<void> {
  await participant.signIn(dueAt);
  await participant.openList();
  await participant.openStartPage();
  await participant.start();
  await participant.openExam();
  for (let count = 0; count < saves; count++) {
    if (pauseMs > 0) await pause(pauseMs);
    await participant.save();
  }
  await participant.review();
  await participant.submit();
  await participant.openResult();
  participant.wire.close();
}

async function hashCpuMs(): Promise<number> {
  const passwords = createPasswords();
  const passwordHash = await passwords.hash("một mật khẩu");
  const count = 40;
  const before = process.cpuUsage();
  for (let done = 0; done < count; done++) await passwords.verify(passwordHash, "một mật khẩu");
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / count;
}
