import type { AppLoadContext, EntryContext, ServerBuild } from "@remix-run/node";
import { isAppPage } from "./components/app-page";
import { renderDocument } from "./document-page.server";
import { zippedPage } from "./page-response.server";

/**
 * Opening a document (a page without scripts, docs/decisions/002-documents.md) without Remix's own way there, which matches all
 * routes several times, encodes loader data that nothing reads and copies the page through streams: two thirds of the cost of an
 * exam page (docs/performance.md). Loaders, components, meta and links are the route's own. Whatever is not the plain case (an
 * error, a refusal, an address of no document) is Remix's to answer, with the loaders' results so far.
 */
export type Documents = {
  /** Null: Remix answers. */
  open(request: Request, loadContext: AppLoadContext): Promise<OpenedDocument | null>;
  /** Whether `act` knows the page a form was sent to. */
  takesForms(pathname: string): boolean;
  /** Null: Remix answers, with the page of a form that was refused. */
  act(request: Request, loadContext: AppLoadContext): Promise<OpenedDocument | null>;
  /** For Remix: the action and the loaders that have run for this request are not run again. */
  build: ServerBuild;
};

export type OpenedDocument = { status: number; headers: Headers; body: Buffer | null };

type Route = NonNullable<ServerBuild["routes"][string]>;
type DocumentRoute = { pattern: RegExp; names: string[]; routes: [root: Route, page: Route]; entry: Pick<EntryContext, "manifest" | "routeModules"> };

export function createDocuments(build: ServerBuild): Documents {
  const documents = documentRoutes(build);
  return {
    open: (request, loadContext) => open(build, documents, request, loadContext),
    takesForms: (pathname) => findDocument(documents, pathname)?.document.routes[1].module.action !== undefined,
    act: (request, loadContext) => act(documents, request, loadContext),
    build: sharingResults(build),
  };
}

/** Nearly every form of a participant leads on to another page. */
async function act(documents: readonly DocumentRoute[], request: Request, loadContext: AppLoadContext): Promise<OpenedDocument | null> {
  const { document, params } = findDocument(documents, new URL(request.url).pathname)!;
  const acted = Promise.resolve(document.routes[1].module.action!({ request, params, context: loadContext }));
  loadContext.acted = acted;
  return acted.then(leadingOn, leadingOn);
}

function leadingOn(answer: unknown): OpenedDocument | null {
  return answer instanceof Response && answer.headers.has("Location") ? { status: answer.status, headers: answer.headers, body: null } : null;
}

async function open(build: ServerBuild, documents: readonly DocumentRoute[], request: Request, loadContext: AppLoadContext): Promise<OpenedDocument | null> {
  const url = new URL(request.url);
  const found = url.searchParams.has("index") ? null : findDocument(documents, url.pathname);
  if (found === null) return null;
  const { routes, entry } = found.document;
  const { params } = found;
  const loaded = new Map(routes.map(({ id, module }) => [id, module.loader?.({ request, params, context: loadContext })]));
  loadContext.loaded = loaded;
  try {
    const [rootData, pageData] = await Promise.all(loaded.values());
    if (isSpecial(rootData) || isSpecial(pageData)) return null;
    const location = { pathname: url.pathname, search: url.search, hash: "", state: null, key: "default" };
    const matches = routes.map((route, index) => ({ params, pathname: index === 0 ? "/" : url.pathname, pathnameBase: index === 0 ? "/" : url.pathname, route: { id: route.id, handle: route.module.handle } }));
    const loaderData = Object.fromEntries(routes.map(({ id }, index) => [id, index === 0 ? rootData : pageData]));
    const html = renderDocument({
      ...entry, future: build.future, isSpaMode: build.isSpaMode, renderMeta: {}, serializeError: (error) => ({ message: error.message }),
      staticHandlerContext: { basename: "/", location, matches, loaderData, actionData: null, errors: null, statusCode: 200, loaderHeaders: {}, actionHeaders: {}, activeDeferreds: null } as unknown as EntryContext["staticHandlerContext"],
    }, request.url, loadContext);
    return { status: 200, ...zippedPage(html, request, new Headers()) };
  } catch (thrown) {
    return leadingOn(thrown);
  }
}

/** A whole response, or data with a status of its own. */
function isSpecial(data: unknown): boolean {
  return data instanceof Response || (typeof data === "object" && data !== null && "type" in data && data.type === "DataWithResponseInit");
}

/** Pages right below the root that no layout makes a page of the app. Fixed segments come before parameters, as in Remix. */
function documentRoutes(build: ServerBuild): DocumentRoute[] {
  const all = Object.values(build.routes).filter((route) => route !== undefined);
  const root = all.find(({ id }) => id === "root")!;
  const pages = all.filter(({ id, parentId, path = "", module }) => parentId === root.id && module.default !== undefined && !isAppPage([module]) && !all.some((other) => other.parentId === id) && !/[*?]/.test(path));
  const rank = ({ path = "" }: Route) => path.split("/").map((segment) => (segment.startsWith(":") ? "1" : "0")).join("");
  return pages.sort((a, b) => rank(a).localeCompare(rank(b))).map((page) => ({ ...patternOf(page.path ?? ""), routes: [root, page], entry: entryOf(build, [root, page]) }));
}

function patternOf(path: string): { pattern: RegExp; names: string[] } {
  const names = [...path.matchAll(/:(\w+)/g)].map((match) => match[1]!);
  const escaped = path.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/:\w+/g, "([^/]+)");
  return { pattern: new RegExp(`^/${escaped}$`), names };
}

function findDocument(documents: readonly DocumentRoute[], pathname: string): { document: DocumentRoute; params: Record<string, string> } | null {
  // why: how addresses with escaped letters are read is Remix's business.
  if (pathname.includes("%")) return null;
  for (const document of documents) {
    const match = document.pattern.exec(pathname);
    if (match !== null) return { document, params: Object.fromEntries(document.names.map((name, index) => [name, match[index + 1]!])) };
  }
  return null;
}

/** What rendering looks up by route, of these routes only: the fewer there are, the sooner they are matched. */
function entryOf(build: ServerBuild, routes: readonly Route[]): DocumentRoute["entry"] {
  const ids = routes.map(({ id }) => id);
  return {
    manifest: { ...build.assets, routes: Object.fromEntries(ids.map((id) => [id, build.assets.routes[id]!])) },
    routeModules: Object.fromEntries(routes.map(({ id, module }) => [id, module])) as EntryContext["routeModules"],
  };
}

function sharingResults(build: ServerBuild): ServerBuild {
  const shared = (route: Route): Route => {
    const { loader, action } = route.module;
    return {
      ...route,
      module: {
        ...route.module,
        ...(loader && { loader: (args) => args.context.loaded?.get(route.id) ?? loader(args) }),
        ...(action && { action: (args) => args.context.acted ?? action(args) }),
      },
    };
  };
  return { ...build, routes: Object.fromEntries(Object.entries(build.routes).map(([id, route]) => [id, route && shared(route)])) };
}
