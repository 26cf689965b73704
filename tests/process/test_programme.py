import re
import tomllib

import pytest
from msgspec.structs import replace

from rjdesk.process.followup.events import ActionCompleted
from rjdesk.process.kernel.contradictions import OF_CARDS
from rjdesk.process.kernel.event import Capacity
from rjdesk.process.kernel.offices import RoleId
from rjdesk.process.kernel.programme import Programme, ProgrammeError, RuleSetting
from rjdesk.process.kernel.programme_file import read_kept_programme, read_programme
from rjdesk.process.kernel.ruling import Strength
from rjdesk.process.rules import ALL_RULES, KNOWN_RULES, rule_on
from tests.process.stories import (
    COLE,
    FOLDER,
    PARTNERS,
    REED,
    STORY,
    contact,
    lacking,
    moment,
    programme,
    programme_text,
    until,
)

SHIPPED = sorted(path.stem for path in FOLDER.glob("*.toml"))
GOOD = programme_text("reed-2019")


def read(text: str) -> Programme:
    return read_programme(text, "our.toml", KNOWN_RULES)


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def test_both_programmes_are_shipped_and_each_is_named_like_its_file() -> None:
    assert SHIPPED == ["reed-2019", "restorative-partners"]
    assert [programme(name).id for name in SHIPPED] == SHIPPED


def test_the_college_has_chairs_two_facilitators_and_two_trainings() -> None:
    assert [office.id for office in REED.offices_that(Capacity.OPENS)] == ["chair"]
    assert REED.facilitators.both_parties == 2
    assert [training.id for training in REED.trainings] == ["initial", "equity"]
    assert [office.name for office in REED.told] == ["Staff Advisor"]
    assert REED.words.affected_party == "Affected Party"


def test_the_partners_have_a_director_one_facilitator_and_words_of_their_own() -> None:
    assert [office.id for office in PARTNERS.offices_that(Capacity.OPENS)] == ["director"]
    assert PARTNERS.facilitators.both_parties == 1
    assert PARTNERS.trainings == ()
    assert PARTNERS.told == ()
    assert PARTNERS.words.affected_party == "person who was harmed"
    assert PARTNERS.agreement_title == "Conference Agreement"


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_programme_has_three_exceptions_five_rounds_and_a_window(name: str) -> None:
    shipped = programme(name)
    assert [exception.id for exception in shipped.exceptions] == ["abuse", "threat", "court"]
    middle = {"reed-2019": ["values", "questions"]}.get(name, ["questions", "talk"])
    rounds = [round_.kind.value for round_ in shipped.rounds]
    assert rounds == ["introduction", *middle, "agreement", "closing"]
    window = shipped.deadlines.retention_from_months, shipped.deadlines.retention_until_months
    assert window == (6, 12)
    assert shipped.deadlines.follow_up_months == 6
    assert shipped.deadlines.planned_minutes == 120


@pytest.mark.parametrize("name", SHIPPED)
def test_a_card_that_is_needed_is_asked_for_by_a_rule(name: str) -> None:
    shipped = programme(name)
    needed = [card for round_ in shipped.rounds for card in round_.cards if card.needed]
    made_for_cards = {rule.id for rule in ALL_RULES if rule.check.__name__ == "cards_are_said"}
    assert len(needed) == 6
    assert {card.rule for card in needed} <= made_for_cards & set(shipped.rules)
    assert set(OF_CARDS) == made_for_cards


@pytest.mark.parametrize("name", SHIPPED)
def test_only_a_should_rule_names_who_may_set_it_aside(name: str) -> None:
    for rule_id, setting in programme(name).rules.items():
        strengths = {setting.strength or r.strength for r in ALL_RULES if r.id == rule_id}
        assert setting.override is None or Strength.SHOULD in strengths


@pytest.mark.parametrize("name", SHIPPED)
def test_only_a_should_rule_is_softened_to_a_warning(name: str) -> None:
    for rule_id, setting in programme(name).rules.items():
        strengths = {setting.strength or r.strength for r in ALL_RULES if r.id == rule_id}
        assert setting.effect == "refuse" or strengths == {Strength.SHOULD}


@pytest.mark.parametrize("name", SHIPPED)
def test_every_should_rule_that_refuses_names_who_may_set_it_aside(name: str) -> None:
    shipped = programme(name)
    for rule in ALL_RULES:
        setting = shipped.rules.get(rule.id)
        if setting is None or (setting.strength or rule.strength) is not Strength.SHOULD:
            continue
        names_nobody = setting.override is None and setting.effect != "warn" and not rule.warns
        assert not names_nobody, rule.id


def swapped(one: str, other: str) -> str:
    """Return the good file with two rounds standing in each other's place."""
    marked = changed(f'kind = "{one}"\ntitle', 'kind = "here"\ntitle')
    there = marked.replace(f'kind = "{other}"\ntitle', f'kind = "{one}"\ntitle', 1)
    return there.replace('kind = "here"\ntitle', f'kind = "{other}"\ntitle', 1)


TALK = '[[rounds]]\nkind = "talk"\ntitle = "More"\nroom = "More"\n\n'
ANOTHER = '[[rounds]]\nkind = "agreement"\ntitle = "More"\nroom = "More"\n\n'
OWN_CARDS = 'cards = [{ id = "x", title = "X", say = "X" }]'
BY_THE_COMMITTEE = 'capacity]\npasses = "nobody_against"\neach = ["'
MISTAKES = {
    "it is not TOML": (
        changed("[words]", "[words"),
        "is not a readable programme file",
    ),
    "a key twice": (
        f'id = "x"\n{GOOD}',
        "is not a readable programme file",
    ),
    "an unknown key at the top": (
        f"colour = 1\n{GOOD}",
        "the key colour is not one",
    ),
    "an unknown key in a table": (
        changed("[words]", "[words]\nking = 'x'"),
        "the key words.king is",
    ),
    "an unknown key in a round": (
        changed('room = "Welcome"', 'rooms = "W"'),
        "rounds[0].rooms",
    ),
    "an unknown key in a card": (
        changed('say = "', 'speak = "'),
        "rounds[0].cards[0].speak",
    ),
    "a missing key at the top": (
        changed('name = "Reed', 'title = "Reed'),
        "the key ",
    ),
    "a missing key in a table": (
        changed('circle = "Restorative Circle"\n', ""),
        "the key words.circle is missing",
    ),
    "no rules at all": (
        GOOD[: GOOD.index("[rules]")],
        "the key rules is missing",
    ),
    "text in the place of a figure": (
        changed("version = 1", 'version = "1"'),
        "the key version says “1”. Write a whole number",
    ),
    "a figure in the place of text": (
        changed('chair = "Chair"', "chair = 1"),
        "the key words.chair says 1. Write a text in quotes",
    ),
    "a capacity that nobody knows": (
        changed('capacities = ["opens", "assigns", "keeps_members"]', 'capacities = ["rules"]'),
        "the key offices[0].capacities[0] says “rules”. Choose from “assigns”, “keeps_members”, ",
    ),
    "a capacity that no office has": (
        changed('capacities = ["opens", "assigns", "keeps_members"]', 'capacities = ["opens"]'),
        "the key offices gives nobody the capacity “assigns”",
    ),
    "a training that no rule asks for": (
        changed("RC-035 = {}\n", ""),
        "the key trainings names some, and the rule RC-035, which asks for them, is not",
    ),
    "a training twice": (
        changed('id = "equity"', 'id = "initial"'),
        "the key trainings has “initial” twice",
    ),
    "an office twice": (
        changed('id = "staff_advisor"', 'id = "chair"'),
        "the key offices has “chair” twice",
    ),
    "no seat in an office": (
        changed("seats = 2", "seats = 0"),
        "the key offices[0].seats says 0. Write a number of 1 or more",
    ),
    "a round that nobody knows": (
        changed('kind = "values"', 'kind = "lunch"'),
        "the key rounds[1].kind says “lunch”. Choose from “introduction”, “values”, “questions”",
    ),
    "two rounds of values": (
        changed(
            'kind = "closing"',
            'kind = "values"\ntitle = "Again"\nroom = "Again"\n\n[[rounds]]\nkind = "closing"',
        ),
        "more than once. One round of values is enough",
    ),
    "more rounds than anybody can sit": (
        changed('[[rounds]]\nkind = "closing"', 16 * TALK + '[[rounds]]\nkind = "closing"'),
        "the key rounds holds 21 rounds. A circle has at most 20",
    ),
    "a feature without its rule": (
        changed('features = ["facilitator-number"]', 'features = ["facilitator-number", "minors"]'),
        "the key features names “minors”, whose rule UN-13A is not under [rules]",
    ),
    "a rule without its feature": (
        changed('features = ["facilitator-number"]', "features = []"),
        "the key rules.RC-046 belongs to the feature “facilitator-number”",
    ),
    "a rule that nobody has": (
        f"{GOOD}RC-999 = {{}}\n",
        "the key rules.RC-999 names a rule that",
    ),
    "a rule of the house": (
        f"{GOOD}RJ-DATE = {{ effect = 'warn' }}\n",
        "rules.RJ-DATE names a rule of the house",
    ),
    "an unknown key in a rule": (
        changed("RC-045 = { override", "RC-045 = { overide"),
        "the key rules.RC-045.overide is",
    ),
    "a rule set aside by nobody we know": (
        changed('RC-045 = { override = "chair"', 'RC-045 = { override = "Chair"'),
        "the key rules.RC-045.override names “Chair”, which is no office of this programme. ",
    ),
    "an effect that nobody knows": (
        changed('RC-065 = { effect = "warn"', 'RC-065 = { effect = "shout"'),
        "the key rules.RC-065.effect says “shout”. Choose from “refuse”, “warn”",
    ),
    "a rule that is only a word": (
        changed("RC-013 = {}", 'RC-013 = "yes"'),
        "the key rules.RC-013 says “yes”. Write a table, such as {}",
    ),
    "a rule that only may bind": (
        changed("RC-013 = {}", 'RC-013 = { strength = "may" }'),
        "the key rules.RC-013.strength says “may”",
    ),
    "a shall-rule that somebody may set aside": (
        changed("RC-040 = {}", 'RC-040 = { override = "chair" }'),
        "the key rules.RC-040.override names who may set the rule aside, but this is a shall-rule",
    ),
    "a should-rule made stronger that somebody may set aside": (
        changed("RC-045 = {", 'RC-045 = { strength = "shall",'),
        "the key rules.RC-045.override names",
    ),
    "a shall-rule that is a mere warning": (
        changed("RC-084 = {}", 'RC-084 = { effect = "warn" }'),
        "the key rules.RC-084.effect makes a mere warning of a shall-rule",
    ),
    "a should-rule made stronger that is a mere warning": (
        changed("RC-065 = {", 'RC-065 = { strength = "shall",'),
        "the key rules.RC-065.effect makes",
    ),
    "a round twice": (
        changed('kind = "values"\ntitle = "Values"', 'kind = "questions"\ntitle = "Values"'),
        "holds “introduction”, “questions”, “questions”, “agreement”, “closing”. It begins",
    ),
    "rounds in another order": (
        swapped("agreement", "questions"),
        "holds “introduction”, “values”, “agreement”, “questions”, “closing”. It begins",
    ),
    "a round too few": (
        GOOD[: GOOD.index('[[rounds]]\nkind = "closing"')]
        + GOOD[GOOD.index("# Which rules bind") :],
        "holds “introduction”, “values”, “questions”, “agreement”. It begins",
    ),
    "a round too many": (
        changed('[[rounds]]\nkind = "closing"', f'{ANOTHER}[[rounds]]\nkind = "closing"'),
        "“agreement”, “agreement”, “closing”. It begins",
    ),
    "no round": (
        f"rounds = []\n{GOOD[: GOOD.index('[[rounds]]')]}{GOOD[GOOD.index('# Which rules') :]}",
        "the key rounds holds no round. It begins with “introduction”",
    ),
    "a card for a rule that is not listed": (
        changed('RC-122 = { override = "facilitator" }\n', ""),
        "the key rounds[0].cards[0].rule names “RC-122”, which [rules] does not list",
    ),
    "two cards of one id in different rounds": (
        changed('id = "closing"', 'id = "door"'),
        "the key rounds[4].cards[0].id says “door”, and so does rounds[0].cards[0].id. Give",
    ),
    "a version below the first": (
        changed("version = 1", "version = 0"),
        "the key version says 0. Write a number of 1 or more",
    ),
    "a version of thousands of digits": (
        changed("version = 1", f"version = {'1' * 5000}"),
        "a number has too many digits (at line 5)",
    ),
    "a feature twice": (
        changed('["facilitator-number"]', '["facilitator-number", "facilitator-number"]'),
        "the key features names “facilitator-number” twice",
    ),
    "a guest twice": (
        changed('guests = ["', 'guests = ["circle_participant", "'),
        "the key guests names “circle_participant” twice",
    ),
    "a capacity twice": (
        changed('"assigns", "keeps_members"]', '"assigns", "opens"]\n#'),
        "the key offices[0].capacities names “opens” twice",
    ),
    "a signer twice": (
        changed("coded = false", 'coded = false\nalso_sign = ["guardians", "guardians"]'),
        "the key papers[1].also_sign names “guardians” twice",
    ),
    "a name that turns what is read": (
        changed('name = "Equity training"', 'name = "Equity \\u202Etraining"'),
        "the key trainings[1].name ",
    ),
    "a name of no sign at all": (
        changed('chair = "Chair"', 'chair = "Cha\\u0000ir"'),
        "the key words.chair ",
    ),
    "a name of two lines": (
        changed('title = "Close the door"', 'title = "Close\\nthe door"'),
        "the key rounds[0].cards[0].title ",
    ),
    "a word of nothing": (
        changed('chair = "Chair"', 'chair = ""'),
        "the key words.chair says ",
    ),
    "a word of many thousand letters": (
        changed('chair = "Chair"', f'chair = "{"a" * 20_000}"'),
        "the key words.chair ",
    ),
    "a letterhead of nothing": (
        changed('letterhead = "Restorative Justice Coalition"', 'letterhead = " "'),
        "the key letterhead says ",
    ),
    "a title of an agreement without end": (
        changed('agreement_title = "', f'agreement_title = "{"a" * 3000}'),
        "the key agreement_title ",
    ),
    "money without a name": (
        changed('currency = "$"', 'currency = "dollars"'),
        "the key currency says “dollars”",
    ),
    "somebody decides whom there is not": (
        changed('one_of = ["staff_advisor"', 'one_of = ["advisor"'),
        "the key decisions.further_steps.one_of names “advisor”, who decides nothing here. Choose",
    ),
    "nobody decides": (
        changed('each = ["holders"]', "each = []"),
        "the key decisions.reopening names nobody who decides.",
    ),
    "a vote of others than the students": (
        changed('each = ["students"]', 'each = ["chair"]'),
        "the key decisions.cap.each names “chair”. Write each = [“students”].",
    ),
    "a pilot without its rules": (
        changed("RC-182 = {}\n", ""),
        "the key pilot goes with “pilot”, “decisions.cap”, “rules.RC-180”",
    ),
    "a body of what is none": (
        changed('of = ["chair"', 'of = ["cheer"'),
        "the key bodies[3].of names “cheer”, which is no office and no body outside. Choose",
    ),
    "a body of a body of others": (
        changed('of = ["chair"', 'of = ["advisory_committee"'),
        "the key bodies[3].of names “advisory_committee”, which is no office and no body outside.",
    ),
    "no flag for sexual harm": (
        changed("RC-043 = {}\n", ""),
        "the key rules lacks RC-043, which every programme holds",
    ),
    "a capacity without its rules": (
        changed("RC-SD3-03 = {}\n", ""),
        "the key decisions.capacity goes with “decisions.capacity”, “rules.RC-SD3-02”",
    ),
    "a capacity that others decide": (
        changed(
            'capacity]\npasses = "nobody_against"\neach = ["adv',
            'capacity]\npasses = "all"\neach = ["x',
        ),
        "the key decisions.capacity.each names “xisory_committee”",
    ),
    "a capacity that nobody decides": (
        changed(
            'capacity]\npasses = "nobody_against"\neach = ["advisory_committee"]',
            'capacity]\npasses = "all"\neach = []',
        ),
        "the key decisions.capacity names no office, so that no member could move it.",
    ),
    "a circle without questions": (
        changed('title = "Coming back"', 'title = "Coming back"').replace(
            'kind = "questions"\ntitle = "Coming back"', 'kind = "talk"\ntitle = "Coming back"'
        ),
        "the key circles[1].rounds holds “introduction”, “talk”, “talk”, “closing”. It begins",
    ),
    "a circle without sides that forms an agreement": (
        GOOD.replace('kind = "talk"\ntitle = "Who stands by"', 'kind = "agreement"\ntitle = "W"'),
        "the key circles[1].rounds holds “agreement”, and such a circle forms none.",
    ),
    "two formats of one kind of circle": (
        changed('of = ["support_circle"]', 'of = ["re_entry_circle"]'),
        "the key circles has “re_entry_circle” twice.",
    ),
    "a kind of circle that there is not": (
        changed('of = ["support_circle"]', 'of = ["dance_circle"]'),
        "the key circles[2].of[0] says “dance_circle”. Choose",
    ),
    "usual cards and others": (
        changed(
            'room = "Welcome back"\n',
            'room = "Welcome back"\ncards = [{id="x", title="X", say="X"}]\n',
        ),
        "the key circles[1].rounds[0] has cards of its own, and those as_usual.",
    ),
    "usual cards that there are not": (
        GOOD.replace(
            'kind = "questions"\ntitle = "Coming back"\nroom = "Question"',
            'kind = "questions"\ntitle = "Coming back"\nroom = "Question"\nas_usual = true\n\n'
            '[[circles.rounds]]\nkind = "talk"\ntitle = "T"\nroom = "T"',
        ),
        "the key circles[1].rounds[2] is as_usual, and [[rounds]] has no round of “talk”.",
    ),
    "a capacity that one of some decides": (
        changed(
            f"{BY_THE_COMMITTEE}adv", f'capacity]\none_of = ["dean"]\n{BY_THE_COMMITTEE[10:]}adv'
        ),
        "the key decisions.capacity.one_of asks for some alone.",
    ),
    "a body that is called like others": (
        changed('id = "dean"\n', 'id = "holders"\n'),
        "the key bodies[0].id says “holders”, which others are called.",
    ),
    "no way to decide": (
        changed('passes = "two"', 'passes = "three"'),
        "the key decisions.reopening.passes says “three”. Choose",
    ),
    "a round without a title": (
        changed('title = "Introduction and guidelines"', 'title = ""'),
        "the key rounds[0].title says ",
    ),
    "a name that is too long for its kind": (
        changed('name = "Equity training"', f'name = "{"a" * 201}"'),
        "the key trainings[1].name says “aaaaa",
    ),
    "a window of ten thousand years": (
        changed("retention_until_months = 12", "retention_until_months = 120000"),
        "the key deadlines.retention_until_months says 120000. Write a number of 240 or less",
    ),
    "an id that is no key": (
        changed('id = "equity"', 'id = "../x"'),
        "the key trainings[1].id says “../x”. Write small letters and figures, with - or _",
    ),
    "a name of nothing": (
        changed('name = "Equity training"', 'name = " "'),
        "the key trainings[1].name says “ ”. Write a name",
    ),
    "an office that is a role already": (
        changed('id = "sexual_harm_response_chair"', 'id = "facilitator"'),
        "the key offices has the id “facilitator”, which is no office",
    ),
    "a thirteenth month": (
        changed("year_starts_in = 8", "year_starts_in = 13"),
        "the key deadlines.year_starts_in says 13. Write a number of 12 or less",
    ),
    "a follow-up at once": (
        changed("follow_up_months = 6", "follow_up_months = 0"),
        "deadlines.follow_up_months",
    ),
    "a case for no facilitator": (
        changed("both_parties = 2", "both_parties = 0"),
        "facilitators.both_parties",
    ),
    "two offices of one name": (
        changed('name = "Sexual Harm Response Chair"', 'name = " chair"'),
        "the key offices[2].name says “ chair”, and so does offices[0].name. Call each otherwise",
    ),
    "two papers of one title": (
        changed('title = "Circle packet"', 'title = "Questions"'),
        "the key papers[6].title says “Questions”, and so does papers[1].title. Call each",
    ),
    "more facilitators than may meet": (
        changed("both_parties = 2", "both_parties = 3"),
        "the key facilitators.at_most says 2, and so many as both_parties asks for could never",
    ),
    "more facilitators than anybody has": (
        changed("both_parties = 2", f"both_parties = {2**62}"),
        f"the key facilitators.both_parties says {2**62}. Write a number of 20 or less.",
    ),
    "an office that nobody could confirm": (
        changed('confirmed_by = "dean"', 'confirmed_by = "president"'),
        "so nobody could take the office. Choose from “dean”, “dean_of_sarp”",
    ),
    "no exception, where a form has some of its own": (
        "exceptions = []\n"
        + GOOD[: GOOD.index("[[exceptions]]")]
        + GOOD[GOOD.index("[[rounds]]") :],
        "the key exceptions names none, and whoever signs",
    ),
    "a card that is needed by no rule": (
        changed('needed = true\nrule = "RC-122"', "needed = true"),
        "no rule asks for this card. Write “RC-082”, “RC-084”, “RC-085”, “RC-122” behind its key",
    ),
    "a card that is needed by a rule of something else": (
        changed('needed = true\nrule = "RC-122"', 'needed = true\nrule = "RC-001"'),
        "the key rounds[0].cards[0].needed says true, and no rule",
    ),
    "a card that is needed when all is over": (
        changed('id = "door-again"', 'id = "door-again"\nneeded = true\nrule = "RC-122"'),
        "the key rounds[4].cards[1].needed says true, and the last round is never left",
    ),
    "a paper that is signed before it is there": (
        changed(
            'for = "participant"\nwhen = "always"', 'for = "participant"\nwhen = "process_ended"'
        ),
        "“agreement-to-dialogue” is signed before that. Choose from “always”.",
    ),
    "a paper that never comes": (
        changed('when = "circle_arranged"', 'when = "reported_back"'),
        "the key papers[6].when says “reported_back”, which is never so without the feature “repor",
    ),
    "a guardian where nobody is a minor": (
        changed("coded = false", 'coded = false\nalso_sign = ["facilitators", "guardians"]'),
        "the key papers[1].also_sign[1] says “guardians”, which is never so without the feature",
    ),
    "a window that closes before it opens": (
        changed("retention_until_months = 12", "retention_until_months = 6"),
        "deadlines.retention_from_months must be smaller",
    ),
}


@pytest.mark.parametrize(("text", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_in_a_sentence_with_file_and_key(text: str, said: str) -> None:
    with pytest.raises(ProgrammeError, match=re.escape(said)) as caught:
        read(text)
    sentence = str(caught.value)
    assert sentence.startswith("our.toml: ")
    assert sentence.endswith(".")
    assert "`$" not in sentence


def test_a_rule_made_softer_or_stronger_is_held_as_the_programme_says() -> None:
    softer = changed("RC-040 = {}", 'RC-040 = { strength = "should", override = "chair" }')
    assert read(softer).setting("RC-040").override == "chair"
    stronger = changed('RC-045 = { override = "chair" }', 'RC-045 = { strength = "shall" }')
    assert read(stronger).setting("RC-045").strength is Strength.SHALL


def test_an_id_of_several_strengths_may_be_set_aside_and_is_never_a_mere_warning() -> None:
    mixed = {**KNOWN_RULES, "RC-040": {Strength.SHALL, Strength.SHOULD}}
    aside = changed("RC-040 = {}", 'RC-040 = { override = "chair" }')
    assert read_programme(aside, "our.toml", mixed).setting("RC-040").override == "chair"
    warned = changed("RC-040 = {}", 'RC-040 = { effect = "warn" }')
    with pytest.raises(ProgrammeError, match=r"RC-040\.effect"):
        read_programme(warned, "our.toml", mixed)


def without(key: str) -> str:
    """Return the good file with a key at the top, or a whole table, taken out."""
    table = rf"^\[+{key}\b[^\]]*\]+$.*?(?=^\[+(?!\[|{key}\b)|\Z)"
    single = rf'^{key} = (?:""".*?"""|[^\n]*)$'
    return re.sub(f"{table}|{single}", "", GOOD, count=1, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(
    "key", [key for key in tomllib.loads(GOOD) if key not in {"pilot", "circles"}]
)
def test_a_programme_cannot_do_without_any_key_at_its_top(key: str) -> None:
    with pytest.raises(ProgrammeError, match=f"our.toml: the key {key} is missing"):
        read(without(key))


def test_a_programme_chooses_which_rules_bind() -> None:
    bare = replace(REED, rules={})
    told = moment(*lacking(until(contact(COLE)), contact(COLE)), programme=bare)
    assert all(ruling.rule.startswith("RJ-") for ruling in rule_on(contact(COLE), told))


def test_a_programme_gives_its_own_section_strength_and_effect() -> None:
    own = RuleSetting(
        section="9.9", strength=Strength.SHOULD, override=RoleId("chair"), effect="warn"
    )
    told = moment(*STORY, programme=replace(REED, rules={"RC-114": own}))
    unshown = ActionCompleted(on=told.today, action="a", evidence="", provided_by="")
    ruling = next(r for r in rule_on(unshown, told) if r.rule == "RC-114" and r.missing)
    assert (ruling.section, ruling.strength, ruling.override_by) == (
        "9.9",
        Strength.SHOULD,
        RoleId("chair"),
    )
    assert ruling.missing
    assert not ruling.refuses


def test_every_rule_that_is_not_of_the_house_is_one_of_some_shipped_programme() -> None:
    """A rule that no programme lists never refuses anything."""
    listed = {rule for name in SHIPPED for rule in programme(name).rules}
    assert {rule.id for rule in ALL_RULES if not rule.of_the_house} == listed


def test_what_was_in_order_when_it_was_kept_is_read_for_ever() -> None:
    """A case goes on under it: only what the rules cannot go by is refused of a kept text."""
    long_ago = changed('guests = ["', 'guests = ["circle_participant", "')
    with pytest.raises(ProgrammeError, match="guests"):
        read(long_ago)
    kept = read_kept_programme(long_ago, "our.toml", KNOWN_RULES)
    alone = changed("both_parties = 2", "both_parties = 3")
    assert read_kept_programme(alone, "our.toml", KNOWN_RULES).facilitators.both_parties == 3
    assert kept.guests.count("circle_participant") == 2
    with pytest.raises(ProgrammeError, match="RC-999"):
        read_kept_programme(f"{GOOD}RC-999 = {{}}\n", "our.toml", KNOWN_RULES)


def test_every_mistake_is_told_at_once() -> None:
    text = changed("RC-035 = {}\n", "").replace('id = "equity"', 'id = "initial"', 1)
    with pytest.raises(ProgrammeError) as caught:
        read(text)
    assert len(caught.value.args) == 2
    assert str(caught.value) == caught.value.args[0]
