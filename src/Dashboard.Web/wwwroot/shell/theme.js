// Not a module, so that it runs before the first paint: the page never flashes in the wrong theme.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const choice = root.dataset.themeChoice;
    root.dataset.theme = choice === "light" || choice === "dark" ? choice : system.matches ? "dark" : "light";
  };
  system.addEventListener("change", apply);
  document.addEventListener("click", (event) => {
    const choice = event.target instanceof Element && event.target.closest("[data-set-theme]")?.getAttribute("data-set-theme");
    if (!choice) return;
    root.dataset.themeChoice = choice;
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `dashboard-theme=${choice}; path=/; max-age=31536000; samesite=strict${secure}`;
    apply();
  });
  apply();
})();
