"""Fetching of letters from the official repository: search, documents, and what their metadata says, into a folder.

`fetching` is the run; `addresses` holds every constant of the official sites, so that a change there costs one line here.
"""
