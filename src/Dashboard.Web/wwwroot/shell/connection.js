// The connection page's checks that only a browser can make: which Origin it sends, and whether WebSockets come through.
const page = document.querySelector("[data-connection]");

function show(name, isGood, text) {
  const output = page.querySelector(`[data-result=${name}]`);
  output.textContent = text ? `${output.dataset[isGood ? "good" : "bad"]} (${text})` : output.dataset[isGood ? "good" : "bad"];
  output.className = isGood ? "good" : "bad";
}

async function checkOrigin() {
  try {
    const response = await fetch(page.dataset.check, { method: "POST" });
    show("origin", response.ok && location.origin === page.dataset.expected, location.origin);
  } catch {
    show("origin", false, location.origin);
  }
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
