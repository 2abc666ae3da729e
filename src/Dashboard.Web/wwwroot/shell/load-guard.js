// A change of the network while the page loads (roaming, a VPN, a container starting on the browser's own machine) makes browsers drop
// what they are loading, and a page without its scripts or its circuit stays a skeleton for ever. So: load it again, a few times, ever later.
(() => {
  const key = "dashboard-load-tries";
  const most = 5;
  const patience = 10_000;
  const tries = Number(sessionStorage.getItem(key) ?? 0);
  let again = false;

  const reload = (delay) => {
    if (again || tries >= most) return;
    again = true;
    sessionStorage.setItem(key, String(tries + 1));
    setTimeout(() => location.reload(), delay);
  };
  const isSkeleton = () => document.querySelector(".shell-skeleton") && !document.querySelector(".shell-live");

  addEventListener("error", (event) => {
    const lost = event.target instanceof HTMLScriptElement || event.target instanceof HTMLLinkElement;
    if (lost) reload(250 * 2 ** tries);
  }, true);
  // Blazor's own start fetches things too.
  addEventListener("unhandledrejection", () => {
    if (isSkeleton()) reload(250 * 2 ** tries);
  });
  addEventListener("load", () => {
    if (!again && !isSkeleton()) sessionStorage.removeItem(key);
    setTimeout(() => {
      if (isSkeleton()) reload(0);
      else if (!again) sessionStorage.removeItem(key);
    }, patience * (tries + 1));
  });
})();
