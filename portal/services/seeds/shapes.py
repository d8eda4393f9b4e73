"""What the entries of all seed files are made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from portal.domain.languages import LocalizedText

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Strict):
    """A text in both shipped languages."""

    en: Words
    es: Words

    def localized(self) -> LocalizedText:
        return LocalizedText({"en": self.en, "es": self.es})


class Titled(Strict):
    key: Key
    title: Text


class Described(Titled):
    summary: Text
