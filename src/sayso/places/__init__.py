"""Where places are: the gazetteer, built once from GeoNames, pycountry and Babel."""

from sayso.places.gazetteer import Entry, Gazetteer, gazetteer

__all__ = ["Entry", "Gazetteer", "gazetteer"]
