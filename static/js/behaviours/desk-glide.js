const GLIDE_MS = 250;

/**
 * Rows that are still there after a list was swapped glide from where they were to where they are,
 * so that the eye can follow; where little motion is wanted they are simply there. No state: take
 * the places before, `glide` after.
 */
export function placesOf(frame) {
  return new Map([...moving(frame)].map((item) => [item.id, item.getBoundingClientRect().top]));
}

export function glide(frame, before) {
  if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const item of moving(frame)) {
    const moved = before.get(item.id) - item.getBoundingClientRect().top;
    if (!moved) continue; // also NaN: it is new
    item.animate([{ transform: `translateY(${moved}px)` }, { transform: "none" }], {
      duration: GLIDE_MS,
      easing: "ease-out",
    });
  }
}

function moving(frame) {
  return frame.querySelectorAll("li[id], h2[id]");
}
