"""Asks axe-core and the page's own width what is wrong with a page."""

from pathlib import Path

from playwright.async_api import Page

from tests.journeys.browser import examined

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (rules) => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: rules}});
  return found.violations.map((rule) =>
    `${rule.id} (${rule.impact}): ${rule.nodes.map((node) => node.target.join(" ")).join(", ")}`);
}"""
# A colour that is on its way to another is neither.
COLOURS_ARE_SETTLED = """() => Promise.allSettled(document.getAnimations()
  .filter((animation) => animation instanceof CSSTransition)
  .map((animation) => animation.finished))"""
WIDER_THAN_SCREEN = "document.documentElement.scrollWidth - window.innerWidth"


async def flaws(page: Page) -> list[str]:
    """Return what axe finds wrong, and whether the page scrolls sideways; empty is good."""
    examined.add(page)
    await page.evaluate(COLOURS_ARE_SETTLED)
    await page.evaluate(AXE)
    found: list[str] = await page.evaluate(RUN, RULES)
    excess = await page.evaluate(WIDER_THAN_SCREEN)
    return found + ([f"scrolls sideways by {excess} px"] if excess > 0 else [])
