"""A stand-in for the repository of official publications, for tests: a server on loopback that speaks its addresses and its
SRU search, and can be told to go wrong in the ways in which servers do.

`PYTHONPATH=tools python -m stand_in FOLDER` serves the documents in FOLDER and prints its address. Every letter that `invented`
makes, and every title that is made up here, is our own invention and says so; nothing comes from the official repository.
"""
