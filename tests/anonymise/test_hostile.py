"""What a text does to hide a name without meaning to, and what looks like one and is none."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import pytest

from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.finding import Finder
from rjdesk.anonymise.folding import fold_word
from rjdesk.anonymise.gate import FILE_NAME, Gate, Leaving
from rjdesk.anonymise.label_words import LabelWords
from rjdesk.anonymise.labels import Labels
from rjdesk.anonymise.reflections import Reflection
from rjdesk.anonymise.replacing import replace
from rjdesk.anonymise.spans import Action, Kind, Span
from rjdesk.anonymise.subjects import Party, Stranger
from rjdesk.desk.roster import Person, Roster

ODALYS = Person(name="Odalys Brannigan", pronouns="she/her")
TEVITA = Person(name="Tevita Moala", pronouns="he/him")
LED = (ODALYS, TEVITA)

CAMPUS = Roster(
    facilitators=LED,
    parties=(
        Person(
            name="Marisol Quispe-Vega",
            role="Affected Party",
            pronouns="she/her",
            nicknames=("Mari",),
            email="mquispe@example.edu",
            phone="503-555-0142",
            residence="Heron Apartments 31",
        ),
        Person(
            name="Devon Achterberg",
            role="Responsible Party",
            pronouns="he/him",
            email="dachterberg@example.edu",
            residence="Sorley Tower 1207",
        ),
        Person(name="Kwabena Osei-Tutu", role="Supporting Party", pronouns="he/him"),
    ),
    places=("Heron Apartments", "Sorley Tower"),
    case_number="RJ-2024-07",
)


def party(name: str, pronouns: str = "", *nicknames: str) -> Roster:
    """A case of two facilitators and one party."""
    return Roster(
        facilitators=LED,
        parties=(Person(name=name, role="Affected Party", pronouns=pronouns, nicknames=nicknames),),
    )


SURNAME = Roster(
    facilitators=(Person(name="Teodor Vance", pronouns="he/him"), ODALYS),
    parties=(
        Person(name="Ruthanne Vance", role="Affected Party", pronouns="she/her"),
        Person(name="Ishaan Pillai", role="Responsible Party", pronouns="he/him"),
    ),
)
FIRST_NAME = Roster(
    facilitators=(Person(name="Ines Carrow", pronouns="she/her"), TEVITA),
    parties=(
        Person(name="Ines Adeyemi", role="Affected Party", pronouns="she/her"),
        Person(name="Ishaan Pillai", role="Responsible Party", pronouns="he/him"),
    ),
)
WORDS = Roster(
    facilitators=LED,
    parties=(
        Person(name="Will Hargrave", role="Affected Party", pronouns="he/him"),
        Person(name="Grace Delacroix", role="Responsible Party", pronouns="she/her"),
        Person(name="May Lindqvist", role="Supporting Party", pronouns="she/her"),
        Person(name="Reed Tamihana", role="Community Party", pronouns="he/him"),
        Person(name="Hope Igbinedion", role="Staff Party", pronouns="she/her"),
        Person(name="Mark Szczepański", role="Second Party", pronouns="he/him"),
    ),
)
DALE = party("Dale Henderson", "he/him")
J = party("Jovana Petrosyan", "she/her", "J")
LEONARD = party("Leonard Okonjo-Price", "he/him")
DE_SHAWN = party("De Shawn Whitlock", "he/him")
DESHAWN = party("DeShawn Whitlock", "he/him")
ZOE = party("Zoë Nuñez-Ångström", "she/her")
PLAIN_ZOE = party("Zoe Nunez-Angstrom", "she/her")
MERWE = party("Anneke van der Merwe", "she/her")
CRUZ = party("Itzel de la Cruz", "she/her")
GRAINNE = party("Gráinne Ní Dhomhnaill", "she/her")
HAFIZ = party("Hafiz bin Rahmat", "he/him")
SINGLE = party("Wulandari", "she/her")
THANH = party("Nguyễn Thị Thanh Hương", "she/her")
OBRIEN = party("Caoimhe O'Riordan", "she/her")

Story = tuple[Roster, str, str]

BECOMES: dict[str, tuple[Story, ...]] = {
    "initials": (
        (CAMPUS, "Then M.Q. left the room.", "Then [Affected Party 1] left the room."),
        (CAMPUS, "Then m. q. v. left the room.", "Then [Affected Party 1] left the room."),
        (CAMPUS, "Then M. Q. V. left the room.", "Then [Affected Party 1] left the room."),
        (CAMPUS, "Then MQV left the room.", "Then [Affected Party 1] left the room."),
        (CAMPUS, "Then M.Q.-V. left the room.", "Then [Affected Party 1] left the room."),
        (CAMPUS, "We heard M. Quispe first.", "We heard [Affected Party 1] first."),
        (CAMPUS, "We heard Devon A. first.", "We heard [Responsible Party 1] first."),
        (CAMPUS, "We heard D.A.'s story.", "We heard [Responsible Party 1]'s story."),
        (CAMPUS, "K. said he was sorry.", "[Supporting Party 1] said he was sorry."),
        (CAMPUS, "Notes by O.B. and T.M.", "Notes by O.B. and T.M."),
    ),
    "a first name in an address": (
        (
            CAMPUS,
            "Please write to marisol.q@example.com soon.",
            "Please write to [an e-mail address] soon.",
        ),
        (
            CAMPUS,
            "Please write to Devon@example.org, soon.",
            "Please write to [an e-mail address], soon.",
        ),
        (
            CAMPUS,
            "Please write to d.achterberg+rj@mail.example.co.uk.",
            "Please write to [an e-mail address].",
        ),
        (
            CAMPUS,
            "It is marisol.q (at) example (dot) com now.",
            "It is [an e-mail address] now.",
        ),
    ),
    "the address, its user name, and others of its kind": (
        (CAMPUS, "It is MQuispe@Example.edu now.", "It is [an e-mail address] now."),
        (CAMPUS, "Her login is mquispe here.", "Her login is [a user name] here."),
        (CAMPUS, "Her login is MQUISPE here.", "Her login is [a user name] here."),
        (CAMPUS, "She posts as @mquispe here.", "She posts as [a user name] here."),
    ),
    "a day in words": (
        (
            CAMPUS,
            "It began on the eleventh of April.",
            "It began on [a date, spring term].",
        ),
        (CAMPUS, "It began on Halloween.", "It began on [a date]."),
        (CAMPUS, "We met on April 11, 2024.", "We met on [a date, spring term]."),
        (CAMPUS, "We met on 11 October.", "We met on [a date, fall term]."),
    ),
    "a name in a hashtag": (
        (CAMPUS, "They wrote #JusticeForMari on it.", "They wrote [a user name] on it."),
        (CAMPUS, "They wrote #freedevon on it.", "They wrote [a user name] on it."),
        (CAMPUS, "They wrote #Mari, twice.", "They wrote [a user name], twice."),
    ),
    "hidden characters": (
        (CAMPUS, "Then De\u200bvon left.", "Then [Responsible Party 1] left."),
        (CAMPUS, "Then D\u200ce\u200dv\u2060o\ufeffn left.", "Then [Responsible Party 1] left."),
        (CAMPUS, "Then Achter\u00adberg left.", "Then [Responsible Party 1] left."),
        (CAMPUS, "Then Mari\u200b left.", "Then [Affected Party 1] left."),
        (CAMPUS, "Then D\u0301ev\u0323on left.", "Then [Responsible Party 1] left."),
        (CAMPUS, "Then Kwa\u034fbena left.", "Then [Supporting Party 1] left."),
        (CAMPUS, "Then De\ufe0fvon left.", "Then [Responsible Party 1] left."),
        (ZOE, unicodedata.normalize("NFD", "Then Zoë left."), "Then [Affected Party 1] left."),
        (ZOE, unicodedata.normalize("NFC", "Then Zoë left."), "Then [Affected Party 1] left."),
        (
            THANH,
            unicodedata.normalize("NFD", "Then Hương Nguyễn left."),
            "Then [Affected Party 1] left.",
        ),
        (
            party(unicodedata.normalize("NFD", "Zoë Nuñez")),
            "Then Zoë Nuñez left.",
            "Then [Affected Party 1] left.",
        ),
    ),
    "letters that look alike": (
        (CAMPUS, "Then D\u0435von left.", "Then [Responsible Party 1] left."),
        (CAMPUS, "Then Dev\u043en left.", "Then [Responsible Party 1] left."),
        (CAMPUS, "Then M\u0430ri left.", "Then [Affected Party 1] left."),
        (CAMPUS, "Then Marisοl left.", "Then [Affected Party 1] left."),
        (CAMPUS, "Then \u039carisol left.", "Then [Affected Party 1] left."),
        (CAMPUS, "Then Ｄｅｖｏｎ left.", "Then [Responsible Party 1] left."),
        (CAMPUS, "Then 𝐃𝐞𝐯𝐨𝐧 left.", "Then [Responsible Party 1] left."),
        (CAMPUS, "Then Ⓓⓔⓥⓞⓝ left.", "Then [Responsible Party 1] left."),
        (CAMPUS, "Then \u041a\u0432\u0430bena left.", "Then [Supporting Party 1] left."),
    ),
    "a surname shared with a facilitator": (
        (SURNAME, "Then Ruthanne Vance left.", "Then [Affected Party 1] left."),
        (SURNAME, "Then Teodor Vance left.", "Then Teodor Vance left."),
        (SURNAME, "Then Ms Vance left.", "Then [Affected Party 1] left."),
        (SURNAME, "Then Ms. Vance left.", "Then [Affected Party 1] left."),
        (SURNAME, "Then Mr Vance left.", "Then Mr Vance left."),
        (SURNAME, "Then R. Vance left.", "Then [Affected Party 1] left."),
        (SURNAME, "Then T. Vance left.", "Then T. Vance left."),
    ),
    "a first name shared with a facilitator": (
        (FIRST_NAME, "Then Ines Adeyemi left.", "Then [Affected Party 1] left."),
        (FIRST_NAME, "Then Ines A. left.", "Then [Affected Party 1] left."),
        (FIRST_NAME, "Then Ines Carrow left.", "Then Ines Carrow left."),
        (FIRST_NAME, "Then Ines C. left.", "Then Ines C. left."),
        (FIRST_NAME, "It was a long day. - Ines", "It was a long day. - Ines"),
        (FIRST_NAME, "It was a long day.\n\nInes", "It was a long day.\n\nInes"),
    ),
    "a nickname of one letter": (
        (J, "Then J said nothing.", "Then [Affected Party 1] said nothing."),
        (J, "We told J the truth.", "We told [Affected Party 1] the truth."),
        (J, "It was J's turn.", "It was [Affected Party 1]'s turn."),
        (J, "Then J. left.", "Then [Affected Party 1] left."),
    ),
    "names that are words too": (
        (
            WORDS,
            "I will say it with grace, and we may hope that it leaves a mark by the reed.",
            "I will say it with grace, and we may hope that it leaves a mark by the reed.",
        ),
        (WORDS, "Will you come? May I ask?", "Will you come? May I ask?"),
        (WORDS, "Will we meet? Mark my words.", "Will we meet? Mark my words."),
        (WORDS, "Hope for the best. May it last.", "Hope for the best. May it last."),
        (WORDS, "Then Will told us more.", "Then [Affected Party 1] told us more."),
        (WORDS, "Then Grace told us more.", "Then [Responsible Party 1] told us more."),
        (WORDS, "Then May told us more.", "Then [Supporting Party 1] told us more."),
        (WORDS, "Will told us more.", "[Affected Party 1] told us more."),
        (WORDS, "Grace told us more.", "[Responsible Party 1] told us more."),
        (WORDS, "May told us more.", "[Supporting Party 1] told us more."),
        (WORDS, "Reed told us more.", "[Community Party 1] told us more."),
        (WORDS, "Hope told us more.", "[Staff Party 1] told us more."),
        (WORDS, "Mark told us more.", "[Second Party 1] told us more."),
        (WORDS, "We heard Will's side.", "We heard [Affected Party 1]'s side."),
        (WORDS, "May's side was heard.", "[Supporting Party 1]'s side was heard."),
        (WORDS, "Grace Delacroix is here.", "[Responsible Party 1] is here."),
    ),
    "possessives": (
        (CAMPUS, "It was Devon's idea.", "It was [Responsible Party 1]'s idea."),
        (CAMPUS, "It was Devon’s idea.", "It was [Responsible Party 1]’s idea."),
        (CAMPUS, "It was DEVON'S idea.", "It was [Responsible Party 1]'S idea."),
        (CAMPUS, "It was Devons idea.", "It was [Responsible Party 1] idea."),
        (
            CAMPUS,
            "It was Devon Achterberg's idea.",
            "It was [Responsible Party 1]'s idea.",
        ),
        (
            party("Nikos Angelopoulos"),
            "It was Angelopoulos' idea.",
            "It was [Affected Party 1]' idea.",
        ),
    ),
    "joined and split": (
        (CAMPUS, "Then DevonAchterberg left.", "Then [Responsible Party 1] left."),
        (CAMPUS, "Then devonachterberg left.", "Then [Responsible Party 1] left."),
        (CAMPUS, "Then QuispeVega left.", "Then [Affected Party 1] left."),
        (CAMPUS, "Then Quispe Vega left.", "Then [Affected Party 1] left."),
        (CAMPUS, "Then Quispe left.", "Then [Affected Party 1] left."),
        (CAMPUS, "Then Osei Tutu left.", "Then [Supporting Party 1] left."),
        (CAMPUS, "Then Mari Sol left.", "Then [Affected Party 1] left."),
        (DE_SHAWN, "Then DeShawn left.", "Then [Affected Party 1] left."),
        (DE_SHAWN, "Then De Shawn left.", "Then [Affected Party 1] left."),
        (DE_SHAWN, "Then De-Shawn left.", "Then [Affected Party 1] left."),
        (DESHAWN, "Then De Shawn left.", "Then [Affected Party 1] left."),
        (DESHAWN, "Then De'Shawn left.", "Then [Affected Party 1] left."),
        (DESHAWN, "Then Deshawn left.", "Then [Affected Party 1] left."),
        (OBRIEN, "Then ORiordan left.", "Then [Affected Party 1] left."),
        (OBRIEN, "Then O’Riordan left.", "Then [Affected Party 1] left."),
        (OBRIEN, "Then O Riordan left.", "Then [Affected Party 1] left."),
        (OBRIEN, "Then Riordan left.", "Then [Affected Party 1] left."),
    ),
    "misspellings": (
        (CAMPUS, "Then Devin left.", "Then [Responsible Party 1] left."),
        (CAMPUS, "Then Devron left.", "Then [Responsible Party 1] left."),
        (CAMPUS, "Then Deovn left.", "Then [Responsible Party 1] left."),
        (CAMPUS, "Then Kwabbena left.", "Then [Supporting Party 1] left."),
        (CAMPUS, "Then Kwabna left.", "Then [Supporting Party 1] left."),
        (CAMPUS, "Then Marisoll left.", "Then [Affected Party 1] left."),
        (CAMPUS, "Then Achterburg left.", "Then [Responsible Party 1] left."),
        (CAMPUS, "Then Devvvon left.", "Then [Responsible Party 1] left."),
    ),
    "accents": (
        (ZOE, "Then Zoe left.", "Then [Affected Party 1] left."),
        (ZOE, "Then Zoé left.", "Then [Affected Party 1] left."),
        (ZOE, "Then Nunez-Angstrom left.", "Then [Affected Party 1] left."),
        (PLAIN_ZOE, "Then Zoë Nuñez left.", "Then [Affected Party 1] left."),
        (PLAIN_ZOE, "Then Ångström left.", "Then [Affected Party 1] left."),
        (WORDS, "Then Szczepanski left.", "Then [Second Party 1] left."),
        (THANH, "Then Huong left.", "Then [Affected Party 1] left."),
        (THANH, "Then Nguyen Thi Thanh Huong left.", "Then [Affected Party 1] left."),
    ),
    "capitals": (
        (CAMPUS, "Then DEVON left.", "Then [Responsible Party 1] left."),
        (CAMPUS, "THEN DEVON LEFT EARLY.", "THEN [Responsible Party 1] LEFT EARLY."),
        (CAMPUS, "Then QUISPE-VEGA left.", "Then [Affected Party 1] left."),
        (CAMPUS, "Then dEVON left.", "Then [Responsible Party 1] left."),
        (CAMPUS, "then devon left early.", "then [Responsible Party 1] left early."),
        (
            CAMPUS,
            "so kwabena osei-tutu told devon and mari left early.",
            "so [Supporting Party 1] told [Responsible Party 1] and [Affected Party 1] left early.",
        ),
        (CAMPUS, "then odalys left early.", "then odalys left early."),
    ),
    "the number of the case": tuple(
        (CAMPUS, f"Look into {number} soon.", "Look into [a case number] soon.")
        for number in (
            *("RJ-2024-07", "rj-2024-07", "RJ 2024 07", "RJ2024-07", "RJ/2024/7", "RJ–2024–07"),
            *("RJ_2024_07", "rj2024-7", "RJ-24-07", "RJ-07", "2024-07", "2024/7", "24-07"),
            *("case 7", "case #7", "file 007", "RJ\u200b-2024-07", "RJ‑2024‑07", "RJ2024/07"),
        )
    ),
    "a phone": tuple(
        (CAMPUS, f"Ring {number} soon.", "Ring [a phone number] soon.")
        for number in (
            *("503-555-0142", "(503) 555-0142", "503.555.0142", "503 555 0142", "5035550142"),
            *("+1 503 555 0142", "+1-503-555-0142", "503–555–0142", "555-0142", "5550142"),
            *("503/555/0142", "503 55 50 142", "503‑555‑0142", "５０３-５５５-０１４２"),
        )
    ),
    "the end of a phone": (
        (CAMPUS, "It ends in 0142, she said.", "It ends in [a phone number], she said."),
        (CAMPUS, "It was the 0142 number.", "It was the [phone number] number."),
    ),
    "a residence": (
        (CAMPUS, "It was in Heron Apartments 31 again.", "It was in [a residence] again."),
        (CAMPUS, "It was in Heron Apartments again.", "It was in [a residence] again."),
        (CAMPUS, "It was in Heron again.", "It was in [a residence] again."),
        (CAMPUS, "It was in the Sorley again.", "It was in the [residence] again."),
        (CAMPUS, "It was in HERON again.", "It was in [a residence] again."),
        (CAMPUS, "it was in heron apartments again.", "it was in [a residence] again."),
        (CAMPUS, "It was in Herron Apartments again.", "It was in [a place] again."),
    ),
    "particles": (
        (MERWE, "Then Anneke van der Merwe left.", "Then [Affected Party 1] left."),
        (MERWE, "Then van der Merwe left.", "Then [Affected Party 1] left."),
        (MERWE, "Then Van Der Merwe left.", "Then [Affected Party 1] left."),
        (MERWE, "Then Vandermerwe left.", "Then [Affected Party 1] left."),
        (MERWE, "Then Ms van der Merwe left.", "Then [Affected Party 1] left."),
        (MERWE, "Then Merwe left.", "Then [Affected Party 1] left."),
        (CRUZ, "Then Itzel de la Cruz left.", "Then [Affected Party 1] left."),
        (CRUZ, "Then De La Cruz left.", "Then [Affected Party 1] left."),
        (CRUZ, "Then DeLaCruz left.", "Then [Affected Party 1] left."),
        (CRUZ, "Then Itzel Cruz left.", "Then [Affected Party 1] left."),
        (CRUZ, "We ate de la carte by the mill.", "We ate de la carte by the mill."),
        (GRAINNE, "Then Ní Dhomhnaill left.", "Then [Affected Party 1] left."),
        (GRAINNE, "Then Ni Dhomhnaill left.", "Then [Affected Party 1] left."),
        (GRAINNE, "Then Grainne left.", "Then [Affected Party 1] left."),
        (GRAINNE, "Then Dhomhnaill left.", "Then [Affected Party 1] left."),
        (HAFIZ, "Then bin Rahmat left.", "Then [Affected Party 1] left."),
        (HAFIZ, "Then Hafiz Rahmat left.", "Then [Affected Party 1] left."),
        (HAFIZ, "We put it into the bin again.", "We put it into the bin again."),
    ),
    "a single name": (
        (SINGLE, "Then Wulandari left.", "Then [Affected Party 1] left."),
        (SINGLE, "then wulandari left early.", "then [Affected Party 1] left early."),
        (SINGLE, "It was Wulandari's turn.", "It was [Affected Party 1]'s turn."),
        (SINGLE, "Then Ms Wulandari left.", "Then [Affected Party 1] left."),
        (SINGLE, "Then Wulandary left.", "Then [Affected Party 1] left."),
    ),
    "another script": (
        (party("Олександр Шевченко"), "Then Шевченко left.", "Then [Affected Party 1] left."),
        (party("Γιώργος Λάμπρου"), "Then ΓΙΏΡΓΟΣ left.", "Then [Affected Party 1] left."),
        (party("محمد الخطيب"), "Then محمد left.", "Then [Affected Party 1] left."),
        (party("יעל כהן"), "Then יעל left.", "Then [Affected Party 1] left."),
        (party("김민준"), "Then 김민준 left.", "Then [Affected Party 1] left."),
        (party("さくら 山本"), "Then 山本 left.", "Then [Affected Party 1] left."),
        (party("प्रिया शर्मा"), "Then प्रिया left.", "Then [Affected Party 1] left."),
        (party("ปรียา ใจดี"), "Then ปรียา left.", "Then [Affected Party 1] left."),
    ),
    "short forms": (
        (LEONARD, "Then Len left.", "Then [Affected Party 1] left."),
        (LEONARD, "Then Lenny left.", "Then [Affected Party 1] left."),
        (LEONARD, "Then Leo Price left.", "Then [Affected Party 1] left."),
        (party("Alejandra Fuentes"), "Then Ale left.", "Then [Affected Party 1] left."),
        (party("Oluwaseun Bankole"), "Then Seun left.", "Then [Affected Party 1] left."),
        (party("Priyanka Raghunathan"), "Then Priya left.", "Then [Affected Party 1] left."),
        (party("Małgorzata Wilk"), "Then Gosia left.", "Then [Affected Party 1] left."),
    ),
    "a family": (
        (DALE, "We saw the Hendersons again.", "We saw the [Affected Party 1] again."),
        (DALE, "We saw Mr Henderson again.", "We saw [Affected Party 1] again."),
        (DALE, "We walked down the dale again.", "We walked down the dale again."),
    ),
}


STORIES = [
    pytest.param(roster, text, expected, id=f"{kind}: {text}")
    for kind, told in BECOMES.items()
    for roster, text, expected in told
]


@pytest.mark.parametrize(("roster", "text", "expected"), STORIES)
def test_however_it_is_written_the_text_becomes(
    finder: Finder, words: LabelWords, roster: Roster, text: str, expected: str
) -> None:
    spans = finder.find(text, roster)
    labels = Labels(words, roster, spans, export="first")
    assert replace(text, spans, labels).text == expected


def covering(finder: Finder, roster: Roster, text: str, piece: str) -> Span:
    """Return the one span that touches a piece of a text."""
    start = text.index(piece)
    end = start + len(piece)
    (span,) = (span for span in finder.find(text, roster) if span.start < end and start < span.end)
    return span


@pytest.mark.parametrize(
    "text",
    [
        "He is the only harpist in the orchestra who plays left-handed.",
        "She is the only student from the islands, and everybody knows it.",
        "They called him the only one who had kept a key.",
        "She is the only deaf goalkeeper in the league.",
    ],
)
def test_a_role_that_singles_somebody_out_is_shown_and_never_replaced_by_itself(
    finder: Finder, words: LabelWords, text: str
) -> None:
    span = covering(finder, CAMPUS, text, "the only")
    assert span.action is Action.HIGHLIGHT
    assert not span.decided
    spans = finder.find(text, CAMPUS)
    assert replace(text, spans, Labels(words, CAMPUS, spans, export="first")).text == text


@pytest.mark.parametrize(
    ("roster", "text", "name"),
    [
        (SURNAME, "Then Vance left the room.", "Vance"),
        (SURNAME, "It was Vance's turn.", "Vance"),
        (SURNAME, "then vance left the room.", "vance"),
        (SURNAME, "Then Vancee left the room.", "Vancee"),
        (FIRST_NAME, "Then Ines left the room.", "Ines"),
        (FIRST_NAME, "Ines said that it was a long day.", "Ines"),
        (FIRST_NAME, "Then Inés left the room.", "Inés"),
    ],
)
def test_a_name_that_a_facilitator_shares_is_asked_about_and_never_guessed(
    finder: Finder, roster: Roster, text: str, name: str
) -> None:
    span = covering(finder, roster, text, name)
    assert (span.action, span.evidence, span.kind) == (
        Action.HIGHLIGHT,
        Evidence.SHARED_NAME,
        Kind.NAME,
    )
    assert span.subject == Party(0), "whoever accepts it means the one who is not kept"


def test_the_sign_off_with_a_shared_first_name_is_the_facilitator(finder: Finder) -> None:
    text = "Ines Adeyemi wept. We waited until she could go on.\n\n- Ines"
    first, last = (span for span in finder.find(text, FIRST_NAME) if span.kind is Kind.NAME)
    assert (first.action, first.subject) == (Action.REPLACE, Party(0))
    assert last.action is Action.KEEP


def test_two_parties_with_one_first_name_are_replaced_without_a_guess_at_which(
    finder: Finder, words: LabelWords
) -> None:
    roster = Roster(
        facilitators=LED,
        parties=(
            Person(name="Tomasz Bielak", role="Affected Party"),
            Person(name="Tomasz Orimoto", role="Responsible Party"),
        ),
    )
    text = "Then Tomasz left, and Tomasz Orimoto stayed with T. Bielak."
    spans = finder.find(text, roster)
    replaced = replace(text, spans, Labels(words, roster, spans, export="first")).text
    assert replaced == (
        "Then [One of the parties] left, and [Responsible Party 1] stayed with [Affected Party 1]."
    )


@pytest.mark.parametrize(
    "text",
    [
        "We will meet again in May, after the break.",
        "It was early May when we began.",
        "Since May nobody has slept.",
    ],
)
def test_a_month_is_nobody(finder: Finder, text: str) -> None:
    for span in finder.find(text, WORDS):
        assert span.kind is Kind.DATE
        assert span.subject is None


@pytest.mark.parametrize(
    "text", ["It was in the Heron again.", "We waited outside of the apartments."]
)
def test_a_place_that_may_be_one_of_the_case_is_shown(finder: Finder, text: str) -> None:
    (span,) = finder.find(text, CAMPUS)
    assert span.kind is Kind.PLACE
    assert span.action in {Action.REPLACE, Action.HIGHLIGHT}


@pytest.mark.parametrize(
    "text",
    [
        "She knocked at room 31 twice.",
        "She knocked at Rm. 31 twice.",
        "She knocked at #31 twice.",
        "She knocked at 31 twice.",
        "She knocked at Heron 31 twice.",
        "She lives in 1207, as we know.",
        "She lives in apartment 1207, as we know.",
    ],
)
def test_the_room_of_a_residence_is_replaced(finder: Finder, words: LabelWords, text: str) -> None:
    spans = finder.find(text, CAMPUS)
    replaced = replace(text, spans, Labels(words, CAMPUS, spans, export="first")).text
    assert "31" not in replaced
    assert "1207" not in replaced
    assert "[a " in replaced


def gone(text: str, spans: tuple[Span, ...], name: str) -> bool:
    """Say whether a name is replaced wherever it stands."""
    left = "".join(
        letter
        for place, letter in enumerate(text)
        if not any(
            span.start <= place < span.end for span in spans if span.action is Action.REPLACE
        )
    )
    return fold_word(name) not in fold_word(left)


@pytest.mark.parametrize(
    ("roster", "text", "traces"),
    [
        (CAMPUS, "Then \u200bMari left.", ["mari"]),
        (CAMPUS, "Then \u202eDevon\u202c left.", ["devon"]),
        (CAMPUS, "The list said: Achterberg, Devon", ["devon", "achterberg"]),
        (CAMPUS, "Look into Case No. 7 soon.", ["7"]),
        (CAMPUS, "Look into case number 7 soon.", ["7"]),
        (CAMPUS, "Ring 1 (503) 555-0142 soon.", ["503", "555", "0142"]),
        (CAMPUS, "Ring 503-555-0142x12 soon.", ["503", "555", "0142"]),
        (CAMPUS, "Then\nDevon\nAchterberg\nleft.", ["devon", "achterberg"]),
        (CAMPUS, "Then Devon/Mari left, or Devon&Mari.", ["devon", "mari"]),
        (CAMPUS, "Then (Devon) left, “Mari” too.", ["devon", "mari"]),
        (CAMPUS, "Then Devon... left—Mari—too.", ["devon", "mari"]),
        (CAMPUS, "Then Devon, Mari, Kwabena left.", ["devon", "mari", "kwabena"]),
        (CAMPUS, "devon_achterberg_notes.docx is with me", ["devon", "achterberg"]),
        (CAMPUS, "See https://example.com/u/devon.achterberg?x=1 for it.", ["devon", "achter"]),
        (CAMPUS, "Then *Devon* and _Mari_ left.", ["devon", "mari"]),
        (CAMPUS, "Then <b>Devon</b> left.", ["devon"]),
        (CAMPUS, "Then Devon2 left.", ["devon"]),
        (CAMPUS, "A Devon-shaped hole, and a non-Devon one.", ["devon"]),
        (LEONARD, "Then Okonjo left, and Price too.", ["okonjo", "price"]),
        (DALE, "The Hendersons' door was open.", ["henderson"]),
        (DALE, "the hendersons' door was open", ["henderson"]),
    ],
)
def test_no_trace_of_it_is_left(
    finder: Finder, roster: Roster, text: str, traces: list[str]
) -> None:
    spans = finder.find(text, roster)
    assert [trace for trace in traces if not gone(text, spans, trace)] == []


def sisters(first: str, second: str, *, case_ids: tuple[str, str] = ("c", "c")) -> list[Reflection]:
    return [
        Reflection(id=f"{place}", case_id=case_id, text=text, roster=CAMPUS)
        for place, (text, case_id) in enumerate(zip((first, second), case_ids, strict=True))
    ]


def test_a_stranger_found_once_counts_everywhere_in_the_text(finder: Finder) -> None:
    text = (
        "Professor Keoni Akana had seen it all. Later keoni wept, and Akana's office was closed. "
        "We thanked KEONI and left."
    )
    spans = finder.find(text, CAMPUS)
    assert gone(text, spans, "keoni")
    assert gone(text, spans, "akana")


def test_the_parts_of_one_name_stand_for_one_person(finder: Finder, words: LabelWords) -> None:
    text = "Then Keoni Akana left. Later Akana wept, and Keoni's mother with her."
    spans = finder.find(text, CAMPUS)
    replaced = replace(text, spans, Labels(words, CAMPUS, spans, export="first")).text
    assert replaced.startswith("Then [Other person 1] left. Later [Other person 1] wept, and ")
    assert "[Other person 1]'s mother" in replaced


def test_a_stranger_found_in_one_text_counts_in_the_sister_text_under_the_same_name(
    finder: Finder, words: LabelWords
) -> None:
    pair = sisters(
        "A witness, Professor Hunter Akana, told us what she had seen.",
        "Everyone waited while Hunter found the words.",
    )
    both = finder.find_all(pair)
    labels = Labels(words, CAMPUS, [span for spans in both for span in spans], export="first")
    for reflection, spans in zip(pair, both, strict=True):
        replaced = replace(reflection.text, spans, labels).text
        assert "Hunter" not in replaced
        assert replaced.count("[Other person 1]") == 1


def named(found: Sequence[Sequence[Span]]) -> tuple[tuple[Span, ...], ...]:
    """Return what was found of each text, but for sentences that no other reflection says."""
    return tuple(
        tuple(span for span in spans if span.evidence is not Evidence.NOWHERE_ELSE)
        for spans in found
    )


def test_a_stranger_of_one_case_means_nothing_in_another(finder: Finder) -> None:
    first, second = "Then Professor Hunter Akana left.", "Then a hunter was seen by the river."
    together = finder.find_all(sisters(first, second, case_ids=("c", "c")))
    apart = finder.find_all(sisters(first, second, case_ids=("c", "d")))
    assert named(apart) == (named([finder.find(first, CAMPUS)])[0], ())
    assert named(together)[1] == ()


def test_texts_without_a_case_do_not_help_each_other(finder: Finder) -> None:
    roster = Roster(facilitators=LED)
    texts = ("Then Professor Hunter Akana left.", "Everyone waited while Hunter found the words.")
    alone = [
        Reflection(id=f"{place}", text=text, roster=roster) for place, text in enumerate(texts)
    ]
    assert named(finder.find_all(alone)) == tuple(finder.find(text, roster) for text in texts)


def test_a_place_found_in_one_text_counts_in_the_sister_text(finder: Finder) -> None:
    pair = sisters(
        "It happened behind Tollenbrack Library that night.",
        "Nobody has gone back to Tollenbrack since.",
    )
    first, second = finder.find_all(pair)
    assert gone(pair[0].text, first, "tollenbrack")
    assert gone(pair[1].text, second, "tollenbrack")


def test_people_and_spans_of_an_empty_text_are_none(finder: Finder) -> None:
    assert finder.find("", CAMPUS) == ()
    assert finder.find("\u200b\u0301 \n", CAMPUS) == ()
    assert finder.find_all([]) == ()


def test_without_a_roster_strangers_are_found_all_the_same(finder: Finder) -> None:
    (span,) = finder.find("Then Oluwaseun Bankole left.", Roster())
    assert (span.action, span.subject) == (Action.REPLACE, Stranger("oluwaseun bankole"))


@pytest.mark.parametrize(
    "file_name",
    [
        "grace.pdf",
        "Grace-2.pdf",
        "notes_grace.pdf",
        "reflection-grace-final.pdf",
        "reflection on Grace.pdf",
        "will.pdf",
        "WillHargrave.docx",
        "circle_mark_2024.pdf",
    ],
)
def test_a_name_that_is_a_word_holds_a_file_name_back(gate: Gate, file_name: str) -> None:
    leaks = gate.check(Leaving(text="Nothing.", file_name=file_name), WORDS)
    assert {leak.where for leak in leaks} == {FILE_NAME}


@pytest.mark.parametrize(
    "piece",
    [
        *("a", "A", " ", "1", ",", "(", "[", "@", "\n", "m.", "M.", "1-", "1 ", "a_b", "RJ-", "#a"),
        *("case 7 ", "Whitcombe ", "House ", "the only ", "one ", "Ms. ", "www.", "a.b@c."),
    ],
)
def test_a_long_text_of_one_thing_is_read_to_its_end(finder: Finder, piece: str) -> None:
    """What takes the square of its length would take minutes here."""
    text = (piece * 20_000)[:20_000]
    assert all(span.end <= len(text) for span in finder.find(text, CAMPUS))
