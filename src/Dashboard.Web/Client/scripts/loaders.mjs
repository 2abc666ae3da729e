// Shared by the build and the tests, so that both read a file the same way.
/** @type {Record<string, import("esbuild").Loader>} */
export const loaders = { ".shadow.css": "text" };
