"""A form as a browser has it: what it offers, what is filled in, what it would send."""

from __future__ import annotations

from collections.abc import Sequence

from bs4 import Tag

Fields = dict[str, str | Sequence[str]]


class Form:
    """A form on a page: what it would send as it stands."""

    def __init__(self, tag: Tag) -> None:
        self.tag = tag
        self.action = str(tag["action"])
        self.method = str(tag.get("method", "get")).upper()

    @property
    def values(self) -> dict[str, list[str]]:
        sent: dict[str, list[str]] = {}
        for control in self.tag.find_all(["input", "select", "textarea"], attrs={"name": True}):
            for value in _successful(control):
                sent.setdefault(str(control["name"]), []).append(value)
        return sent

    @property
    def names(self) -> set[str]:
        kinds = ["input", "select", "textarea", "button"]
        controls = self.tag.find_all(kinds, attrs={"name": True})
        return {str(control["name"]) for control in controls}

    def filled(self, fields: Fields) -> dict[str, list[str]]:
        """The form's values with some filled in; it must have fields of these names."""
        strange = fields.keys() - self.names
        assert not strange, f"the form has no {', '.join(sorted(strange))}: {sorted(self.names)}"
        values, choices = self.values, self.choices
        for name, value in fields.items():
            values[name] = [value] if isinstance(value, str) else list(value)
            offered = choices.get(name)
            assert not offered or offered.issuperset(values[name]), (
                f"{name} offers {sorted(offered)}: {values[name]}"
            )
        return values

    @property
    def choices(self) -> dict[str, set[str]]:
        """What there is to choose from, by the name of the field."""
        found: dict[str, set[str]] = {}
        for control in self.tag.find_all(["input", "select"], attrs={"name": True}):
            offered = control.find_all("option") if control.name == "select" else [control]
            if control.name == "select" or control.get("type") in {"radio", "checkbox"}:
                values = {str(each.get("value", "on")) for each in offered}
                found.setdefault(str(control["name"]), set()).update(values)
        return found


def _successful(control: Tag) -> list[str]:
    """The values a control sends, by HTML's own rules."""
    if control.has_attr("disabled"):
        return []
    if control.name == "textarea":
        return [control.get_text()]
    if control.name == "select":
        options = control.find_all("option")
        chosen = [option for option in options if option.has_attr("selected")] or options[:1]
        return [str(option.get("value", option.get_text())) for option in chosen]
    kind = control.get("type", "text")
    if kind in {"submit", "button", "image", "file", "reset"}:
        return []
    if kind in {"checkbox", "radio"} and not control.has_attr("checked"):
        return []
    return [str(control.get("value", "on" if kind in {"checkbox", "radio"} else ""))]
