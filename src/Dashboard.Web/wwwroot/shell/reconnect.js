// Blazor tells the state of the circuit by events on this element; its classes do the showing (Reconnect.razor.css).
const notice = document.getElementById("components-reconnect-modal");

// Signing out cuts this page's own circuit too, while the browser is already on its way to the next page.
let leaving = false;
document.addEventListener("submit", (event) => (leaving ||= event.target instanceof HTMLFormElement && event.target.method === "post"));

// A page whose session has ended can reconnect for ever: it is refused. Loaded anew it leads to sign-in.
let asked = -Infinity;
async function leaveIfSignedOut() {
  // Blazor's first attempts follow each other within milliseconds.
  if (performance.now() - asked < 1000) return;
  asked = performance.now();
  try {
    const response = await fetch("/session", { cache: "no-store" });
    if (response.status === 401 && !leaving) location.reload();
  } catch {
    // No answer: the server is away, and Blazor goes on trying.
  }
}

async function retry() {
  try {
    if (!(await Blazor.reconnect())) location.reload();
  } catch {
    // Still away: the notice stays, with its button.
  }
}

notice?.addEventListener("components-reconnect-state-changed", (event) => {
  if (leaving) return;
  const { state } = event.detail;
  if (state === "show" || state === "retrying") void leaveIfSignedOut();
  if (state === "rejected") location.reload();
  if (state === "failed") document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && retry(), { once: true });
});
document.getElementById("components-reconnect-button")?.addEventListener("click", retry);

// A circuit that never began: the Origin check says why, in words for people who set up a proxy.
async function explainRefusal() {
  const skeleton = document.querySelector(".shell-skeleton .shell-main");
  if (!skeleton || document.querySelector(".shell-live")) return;
  const response = await fetch("/_blazor/negotiate?negotiateVersion=1", { method: "POST" });
  if (response.status !== 403) return;
  const { seen, expected } = await response.json();
  const note = document.getElementById("circuit-refused").content.cloneNode(true);
  note.querySelector("[data-seen]").textContent = seen;
  note.querySelector("[data-expected]").textContent = expected;
  skeleton.replaceChildren(note);
}
addEventListener("unhandledrejection", () => void explainRefusal());
