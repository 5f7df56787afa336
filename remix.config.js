/**
 * The one place of the Remix options; vite.config.ts hands them to the plugin. All v3 flags are on, so that the
 * move to React Router 7 stays mechanical (docs/decisions/001-remix-2-and-lucia.md).
 * @type {import("@remix-run/dev").VitePluginConfig}
 */
export default {
  appDirectory: "app",
  buildDirectory: "build",
  serverModuleFormat: "esm",
  future: {
    v3_fetcherPersist: true,
    v3_lazyRouteDiscovery: true,
    v3_relativeSplatPath: true,
    v3_routeConfig: true,
    v3_singleFetch: true,
    v3_throwAbortReason: true,
  },
};
