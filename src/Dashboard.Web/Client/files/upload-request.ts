/** What came of an upload: "" when all is well, else the server's words; null when the connection was lost. */
export type UploadEnd = string | null;

export interface UploadRequest {
  readonly end: Promise<UploadEnd>;
  cancel(): void;
}

export type SendUpload = (url: string, body: Blob, progress: (sent: number, total: number) => void) => UploadRequest;

/** PUTs a Blob. Over XMLHttpRequest, since fetch does not tell how far an upload is. */
export const putBlob: SendUpload = (url, body, progress) => {
  const request = new XMLHttpRequest();
  const end = new Promise<UploadEnd>((resolve) => {
    request.upload.addEventListener("progress", (event) => progress(event.loaded, event.total));
    request.addEventListener("load", () => resolve(request.status >= 200 && request.status < 300 ? "" : wordsOf(request)));
    request.addEventListener("error", () => resolve(null));
    request.addEventListener("abort", () => resolve(null));
  });
  request.open("PUT", url);
  request.send(body);
  return { end, cancel: () => request.abort() };
};

/** Problem details, RFC 9457. */
function wordsOf(request: XMLHttpRequest): string {
  try {
    const problem = JSON.parse(request.responseText) as { detail?: string };
    if (problem.detail) return problem.detail;
  } catch {
    // A proxy in between answers in its own words; the status is what is left.
  }
  return `HTTP ${request.status}`;
}
