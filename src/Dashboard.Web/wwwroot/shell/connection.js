// The connection page's checks that only a browser can make: which Origin it sends, and whether WebSockets come through.
const page = document.querySelector("[data-connection]");

function show(name, isGood, text) {
  const output = page.querySelector(`[data-result=${name}]`);
  output.textContent = text ? `${output.dataset[isGood ? "good" : "bad"]} (${text})` : output.dataset[isGood ? "good" : "bad"];
  output.className = isGood ? "good" : "bad";
}

async function checkOrigin() {
  let isGood = false;
  try {
    const response = await fetch(page.dataset.check, { method: "POST" });
    isGood = response.ok && location.origin === page.dataset.expected;
  } catch {
    // No answer is not the expected one.
  }
  show("origin", isGood, location.origin);
  // The server, which never hears of this page's address, may have found nothing wrong.
  const verdict = page.querySelector("[data-verdict].good");
  if (isGood || !verdict) return;
  verdict.textContent = verdict.dataset.wrongOrigin;
  verdict.classList.replace("good", "bad");
}

function checkSocket() {
  const url = new URL(page.dataset.socket, document.baseURI);
  url.protocol = url.protocol.replace("http", "ws");
  const socket = new WebSocket(url);
  socket.addEventListener("open", () => {
    show("socket", true);
    socket.close();
  });
  socket.addEventListener("error", () => show("socket", false));
}

void checkOrigin();
checkSocket();
