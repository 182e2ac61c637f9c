/** Okabe and Ito (2008), told apart with every kind of colour vision; the yellow and the black are set per theme for contrast. */
const light = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#6B5B00", "#000000"];
const dark = ["#56B4E9", "#E69F00", "#21C79A", "#E39AC3", "#F0E442", "#D9743B", "#8FB8DE", "#FFFFFF"];

export interface Look {
  series: string[]; text: string; faint: string; line: string; surface: string; watch: string; act: string; info: string; accent: string;
}

export const isDark = (): boolean => document.documentElement.dataset.bsTheme === "dark";

/** Colours of the theme that is on. */
export function look(): Look {
  return isDark()
    ? { series: dark, text: "#e2e7ea", faint: "#a3adb4", line: "#2e393f", surface: "#1a2226", watch: "#f2b45c", act: "#ff9b92", info: "#8bbcf0", accent: "#4fb3c4" }
    : { series: light, text: "#20292e", faint: "#5a646b", line: "#e3e8ea", surface: "#ffffff", watch: "#8a4b00", act: "#b3261e", info: "#1d5fa8", accent: "#0f6b7a" };
}
