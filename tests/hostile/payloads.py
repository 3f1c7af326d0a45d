"""Texts that break pages: each must come back letter for letter, and none may run."""

PAYLOADS = {
    "end of script": "</script><script>window.pwn=1</script>",
    "comment and script": "<!--<script>",
    "end of comment": "-->",
    "end of cdata": "]]>",
    "image": "<img src=x onerror=window.pwn=1>",
    "svg": "<svg onload=window.pwn=1>",
    "template literal": "${window.pwn=1}",
    "backtick": "`",
    "backslash at the end": "\\",
    "backslash and digits": r"C:\2019",
    "escape of a letter": r"\u0041",
    "escape of a byte": r"\x41",
    "quotes and brackets": "'\"&<>",
    "entities": "&lt;b&gt;&amp;&#60;&NewLine;&nbsp",
    "template expression": "{{7*7}}",
    "template statement": "{% raw %}",
    "template comment": "{# x #}",
    "gaps of our own sentences": "{n} {place} {lede} {provider} {page} {author}",
    "line separator": "a\u2028b",
    "paragraph separator": "a\u2029b",
    "next line": "a\u0085b",
    "byte order mark inside": "a\ufeffb",
    "byte order mark at both ends": "\ufeffb\ufeff",
    "right to left override": "\u202eexe.tac",
    "unclosed isolate": "\u2067left open",
    "closing isolate and override": "\u2069\u202c\u200f",
    "combining marks": "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f" * 3,
    "letter and accent apart": "e\u0301 \u00e9 \u212b \ufb01",
    "family of joined emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "Devanagari conjuncts": "क्षत्रिय त्र्य श्री ज्ञ",
    "Persian with joiners": "می\u200cخواهم نمی\u200cدانیم",
    "Han outside the first plane": "\U00020000\U0002a6d6\U00030000",
    "end of style": "</style><style>*{display:none}",
    "end of title": "</title></textarea></pre></svg></template>",
    "an attribute more": '" onmouseover="window.pwn=1" x="',
    "an unquoted attribute more": "x onfocus=window.pwn=1 autofocus",
    "address of a script": "javascript:window.pwn=1",
    "address of a page": "data:text/html,<script>parent.pwn=1</script>",
    "two slashes": "//evil.example/x",
    "names of objects": "__proto__ constructor hasOwnProperty toString",
    "patterns of replacement": "$& $1 $` $' $$ \\1 \\g<0> %s %(x)s {0}",
    "formula of a table": "=HYPERLINK(1)|@x+1-1",
    "spaces of all kinds": "a  b\u00a0c\u2003d\u3000e\u200bf",
    "soft hyphen": "a\u00adb",
    "private use": "\ue000\uf8ff\U0010fffd",
}
"""By name. The long ones stand apart: they are held to more than to be shown."""

LONG_WORD = "x" * 10_000
LONG_TEXT = "Wörter, 字, کلمه, शब्द. " * 2_700
"""Over 100 kB in UTF-8."""

CONTROL_CHARACTERS = [
    *(chr(code) for code in range(0x20) if chr(code) not in "\t\n\r"),
    *(chr(code) for code in range(0x7F, 0xA0) if code != 0x85),
]
"""What no text may hold, however it is written; U+0085 may, as an escape."""

NO_CHARACTERS = ["\ufdd0", "\ufdef", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff"]
"""Code points that Unicode keeps free of characters for good; no HTML file may hold them."""
