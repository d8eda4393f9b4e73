"""The shipped modules of programmes: their file, what can be wrong with it, and loading them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated

from pydantic import Field
from sqlalchemy import func, select

from portal.db import db
from portal.models import Behaviour, Lesson, Module, Programme
from portal.services.seeds.reports import Report
from portal.services.seeds.shapes import Key, Strict, Text, Titled

FILE = "programmes.yaml"


class ModuleEntry(Titled):
    text: Text
    shown_by: Text
    teaches: Annotated[list[Key], Field(min_length=1, max_length=6)]


class ProgrammesFile(Strict):
    """By programme key, its modules in their order."""

    modules: dict[Key, Annotated[list[ModuleEntry], Field(min_length=1, max_length=20)]]


def problems(
    file: ProgrammesFile, programme_keys: Collection[str], behaviour_keys: Collection[str]
) -> Iterator[str]:
    """What the file says of programmes and behaviours that are not there, or says twice."""
    for programme, modules in file.modules.items():
        if programme not in programme_keys:
            yield f"{FILE}: there is no programme {programme}"
        keys = [module.key for module in modules]
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield f"{FILE}: programme {programme}: the module {key} is given twice"
        for module in modules:
            where = f"{FILE}: module {module.key}"
            for behaviour in module.teaches:
                if behaviour not in behaviour_keys:
                    yield f"{where}: there is no behaviour {behaviour}"
                if module.teaches.count(behaviour) > 1:
                    yield f"{where}: the behaviour {behaviour} is given twice"


def load(file: ProgrammesFile, programmes: Mapping[str, Programme], report: Report) -> None:
    """Give each programme that has no module yet the shipped ones.

    A programme that has modules keeps them, whatever the file says: people are on their way
    through them. Behaviours that this installation never wrote are left out.
    """
    has_modules = set(
        db.session.scalars(select(Module.programme_id).group_by(Module.programme_id)).all()
    )
    behaviours = {b.key: b for b in db.session.scalars(select(Behaviour))}
    for key, entries in file.modules.items():
        if programmes[key].id in has_modules:
            report.present[Module.__tablename__] += _modules_of(programmes[key])
            continue
        for place, entry in enumerate(entries):
            db.session.add(
                Module(
                    programme_id=programmes[key].id,
                    key=entry.key,
                    place=place,
                    title=entry.title.localized(),
                    text=entry.text.localized(),
                    shown_by=entry.shown_by.localized(),
                    teaches=[
                        Lesson(behaviour=behaviours[taught])
                        for taught in entry.teaches
                        if taught in behaviours
                    ],
                )
            )
        report.added[Module.__tablename__] += len(entries)
    db.session.flush()


def _modules_of(programme: Programme) -> int:
    count = select(func.count(Module.id)).where(Module.programme_id == programme.id)
    return db.session.scalar(count) or 0
