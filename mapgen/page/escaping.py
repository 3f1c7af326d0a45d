"""JSON that may stand inside a script element."""

import json


def json_for_script(value: object) -> str:
    """JSON that cannot leave its script element: no `<`, `>`, `&`, nor a line end of JavaScript.

    >>> print(json_for_script("</script>"))
    "\\u003c/script\\u003e"
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text
