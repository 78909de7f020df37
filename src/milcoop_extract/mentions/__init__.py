"""Mentions: a folder for each type, with its spaCy component, and beside them what the types share.

In the folder of a type, `__init__` declares the type, `component` finds it, `grammar` has its `Rule`s, `rules` the models
of its rule files. `cues` decides qualifier, role and basis: `cue_rules` is the model of qualifiers.toml, `cue_words` finds
its words, and `cue_grammar` has its `Rule`s.

A component reads `doc.text` and writes the span group `doc.spans["milcoop_<table>"]`. The spans are the tokens that a
mention touches; `span._.milcoop` is a dict with the exact character range (`start`, `end`), the `rule` that fired, the
value and attributes of the type, and the `cues` that decided them. `doc._.milcoop_date` (an ISO 8601 day) is the date of
the letter, by which relative dates are resolved.
"""
