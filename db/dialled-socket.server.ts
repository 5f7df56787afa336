import net from "node:net";
import type { ConnectionOptions } from "node:tls";
import { connectEncrypted } from "./encrypted-door.server";
import { WholeAnswers } from "./whole-answers";

/**
 * A connection to PostgreSQL that makes up for faults of postgres.js 3.4.9.
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

/** For the driver's option `socket`, which it takes for one in the clear: with `encryption` that is made here, beneath the mends. */
export function dial({ path, host: [host = "localhost"], port: [port = 5432] }: Address, encryption: ConnectionOptions | null): net.Socket {
  const target = path ? { path } : { host, port };
  const socket = encryption === null ? new net.Socket() : connectEncrypted(target, host, encryption);
  mend(socket, () => encryption === null && socket.connect(target));
  return Object.assign(socket, { host, port });
}

type Emit = (event: string | symbol, ...values: unknown[]) => boolean;
type Write = net.Socket["_write"];

function mend(socket: net.Socket, connect: () => void): void {
  const emit = socket.emit.bind(socket) as Emit;
  const write = socket._write.bind(socket);
  const answers = new WholeAnswers();
  const said = { isDialled: false, anything: false, encryptionRequest: false };

  const dialOnce = () => {
    if (said.isDialled) return;
    said.isDialled = true;
    connect();
    setImmediate(() => said.anything || socket.destroy());
  };
  // why: the driver listens only after its option has returned, and a socket can fail at once.
  setImmediate(dialOnce);

  const writeOwnWords: Write = (bytes: Buffer, encoding, done) => {
    dialOnce();
    const words = said.anything ? bytes : firstWords(bytes);
    if (!said.anything) said.encryptionRequest = words.subarray(lengthBytes).equals(encryptionRequest);
    said.anything = true;
    write(words, encoding, done);
  };
  const emitWholeAnswers: Emit = (event, ...values) => {
    if (event === "close") {
      if (answers.isWithinError) emit("data", readyInFailedTransaction);
      return emit("close", false);
    }
    if (event !== "data" || said.encryptionRequest) {
      if (event === "data") said.encryptionRequest = false;
      return emit(event, ...values);
    }
    const lastWord = answers.read(values[0] as Buffer, (messages) => emit("data", messages));
    if (lastWord !== null) socket.destroy(lastWord);
    return true;
  };
  Object.assign(socket, { _write: writeOwnWords, emit: emitWholeAnswers });
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
