"""Assessments of rounds to look at: being written, open, talked about, agreed on, and withdrawn."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.assessments import ViewKind
from portal.domain.observations import Mark
from portal.models import Person
from portal.services import conversations, running_cycles, sealed_views
from tests.factories import make_member
from tests.rounds import make_assessment, make_round, open_views, submit_view, write_view


@dataclass(frozen=True)
class RoundScene:
    """Ids of assessments; ``sealed_view`` is an earlier edition in the one that is ``opened``."""

    round_draft: int
    opened: int
    sealed_view: int
    talking: int
    withdrawn: int


def set_rounds(looker: Person, lead: Person, people_ops: Person) -> RoundScene:
    """The looker's assessments by their lead, and two that somebody else is the subject of."""
    opened = make_assessment(make_round("Scene spring"), looker)
    open_views(opened, self_note="What I saw.", manager_note="What I saw too.")
    first = sealed_views.reopen(opened, ViewKind.SELF, reason="A case was left out.", by=people_ops)
    submit_view(opened, ViewKind.SELF, looker, marks=Mark.LIFTS_OTHERS, note="With the case.")
    agreed = submit_view(opened, ViewKind.AGREED, lead, note="Agreed.")
    conversations.acknowledge(agreed, edition="1", comment="Read, and mostly agreed.", by=looker)

    draft = make_assessment(make_round("Scene autumn"), looker)
    write_view(draft, ViewKind.SELF, looker, note="Half a view.")
    write_view(draft, ViewKind.MANAGER, lead, note="Half of another.")

    talked_about = make_member("Tilda Talking")
    talked_about.manager_id = lead.id
    talking = open_views(make_assessment(make_round("Scene talk"), talked_about, manager=lead))
    write_view(talking, ViewKind.AGREED, lead, note="So far.")

    handed_over = make_member("Wilma Withdrawn")
    handed_over.manager_id = lead.id
    withdrawn = make_assessment(make_round("Scene handed over"), handed_over, manager=lead)
    write_view(withdrawn, ViewKind.MANAGER, lead, note="No longer mine to write.")
    successor = make_member("Sven Successor", role="team-lead")
    running_cycles.change_manager(withdrawn, successor.email, seen=lead.id, by=people_ops)
    return RoundScene(
        round_draft=draft.id,
        opened=opened.id,
        sealed_view=first.id,
        talking=talking.id,
        withdrawn=withdrawn.id,
    )
