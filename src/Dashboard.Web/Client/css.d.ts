/** `*.shadow.css` is imported as text, for a shadow root's constructable stylesheet (see scripts/loaders.mjs). */
declare module "*.shadow.css" {
  const text: string;
  export default text;
}

/** Any other CSS goes into main.css. */
declare module "*.css";
