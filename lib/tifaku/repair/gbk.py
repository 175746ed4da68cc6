"""GBK: the two-byte codes of characters, in which a cloak works and by which its damage is undone."""

from __future__ import annotations

from functools import cache

Code = tuple[int, int]
#: Marks that were full-width (A3 and 80 + ASCII) when the cloak met them, and were folded to ASCII afterwards.
FOLDED = frozenset(",:;?!()")
LEADS = range(0x81, 0xFF)
TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))


@cache
def code(character: str) -> Code | None:
    """The two bytes of a character, as it stood before its mark was folded; None if it has not two.

    >>> "%X%X" % code("沖")
    '9B5F'
    """
    if character in FOLDED:
        return 0xA3, 0x80 + ord(character)
    data = character.encode("gb18030", "replace")
    return (data[0], data[1]) if len(data) == 2 else None


@cache
def character(lead: int, trail: int) -> str:
    """The character of two bytes, with marks folded; "" where cp936 has none or only a private one.

    >>> character(0x9B, 0x5F)
    '沖'
    """
    try:
        found = bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return ""
    folded = chr(trail - 0x80) if lead == 0xA3 else ""
    return folded if folded in FOLDED else found if len(found) == 1 else ""


@cache
def in_gb2312(character: str) -> bool:
    """Whether the older standard of simplified script has the character; traditional ones stand beyond it."""
    return character.encode("gb2312", "ignore") != b""


@cache
def unassigned() -> tuple[Code, ...]:
    """The codes that cp936 gives to no character, not even a private one, and displays as one `?`."""
    pairs = ((lead, trail) for lead in LEADS for trail in TRAILS if not character(lead, trail))
    return tuple(pair for pair in pairs if not "\ue000" <= bytes(pair).decode("gb18030", "replace") <= "\ue765")
