"""Columns that share a width: which of them gives way, and how a cell is cut.

Everything in a cell has gone through `safe` by then, and is never read as Rich markup.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from sayso.showing.safe import safe
from sayso.showing.wording import Who

WIDE = 112  # characters; a terminal with fewer gets two lines a row
PIPED = 160  # the width where there is no terminal
_SHORTEST_ID = 5
_SIDE_COLOURS = ("red", "blue", "magenta", "cyan", "yellow", "green")


def side_colours(sides: Iterable[str]) -> dict[str, str]:
    """A colour for each side, given as often as it is named: the most frequent ones first."""
    counted = Counter(side for side in sides if side != "civilians")
    return dict(zip((side for side, _ in counted.most_common()), _SIDE_COLOURS, strict=False))


def id_length(ids: Sequence[str]) -> int:
    """How many characters of an id tell all of them apart."""
    longest = max((len(id) for id in ids), default=_SHORTEST_ID)
    different = len(set(ids))
    return next((n for n in range(_SHORTEST_ID, longest) if len({id[:n] for id in ids}) == different), longest)


def named(who: Who, colours: Mapping[str, str]) -> Text:
    """A side in its colour, and the words."""
    text = Text()
    if who.side:
        text.append(safe(who.side), f"bold {colours.get(who.side.split('+')[0], '')}".strip())
    if who.words:
        text.append((" " if who.side else "") + safe(who.words))
    return text


def joined(parts: Iterable[Text]) -> Text:
    """The parts that say anything, with a dot between them."""
    return Text(" · ", "dim").join([part for part in parts if part])


def fit(titles: Sequence[str], least: Sequence[int], rows: Sequence[Sequence[Text]], width: int) -> list[int]:
    """Widths that together fill at most `width`: the widest column gives way first, none below what it needs."""
    widths = [max(cell_len(title), *(row[n].cell_len for row in rows)) for n, title in enumerate(titles)]
    excess = sum(widths) + 2 * (len(titles) - 1) - width
    for _ in range(excess):
        spare = [w - needed for w, needed in zip(widths, least, strict=True)]
        if max(spare) <= 0:
            break
        widths[max(range(len(widths)), key=lambda n: (spare[n] > 0, widths[n]))] -= 1
    return widths


def heads(titles: Sequence[str], widths: Sequence[int]) -> Text:
    """The line of headings."""
    return row([Text(title.upper(), "bold dim") for title in titles], widths)


def row(cells: Sequence[Text], widths: Sequence[int]) -> Text:
    """A line of cells, each as wide as its column."""
    line = Text("  ").join([cut(cell, width) for cell, width in zip(cells, widths, strict=True)])
    line.rstrip()
    return line


def cut(cell: Text, width: int) -> Text:
    """The cell, exactly `width` wide; of a document's name and offsets the name is what is shortened."""
    name, colon, offsets = cell.plain.rpartition(":")
    if cell.cell_len > width and colon and offsets.replace("-", "").isdigit() and len(offsets) + 3 < width:
        room = width - len(offsets) - 2
        return Text(set_cell_size(name, room).rstrip() + "…:" + offsets, cell.style).copy()
    cell = cell.copy()
    cell.truncate(width, overflow="ellipsis", pad=True)
    return cell
