import { fill, readLabels } from "../wire/labels";
import { putBlob, type SendUpload, type UploadRequest } from "../files/upload-request";
import { filesOf, type ContextSource } from "./context-files";
import { tarOfTree } from "../files/tar-blob";

const IGNORE = ".dockerignore";

const ENGLISH = {
  folder: "Choose a folder…",
  archive: "Choose an archive…",
  hint: "Or drop a folder, or a .tar or .tar.gz, here.",
  reading: "Looking through the folder…",
  sending: "{0}% sent",
  cancel: "Cancel",
  cancelled: "Cancelled.",
  empty: "There is no file in it.",
  lost: "The connection was lost.",
};

/**
 * `<context-upload url selection labels>`: takes a folder or an archive and sends it to `url` as one tar stream, without what the
 * folder's .dockerignore leaves out, which `selection` tells. Fires `change` with the name as `value` when all has arrived.
 */
export class ContextUpload extends HTMLElement {
  /** How it sends; tests replace it. */
  send: SendUpload = putBlob;

  /** What has arrived. */
  value = "";

  #labels = ENGLISH;
  #status: HTMLElement | undefined;
  #bar: HTMLProgressElement | undefined;
  #cancel: HTMLButtonElement | undefined;
  #request: UploadRequest | undefined;
  #stopListening = new AbortController();

  connectedCallback(): void {
    this.#labels = readLabels(ENGLISH, this.getAttribute("labels"));
    this.#stopListening = new AbortController();
    this.#draw();
    const { signal } = this.#stopListening;
    this.addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      this.dataset["dragging"] = "";
    }, { signal });
    this.addEventListener("dragleave", () => delete this.dataset["dragging"], { signal });
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      delete this.dataset["dragging"];
      if (event.dataTransfer) void this.#dropped(event.dataTransfer);
    }, { signal });
  }

  disconnectedCallback(): void {
    this.#stopListening.abort();
    this.#request?.cancel();
  }

  /** Sends a folder's files. */
  async sendFolder(name: string, files: readonly ContextSource[]): Promise<void> {
    if (files.length === 0) {
      this.#say(this.#labels.empty);
      return;
    }
    const ignore = files.find((f) => f.path === IGNORE);
    try {
      const kept = ignore ? await this.#kept(await ignore.file.text(), files) : files;
      await this.#put(name, tarOfTree(kept));
    } catch (error) {
      this.#say(error instanceof Error ? error.message : String(error));
    }
  }

  /** Sends an archive as it is. */
  sendArchive(file: File): Promise<void> {
    return this.#put(file.name, file);
  }

  async #dropped(data: DataTransfer): Promise<void> {
    // Entries are gone once the event is over.
    const entries = [...data.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry !== null && entry !== undefined);
    const files = [...data.files];
    if (entries.length === 1 && entries[0]!.isFile && files.length === 1) return this.sendArchive(files[0]!);
    this.#say(this.#labels.reading);
    return this.sendFolder(entries[0]?.name ?? "", await filesOf(entries));
  }

  async #kept(ignore: string, files: readonly ContextSource[]): Promise<readonly ContextSource[]> {
    const response = await fetch(this.getAttribute("selection") ?? "", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ignore, paths: files.map((f) => f.path) }),
    });
    const answer = await response.json() as number[] | { detail?: string };
    if (!Array.isArray(answer)) throw new Error(answer.detail ?? `HTTP ${response.status}`);
    const out = new Set(answer);
    return files.filter((_, n) => !out.has(n));
  }

  async #put(name: string, body: Blob): Promise<void> {
    this.#request?.cancel();
    let cancelled = false;
    const url = `${this.getAttribute("url") ?? ""}?name=${encodeURIComponent(name)}`;
    const request = this.send(url, body, (sent, total) => {
      this.#bar!.value = total > 0 ? sent / total : 0;
      this.#say(fill(this.#labels.sending, Math.floor(100 * this.#bar!.value)), true);
    });
    this.#request = request;
    this.#cancel!.onclick = () => { cancelled = true; request.cancel(); };
    const end = await request.end;
    if (this.#request !== request) return;
    this.#request = undefined;
    this.#say(end === "" ? "" : cancelled ? this.#labels.cancelled : end ?? this.#labels.lost);
    if (end === "") {
      this.value = name;
      this.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  #say(words: string, isUnderWay = false): void {
    this.#status!.textContent = words;
    this.#bar!.hidden = this.#cancel!.hidden = !isUnderWay;
    this.toggleAttribute("data-busy", isUnderWay);
  }

  #draw(): void {
    const folder = Object.assign(document.createElement("input"), { type: "file", multiple: true, hidden: true });
    folder.setAttribute("webkitdirectory", "");
    const archive = Object.assign(document.createElement("input"), { type: "file", hidden: true, accept: ".tar,.tar.gz,.tgz,application/x-tar,application/gzip" });
    folder.onchange = (event) => {
      event.stopPropagation();
      const files = [...folder.files ?? []];
      const root = files[0]?.webkitRelativePath.split("/")[0] ?? "";
      void this.sendFolder(root, files.map((file) => ({ path: file.webkitRelativePath.slice(root.length + 1), file })));
      folder.value = "";
    };
    archive.onchange = (event) => {
      event.stopPropagation();
      if (archive.files?.[0]) void this.sendArchive(archive.files[0]);
      archive.value = "";
    };
    const choose = (words: string, input: HTMLInputElement): HTMLButtonElement => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "upload-choose", textContent: words });
      button.onclick = () => input.click();
      return button;
    };
    const hint = Object.assign(document.createElement("span"), { className: "upload-hint", textContent: this.#labels.hint });
    this.#status = Object.assign(document.createElement("span"), { className: "context-status" });
    this.#status.setAttribute("role", "status");
    this.#bar = Object.assign(document.createElement("progress"), { max: 1, value: 0, hidden: true });
    this.#cancel = Object.assign(document.createElement("button"), { type: "button", className: "context-cancel", textContent: this.#labels.cancel, hidden: true });
    this.replaceChildren(choose(this.#labels.folder, folder), choose(this.#labels.archive, archive), hint, folder, archive, this.#bar, this.#status, this.#cancel);
  }
}
