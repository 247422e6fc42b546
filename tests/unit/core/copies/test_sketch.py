"""A sketch as bytes: written and read again, also by another process, machine or release."""

import pytest
from msgspec.structs import replace

from tests.support.texts import CHINESE, ENGLISH, lines, made
from worker.core import codec
from worker.core.copies.ascending import Ascending
from worker.core.copies.compare import compare
from worker.core.copies.fingerprint import copy_hash
from worker.core.copies.sketch import Sketch, from_bytes, from_text, to_bytes, to_hold
from worker.core.copies.sketching import Beside, sketch

STORY = lines(ENGLISH, 12)


@pytest.mark.parametrize("text", ["", "calm", STORY, lines(ENGLISH, 200), lines(CHINESE, 20), "\ud800 1 \0"])
def test_a_sketch_comes_back_from_its_bytes(text: str) -> None:
    one = made(text, title="A title", site="a.example", agencies=["ap"])
    assert from_bytes(to_bytes(one)) == one
    assert len(to_bytes(to_hold(one))) < 350


@pytest.mark.parametrize("data", [b"", b"\x90", b"no sketch", to_bytes(made(STORY))[:-3]])
def test_broken_bytes_are_no_sketch(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_bytes(data)


def test_a_sketch_is_the_same_on_every_machine() -> None:
    """Its bytes stand in the state's log: other ones would not match what is held."""
    one = sketch(STORY, copy_hash=copy_hash(STORY), lang="en", title="Calm", beside=Beside("a.example"))
    assert copy_hash(to_bytes(one).hex()) == "ed982c4575ae2826373e14ee2e820c65"


def test_a_sketch_of_the_earlier_release_is_read() -> None:
    """Logs hold them for as long as texts are known: it had 16 numbers and names at most, of 16 bits each."""
    text = (
        "Mayor Ana Reis of Lisbon told the council on Monday that 31 ferries carry 4,200 people a day over the river, and "
        "that the new quay of Barreiro opens in 2027 after the works of two winters."
    )
    earlier, now = from_text(EARLIER_SKETCH), to_hold(made(text, title="Ferries", site="a.example"))
    assert (earlier.sample, earlier.keys, earlier.numbers.sample) == (
        now.sample,
        now.keys,
        now.numbers.sample,
    )
    assert earlier.names.sample == now.names.sample
    found = compare(made(text.replace("new quay", "quay"), title="Ferries", site="a.example"), earlier)
    assert found
    assert found.differs == ()
    assert from_bytes(to_bytes(earlier)) == earlier


EARLIER_SKETCH = (
    "nwGiZW4mIsREAMghRCWBLi43Pz2wRq5IOlMrV1lcXl4cYmti_mbPZt9uRntGe36FZocuiGyOdZsnox20tbcBwsfDzMdk1z_dAObn_5EAxB70Q7"
    "pRGtXPmod50QqyJv3apdVp5MO0X-HMyTtlgsLPG4JkGlXKcAPOCivKeZLNhy7NIUSTA82GtcQGFKLtkv7ZkwbNd6DEDAA3Jrtf93hZeNL4w84KL46QkJA"
)


@pytest.mark.parametrize(
    "terms", [(), (0,), (239, 479, 4_318, 8_158, 65_535), (65_535,), tuple(range(1_500))]
)
def test_ascending_hashes_come_back_from_their_gaps(terms: tuple[int, ...]) -> None:
    one = replace(made(STORY), terms=Ascending.of(terms))
    assert from_bytes(to_bytes(one)).terms.values == terms


def test_a_sketch_comes_back_from_a_child_process_as_it_was() -> None:
    one = made(STORY)
    assert codec.unpack(codec.pack(one), Sketch) == one
