"""Test vectors: a change here changes every id that readers hold."""

from worker.core import digest
from worker.core.copies.fingerprint import copy_hash, normal_form

URL = "https://example.org/a"


def test_article_id_of_a_url_an_id_and_raw_bytes() -> None:
    assert digest.article_id(URL, "x", "raw") == "17ef40046c6e9fd4da458898cddebd1e"
    assert digest.article_id(None, "x", "raw") == "e6f75cbfb52e45e27c7b1fbe3922f075"
    assert digest.article_id(None, None, digest.raw_digest(b"abc")) == "a9ff9f9f4162b759e291fee2d446bdcc"


def test_raw_digest() -> None:
    assert digest.raw_digest(b"abc") == "8ab3ee04a87ea4300cea3cc3abf20e23"


def test_content_hash_knows_names_and_not_their_order() -> None:
    assert digest.content_hash({"b": None, "a": ["ü", 1]}) == "680b17adfbf1917a17dcfeadaef6c880"
    assert digest.content_hash({"a": "x"}) != digest.content_hash({"b": "x"})


def test_text_hash_tells_title_from_text() -> None:
    assert digest.text_hash("a", "b") == "590f06cd515bbc7529a43c7d20282ca1"
    assert digest.text_hash(None, "ab") != digest.text_hash("a", "b") != digest.text_hash("ab", "")


def test_event_id_depends_on_each_of_its_parts() -> None:
    parts = ("article", "content", "2024-06-20T00:00:00Z", {"code": "1"})
    assert digest.ce_id(*parts) == "54c1a9ffa062de0ce61a807f4a113705"
    others = [
        ("other", *parts[1:]),
        (parts[0], "other", *parts[2:]),
        (*parts[:2], None, parts[3]),
        (*parts[:3], {"code": "2"}),
    ]
    assert len({digest.ce_id(*other) for other in others} | {digest.ce_id(*parts)}) == 5


def test_copy_hash_vector() -> None:
    assert copy_hash("Straße, ﬁne!") == "337e29cc0e4e49f85c149fca4a0bdb26"


def test_copies_differ_in_case_spacing_quotes_and_ligatures_only() -> None:
    one = "The “ﬁnal” text\n\nof Straße 5."
    other = 'the "final" TEXT of  strasse 5'
    assert copy_hash(one) == copy_hash(other)
    assert copy_hash(one) != copy_hash("The final text of Straße 6")


def test_unspaced_scripts_and_combining_marks_count_too() -> None:
    assert copy_hash("首相は、東京で 会見した。") == copy_hash("首相は東京で会見した")
    assert copy_hash("首相は東京で会見した") != copy_hash("首相は大阪で会見した")
    assert copy_hash("Tô Lâm") == copy_hash("To\u0302 La\u0302m")


def test_texts_without_a_letter_are_told_apart() -> None:
    assert normal_form("…!") == ""
    assert copy_hash("…!") != copy_hash("…?")
