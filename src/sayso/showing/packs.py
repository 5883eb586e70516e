"""The conflict packs as a list."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.packs import bundled, load_pack


def show_packs(console: Console) -> None:
    """Print the bundled packs: id, title, sides, how much they know."""
    table = Table(box=None, pad_edge=False, header_style="bold dim")
    for title in ("ID", "CONFLICT", "SIDES", "ACTORS", "PLACES"):
        table.add_column(title, justify="right" if title in ("ACTORS", "PLACES") else "left")
    for name in bundled():
        pack = load_pack(name, alone=True)
        sides = " ".join(side for side in pack.sides if side in pack.core) or " ".join(pack.sides)
        table.add_row(
            Text(name, "bold"), Text(pack.title), Text(sides), Text(str(len(pack.actors))), Text(str(len(pack.places)))
        )
    console.print(table)
    console.print()
    console.print(
        Text("sayso read chooses by what each text names; --pack ID or --pack FILE.toml chooses for it.", "dim")
    )
