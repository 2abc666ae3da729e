import "@xterm/xterm/css/xterm.css";
import "./terminal/terminal.css";
import { LogView } from "./log/log-view";
import { listenToCopyButtons } from "./shell/copy-button";
import { listenToKeys } from "./shell/keyboard";
import { TerminalView } from "./terminal/terminal-view";

customElements.define("log-view", LogView);
customElements.define("terminal-view", TerminalView);
listenToKeys(document);
listenToCopyButtons(document);
