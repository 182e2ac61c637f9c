/** What the reader chose; "auto" follows the device. */
export type Theme = "auto" | "light" | "dark";

const key = "ws-theme";
const device = matchMedia("(prefers-color-scheme: dark)");

function chosen(): Theme {
  try {
    const kept = localStorage.getItem(key);
    return kept === "light" || kept === "dark" ? kept : "auto";
  } catch {
    return "auto";
  }
}

function apply(theme: Theme): void {
  const dark = theme === "dark" || (theme === "auto" && device.matches);
  document.documentElement.dataset.bsTheme = dark ? "dark" : "light";
  for (const button of document.querySelectorAll<HTMLElement>("[data-theme-set]"))
    button.setAttribute("aria-pressed", String(button.dataset.themeSet === theme));
  document.dispatchEvent(new Event("ws-theme"));
}

/** Wires the switch in the user menu; charts listen to the event "ws-theme" of the document. */
export function startTheme(): void {
  for (const group of document.querySelectorAll<HTMLElement>("[data-theme-group]")) group.hidden = false;
  document.addEventListener("click", (e) => {
    const button = (e.target as Element).closest<HTMLElement>("[data-theme-set]");
    if (!button) return;
    const theme = button.dataset.themeSet as Theme;
    try { localStorage.setItem(key, theme); } catch { /* private window: for this page only */ }
    apply(theme);
  });
  device.addEventListener("change", () => apply(chosen()));
  apply(chosen());
}
