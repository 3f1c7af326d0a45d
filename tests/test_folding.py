import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.folding import fold, fold_with_offsets

SAME = {
    "case and accents": ("Coyoacán", "COYOACAN"),
    "letters that Unicode does not take apart": ("Łódź", "Lodz"),
    "a hyphen and a space": ("Ust-Kut", "ust kut"),
    "Arabic and Persian kaf and yeh": ("كييف", "کییف"),
    "Arabic vowel signs": ("مُوسكو", "موسكو"),
    "an Arabic alef with madda": ("آلماتی", "الماتی"),
    "a Persian joiner and a space": ("سن\u200cپترزبورگ", "سن پترزبورگ"),
    "a joiner after an Arabic letter in its presentation form": ("\ufede\u200cش", "ل ش"),
    "a Devanagari nukta, in one letter or two": ("सख़ालिन", "सखालिन"),
    "a nukta letter of Unicode": ("\u0958जान", "कजान"),
    "Persian digits": ("۱۹۲۹", "1929"),
    "Greek final sigma and accents": ("Ὀδησσός", "οδησσοσ"),
    "full-width letters": ("ＯＤＥＳＳＡ", "odessa"),
    "Hangul in one letter or three": ("한", "\u1112\u1161\u11ab"),
    "dashes of all lengths": ("Brest–Litovsk", "Brest-Litovsk"),
    "curly and straight apostrophes": ("Mykola’yiv", "Mykola'yiv"),
    "spaces at the ends and in runs": ("  New \u00a0 York\n", "New York"),
}
DIFFERENT = {
    "Devanagari vowel signs": ("रूस", "रास"),
    "Japanese voicing marks": ("が", "か"),
    "punctuation between words": ("Mexico. City", "Mexico City"),
    "a joiner within a Devanagari word is no space": ("रक्\u200cत", "रक् त"),
}


@pytest.mark.parametrize(("left", "right"), SAME.values(), ids=SAME.keys())
def test_spellings_of_one_name_fold_to_the_same(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(("left", "right"), DIFFERENT.values(), ids=DIFFERENT.keys())
def test_different_names_stay_apart(left: str, right: str) -> None:
    assert fold(left) != fold(right)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_both_ways_of_folding_agree(text: str) -> None:
    assert fold_with_offsets(text)[0] == fold(text)


@given(st.text())
def test_offsets_run_forward_through_the_text_and_end_one_past_the_last_letter(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert len(offsets) == len(folded) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] <= len(text)


@given(st.text(), st.text(alphabet="abcdé خیک\u200cसि", min_size=1))
def test_a_word_found_in_a_folded_text_folds_from_the_words_behind_it(
    before: str, word: str
) -> None:
    folded, offsets = fold_with_offsets(f"{before} {word} .")
    needle = fold(word)
    at = folded.rfind(needle)
    assert fold(f"{before} {word} ."[offsets[at] : offsets[at + len(needle)]]) == needle


def test_the_last_offset_leaves_out_the_space_at_the_end() -> None:
    assert fold_with_offsets("Čita \n") == ("cita", [0, 1, 2, 3, 4])
