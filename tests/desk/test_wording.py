import re

import pytest

from rjdesk.desk.wording import RuleHelp, WordingError, read_rule_help
from rjdesk.process.rules import KNOWN_RULES
from rjdesk.shipped import shipped

FILE = "rules.en.toml"
HELP = read_rule_help((shipped("resources") / "wording" / FILE).read_text("utf-8"), FILE)
UNKIND = re.compile(r"victim|offender|sanction|respondent|complainant|dossier", re.IGNORECASE)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?!]) ", text)


def syllables(word: str) -> int:
    """Count groups of vowels, a silent e at the end left out."""
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = word.lower().endswith("e") and not word.lower().endswith("le")
    return max(1, groups - silent)


def school_grade(text: str) -> float:
    """Return the Flesch-Kincaid grade: the school year in which a text is easily read."""
    words = re.findall(r"[A-Za-z']+", text)
    spoken = sum(map(syllables, words))
    return 0.39 * len(words) / len(sentences(text)) + 11.8 * spoken / len(words) - 15.59


def test_every_rule_has_its_help_and_no_help_names_an_unknown_rule() -> None:
    assert set(HELP) == set(KNOWN_RULES)


@pytest.mark.parametrize("rule", sorted(HELP))
def test_help_is_short_plain_and_kind(rule: str) -> None:
    told = HELP[rule]
    assert len(told.title) <= 45
    assert not told.title.endswith(".")
    assert 2 <= len(sentences(told.text)) <= 4
    assert school_grade(told.text) <= 8
    assert not UNKIND.search(f"{told.title} {told.text}")


def test_a_text_of_the_law_would_not_pass_as_plain() -> None:
    statute = "Notwithstanding any provision, confidentiality obligations survive termination."
    assert school_grade(statute) > 8


def test_lines_are_joined_and_the_help_cannot_be_changed() -> None:
    told = read_rule_help('[RC-001]\ntitle = " Care "\ntext = """\nOne.\nTwo."""', "x.toml")
    assert told == {"RC-001": RuleHelp("Care", "One. Two.")}
    with pytest.raises(TypeError):
        told["RC-001"] = RuleHelp("", "")  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("[RC-001", "x.toml: this is not a readable", id="a file that is not TOML"),
        pytest.param('title = "a"', "x.toml: the key title stands outside", id="a stray key"),
        pytest.param("[R]\ntitle = 'a'", "x.toml: the key R.text has no words", id="no text"),
        pytest.param("[R]\ntext = 'a'", "x.toml: the key R.title has no words", id="no title"),
        pytest.param("[R]\ntitle = 1\ntext = 'a'", "R.title has no words", id="a figure"),
        pytest.param("[R]\ntitle = ' '\ntext = 'a'", "R.title has no words", id="a blank title"),
        pytest.param(
            "[R]\ntitle = 'a'\ntext = 'a'\nmore = 'a'",
            "x.toml: the key R.more",
            id="a key too many",
        ),
    ],
)
def test_a_mistake_is_told_with_file_and_key(text: str, said: str) -> None:
    with pytest.raises(WordingError, match=re.escape(said)):
        read_rule_help(text, "x.toml")
