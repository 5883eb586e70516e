"""Conflicts as data: who fights, who speaks for whom, where the front lies. See docs/packs.md for writing your own."""

from sayso.packs.choose import packs_for
from sayso.packs.load import PackError, bundled, load_pack
from sayso.packs.pack import Actor, Office, Pack, PackPlace, Side

__all__ = ["Actor", "Office", "Pack", "PackError", "PackPlace", "Side", "bundled", "load_pack", "packs_for"]
