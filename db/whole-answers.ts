/**
 * What PostgreSQL says on one connection, cut into what postgres.js 3.4.9 can bear (message format: protocol 3.0, a type byte and a
 * length that counts itself).
 *
 * Invariants: rows are passed on only together with the word that they are all of them, never before an error or the end of the
 * connection; an error that ends the connection, or that the driver would answer by sending the statement anew, is not passed on at all.
 *
 * Why: the driver counts rows per connection and begins anew at “that was all” only. After rows without it, the next statement, on
 * this connection or the next one, finds its own rows behind as many empty places (github.com/porsager/postgres #1119, #1181). And a
 * prepared statement whose plan is gone it sends anew in two steps, between which others slip: each then gets the other's rows.
 */
const headBytes = 5;
const [dataRow, commandComplete, portalSuspended, errorResponse, readyForQuery] = [..."DCsEZ"].map((letter) => letter.charCodeAt(0));
const sentAnew = new Set(["FetchPreparedStatement", "RevalidateCachedQuery", "transformAssignedExpr"]);

/** The server's error that the connection ends with. */
export class TurnedAway extends Error {
  override readonly name = "TurnedAway";
  readonly severity = "FATAL";
  constructor(readonly code: string, message: string) {
    super(message);
  }
}

export class WholeAnswers {
  private readonly rows: Buffer[] = [];
  private readonly parts: Buffer[] = [];
  private missingBytes = 0;
  private isWithinRows = false;
  /** An error has been passed on, and not yet that the next statement may come. */
  isWithinError = false;

  /** Gives `pass` what may go on, in whole messages. The error to end the connection with; nothing more is read then. */
  read(chunk: Buffer, pass: (messages: Buffer) => void): TurnedAway | null {
    const bytes = this.joined(chunk);
    if (bytes === null) return null;
    let [from, at] = [0, 0];
    for (let end = endOfMessage(bytes, at); end <= bytes.length; end = endOfMessage(bytes, at)) {
      const type = bytes[at];
      if (type === dataRow && !this.isWithinRows) {
        passUnlessEmpty(bytes.subarray(from, at), pass);
        from = at;
        this.isWithinRows = true;
      } else if (type === errorResponse) {
        if (!this.isWithinRows) passUnlessEmpty(bytes.subarray(from, at), pass);
        from = at;
        this.dropRows();
        const lastWord = readLastWord(bytes.subarray(at + headBytes, end));
        if (lastWord !== null) return lastWord;
        this.isWithinError = true;
      } else if (type === commandComplete || type === portalSuspended) {
        for (const rows of this.rows.splice(0)) pass(rows);
        this.isWithinRows = false;
      } else if (type === readyForQuery) {
        this.isWithinError = false;
      }
      at = end;
    }
    if (this.isWithinRows) this.rows.push(bytes.subarray(from, at));
    else passUnlessEmpty(bytes.subarray(from, at), pass);
    this.keepRest(bytes, at);
    return null;
  }

  private dropRows(): void {
    this.rows.length = 0;
    this.isWithinRows = false;
  }

  private keepRest(bytes: Buffer, at: number): void {
    if (at === bytes.length) return;
    this.parts.push(bytes.subarray(at));
    this.missingBytes = endOfMessage(bytes, at) - bytes.length;
  }

  /** From the start of a message on; null while the first is not whole. */
  private joined(chunk: Buffer): Buffer | null {
    if (this.parts.length === 0) return chunk;
    this.parts.push(chunk);
    this.missingBytes -= chunk.length;
    return this.missingBytes > 0 ? null : Buffer.concat(this.parts.splice(0));
  }
}

/** Where the message at `at` ends; beyond the bytes when it is not whole. */
function endOfMessage(bytes: Buffer, at: number): number {
  return at + headBytes > bytes.length ? at + headBytes : at + 1 + bytes.readUInt32BE(at + 1);
}

function passUnlessEmpty(messages: Buffer, pass: (messages: Buffer) => void): void {
  if (messages.length > 0) pass(messages);
}

/** Fields are a letter and text up to a zero byte each. Null for a statement's own error. */
function readLastWord(message: Buffer): TurnedAway | null {
  const fields = new Map(message.toString("utf8").split("\0").map((field) => [field.charAt(0), field.slice(1)]));
  const isLast = ["FATAL", "PANIC"].includes(fields.get("V") ?? "") || sentAnew.has(fields.get("R") ?? "");
  return isLast ? new TurnedAway(fields.get("C") ?? "", fields.get("M") ?? "") : null;
}
