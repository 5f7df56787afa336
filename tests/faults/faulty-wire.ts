import { createConnection, createServer, type NetConnectOpts, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

/**
 * A TCP wire that can be broken: everything that connects to its port goes to `target`. What is done to it is a mode that
 * holds for all connections, old and new, until the next one.
 */
export type WireMode =
  | { kind: "fine" }
  /** Every chunk is that much later, in both directions. */
  | { kind: "delay"; milliseconds: number }
  /** Connections are cut at once, new ones too. */
  | { kind: "cut" }
  /** The target gets everything; at its first word the connection is cut: done, but nobody heard. */
  | { kind: "drop-replies" }
  /** The target hears “no more from this side” and goes on; its answers still arrive. */
  | { kind: "half-close" };

export type FaultyWire = { port: number; set(mode: WireMode): void; close(): Promise<void> };

/** Each direction keeps its order, also when a delay ends. */
type Pair = { near: Socket; far: Socket; toFar: Promise<void>; toNear: Promise<void> };

export async function layWire(target: NetConnectOpts): Promise<FaultyWire> {
  const pairs = new Set<Pair>();
  let mode: WireMode = { kind: "fine" };
  const cut = (pair: Pair) => {
    pair.near.destroy();
    pair.far.destroy();
  };
  const pass = (pair: Pair, direction: "toFar" | "toNear", write: (to: Socket) => void) => {
    const isReady = mode.kind === "delay" ? pause(mode.milliseconds) : Promise.resolve();
    const to = direction === "toFar" ? pair.far : pair.near;
    pair[direction] = pair[direction].then(() => isReady).then(() => (to.writable ? write(to) : cut(pair)));
  };
  const server: Server = createServer({ allowHalfOpen: true }, (near) => {
    if (mode.kind === "cut") return void near.destroy();
    const far = createConnection({ ...target, allowHalfOpen: true } as NetConnectOpts);
    const pair: Pair = { near, far, toFar: Promise.resolve(), toNear: Promise.resolve() };
    pairs.add(pair);
    near.on("data", (chunk: Buffer) => pass(pair, "toFar", (to) => to.write(chunk)));
    far.on("data", (chunk: Buffer) => (mode.kind === "drop-replies" ? cut(pair) : pass(pair, "toNear", (to) => to.write(chunk))));
    near.on("end", () => pass(pair, "toFar", (to) => to.end()));
    far.on("end", () => pass(pair, "toNear", (to) => to.end()));
    for (const side of [near, far]) {
      side.on("error", () => cut(pair));
      side.on("close", () => {
        pairs.delete(pair);
        cut(pair);
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    set(next) {
      mode = next;
      if (next.kind === "cut") for (const pair of pairs) cut(pair);
      if (next.kind === "half-close") for (const pair of pairs) pair.far.end();
    },
    close: async () => {
      pairs.forEach(cut);
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
