/**
 * Makes a `Behaviour` (connect, disconnect) for every element with that data-behaviour, now and
 * later, and lets go of it when the element or the page goes.
 */
export function bind(name, Behaviour) {
  const bound = new Map();
  const refresh = () => {
    for (const [element, behaviour] of bound) {
      if (element.isConnected) continue;
      bound.delete(element);
      behaviour.disconnect();
    }
    for (const element of document.querySelectorAll(`[data-behaviour~="${name}"]`)) {
      if (bound.has(element)) continue;
      bound.set(element, new Behaviour(element));
      bound.get(element).connect();
    }
  };
  refresh();
  new MutationObserver(refresh).observe(document.body, { childList: true, subtree: true });
  window.addEventListener("pagehide", () => {
    for (const behaviour of bound.values()) behaviour.disconnect();
  });
}
