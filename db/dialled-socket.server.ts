import net from "node:net";

/**
 * A connection to PostgreSQL that makes up for three faults of postgres.js 3.4.9.
 *
 * - The server's last word (“is starting up”, “too many connections”, “terminating connection”) is an error of the socket here. The
 *   driver keeps such a word for later: the statement that waits hears nothing, the driver dials again without a pause (seen: 170
 *   times a second for five connections), and the first statement on the next connection fails by the end of the last one.
 * - Of a socket closed by an error the driver forgets the statements sent after the error; they would wait for ever.
 * - What was about to be written when a connection ended stays in the driver and goes in front of the first words of the next one,
 *   or holds them back for ever (github.com/porsager/postgres #1154). A new connection says its first words only, and one that
 *   says nothing is ended at once: the driver dials again, and after ten times or so it has to let go of what it holds.
 */
type Address = { host: readonly string[]; port: readonly number[]; path?: string | undefined };

const typeAndLength = 5;
const errorType = "E".charCodeAt(0);

export class TurnedAway extends Error {
  override readonly name = "TurnedAway";
  constructor(readonly code: string, readonly severity: string, message: string) {
    super(message);
  }
}

class DialledSocket extends net.Socket {
  private isDialled = false;
  private hasSpoken = false;

  constructor(private readonly target: net.NetConnectOpts) {
    super();
  }

  dial(): void {
    if (this.isDialled) return;
    this.isDialled = true;
    this.connect(this.target);
    setImmediate(() => this.hasSpoken || this.destroy());
  }

  override _write(bytes: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.dial();
    const words = this.hasSpoken ? bytes : firstWords(bytes);
    this.hasSpoken = true;
    super._write(words, encoding, done);
  }

  override emit(event: string | symbol, ...values: unknown[]): boolean {
    if (event === "close") return super.emit(event, false);
    if (event !== "data") return super.emit(event, ...values);
    const chunk = values[0] as Buffer;
    const found = lastWordIn(chunk);
    if (found === null) return super.emit(event, chunk);
    if (found.at > 0) super.emit(event, chunk.subarray(0, found.at));
    this.destroy(found.lastWord);
    return true;
  }
}

/**
 * The server ends a connection by a whole error message, behind whatever it had to say before. A chunk that begins within a
 * message is not read right, which at worst leaves it to the driver: only the end of a connection looks like one.
 */
function lastWordIn(chunk: Buffer): { at: number; lastWord: TurnedAway } | null {
  for (let at = 0; at + typeAndLength <= chunk.length; ) {
    const end = at + 1 + chunk.readUInt32BE(at + 1);
    if (end > chunk.length) return null;
    const lastWord = chunk[at] === errorType ? readLastWord(chunk.subarray(at + typeAndLength, end)) : null;
    if (lastWord !== null) return { at, lastWord };
    at = end;
  }
  return null;
}

/** Fields are a letter and text up to a zero byte each. Null for the error of a statement. */
function readLastWord(message: Buffer): TurnedAway | null {
  const fields = new Map(message.toString("utf8").split("\0").map((field) => [field.charAt(0), field.slice(1)]));
  const severity = fields.get("V") ?? "";
  return severity === "FATAL" || severity === "PANIC" ? new TurnedAway(fields.get("C") ?? "", severity, fields.get("M") ?? "") : null;
}

/** A length, the number of protocol 3.0 and the first parameter; or a length and the number that asks for encryption. */
const startup = Buffer.from("\0\x03\0\0user\0", "latin1");
const encryptionRequest = Buffer.from([0x04, 0xd2, 0x16, 0x2f]);
const lengthBytes = 4;

function firstWords(bytes: Buffer): Buffer {
  const at = Math.max(bytes.lastIndexOf(startup), bytes.lastIndexOf(encryptionRequest)) - lengthBytes;
  return bytes.subarray(Math.max(0, at));
}

/** For the driver's option `socket`. */
export function dial({ path, host, port }: Address): net.Socket {
  const socket = new DialledSocket(path ? { path } : { host: host[0] ?? "localhost", port: port[0] ?? 5432 });
  // why: the driver listens only after this function has returned, and a socket can fail at once.
  setImmediate(() => socket.dial());
  return Object.assign(socket, { host: host[0], port: port[0] });
}
