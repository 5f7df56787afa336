import { Socket } from "node:net";

/**
 * One kept connection of one browser. Plain sockets and no more parsing than needed, because the generator shares the
 * machine with what it measures. Requests of a connection wait for each other, as in HTTP/1.1; a lost one is made anew.
 */
export type Reply = { status: number; head: string; body: Buffer };
export type Request = { method: "GET" | "POST"; path: string; type?: string; body?: string };

const agent = "User-Agent: Mozilla/5.0 (Linux; Android 13) bench\r\nAccept: text/html,application/xhtml+xml\r\nAccept-Encoding: gzip\r\nAccept-Language: vi";

export class Wire {
  private socket: Socket | null = null;
  private received: Buffer[] = [];
  private answered: { resolve: (reply: Reply) => void; reject: (error: Error) => void } | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private readonly cookies = new Map<string, string>();

  constructor(private readonly port: number) {}

  setCookie(name: string, value: string): void {
    this.cookies.set(name, value);
  }

  /** A second connection of the same browser. */
  beside(): Wire {
    const other = new Wire(this.port);
    for (const [name, value] of this.cookies) other.setCookie(name, value);
    return other;
  }

  send(request: Request): Promise<Reply> {
    const reply = this.last.then(() => this.sendNow(request));
    this.last = reply.catch(() => undefined);
    return reply;
  }

  close(): void {
    this.socket?.destroy();
    this.socket = null;
  }

  private async sendNow(request: Request): Promise<Reply> {
    const socket = this.socket ?? (this.socket = await this.connect());
    const reply = await new Promise<Reply>((resolve, reject) => {
      this.answered = { resolve, reject };
      this.received = [];
      socket.write(this.textOf(request));
    });
    for (const [, name, value] of reply.head.matchAll(/^set-cookie: ([^=]+)=([^;\r]*)/gim)) this.cookies.set(name!, value!);
    if (/^connection: close/im.test(reply.head)) this.close();
    return reply;
  }

  private connect(): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = new Socket().setNoDelay(true);
      const end = (error?: Error) => {
        if (this.socket === socket) this.socket = null;
        const lost = error ?? new Error("the connection was closed");
        this.answered?.reject(lost);
        reject(lost);
      };
      socket.on("error", end).on("close", () => end()).on("data", (chunk) => this.read(chunk));
      socket.connect(this.port, "127.0.0.1", () => resolve(socket));
    });
  }

  private read(chunk: Buffer): void {
    this.received.push(chunk);
    const bytes = this.received.length === 1 ? chunk : Buffer.concat(this.received);
    this.received = [bytes];
    const reply = parseReply(bytes);
    if (reply) this.answered?.resolve(reply);
  }

  private textOf({ method, path, type, body = "" }: Request): string {
    const cookies = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const content = method === "POST" ? `Origin: http://127.0.0.1:${this.port}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` : "";
    return `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${this.port}\r\n${agent}\r\n${cookies ? `Cookie: ${cookies}\r\n` : ""}${content}\r\n${body}`;
  }
}

/** Null while something is still to come. */
export function parseReply(bytes: Buffer): Reply | null {
  const bodyAt = bytes.indexOf("\r\n\r\n") + 4;
  if (bodyAt < 4) return null;
  const head = bytes.toString("latin1", 0, bodyAt);
  const status = Number(head.slice(9, 12));
  if (/^transfer-encoding: chunked/im.test(head)) {
    const body = readChunks(bytes, bodyAt);
    return body && { status, head, body };
  }
  const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
  return bytes.length < bodyAt + length ? null : { status, head, body: bytes.subarray(bodyAt, bodyAt + length) };
}

function readChunks(bytes: Buffer, from: number): Buffer | null {
  const chunks: Buffer[] = [];
  for (let at = from; ; ) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd < 0) return null;
    const length = parseInt(bytes.toString("latin1", at, lineEnd), 16);
    if (bytes.length < lineEnd + 2 + length + 2) return null;
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + length));
    at = lineEnd + 2 + length + 2;
  }
}
