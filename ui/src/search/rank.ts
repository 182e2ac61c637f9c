/** A line of the palette. */
export interface Hit { kind: string; title: string; path: string; url: string }

/** Lower case without accents; ß as ss. */
export const fold = (text: string): string => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/ß/g, "ss");

/** Menu pages whose words begin with every word of the query; all of them for an empty one. */
export function pagesFor(query: string, pages: Hit[]): Hit[] {
  const wanted = fold(query).split(/\s+/).filter(Boolean);
  return pages.filter((page) => {
    const words = fold(page.title).split(/[\s/()?-]+/);
    return wanted.every((w) => words.some((word) => word.startsWith(w)));
  });
}

/** Pages first, then what the server found; each address once. */
export function merge(pages: Hit[], found: Hit[], most = 30): Hit[] {
  const seen = new Set<string>();
  return [...pages, ...found].filter((hit) => !seen.has(hit.url) && seen.add(hit.url)).slice(0, most);
}
