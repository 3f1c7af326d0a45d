"""Where a name may begin and end within a word, in scripts that join other things to it."""

from mapgen.coverage.lexicon import Form

_MOST_LETTERS_JOINED = 8
_FEWEST_WITH_PREFIX = 5
_PERSIAN_BEFORE = frozenset({"و", "در", "از", "به", "با", "تا", "بر", "ودر", "واز", "وبه"})
_PERSIAN_AFTER = frozenset({"را", "است", "شان"})
_PERSIAN_AFTER_VOWEL = frozenset({"ی"})
_PERSIAN_PLURALS = frozenset({"ها", "های", "هایی", "هایش", "ای", "یی", "ایی", "ان"})
_ARABIC_BEFORE = frozenset(
    article + rest
    for article in ("", "و", "ف")
    for rest in ("", "ب", "ل", "ک", "ال", "بال", "لل", "کال")
)
_KOREAN_AFTER = frozenset(
    {"", "은", "는", "이", "가", "을", "를", "의", "에", "에서", "로", "으로", "와", "과", "도"}
)
_PEOPLE_AND_TONGUES = "人语籍裔"
_PART_OF_LEAVING = "距分远脱"
_NOT_PEOPLE = ("人民", "人口", "人士", "人员", "人权", "人类", "人工", "人体")


def stands_alone(letters: str, start: int, end: int, form: Form, *, language: str) -> bool:
    """Whether letters of a plain text are a name of their own there, not a part or a derivation.

    Persian writes prepositions before a name and the ezafe after it; an adjective in -i, a plural
    and whatever else is joined to a name makes another word of it. In Chinese every country name
    counts, also within a compound ("Russia revolution"), for it makes no adjectives; but the
    people and the language of a country are not the country.
    """
    if form.script == "arabic":
        check = _stands_in_arabic if language.startswith("ar") else _stands_in_persian
        return check(letters, start, end)
    if form.script == "han":
        if form.lead and letters[start - 2] in _PART_OF_LEAVING:
            return False
        after = letters[end : end + 2]
        return after[:1] not in _PEOPLE_AND_TONGUES or not after or after in _NOT_PEOPLE
    if form.script == "kana":
        return not (_is_kana(letters[start - 1]) or _is_kana(letters[end]))
    if form.script == "hangul":
        return letters[end : letters.index(" ", end)] in _KOREAN_AFTER
    return True


def _stands_in_persian(letters: str, start: int, end: int) -> bool:
    before, after = _rest_of_word(letters, start, end)
    if before and (before not in _PERSIAN_BEFORE or end - start < _FEWEST_WITH_PREFIX):
        return False
    if after:
        return after in _PERSIAN_AFTER or (
            after in _PERSIAN_AFTER_VOWEL and letters[end - 1] in "هاو"
        )
    following = letters[end + 1 : end + 1 + _MOST_LETTERS_JOINED].partition(" ")[0]
    is_ending = following == "ی" and letters[end - 1] not in "هاو"
    return following not in _PERSIAN_PLURALS and not is_ending


def _stands_in_arabic(letters: str, start: int, end: int) -> bool:
    before, after = _rest_of_word(letters, start, end)
    return not after and before in _ARABIC_BEFORE


def _rest_of_word(letters: str, start: int, end: int) -> tuple[str, str]:
    return letters[letters.rindex(" ", 0, start) + 1 : start], letters[
        end : letters.index(" ", end)
    ]


def _is_kana(letter: str) -> bool:
    return "\u30a0" <= letter <= "\u30ff"
