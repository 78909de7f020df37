"""What is wrong with the inputs of a run."""

import re


class InputError(ValueError):
    """The paths that were given hold no letters, or a list or manifest cannot be used; the message says which, why, what to do."""


def printable(text: str) -> str:
    r"""Write the control characters of a name, and its bytes that are not UTF-8, as "\n" and "\udce9": it fits on a line of UTF-8."""
    if text.isprintable():
        return text
    return re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", lambda match: ascii(match[0])[1:-1], text)
