// Runs before the first paint, so that a dark page does not flash white.
const chosen = (() => {
  try { return localStorage.getItem("ws-theme"); } catch { return null; }
})();
const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
document.documentElement.dataset.bsTheme = dark ? "dark" : "light";
document.documentElement.classList.add("ws-script");
