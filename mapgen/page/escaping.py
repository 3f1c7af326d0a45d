"""What may stand inside a script element, and how a policy names it."""

import base64
import hashlib
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


def policy_source(text: str) -> str:
    """A script or style as a content security policy allows it: by its fingerprint.

    >>> policy_source("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
