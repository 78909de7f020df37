"""Names of files as they stand in messages and tables."""

import re


def printable(text: str) -> str:
    r"""Make a name fit on a line of UTF-8: its control characters and other bytes are written as "\n" or "\udce9"."""
    if text.isprintable():
        return text
    return re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", lambda match: ascii(match[0])[1:-1], text)
