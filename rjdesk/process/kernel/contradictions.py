"""What a programme says that cannot hold together, and would stop a case in its middle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rjdesk.process.kernel.faults import quoted, shown
from rjdesk.process.kernel.features import Feature
from rjdesk.process.kernel.papers import PaperWhen, SignerKind
from rjdesk.process.kernel.programme import AGREEMENT, DIALOGUE, Programme
from rjdesk.process.kernel.programme_rounds import cards_in, rounds_in

MOST_FACILITATORS = 20
"""No case has more: nobody could tell who is meant to lead it."""
OF_CARDS = ("RC-082", "RC-084", "RC-085", "RC-122")
"""The rules that ask for cards: each for those that name it, before their round is left."""
SIGNED_FROM: Mapping[str, Sequence[PaperWhen]] = {
    DIALOGUE: (PaperWhen.ALWAYS,),
    AGREEMENT: (PaperWhen.ACTIONS, PaperWhen.ALWAYS),
}
"""From when on there has to be a paper whose signatures are recorded."""
ONLY_WITH: Mapping[PaperWhen | SignerKind, Feature] = {
    PaperWhen.REPORTED: Feature.REPORT_BACK,
    SignerKind.GUARDIANS: Feature.MINORS,
}
"""What comes about by a feature alone."""


def contradictions(programme: Programme) -> Iterator[str]:
    """Yield each thing that a programme says and that something else in it makes impossible."""
    yield from _of_facilitators(programme)
    yield from _of_offices(programme)
    yield from _of_exceptions(programme)
    yield from _of_cards(programme)
    yield from _of_papers(programme)
    yield from _of_names(programme)


def _of_facilitators(programme: Programme) -> Iterator[str]:
    facilitators = programme.facilitators
    if facilitators.both_parties > MOST_FACILITATORS:
        yield (
            f"the key facilitators.both_parties says {facilitators.both_parties}. Write a number "
            f"of {MOST_FACILITATORS} or less."
        )
    elif facilitators.at_most and facilitators.at_most < facilitators.both_parties:
        yield (
            f"the key facilitators.at_most says {facilitators.at_most}, and so many as "
            f"both_parties asks for could never meet. Write {facilitators.both_parties} or more, "
            "or take the key out."
        )


def _of_offices(programme: Programme) -> Iterator[str]:
    bodies = [body.id for body in programme.bodies]
    for number, office in enumerate(programme.offices):
        if office.confirmed_by and office.confirmed_by not in bodies:
            choose = f"Choose from {quoted(bodies)}" if bodies else "Write it under [[bodies]]"
            yield (
                f"the key offices[{number}].confirmed_by names “{office.confirmed_by}”, which is "
                f"no body of this programme, so nobody could take the office. {choose}, or take "
                "the key out."
            )


def _of_exceptions(programme: Programme) -> Iterator[str]:
    if not programme.exceptions:
        yield (
            "the key exceptions names none, and whoever signs the Agreement to Dialogue reads "
            "them there. Write at least one [[exceptions]]."
        )


def _of_cards(programme: Programme) -> Iterator[str]:
    """Yield the cards that are needed, and that nothing asks for."""
    for of, rounds in rounds_in(programme):
        last = f"{of}[{len(rounds) - 1}]."
        for key, card in cards_in(of, rounds):
            if card.needed and card.rule not in OF_CARDS:
                rules = quoted(rule for rule in OF_CARDS if rule in programme.rules)
                choose = f"Write {rules} behind its key rule" if rules else "List a rule that does"
                yield (
                    f"the key {key}.needed says true, and no rule asks for this card. {choose}, "
                    "or take needed out."
                )
            elif card.needed and key.startswith(last):
                yield (
                    f"the key {key}.needed says true, and the last round is never left for "
                    "another, so nothing asks for this card. Take needed out, or put it into a "
                    "round before."
                )


def _of_papers(programme: Programme) -> Iterator[str]:
    """Yield the papers that come too late or never, and who could never sign one."""
    for number, paper in enumerate(programme.papers):
        key = f"papers[{number}]"
        known = SIGNED_FROM.get(paper.form, (paper.when,))
        if paper.when not in known:
            yield (
                f"the key {key}.when says “{paper.when.value}”, and “{paper.form}” is signed "
                f"before that. Choose from {quoted(when.value for when in known)}."
            )
        places: dict[str, PaperWhen | SignerKind] = {f"{key}.when": paper.when}
        places |= {f"{key}.also_sign[{n}]": kind for n, kind in enumerate(paper.also_sign)}
        for place, what in places.items():
            feature = ONLY_WITH.get(what)
            if feature is not None and not programme.has(feature):
                yield (
                    f"the key {place} says “{what.value}”, which is never so without the feature "
                    f"“{feature.value}”. List it under features, or choose another."
                )


def _of_names(programme: Programme) -> Iterator[str]:
    """Yield what is called as another of its kind is: people choose between them by name."""
    kinds: Mapping[str, Sequence[str]] = {
        "offices[{}].name": [office.name for office in programme.offices],
        "trainings[{}].name": [training.name for training in programme.trainings],
        "bodies[{}].name": [body.name for body in programme.bodies],
        "papers[{}].title": [paper.title for paper in programme.papers],
    }
    for key, names in kinds.items():
        read = [" ".join(name.split()).casefold() for name in names]
        for number, name in enumerate(read):
            if (first := read.index(name)) < number:
                yield (
                    f"the key {key.format(number)} says “{shown(names[number])}”, and so does "
                    f"{key.format(first)}. Call each otherwise, or nobody could tell them apart."
                )
