"""What every test may ask for: the portal on each database, a strict browser, fast passwords."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from hypothesis import HealthCheck, settings

from portal.services import passwords
from tests.browser import Browser
from tests.databases import KINDS, Databases, end_run, undone

# How long an example takes says how busy the machine is, not whether the portal is right.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

RUN_FOLDER = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """The run has one folder; workers are told of it by the process that starts them."""
    if given := getattr(config, "workerinput", {}).get("run_folder"):
        config.stash[RUN_FOLDER] = Path(given)
    else:
        config.stash[RUN_FOLDER] = folder = Path(tempfile.mkdtemp(prefix="portal-tests-"))
        (folder / "owner").write_text(str(os.getpid()))


def pytest_collection_finish() -> None:
    """Spend a fifth less time on garbage: what is loaded by now stays, and trees die young."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    node.workerinput["run_folder"] = str(node.config.stash[RUN_FOLDER])  # type: ignore[attr-defined]


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and RUN_FOLDER in config.stash:
        end_run(config.stash[RUN_FOLDER])


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    return getattr(request.config, "workerinput", {}).get("workerid", "main")


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest, worker: str) -> Iterator[Databases]:
    made = Databases(request.config.stash[RUN_FOLDER], worker)
    yield made
    made.close()


@pytest.fixture(scope="session", autouse=True)
def fast_passwords() -> Iterator[None]:
    """Argon2 with the least work it can do; that it does more in earnest has its own test."""
    with pytest.MonkeyPatch.context() as patch:
        hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "_hasher", hasher)
        patch.setattr(passwords, "_nobodys", hasher.hash("nobody has this password"))
        yield


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn."""
    return str(request.param)


@pytest.fixture
def app(kind: str, databases: Databases) -> Iterator[Flask]:
    """The portal with the shipped ladders and nobody in it; what a test does is undone."""
    app = databases.app(kind)
    with undone(app):
        yield app


@pytest.fixture
def separate_app(kind: str, databases: Databases) -> Iterator[Flask]:
    """The portal on a database of this test's own, where commits are real."""
    with databases.separate(kind) as app:
        yield app


@pytest.fixture
def blank_app(kind: str, databases: Databases) -> Iterator[Flask]:
    """The portal on an empty database of this test's own: no tables at all."""
    with databases.separate(kind, blank=True) as app:
        yield app


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A browser in which nobody is signed in."""
    return Browser(app)


@pytest.fixture
def new_browser(app: Flask) -> Callable[[], Browser]:
    """For tests with several people, or one person on several machines."""
    return lambda: Browser(app)


@pytest.fixture
def seeds_folder(tmp_path: Path) -> Path:
    """A copy of the shipped seed files, to be spoiled."""
    from portal.config import ROOT

    return Path(shutil.copytree(ROOT / "seeds", tmp_path / "seeds"))
