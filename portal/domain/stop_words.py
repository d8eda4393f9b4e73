"""Words that tell no text from another: those that hold sentences together, and the commonest."""

from __future__ import annotations

from collections.abc import Mapping

_ENGLISH = """
about after again all also and any are asked because been before being but can could did does
doing done down each even every few first for from get gets got had has have having her here him
his how into its itself just kind kinds like made make makes many more most much new not now off
one only other our out over own put really same she should since some such than that the their
them then there these they thing things this those through today told too took two under until
very was way were what when where which while who whole whom whose why will with without would
yesterday you your
"""
_SPANISH = """
además ahora algo algún alguna alguno antes aquí así aunque ayer bien cada casi como con cosa
cosas cual cuando cómo del desde después donde dos durante ella ellas ellos entre era eran esa
esas ese eso esos esta estaba estas este esto estos está están fue fueron había hace hacer hacía
hasta hay hizo hoy las les los luego mientras mis mucha mucho muchos muy más nada nos nosotros
otra otras otro otros para pero poco por porque pues que quien qué sea ser sido sin sobre son
sus sólo también tan tanto tenía tiene tienen toda todas todo todos tras una unas uno unos usted
ver vez ya
"""
STOP_WORDS: Mapping[str, frozenset[str]] = {
    "en": frozenset(_ENGLISH.split()),
    "es": frozenset(_SPANISH.split()),
}
"""By language code, in lower case; words of three letters and more."""
