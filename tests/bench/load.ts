import { Socket } from "node:net";

/**
 * A closed loop of saves over keep-alive connections, one attempt each: the next save goes out when the answer to the
 * last has come. Plain sockets, because the generator shares the machine with what it measures.
 */
export type Target = { port: number; writers: readonly Writer[] };
export type Writer = { attemptId: string; token: string; choicesByPosition: readonly (readonly string[])[]; sequence: number };
export type Measured = { rate: number; p50: number; p99: number; saves: number; errors: number };

export async function measureSaves({ port, writers }: Target, seconds: { warmUp: number; measured: number }): Promise<Measured> {
  const startAt = performance.now() + seconds.warmUp * 1_000;
  const endAt = startAt + seconds.measured * 1_000;
  const times: number[] = [];
  let errors = 0;
  const count = (status: number, sentAt: number) => {
    const now = performance.now();
    if (sentAt < startAt || now > endAt) return;
    if (status === 200) times.push(now - sentAt);
    else errors += 1;
  };
  await Promise.all(writers.map((writer) => runWriter(port, writer, endAt, count)));
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;
  return { rate: times.length / seconds.measured, p50: at(0.5), p99: at(0.99), saves: times.length, errors };
}

function runWriter(port: number, writer: Writer, endAt: number, count: (status: number, sentAt: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new Socket();
    let received = "";
    let sentAt = 0;
    const send = () => {
      if (performance.now() >= endAt) return void socket.end(() => resolve());
      sentAt = performance.now();
      socket.write(requestOf(writer));
    };
    socket.setNoDelay(true).setEncoding("latin1").on("error", reject).on("data", (chunk: string) => {
      received += chunk;
      const bodyAt = received.indexOf("\r\n\r\n");
      if (bodyAt < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(received)?.[1]);
      if (received.length < bodyAt + 4 + length) return;
      count(Number(received.slice(9, 12)), sentAt);
      received = "";
      send();
    });
    socket.connect(port, "127.0.0.1", send);
  });
}

function requestOf(writer: Writer): string {
  writer.sequence += 1;
  const index = writer.sequence % writer.choicesByPosition.length;
  const choices = writer.choicesByPosition[index]!;
  const save = { sequence: writer.sequence, position: index + 1, choiceIds: [choices[writer.sequence % choices.length]], isFlagged: false, ageMs: 150 };
  const body = JSON.stringify({ epoch: 1, saves: [save] });
  return [
    `POST /attempts/${writer.attemptId}/responses HTTP/1.1`, "Host: 127.0.0.1", "Origin: http://127.0.0.1", "Sec-Fetch-Site: same-origin",
    "Content-Type: application/json", `Content-Length: ${body.length}`, `Cookie: __Host-session=${writer.token}`, "", body,
  ].join("\r\n");
}
