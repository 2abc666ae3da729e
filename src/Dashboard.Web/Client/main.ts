import "@xterm/xterm/css/xterm.css";
import "./terminal/terminal.css";
import "./usage/usage.css";
import { LogView } from "./log/log-view";
import { listenToCopyButtons } from "./shell/copy-button";
import { listenToKeys } from "./shell/keyboard";
import { TerminalView } from "./terminal/terminal-view";
import { UsageCell } from "./usage/usage-cell";
import { UsageCharts } from "./usage/usage-charts";

customElements.define("log-view", LogView);
customElements.define("terminal-view", TerminalView);
customElements.define("usage-cell", UsageCell);
customElements.define("usage-charts", UsageCharts);
listenToKeys(document);
listenToCopyButtons(document);
