"""What a reader gives: the canonical text of a file and what the file itself says about the report."""

from dataclasses import dataclass, field

from corpus.canonical import canonical_text

FACTS = frozenset({"title", "place", "year", "date", "speaker", "language", "url"})
"""What a file may say of its report (in front matter or page headers), taken before what the text tells."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file's canonical text, and facts about its report by name (of `FACTS`)."""

    text: str
    facts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, facts: dict[str, str] | None = None) -> "Reading":
        """Return the reading of a raw text, made canonical."""
        known = {name: value for name, value in (facts or {}).items() if name in FACTS and value}
        return cls(canonical_text(text), known)
