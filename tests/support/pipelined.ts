import { createConnection } from "node:net";

/** The same request many times at once over few connections, so that neither side runs out of sockets; the answers, in order per connection. */
export async function sendPipelined(origin: string, { request, connections, perConnection }: { request: (connection: number) => string; connections: number; perConnection: number }): Promise<string[]> {
  const { hostname, port } = new URL(origin);
  const answers = Array.from({ length: connections }, (_, connection) => new Promise<string[]>((resolve, reject) => {
    let heard = "";
    const socket = createConnection(Number(port), hostname, () => socket.write(request(connection).repeat(perConnection)));
    socket.on("error", reject);
    socket.on("data", (chunk) => {
      heard += chunk.toString("latin1");
      const heads = heard.split(/(?=HTTP\/1\.1 \d)/);
      if (heads.length < perConnection || !heads.at(-1)!.includes("\r\n\r\n")) return;
      socket.destroy();
      resolve(heads);
    });
  }));
  return (await Promise.all(answers)).flat();
}
