import net from "node:net";
import { WholeAnswers } from "./whole-answers";

/**
 * A connection to PostgreSQL that makes up for faults of postgres.js 3.4.9. All hold for an unencrypted connection, the third for any.
 *
 * - The server's last word (“is starting up”, “too many connections”, “terminating connection”) is an error of the socket here. The
 *   driver keeps such a word for later: the statement that waits hears nothing, the driver dials again without a pause (seen: 170
 *   times a second for five connections), and the first statement on the next connection fails by the end of the last one.
 * - Of a socket closed by an error the driver forgets the statements sent after the error; they would wait for ever.
 * - What was about to be written when a connection ended stays in the driver and goes in front of the first words of the next one,
 *   or holds them back for ever (github.com/porsager/postgres #1154). A new connection says its first words only, and one that
 *   says nothing is ended at once: the driver dials again, and after ten times or so it has to let go of what it holds.
 * - Rows, errors and the sending anew of one statement reach into the next ones (whole-answers.ts). An error whose statement was not
 *   ended before the connection did would be the answer to the first statement on the next one; so it is ended here.
 */
type Address = { host: readonly string[]; port: readonly number[]; path?: string | undefined };

class DialledSocket extends net.Socket {
  private isDialled = false;
  private hasSpoken = false;
  private isAskingForEncryption = false;
  private readonly answers = new WholeAnswers();

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
    if (!this.hasSpoken) this.isAskingForEncryption = words.subarray(lengthBytes).equals(encryptionRequest);
    this.hasSpoken = true;
    super._write(words, encoding, done);
  }

  override emit(event: string | symbol, ...values: unknown[]): boolean {
    if (event === "close") return this.close();
    if (event !== "data") return super.emit(event, ...values);
    const chunk = values[0] as Buffer;
    if (this.isAskingForEncryption) {
      this.isAskingForEncryption = false;
      return super.emit("data", chunk);
    }
    const lastWord = this.answers.read(chunk, (messages) => super.emit("data", messages));
    if (lastWord !== null) this.destroy(lastWord);
    return true;
  }

  private close(): boolean {
    if (this.answers.isWithinError) super.emit("data", readyInFailedTransaction);
    return super.emit("close", false);
  }
}

/** “The next statement may come”, not within reach of anybody but the transaction at hand. */
const readyInFailedTransaction = Buffer.from("Z\0\0\0\x05E", "latin1");

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
