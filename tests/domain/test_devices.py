"""What is kept of the browser somebody signs in with."""

from __future__ import annotations

import pytest

from portal.domain.devices import device_name

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
CHROME = f"Mozilla/5.0 (Linux; Android 15; Pixel 9) {WEBKIT} Chrome/142.0.0.0 Safari/537.36"
EDGE = f"Mozilla/5.0 (Windows NT 10.0; Win64) {WEBKIT} Chrome/142.0 Safari/537.36 Edg/142.0"
SAFARI = f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) {WEBKIT} Version/18 Safari/604.1"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox, Linux"),
        (CHROME, "Chrome, Android"),
        (EDGE, "Edge, Windows"),
        (SAFARI, "Safari, iPhone"),
        ("curl/8.14.1", ""),
        ("", ""),
    ],
)
def test_a_browser_is_called_what_its_owner_calls_it(user_agent: str, name: str) -> None:
    assert device_name(user_agent) == name
