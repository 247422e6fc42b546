"""The gazetteer, the registry and all that is worked out from them as one block of bytes, which is read in a tenth of the time.

What is unpacked answers as what was packed. Its entries and persons are made one by one, when a text names them (`rows.py`).
"""

from array import array
from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

import msgspec

from worker.core.tags.lexicon.evaluated import Evaluated
from worker.core.tags.lexicon.forms import Forms
from worker.core.tags.lexicon.givennames import Given
from worker.core.tags.lexicon.matcher import Matcher
from worker.core.tags.lexicon.nouns import Entry, Gazetteer, Person, Registry
from worker.core.tags.lexicon.rows import Block, ListBlock, Lists, Rows
from worker.core.tags.lexicon.tables import Tables, prefixes_by_script

T = TypeVar("T")


class Lexicon(NamedTuple):
    """All that a tagger needs."""

    gazetteer: Gazetteer
    registry: Registry
    tables: Tables

    @classmethod
    def of(cls, gazetteer: Gazetteer, registry: Registry) -> "Lexicon":
        """Worked out from both."""
        return cls(gazetteer, registry, Tables.of(gazetteer, registry))


class Packed(msgspec.Struct, frozen=True, array_like=True):
    """A lexicon as it is written. `gazetteer` is without its entries."""

    gazetteer: Gazetteer
    entries: Block
    registry_version: str
    persons: Block
    given: Given
    evaluated: Evaluated
    offices: dict[int, list[tuple[str, str]]]
    small: set[int]
    places: ListBlock
    full: ListBlock
    short: ListBlock
    bent: ListBlock
    automata: dict[str, bytes]
    served: bytes  # by person the place of his countries in `countries`, two bytes each
    countries: list[frozenset[str]]
    fame: bytes
    sounds: bytes | None
    langs: list[tuple[str, ...]]
    rules: list[str]


# An entry as it is written: its fields, but of the languages and the rule their places in those lists.
Row = tuple[str, str | None, str, int, int, bool, bool, bool, bool, int]


class Places(dict[T, int], Generic[T]):
    """Equal values kept once: each with its place among them, a new one with the next."""

    def __missing__(self, value: T) -> int:
        """The place of a value that is new."""
        self[value] = place = len(self)
        return place


def pack(lexicon: Lexicon) -> bytes:
    """A lexicon as bytes."""
    gazetteer, registry, tables = lexicon
    langs, rules, countries = Places[tuple[str, ...]](), Places[str](), Places[frozenset[str]]()
    encode, forms = msgspec.msgpack.encode, tables.forms
    entries = Block.of(encode(_row(entry, langs, rules)) for entry in gazetteer.entries)
    served = array("H", [countries[found] for found in tables.countries]).tobytes()
    return encode(
        Packed(
            gazetteer=msgspec.structs.replace(gazetteer, entries=()),
            entries=entries,
            registry_version=registry.version,
            persons=Block.of(map(encode, registry.persons)),
            given=tables.given,
            evaluated=tables.evaluated,
            offices=forms.offices,
            small=forms.small,
            places=ListBlock.of(forms.places),
            full=ListBlock.of(forms.full),
            short=ListBlock.of(forms.short),
            bent=ListBlock.of(forms.bent),
            automata=forms.matcher.packed(),
            served=served,
            countries=list(countries),
            fame=tables.fame,
            sounds=tables.sounds,
            langs=list(langs),
            rules=list(rules),
        )
    )


def unpack(data: bytes) -> Lexicon:
    """The lexicon that `pack` made these bytes of: they are believed, for an automaton is not checked."""
    packed = msgspec.msgpack.decode(data, type=Packed)
    forms = Forms(
        Matcher(prefixes_by_script(packed.gazetteer), packed.automata),
        packed.offices,
        packed.small,
        *map(Lists, (packed.places, packed.full, packed.short, packed.bent)),
    )
    gazetteer = msgspec.structs.replace(packed.gazetteer, entries=Rows(packed.entries, _entries(packed)))
    persons = Rows(packed.persons, msgspec.msgpack.Decoder(Person).decode)
    countries = [packed.countries[place] for place in array("H", packed.served)]
    tables = Tables(forms, packed.given, packed.evaluated, countries, packed.fame, packed.sounds)
    return Lexicon(gazetteer, Registry(persons, packed.registry_version), tables)


def _row(entry: Entry, langs: Places[tuple[str, ...]], rules: Places[str]) -> Row:
    return (
        entry.form,
        entry.code,
        entry.kind,
        langs[entry.langs],
        rules[entry.rule],
        entry.stem,
        entry.exact,
        entry.person,
        entry.lower,
        entry.weight,
    )


def _entries(packed: Packed) -> Callable[[bytes], Entry]:
    """What makes an entry of its row."""
    decode, langs, rules = msgspec.msgpack.Decoder(Row).decode, packed.langs, packed.rules

    def entry(row: bytes) -> Entry:
        form, code, kind, spoken, rule, *rest = decode(row)
        return Entry(form, code, kind, langs[spoken], rules[rule], *rest)

    return entry
