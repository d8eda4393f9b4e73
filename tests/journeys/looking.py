"""What every page must be, whoever looks at it: judged by axe-core, and by looking ourselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Page

from portal.config import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RUN_AXE = """(only) => axe.run(document, {
  runOnly: only.length ? { type: "rule", values: only }
    : ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: only.length ? {} : { "target-size": { enabled: true } },
  resultTypes: ["violations"],
  preload: false,
})"""
OPEN_EXPLANATIONS = """() => {
  for (const each of document.querySelectorAll("main details:not([data-menu])")) each.open = true;
}"""
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const scrollsByItself = (each) => each && each !== document.body
    && (getComputedStyle(each).overflowX !== "visible" || scrollsByItself(each.parentElement));
  return [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > width + 1)
    .filter((each) => !scrollsByItself(each.parentElement))
    .slice(-3)
    .map((each) => `${each.localName}.${each.className} reaches over ${width} pixels`);
}"""
FOCUS = """() => {
  const at = document.activeElement;
  if (at === document.body) return null;
  const told = `${at.localName} ${at.id || at.name || at.textContent.trim().slice(0, 40)}`;
  const style = getComputedStyle(at);
  const box = at.getClientRects()[0];
  if (!box) return { told, problem: "has no place on the page" };
  // of what is taller than the window, the middle of what of it is in sight
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  const x = box.left + box.width / 2, y = (top + bottom) / 2;
  const hit = document.elementFromPoint(x, y);
  const label = at.closest("label") ?? at.labels?.[0];
  const isSeen = hit && (at.contains(hit) || hit.contains(at) || label?.contains(hit));
  const shown = [at, label, at.nextElementSibling, at.closest("td, li"), at.querySelector("rect")];
  const isMarked = shown.filter(Boolean).some((each) => {
    const look = getComputedStyle(each);
    return (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2)
      || (each.localName === "rect" && parseFloat(look.strokeWidth) >= 4)
      || look.boxShadow !== "none";
  });
  const problem = !isSeen ? `is hidden by ${hit?.localName ?? "the edge"}.${hit?.className ?? ""}`
    : !isMarked ? "does not show that it has the focus" : null;
  return { told, problem };
}"""


OF_APPEARANCE = ("color-contrast", "link-in-text-block", "target-size")
"""The rules whose answers depend on colours and sizes; the others judge the markup alone."""


def violations(page: Page, only: Sequence[str] = ()) -> list[str]:
    """What axe-core finds, one line for each rule and element; by every rule, or ``only`` some."""
    found: dict[str, Any] = page.evaluate(RUN_AXE, list(only))
    return [
        f"{rule['id']}: {node['html'][:160]} ({' '.join(node['failureSummary'].split())[:240]})"
        for rule in found["violations"]
        for node in rule["nodes"][:3]
    ]


def too_wide(page: Page) -> list[str]:
    """What makes the page scroll sideways."""
    found: list[str] = page.evaluate(TOO_WIDE)
    return found


def focus_problems(page: Page, at_most: int) -> list[str]:
    """Go through a page by Tab: what has the focus is in sight and shows it."""
    problems: list[str] = []
    for _ in range(at_most):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        if focus["problem"]:
            problems.append(f"{focus['told']} {focus['problem']}")
    return problems
