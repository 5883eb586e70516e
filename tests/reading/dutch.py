"""Dutch numbers spelled out, for tests that generate them."""

UNITS = ["nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"]
TEENS = {13: "dertien", 14: "veertien", 15: "vijftien", 16: "zestien", 17: "zeventien", 18: "achttien", 19: "negentien"}
TENS = {2: "twintig", 3: "dertig", 4: "veertig", 5: "vijftig", 6: "zestig", 7: "zeventig", 8: "tachtig", 9: "negentig"}


def spell(number: int) -> str:
    """A number from 1 to 999,999,999,999 as Dutch writes it: words joined up to a thousand, spaces after."""
    parts = []
    for scale, name in ((10**9, "miljard"), (10**6, "miljoen")):
        if number >= scale:
            parts.append(f"{below_thousand(number // scale)} {name}")
            number %= scale
    if number >= 1000:
        head = number // 1000
        parts.append(("" if head == 1 else below_thousand(head)) + "duizend")
        number %= 1000
    if number:
        parts.append(below_thousand(number))
    # a part that is just "een" is stressed, or it would be the article: "honderd miljoen één"
    return " ".join("één" + part[3:] if part.partition(" ")[0] == "een" else part for part in parts)


def below_thousand(number: int) -> str:
    """A number from 1 to 999."""
    hundreds, rest = divmod(number, 100)
    head = "" if not hundreds else "honderd" if hundreds == 1 else f"{UNITS[hundreds]}honderd"
    return head + (below_hundred(rest) if rest else "")


def below_hundred(number: int) -> str:
    """A number from 1 to 99: "eenentwintig", "tweeëntwintig"."""
    if number < len(UNITS):
        return UNITS[number]
    if number in TEENS:
        return TEENS[number]
    tens, unit = divmod(number, 10)
    if not unit:
        return TENS[tens]
    return UNITS[unit] + ("ën" if UNITS[unit].endswith("e") else "en") + TENS[tens]


def dotted(number: int, separator: str = ".") -> str:
    """A number in digits with a separator between its thousands."""
    return f"{number:,}".replace(",", separator)
