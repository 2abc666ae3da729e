import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { dockerFile } from "@codemirror/legacy-modes/mode/dockerfile";
import { lintGutter, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { EditorSelection, EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

/** Something to say about a line, counted from 1. */
export interface Finding {
  readonly line: number;
  readonly severity: "error" | "warning" | "info";
  readonly text: string;
}

/** CodeMirror, dressed by build.css. Tab moves on to the next control, as everywhere on the page. */
export class DockerfileScreen {
  readonly #view: EditorView;
  #loading = false;

  constructor(host: HTMLElement, text: string, label: string, most: number, changed: () => void) {
    this.#view = new EditorView({
      parent: host,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          highlightActiveLine(),
          lintGutter(),
          EditorView.lineWrapping,
          StreamLanguage.define(dockerFile),
          syntaxHighlighting(classHighlighter),
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorView.contentAttributes.of({ "aria-label": label, autocapitalize: "off", spellcheck: "false" }),
          EditorState.transactionFilter.of((change) => change.newDoc.length > most && change.newDoc.length > change.startState.doc.length && !this.#loading ? [] : change),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !this.#loading) changed();
          }),
        ],
      }),
    });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  dispose(): void {
    this.#view.destroy();
  }

  focus(): void {
    this.#view.focus();
  }

  load(text: string): void {
    if (text === this.text) return;
    this.#loading = true;
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: text } });
    this.#loading = false;
  }

  goTo(line: number): void {
    const at = this.#view.state.doc.line(Math.min(Math.max(1, line), this.#view.state.doc.lines));
    this.#view.dispatch({ selection: EditorSelection.cursor(at.from), effects: EditorView.scrollIntoView(at.from, { y: "center" }) });
    this.focus();
  }

  mark(findings: readonly Finding[]): void {
    const { doc } = this.#view.state;
    const marks = findings.filter((f) => f.line >= 1 && f.line <= doc.lines).map((finding): Diagnostic => {
      const { from, to, text } = doc.line(finding.line);
      return { from: from + (text.length - text.trimStart().length), to, severity: finding.severity, message: finding.text };
    });
    this.#view.dispatch(setDiagnostics(this.#view.state, marks));
  }
}
