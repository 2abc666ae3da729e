/**
 * The defaults, with those replaced that the element's `labels` attribute (a JSON object of strings)
 * gives. Unknown keys are ignored. Broken JSON is a bug of the page: reported, and the defaults serve.
 */
export function readLabels<T extends Record<string, string>>(defaults: T, json: string | null): T {
  if (!json) return defaults;
  try {
    const given = JSON.parse(json) as Record<string, unknown>;
    const labels: Record<string, string> = { ...defaults };
    for (const key of Object.keys(defaults)) {
      const text = given[key];
      if (typeof text === "string") labels[key] = text;
    }
    return labels as T;
  } catch (error) {
    console.error("labels attribute is not JSON", error);
    return defaults;
  }
}

/** Replaces `{0}` in a label. Numbers get the grouping of the page's language. */
export function fill(label: string, value: number | bigint | string): string {
  return label.replace("{0}", () => typeof value === "string" ? value : value.toLocaleString(document.documentElement.lang || undefined));
}
