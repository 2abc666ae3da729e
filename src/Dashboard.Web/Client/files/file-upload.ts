import { tarOf } from "./tar-blob";
import { parseUploadLabels, type UploadLabels } from "./upload-labels";
import { putBlob, type SendUpload, type UploadRequest } from "./upload-request";

/**
 * `<file-upload url labels hint>`: sends files, chosen or dropped on the `[data-upload-drop]` around it, one after the other as tar
 * archives of one file each (`whole`: as they are), and fires `change` when some have arrived. All it shows is text.
 */
export class FileUpload extends HTMLElement {
  /** How it sends; tests replace it. */
  send: SendUpload = putBlob;

  #queue: { file: File; row: HTMLElement; url: string }[] = [];
  #running: UploadRequest | undefined;
  #zone: HTMLElement | null = null;
  #rows: HTMLElement | undefined;
  #stopListening = new AbortController();

  connectedCallback(): void {
    this.#stopListening = new AbortController();
    this.#draw();
    this.#zone = this.closest<HTMLElement>("[data-upload-drop]");
    const { signal } = this.#stopListening;
    this.#zone?.addEventListener("dragover", (event) => this.#over(event), { signal });
    this.#zone?.addEventListener("dragleave", (event) => {
      if (!(event.relatedTarget instanceof Node && this.#zone?.contains(event.relatedTarget))) delete this.#zone?.dataset["dragging"];
    }, { signal });
    this.#zone?.addEventListener("drop", (event) => this.#drop(event), { signal });
  }

  disconnectedCallback(): void {
    this.#stopListening.abort();
    delete this.#zone?.dataset["dragging"];
  }

  /** Sends these to where the attribute points now, after whatever is under way. */
  upload(files: Iterable<File>): void {
    const url = this.getAttribute("url") ?? "";
    for (const file of files) this.#queue.push({ file, row: this.#addRow(file.name, this.#labels.waiting), url });
    if (!this.#running) void this.#run();
  }

  get #labels(): UploadLabels {
    return parseUploadLabels(this.getAttribute("labels"));
  }

  async #run(): Promise<void> {
    let arrived = 0;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      if (await this.#sendOne(next.file, next.row, next.url)) arrived++;
    }
    if (arrived > 0) this.dispatchEvent(new Event("change", { bubbles: true }));
  }

  async #sendOne(file: File, row: HTMLElement, url: string): Promise<boolean> {
    let cancelled = false;
    const state = row.querySelector<HTMLElement>(".upload-state")!;
    const bar = row.querySelector("progress")!;
    const request = this.send(url, this.hasAttribute("whole") ? file : tarOf([file]), (sent, total) => {
      bar.value = total > 0 ? sent / total : 0;
      state.textContent = `${Math.floor(bar.value * 100)}%`;
    });
    this.#running = request;
    const button = row.querySelector("button")!;
    button.textContent = this.#labels.cancel;
    button.onclick = () => { cancelled = true; request.cancel(); };
    const end = await request.end;
    this.#running = undefined;
    button.textContent = this.#labels.dismiss;
    button.onclick = () => row.remove();
    row.dataset["state"] = end === "" ? "done" : "failed";
    state.textContent = end === "" ? this.#labels.done : cancelled ? this.#labels.cancelled : `${this.#labels.failed}: ${end ?? this.#labels.lost}`;
    return end === "";
  }

  #over(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    if (this.#zone) this.#zone.dataset["dragging"] = "";
  }

  #drop(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    delete this.#zone?.dataset["dragging"];
    const isFolder = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()?.isDirectory ?? false);
    const files = [...event.dataTransfer.files];
    files.forEach((file, n) => { if (isFolder[n]) this.#addRow(file.name, this.#labels.folder).dataset["state"] = "failed"; });
    this.upload(files.filter((_, n) => !isFolder[n]));
  }

  #draw(): void {
    const input = Object.assign(document.createElement("input"), { type: "file", multiple: true, hidden: true });
    const choose = Object.assign(document.createElement("button"), { type: "button", className: "upload-choose", textContent: this.#labels.choose });
    const hint = Object.assign(document.createElement("span"), { className: "upload-hint", textContent: this.getAttribute("hint") ?? "" });
    this.#rows = Object.assign(document.createElement("div"), { className: "upload-rows" });
    this.#rows.setAttribute("role", "status");
    choose.onclick = () => input.click();
    input.onchange = (event) => {
      // The element's own change says that files have arrived; this one, that they were chosen.
      event.stopPropagation();
      this.upload([...(input.files ?? [])]);
      input.value = "";
    };
    this.replaceChildren(choose, hint, input, this.#rows);
  }

  #addRow(name: string, words: string): HTMLElement {
    const row = Object.assign(document.createElement("div"), { className: "upload-row" });
    const shown = Object.assign(document.createElement("span"), { className: "upload-name", textContent: name });
    const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
    const state = Object.assign(document.createElement("span"), { className: "upload-state", textContent: words });
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: this.#labels.dismiss });
    button.onclick = () => {
      this.#queue = this.#queue.filter((waiting) => waiting.row !== row);
      row.remove();
    };
    row.append(shown, bar, state, button);
    this.#rows?.append(row);
    return row;
  }
}
