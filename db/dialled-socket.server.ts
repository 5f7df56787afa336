import net from "node:net";

/**
 * A connection to PostgreSQL on which the server's last word (“is starting up”, “too many connections”, “terminating connection”)
 * is an error of the socket. postgres.js 3.4.9 keeps such a word for later instead: at the door the statement that waits hears
 * nothing and the driver dials again without a pause (seen: 170 times a second for five connections) until it is let in; and the
 * first statement on the next connection fails by the end of the last one. An error of the socket it hands on at once.
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
  override emit(event: string | symbol, ...values: unknown[]): boolean {
    // why: of a socket closed by an error the driver forgets the statements sent after the error; they would wait for ever.
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

/** For the driver's option `socket`. */
export function dial({ path, host, port }: Address): net.Socket {
  const socket = new DialledSocket();
  // why: the driver listens only after this function has returned, and a socket can fail at once.
  setImmediate(() => (path ? socket.connect(path) : socket.connect({ host: host[0] ?? "localhost", port: port[0] ?? 5432 })));
  return Object.assign(socket, { host: host[0], port: port[0] });
}
