"""The spaCy components, one per mention type, each a registered factory.

A component reads `doc.text` and writes the span group `doc.spans["milcoop_<type>"]`. The spans are the tokens that a mention
touches; `span._.milcoop` is a dict with the exact character range (`start`, `end`), the `rule` that fired, and the value and
attributes of the type. `doc._.milcoop_date` (an ISO 8601 day) is the date of the letter, by which relative dates are resolved.
"""
