// Passkeys: the browser's half of making one (called by the account page) and of signing in (the sign-in page's button).
const supported = () => "PublicKeyCredential" in window && typeof PublicKeyCredential.parseRequestOptionsFromJSON === "function";

async function post(url, body) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body ?? {}),
  });
  if (!response.ok) throw new Error(String(response.status));
  return response;
}

/** Makes a passkey called `name`: "ok", "unsupported", or "failed", which is also what cancelling comes to. */
export async function create(name) {
  if (!supported()) return "unsupported";
  try {
    const challenge = await (await post("/account/passkeys/options")).json();
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(challenge.options));
    const credential = await navigator.credentials.create({ publicKey });
    await post("/account/passkeys", { state: challenge.state, credential: credential.toJSON(), name });
    return "ok";
  } catch {
    return "failed";
  }
}

async function signIn() {
  const challenge = await (await post("/sign-in/passkey/options")).json();
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(challenge.options));
  const credential = await navigator.credentials.get({ publicKey });
  await post("/sign-in/passkey", { state: challenge.state, credential: credential.toJSON() });
}

const panel = document.querySelector("[data-passkey-sign-in]");
if (panel && supported()) {
  const button = panel.querySelector("button");
  const error = panel.querySelector("[role=alert]");
  panel.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    error.hidden = true;
    try {
      await signIn();
      location.assign(panel.dataset.returnUrl);
    } catch {
      error.textContent = panel.dataset.failed;
      error.hidden = false;
      button.disabled = false;
    }
  });
}
