import { type AddressInfo, createConnection, createServer, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { testCertificate } from "./test-certificate";

/** How a wire ends: its end in order, the kernel's reset, or the word with which PostgreSQL ends a terminated backend. */
export type Ending = "end" | "reset" | "last word";

/** A TCP wire to PostgreSQL that lets exactly so many bytes of an answer through and then ends. */
export type CuttingWire = {
  url: string;
  /** Bytes the server has sent over the wires so far. */
  heard(): Buffer;
  /** Holds for the connections that are open now. */
  cutAfter(bytes: number, ending: Ending): void;
  close(): Promise<void>;
};

type Pair = { near: Socket; far: Socket; left: number; ending: Ending };

/** With `sslmode`, the near end of the wire speaks TLS and the far one does not. */
export async function layCuttingWire(databaseUrl: string, sslmode?: string): Promise<CuttingWire> {
  const target = new URL(databaseUrl);
  const folder = decodeURIComponent(target.hostname);
  const port = Number(target.port || 5432);
  const address = folder.startsWith("/") ? { path: `${folder}/.s.PGSQL.${port}` } : { host: folder, port };
  const pairs = new Set<Pair>();
  const heard: Buffer[] = [];
  const server = createServer(async (plain) => {
    plain.on("error", () => undefined);
    const near = sslmode === undefined ? plain : await speakTls(plain);
    const pair: Pair = { near, far: createConnection(address), left: Infinity, ending: "end" };
    pairs.add(pair);
    near.on("data", (chunk) => pair.far.write(chunk));
    pair.far.on("data", (chunk: Buffer) => {
      heard.push(chunk);
      pass(pair, chunk);
    });
    for (const side of [near, pair.far]) {
      side.on("error", () => undefined);
      side.on("close", () => {
        pairs.delete(pair);
        near.destroy();
        pair.far.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  target.hostname = "127.0.0.1";
  target.port = String((server.address() as AddressInfo).port);
  if (sslmode !== undefined) target.searchParams.set("sslmode", sslmode);
  return {
    url: target.href,
    heard: () => Buffer.concat(heard),
    cutAfter(bytes, ending) {
      for (const pair of pairs) Object.assign(pair, { left: bytes, ending });
    },
    close: async () => {
      for (const { near } of pairs) near.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** As PostgreSQL does: the client asks in the clear, and is told “S”. */
async function speakTls(plain: Socket): Promise<Socket> {
  await new Promise((asked) => plain.once("data", asked));
  plain.pause();
  plain.write("S");
  return new TLSSocket(plain, { isServer: true, ...testCertificate });
}

function pass(pair: Pair, chunk: Buffer): void {
  if (chunk.length < pair.left) {
    pair.left -= chunk.length;
    pair.near.write(chunk);
    return;
  }
  pair.far.removeAllListeners("data");
  pair.near.write(chunk.subarray(0, pair.left), () => finish(pair));
}

function finish({ near, far, ending }: Pair): void {
  if (ending === "last word") near.write(lastWord());
  if (ending === "reset") near.resetAndDestroy();
  else near.end();
  far.destroy();
}

function lastWord(): Buffer {
  const fields = Buffer.from("SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0");
  const head = Buffer.from("E\0\0\0\0");
  head.writeUInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

/** Offsets at which a message of PostgreSQL begins, and the end of all. */
export function messageStarts(bytes: Buffer): number[] {
  const starts = [0];
  for (let at = 0; at < bytes.length; ) starts.push((at += 1 + bytes.readUInt32BE(at + 1)));
  return starts;
}
