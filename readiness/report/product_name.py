"""What a device is called in reports and answers: by make and USB ids or by kind, never by its own name."""

from __future__ import annotations


def product_name(family: str | None, vid_pid: str | None, *kinds: str | None) -> str | None:
    """Return make and USB ids, or else the first that is known; None if nothing is.

    Args:
        family: the maker's product family.
        vid_pid: USB vendor and product id.
        kinds: what kind of device it is, the most telling first.
    """
    if family is not None and vid_pid is not None:
        return f"{family} {vid_pid}".strip()
    return next((each for each in (family, vid_pid, *kinds) if each), None)
