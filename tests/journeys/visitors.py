"""Somebody at a browser of their own. Whatever the browser complains about fails the journey."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response, Route, WebError

from tests.browser import PASSWORD

REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) => console.error(
  `content policy: ${event.effectiveDirective} refused ${event.blockedURI} of ${event.sourceFile}`
  + ` on ${location}`));
"""


def hold(page: Page, url: str) -> list[Route]:
    """What the page asks for first at such an address waits, until whoever holds it lets it go.

    Do something else in the page before: only that makes sure that it has come to be held.
    """
    held: list[Route] = []

    def keep(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route(url, keep)
    return held


class Visitor:
    """``expects`` names complaints that belong to the journey, such as a lost connection's."""

    def __init__(self, context: BrowserContext, base_url: str) -> None:
        self.context = context
        self.base_url = base_url
        self.complaints: list[str] = []
        self.expected: list[str] = []
        context.set_default_timeout(30_000)
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)
        self.page = context.new_page()

    def open(self, path: str, *, page: Page | None = None) -> Response:
        """Open a path of the portal in this visitor's tab, or in another one."""
        response = (page or self.page).goto(self.base_url + path)
        assert response is not None
        return response

    def sign_in(self, email: str, password: str = PASSWORD, *, page: Page | None = None) -> None:
        """Fill in the sign-in page that is open, or open it."""
        page = page or self.page
        if "/sign-in" not in page.url:
            self.open("/sign-in", page=page)
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Sign in").click()

    def expects(self, *complaints: str) -> None:
        self.expected.extend(complaints)

    def problems(self) -> list[str]:
        return [
            complaint
            for complaint in self.complaints
            if not any(expected in complaint for expected in self.expected)
        ]

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text} ({message.location['url']})")

    def _on_error(self, error: WebError) -> None:
        self.complaints.append(f"error: {error.error}")
