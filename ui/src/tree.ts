/** A branch of the asset tree that the page left out is a link to its page; here it opens in place. */
export function startTree(): void {
  document.addEventListener("click", (e) => {
    const link = (e.target as Element).closest<HTMLAnchorElement>("a[data-branch]");
    if (!link || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    if (link.getAttribute("aria-busy") === "true") return;
    link.setAttribute("aria-busy", "true");
    open(link).catch(() => location.assign(link.href));
  });
}

async function open(link: HTMLAnchorElement): Promise<void> {
  const answer = await fetch(link.href);
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html"), below = page.querySelector("[data-tree]");
  if (!below) throw new Error("no tree");
  const list = document.createElement("ul"), fold = document.createElement("details"), next = page.querySelector<HTMLAnchorElement>("a[rel=next]");
  list.append(...below.children);
  if (next) list.appendChild(document.createElement("li")).append(next);
  fold.className = "pl-tree-fold";
  fold.open = true;
  fold.appendChild(document.createElement("summary")).append(...link.childNodes);
  link.closest("li")!.append(list);
  link.replaceWith(fold);
  fold.querySelector("summary")!.focus();
  document.dispatchEvent(new Event("ws-added"));
}
