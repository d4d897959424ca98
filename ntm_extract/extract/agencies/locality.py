"""Whose plan it is: the level and names of the issuing locality, which fill in what the text leaves out."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_extract.knowledge.folding import fold
from ntm_extract.plan import Level

PROVINCE_WORDS = ("tỉnh", "thành phố")
DISTRICT_WORDS = ("huyện", "thị xã", "thành phố", "quận")
COMMUNE_WORDS = ("xã", "phường", "thị trấn", "đặc khu")


@dataclass(frozen=True)
class Locality:
    """The locality a plan is issued for.

    Attributes:
        level: of the issuer.
        level_word: as the plan's unit is called: `huyện`, `thành phố`, `tỉnh`, `xã`.
        province, district, commune: names without the level word, or None.
        province_word: `tỉnh`, or `thành phố` for a city under the central government.
        ministry: the ministry whose plan it is, which its own text calls `Bộ`, or None.
        committee: the committee of the Party or the association whose plan it is (`Huyện ủy`, `Hội Nông dân xã`), whose
            `Ban Thường vụ` its own text names alone; or None.
    """

    level: Level | None = None
    level_word: str = ""
    province: str | None = None
    district: str | None = None
    commune: str | None = None
    province_word: str = "tỉnh"
    ministry: str | None = None
    committee: str | None = None

    def spelled(self, place: str) -> str:
        """Give a place's name as this locality spells it where only marks differ (`Cao Bãng` → `Cao Bằng`)."""
        own = (self.commune, self.district, self.province)
        return next((name for name in own if name is not None and fold(name) == fold(place)), place)

    def is_own(self, level: str, place: str) -> bool:
        """Whether `level place` (`huyện Hà Quảng`) is this locality or a unit it belongs to."""
        names = []
        if level in PROVINCE_WORDS:
            names.append(self.province)
        if level in DISTRICT_WORDS:
            names.append(self.district)
        if level in COMMUNE_WORDS:
            names.append(self.commune)
        return any(name is not None and fold(name) == fold(place) for name in names)

    def name_at(self, level: str) -> str | None:
        """Give the proper name of this locality at a level word: `tỉnh` → `Cao Bằng`.

        A bare `thành phố` is the plan's own city; for the city's province it is `tỉnh`.
        """
        if level == "tỉnh":
            return self.province if self.province_word == "tỉnh" else None
        if level == "thành phố":
            if self.level_word == "thành phố" and self.level == "district":
                return self.district
            return self.province if self.province_word == "thành phố" else self.district
        if level in DISTRICT_WORDS:
            return self.district
        if level in COMMUNE_WORDS:
            return self.commune
        return None
