import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import type { AppLoadContext, ServerBuild } from "@remix-run/node";
import compression from "compression";
import express from "express";
import type * as AppEntry from "~/entry.server";
import { serveAssets } from "./assets";
import { openDocument } from "./document";
import { hideDocumentData } from "./document-data";
import { securityHeaders } from "./headers";
import { mountHealth } from "./health";
import { refuseForeignOrigin } from "./origin";
import { answerInFront } from "./raw-routes";
import { clientErrorStatus, refuseCrowd, refuseOddRequests, speakPublicName } from "./request-gate";

/**
 * The one HTTP server in front of Remix. Order matters: headers and origin check come before anything that can answer;
 * the raw routes have both of their own.
 * One module graph: context and raw handlers come out of the Remix build, so there is one pool and one cache.
 */
export type ServerOptions = { host: string; port: number; buildDirectory: string };
export type RunningServer = { port: number; close(): Promise<void> };

const drainSeconds = 4;
/** Longer than most people think about one question, and than a proxy keeps its own connections (nginx: 60 s): who has just lost theirs pays a new handshake with their save. */
const keepAliveMs = 300_000;
/**
 * Node takes one new connection a turn of its loop, and a busy turn is long: at a bell hundreds wait to be taken. With Node's 511
 * the kernel dropped what was beyond, whose clients then waited for ten seconds or were reset. The kernel caps this by `somaxconn`.
 */
const mostConnectionsUntaken = 16_384;
/** About ten seconds of the busiest opening; each holds some tens of kilobytes. */
const mostRequestsAtOnce = 1_000;

export async function startServer({ host, port, buildDirectory }: ServerOptions): Promise<RunningServer> {
  const build = (await import(pathToFileURL(path.join(buildDirectory, "server/index.js")).href)) as ServerBuild;
  const entry = build.entry.module as unknown as typeof AppEntry;
  const context = entry.appContext();
  const app = createApp(build, entry, path.join(buildDirectory, "client"));
  const server = createServer(answerInFront(entry.rawHandlers, context.env.publicUrl ?? null, app));
  server.keepAliveTimeout = keepAliveMs;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host, backlog: mostConnectionsUntaken }, resolve);
  });
  const sweeper = entry.startSweeper(context);
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    async close() {
      await drain(server);
      await sweeper.stop();
      await context.database.close();
    },
  };
}

/** Open requests are answered; their connections then end, however eagerly a client would go on using them. */
async function drain(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.maxRequestsPerSocket = 1;
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const last = setTimeout(() => server.closeAllConnections(), drainSeconds * 1_000);
  await closed;
  clearInterval(idle);
  clearTimeout(last);
}

function createApp(build: ServerBuild, entry: typeof AppEntry, clientDirectory: string) {
  const context = entry.appContext();
  const app = express();
  app.disable("x-powered-by");
  if (context.env.trustProxy) app.set("trust proxy", context.env.trustProxy);
  app.use((_request, response, next) => {
    // why not bytes: those are drawn anew for each page, UUIDs by the hundred; one has 122 random bits.
    response.locals["nonce"] = randomUUID();
    response.locals["reference"] = randomUUID().slice(0, 8).toUpperCase();
    next();
  });
  app.use(securityHeaders(context.env.publicUrl ?? null));
  mountHealth(app, context.database);
  app.use(serveAssets(clientDirectory));
  app.use(refuseForeignOrigin(context.env.publicUrl ?? null));
  app.use(speakPublicName(context.env.publicUrl ?? null, context.env.trustProxy !== false));
  app.use(hideDocumentData(build));
  app.use(refuseOddRequests);
  const documents = entry.createDocuments(build);
  const compress = compression({ level: 1 });
  const remix = createRequestHandler({ build: documents.build, mode: process.env["NODE_ENV"] ?? "production", getLoadContext: (_request, response) => response.locals["context"] as AppLoadContext });
  app.all("*", refuseCrowd(mostRequestsAtOnce, async (request, response, next) => {
    response.locals["context"] = { app: context, nonce: String(response.locals["nonce"]), reference: String(response.locals["reference"]), clientAddress: request.ip ?? "" } satisfies AppLoadContext;
    try {
      if (await openDocument(documents, request, response)) return;
      await new Promise<unknown>((resolve) => compress(request, response, resolve));
      await remix(request, response, next);
    } catch (error) {
      next(error);
    }
  }));
  app.use(lastResort(context.log));
  return app;
}

/** What neither Remix nor a handler answered: a plain page with a reference, the cause only in the log. */
function lastResort(log: { error(fields: object, message: string): void }): express.ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const status = clientErrorStatus(error);
    if (status !== null && !response.headersSent) {
      response.status(status).type("text/plain; charset=utf-8").send("Địa chỉ hoặc yêu cầu không hợp lệ. Hãy về trang chủ và đi lại từ đó.");
      return;
    }
    const reference = String(response.locals["reference"]);
    log.error({ reference, error: error instanceof Error ? { name: error.name, stack: error.stack?.split("\n").slice(1, 6) } : typeof error }, "request failed");
    if (response.headersSent) return next(error);
    response.status(500).type("text/plain; charset=utf-8").send(`Có lỗi xảy ra. Dữ liệu đã lưu vẫn còn; hãy thử lại. Mã tra cứu: ${reference}`);
  };
}
