"""The model of currencies.toml."""

from typing import Self

from pydantic import Field, model_validator

from milcoop_extract.records import Currency
from milcoop_extract.rules import CueWord, Entry, Name, RuleFile, refuse_duplicates


class CurrencyEntry(Entry):
    """A currency and how it is written; the head of the file says where each kind of word stands."""

    code: Currency
    signs: tuple[Name, ...] = ()
    words: tuple[Name, ...] = ()
    units: tuple[Name, ...] = ()
    adjectives: tuple[Name, ...] = ()
    places: tuple[Name, ...] = ()
    alone: tuple[Name, ...] = ()
    before_sum: tuple[Name, ...] = ()
    cents: tuple[Name, ...] = ()


class ImplicitEntry(Entry):
    """When a number without a currency is a sum of money."""

    home: tuple[Currency, ...] = Field(min_length=1)
    cents: tuple[Name, ...]
    money: tuple[CueWord, ...]
    counts: tuple[CueWord, ...]
    followed_by: tuple[CueWord, ...]
    parts: tuple[CueWord, ...]
    wholes: tuple[CueWord, ...]


class ConversionEntry(Entry):
    """Words between a sum and the same sum in another currency."""

    words: tuple[CueWord, ...] = Field(min_length=1)


class CurrencyRules(RuleFile):
    """currencies.toml: currencies, words that make a bare number a sum, and words by which a sum is converted."""

    file = "currencies.toml"
    currency: tuple[CurrencyEntry, ...]
    implicit: ImplicitEntry
    conversion: ConversionEntry

    @model_validator(mode="after")
    def _unique(self) -> Self:
        refuse_duplicates("codes", (entry.code for entry in self.currency))
        refuse_duplicates("signs", (sign for entry in self.currency for sign in entry.signs))
        refuse_duplicates("words", (word.casefold() for entry in self.currency for word in entry.words))
        refuse_duplicates("units alone", (word.casefold() for entry in self.currency for word in entry.alone))
        for entry in self.currency:
            if missing := set(entry.alone) - set(entry.units):
                raise ValueError(f"alone of {entry.code} has no such unit: {', '.join(sorted(missing))}")
        return self
