/**
 * A part of a page that renews itself: asks the server for the page anew every `every` milliseconds (default 5000) and takes over what changed in this
 * element, which needs an `id`. Rows with `data-key` keep their place by it. Focus, selection and what was opened stay. A page that is not looked at does not ask.
 */
export class Renew extends HTMLElement {
  #timer = 0;
  #away = new AbortController();

  connectedCallback(): void {
    this.#away = new AbortController();
    document.addEventListener("visibilitychange", () => { if (!document.hidden) void this.#ask(); }, { signal: this.#away.signal });
    this.#later();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
    this.#away.abort();
  }

  #later(): void {
    clearTimeout(this.#timer);
    if (this.isConnected) this.#timer = setTimeout(() => void this.#ask(), Number(this.getAttribute("every") ?? 5000)) as unknown as number;
  }

  async #ask(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      if (!document.hidden) {
        const answer = await fetch(location.href, { headers: { Accept: "text/html" }, signal: this.#away.signal });
        const fresh = answer.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(this.id) : null;
        if (fresh) takeOver(this, fresh);
      }
    } catch {
      // the server may be away for a moment: what is shown stays, and its times grow older
    }
    this.#later();
  }
}

/** Makes the children of `shown` those of `fresh`, touching only what differs. */
export function takeOver(shown: Element, fresh: Element): void {
  const known = new Map([...shown.children].flatMap((child) => (keyOf(child) === null ? [] : [[keyOf(child)!, child]])));
  let at = shown.firstChild;
  for (const next of [...fresh.childNodes]) {
    const same = known.get(keyOf(next) ?? "") ?? (at && fits(at, next) ? at : null);
    if (!same) shown.insertBefore(document.importNode(next, true), at);
    else {
      if (same === at) at = at.nextSibling;
      else shown.insertBefore(same, at);
      renewNode(same, next);
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

function renewNode(shown: Node, fresh: Node): void {
  if (!(shown instanceof Element)) {
    if (shown.nodeValue !== fresh.nodeValue) shown.nodeValue = fresh.nodeValue;
    return;
  }
  const from = fresh as Element;
  for (const { name } of [...shown.attributes]) if (!from.hasAttribute(name) && name !== "open") shown.removeAttribute(name);
  for (const { name, value } of [...from.attributes]) if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
  takeOver(shown, from);
}

function keyOf(node: Node): string | null {
  return node instanceof Element ? node.getAttribute("data-key") : null;
}

function fits(shown: Node, fresh: Node): boolean {
  return shown.nodeName === fresh.nodeName && keyOf(shown) === null && keyOf(fresh) === null;
}
