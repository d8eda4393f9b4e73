"""The words of the wording advice: what was found, why it matters, how to write it instead."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.advice.cells import Emptiness, Sameness
from portal.domain.advice.fillers import Filler
from portal.domain.advice.findings import Finding, Rule, Severity
from portal.domain.advice.loaded_words import Load
from portal.domain.advice.several_ideas import Ideas
from portal.domain.advice.target_numbers import Target
from portal.domain.advice.unobservable_verbs import Inside

RULES: Mapping[Rule, LazyString] = {
    Rule.TARGET_NUMBER: _l("Target number"),
    Rule.METRIC: _l("Metric or target without a number"),
    Rule.UNOBSERVABLE_VERB: _l("Verb that nobody can see"),
    Rule.SEVERAL_IDEAS: _l("Several ideas in one"),
    Rule.LOADED_WORD: _l("Loaded word"),
    Rule.FILLER: _l("Filler"),
    Rule.REPEATED_BEHAVIOUR: _l("Nearly the same behaviour twice"),
    Rule.SAME_AS_NEIGHBOUR: _l("Same as the role before"),
    Rule.VERBS_DO_NOT_RISE: _l("Verbs that do not rise with the role"),
    Rule.EMPTY_CELL: _l("Empty cell"),
    Rule.UNUSED_COMPETENCY: _l("Competency that no role has"),
    Rule.EMPTY_ROLE: _l("Role without any competency"),
    Rule.TOO_MANY_COMPETENCIES: _l("Too many competencies"),
    Rule.UNEQUAL_JUMP: _l("Unequal jump"),
}
SEVERITIES: Mapping[Severity, LazyString] = {
    Severity.MUST: _l("Must be settled before publishing"),
    Severity.SHOULD: _l("Should be rewritten"),
    Severity.HINT: _l("Worth a look"),
}

REASONS: Mapping[Rule, LazyString] = {
    Rule.TARGET_NUMBER: _l(
        "“%(excerpt)s” says how much, not how. A number in a matrix is the first thing people work"
        " for, instead of the customer."
    ),
    Rule.METRIC: _l(
        "“%(excerpt)s” names a result that depends on much besides this person. It does not say"
        " what they do."
    ),
    Rule.UNOBSERVABLE_VERB: _l(
        "“%(excerpt)s” happens inside a person. Two colleagues who watch the same week cannot agree"
        " on whether it was there."
    ),
    Rule.SEVERAL_IDEAS: _l(
        "There is more than one thing in this behaviour. Whoever does one of them cannot be marked"
        " fairly."
    ),
    Rule.LOADED_WORD: _l(
        "Everybody fills “%(excerpt)s” with something else, and often with somebody they know."
        " Nobody has said what it means here."
    ),
    Rule.FILLER: _l("“%(excerpt)s” adds nothing that one could see."),
    Rule.REPEATED_BEHAVIOUR: _l(
        "This says almost the same as another behaviour of this competency: “%(other_text)s”."
        " People would be marked on one thing twice."
    ),
    Rule.SAME_AS_NEIGHBOUR: _l(
        "This cell says the same as that of the role before, so nobody can tell what the step"
        " between them asks."
    ),
    Rule.VERBS_DO_NOT_RISE: _l(
        "The role before already does more here: its verbs (%(other_verbs)s) reach further than"
        " these (%(verbs)s)."
    ),
    Rule.EMPTY_CELL: _l(
        "The role is said to need this competency, but not how it shows. There is nothing to mark."
    ),
    Rule.UNUSED_COMPETENCY: _l("No role has this competency, so readers find a row of blanks."),
    Rule.EMPTY_ROLE: _l("The role stands in the matrix, and nothing is expected of it."),
    Rule.TOO_MANY_COMPETENCIES: _l(
        "This role has %(count)s competencies. Nobody keeps more than %(most)s in mind, or talks"
        " them through in one conversation."
    ),
    Rule.UNEQUAL_JUMP: _l(
        "The step to this role asks %(count)s new behaviours; the steps beside it ask %(beside)s at"
        " most. People stop at a step that is so much higher than the others."
    ),
}
REASONS_BY_KIND: Mapping[tuple[Rule, str], LazyString] = {
    (Rule.FILLER, Filler.OPEN): _l(
        "“%(excerpt)s” leaves open what is meant, so that everybody reads their own thing into it."
    ),
    (Rule.FILLER, Filler.HOW_OFTEN): _l(
        "“%(excerpt)s” says how often. How freely a behaviour shows is what the marks are for."
    ),
    (Rule.FILLER, Filler.HOW_WELL): _l(
        "“%(excerpt)s” grades the work without saying what one sees when it is done well."
    ),
    (Rule.SEVERAL_IDEAS, Ideas.ONE_THING): _l(
        "Several verbs share this behaviour. Whoever does only one of them cannot be marked fairly."
    ),
    (Rule.SAME_AS_NEIGHBOUR, Sameness.NEARLY_EQUAL): _l(
        "This cell says almost the same as that of the role before, so nobody can tell what the"
        " step between them asks."
    ),
    (Rule.EMPTY_CELL, Emptiness.LEFT_OUT): _l(
        "The roles on either side have this competency, and this one does not. It may have been"
        " forgotten."
    ),
}
WAIVED = _l("“%(excerpt)s” is a target number that stays, with a reason that readers can see.")

REWRITES: Mapping[Rule, LazyString] = {
    Rule.TARGET_NUMBER: _l(
        "Say what somebody would see this person do. If the number has to stay, waive it with a"
        " reason that readers can see."
    ),
    Rule.METRIC: _l(
        "Say what the person does that the figure is meant to show, and leave the figure to the"
        " team's reports."
    ),
    Rule.UNOBSERVABLE_VERB: _l(
        "Begin with what one sees or hears: explains, asks, shows, checks, writes."
    ),
    Rule.SEVERAL_IDEAS: _l(
        "Write them as behaviours of their own: “%(first)s” and “%(second)s”. Or keep the one that"
        " tells this role from the others."
    ),
    Rule.LOADED_WORD: _l(
        "Say what the person did when you last thought so, or have the word explained in the"
        " glossary."
    ),
    Rule.FILLER: _l("Leave “%(excerpt)s” out."),
    Rule.REPEATED_BEHAVIOUR: _l(
        "Keep one of them. If both roles are to do it, put the same behaviour in both cells; if the"
        " higher one does something else, write what."
    ),
    Rule.SAME_AS_NEIGHBOUR: _l(
        "Write what this role does that the one before does not. If there is nothing, leave the"
        " competency where it is first expected."
    ),
    Rule.VERBS_DO_NOT_RISE: _l(
        "Ask what colleagues would miss if this person were in the role before: what they lead,"
        " teach, review, decide or design. Or exchange the two cells."
    ),
    Rule.EMPTY_CELL: _l("Add two to four behaviours, or take the competency away from this role."),
    Rule.UNUSED_COMPETENCY: _l("Give it to a role, or remove it."),
    Rule.EMPTY_ROLE: _l("Write what is expected of it, or take it out of this matrix."),
    Rule.TOO_MANY_COMPETENCIES: _l(
        "Merge those that are always talked about together, and take away what another role is"
        " there for."
    ),
    Rule.UNEQUAL_JUMP: _l(
        "Let the role before begin with some of it, merge behaviours that describe the same thing,"
        " or put a role in between."
    ),
}
REWRITES_BY_KIND: Mapping[tuple[Rule, str], LazyString] = {
    (Rule.TARGET_NUMBER, Target.RATE): _l(
        "Say how the person works through what comes in: in what order, with what care, asking whom"
        " for help. If the number has to stay, waive it with a reason that readers can see."
    ),
    (Rule.TARGET_NUMBER, Target.DEADLINE): _l(
        "Say what keeps people from waiting in the dark, such as telling the customer when to"
        " expect an answer. If the time has to stay, waive it with a reason that readers can see."
    ),
    (Rule.TARGET_NUMBER, Target.COUNT): _l(
        "Say what the work is good for, or what makes it worth doing again, instead of how many. If"
        " the number has to stay, waive it with a reason that readers can see."
    ),
    (Rule.TARGET_NUMBER, Target.PERCENTAGE): _l(
        "Say what good work looks like to somebody who watches: what is checked, explained,"
        " followed up. If the number has to stay, waive it with a reason that readers can see."
    ),
    (Rule.TARGET_NUMBER, Target.SCORE): _l(
        "Say what people notice who give a good score: what is asked, explained, put right. If the"
        " number has to stay, waive it with a reason that readers can see."
    ),
    (Rule.TARGET_NUMBER, Target.RANKING): _l(
        "Compare the work with a description, not people with each other: say what those do whom"
        " you had in mind."
    ),
    (Rule.UNOBSERVABLE_VERB, Inside.ABILITY): _l(
        "Leave “%(excerpt)s” out and begin with what they do: not “can explain”, but “explains”."
    ),
    (Rule.UNOBSERVABLE_VERB, Inside.KNOWLEDGE): _l(
        "Ask how one notices that they know it: they explain it to somebody, find it without help,"
        " name its limits, answer colleagues' questions."
    ),
    (Rule.UNOBSERVABLE_VERB, Inside.AWARENESS): _l(
        "Ask what they do because they are aware of it: they name it, ask about it, or change how"
        " they act when it comes up."
    ),
    (Rule.UNOBSERVABLE_VERB, Inside.OPINION): _l(
        "Ask what one hears or sees when they think so: what they propose, weigh, argue for."
    ),
    (Rule.UNOBSERVABLE_VERB, Inside.FEELING): _l(
        "What people feel is theirs. Say what they do: what they offer, ask for, take on, keep up."
    ),
    (Rule.SEVERAL_IDEAS, Ideas.ONE_THING): _l(
        "Keep the verb that includes the others, or write a behaviour for each."
    ),
    (Rule.SEVERAL_IDEAS, Ideas.SENTENCES): _l(
        "Make each sentence a behaviour of its own: “%(first)s” and “%(second)s”. An example may"
        " stay if it begins with “for example”."
    ),
    (Rule.LOADED_WORD, Load.HERO): _l(
        "Say what somebody like that does on an ordinary day, so that everybody can do it; or have"
        " the word explained in the glossary."
    ),
    (Rule.LOADED_WORD, Load.PRAISE): _l(
        "Describe the work instead of praising it: what is in it that one can point to? Or have the"
        " word explained in the glossary."
    ),
    (Rule.LOADED_WORD, Load.CHARACTER): _l(
        "Describe what is done, not what somebody is like; or have the word explained in the"
        " glossary."
    ),
    (Rule.LOADED_WORD, Load.FASHION): _l(
        "Use the plain word for what is done; or have this one explained in the glossary."
    ),
    (Rule.FILLER, Filler.OPEN): _l(
        "Name what is meant, or when: “when a customer has waited long” says more than “when"
        " needed”. Else leave “%(excerpt)s” out."
    ),
    (Rule.FILLER, Filler.HOW_WELL): _l("Leave “%(excerpt)s” out, or say what shows it."),
    (Rule.EMPTY_CELL, Emptiness.LEFT_OUT): _l(
        "If it is meant so, leave it. Else write what this role does."
    ),
}
KEEP_WAIVED = _l("Read the reason again now and then: does it still hold?")


def rule_title(rule: Rule) -> LazyString:
    return RULES[rule]


def advice_severity(severity: Severity) -> LazyString:
    return SEVERITIES[severity]


def rule_reason(finding: Finding) -> LazyString:
    """Why this is worth a thought."""
    if finding.data.get("waived"):
        return _filled(WAIVED, finding)
    return _filled(_chosen(REASONS_BY_KIND, REASONS, finding), finding)


def rule_rewrite(finding: Finding) -> LazyString:
    """A way to write it instead."""
    if finding.data.get("waived"):
        return _filled(KEEP_WAIVED, finding)
    return _filled(_chosen(REWRITES_BY_KIND, REWRITES, finding), finding)


def _chosen(
    by_kind: Mapping[tuple[Rule, str], LazyString],
    by_rule: Mapping[Rule, LazyString],
    finding: Finding,
) -> LazyString:
    kind = str(finding.data.get("kind", ""))
    return by_kind.get((finding.rule, kind), by_rule[finding.rule])


def _filled(text: LazyString, finding: Finding) -> LazyString:
    """A text with its placeholders filled, still to be translated when it is shown."""
    return LazyString(lambda: str(text) % {**finding.data, "excerpt": finding.excerpt})
