import net from "node:net";
import { Duplex } from "node:stream";
import tls from "node:tls";

/**
 * The bytes to and from a PostgreSQL that speaks TLS. It is asked for on a connection that begins in the clear, so nothing goes
 * through before it is granted.
 */
const request = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
const granted = "S".charCodeAt(0);
const keepAliveMs = 60_000;

class EncryptedDoor extends Duplex {
  private readonly wire = new net.Socket();
  private isOpen = false;
  private go: () => void = () => undefined;

  constructor(target: net.NetConnectOpts) {
    super();
    this.wire.on("data", (bytes) => this.hear(bytes));
    this.wire.on("end", () => this.push(null));
    this.wire.on("error", (error) => this.destroy(error));
    this.wire.on("close", () => this.destroy());
    this.wire.setKeepAlive(true, keepAliveMs);
    // why: nobody listens yet, and a socket can fail at once.
    setImmediate(() => this.destroyed || this.wire.connect(target, () => this.wire.write(request)));
  }

  private hear(bytes: Buffer): void {
    if (!this.isOpen) {
      if (bytes.length !== 1 || bytes[0] !== granted) return void this.destroy(new TlsRefused());
      this.isOpen = true;
      this.go();
    } else if (!this.push(bytes)) this.wire.pause();
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.go = () => this.wire.write(bytes, done);
    if (this.isOpen) this.go();
  }

  override _read(): void {
    this.wire.resume();
  }

  override _final(done: () => void): void {
    this.wire.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.wire.destroy();
    done(error);
  }
}

class TlsRefused extends Error {
  override readonly name = "TlsRefused";
  readonly code = "ECONNREFUSED";
  constructor() {
    super("the database does not speak TLS");
  }
}

/** What the URL's `sslmode` asks for; null without TLS, and where the driver tries it by itself (`prefer`). As with the driver, `require` believes any certificate. */
export function encryptionOf(url: URL): tls.ConnectionOptions | null {
  const mode = url.searchParams.get("sslmode") ?? url.searchParams.get("ssl") ?? "";
  if (mode === "require") return { rejectUnauthorized: false };
  return mode.startsWith("verify-") || mode === "true" ? {} : null;
}

export function connectEncrypted(target: net.NetConnectOpts, host: string, options: tls.ConnectionOptions): tls.TLSSocket {
  return tls.connect({ ...options, host, ...(net.isIP(host) === 0 ? { servername: host } : {}), ALPNProtocols: ["postgresql"], socket: new EncryptedDoor(target) });
}
