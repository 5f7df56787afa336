/**
 * The arrows of docs/architecture.md: which layer may import which. Every rule says what a layer may reach; all else
 * inside the project is forbidden. Type-only imports count too. That routes take `enhance` only as `?worker&url` is
 * ESLint's to check, since the query is not part of the resolved path.
 */
const inProject = "^(app|db|server|seed|tests)/";
const domain = "^app/domain/";
const test = "\\.(test|fixture)\\.tsx?$";

/** A layer may import its own files and `allowed`; nothing else of the project. */
function layer(name, from, allowed, extra = {}) {
  return {
    name,
    severity: "error",
    from: { path: from, pathNot: [test, ...(extra.except ?? [])] },
    to: { path: inProject, pathNot: [from, ...allowed] },
  };
}

const packages = (name, from, only) => ({
  name,
  severity: "error",
  from: { path: from, pathNot: test },
  to: { dependencyTypes: ["npm", "npm-dev", "npm-optional", "npm-peer", "core"], pathNot: only },
});

module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } } },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "\\?worker&url$" } },
    layer("domain-imports-itself-only", domain, []),
    packages("domain-is-pure", domain, ["^app/"]),
    layer("db-imports-domain", "^db/", [domain]),
    layer("adapters-import-domain", "^app/adapters/", [domain]),
    layer("use-cases-import-domain-db-adapters", "^app/use-cases/", [domain, "^db/", "^app/adapters/"]),
    // why: form-state.ts is the shape of a refused form, types only, shared by whoever fills it and whoever shows it.
    layer("http-imports-domain-use-cases", "^app/http/", [domain, "^app/use-cases/", "^app/(env|context)\\.server\\.ts$", "^app/components/ui/form-state\\.ts$"]),
    layer("components-import-domain", "^app/components/", [domain]),
    packages("components-know-react-only", "^app/components/", ["^app/", "node_modules/(@types/)?(react|react-dom|recharts|@remix-run/react)/"]),
    layer("enhance-imports-domain", "^app/enhance/", [domain]),
    packages("enhance-is-plain-browser-code", "^app/enhance/", ["^app/"]),
    layer("routes-import-what-is-below", "^app/routes/", [domain, "^app/use-cases/", "^app/http/", "^app/components/", "^app/styles/", "^app/enhance/", "^app/(root|refused-file\\.server)\\.tsx$"]),
    {
      name: "routes-know-only-the-type-of-root",
      comment: 'For `useRouteLoaderData<typeof loader>("root")`.',
      severity: "error",
      from: { path: "^app/routes/" },
      to: { path: "^app/root\\.tsx$", dependencyTypesNot: ["type-only"] },
    },
    { name: "routes-never-import-db", severity: "error", from: { path: "^app/routes/" }, to: { path: "^db/" } },
    {
      name: "frame-imports-below-routes",
      severity: "error",
      from: { path: "^app/[^/]+$" },
      to: { path: "^(app/routes|server|seed|tests)/" },
    },
    layer("server-imports-entry-env-database", "^server/", ["^app/(entry\\.server\\.tsx|env\\.server\\.ts)$", "^db/(embedded/|[^/]+$)"], { except: ["^server/cli/"] }),
    layer("commands-import-use-cases", "^server/cli/", [domain, "^app/use-cases/", "^app/adapters/", "^app/(env|context)\\.server\\.ts$", "^db/", "^seed/"]),
    { name: "nobody-imports-routes", severity: "error", from: { path: inProject, pathNot: ["^app/routes/", "^tests/"] }, to: { path: "^app/routes/" } },
    { name: "nobody-imports-tests", severity: "error", from: { path: "^(app|db|server|seed)/" }, to: { path: "^tests/" } },
    {
      name: "only-commands-and-tests-import-seed",
      severity: "error",
      from: { path: inProject, pathNot: ["^seed/", "^tests/", "^server/cli/"] },
      to: { path: "^seed/" },
    },
    {
      name: "lucia-behind-the-session",
      severity: "error",
      from: { pathNot: ["^app/http/session[^/]*\\.ts$", "^db/repositories/session[^/]*\\.ts$", "node_modules"] },
      to: { path: "node_modules/lucia/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"], extensions: [".ts", ".tsx", ".mjs", ".js", ".json"] },
  },
};
