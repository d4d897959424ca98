"""Numbers, dates, symbols of instruments and other words that no corpus holds often enough to learn to read them."""

from __future__ import annotations

import random

from ntm_extract.writing.orthography import MARKED

KINDS = ("KH", "QĐ", "NQ", "CT", "CTr", "TB", "BC", "TTr", "HD", "CV", "NĐ", "TT", "TTLT", "KL", "QyĐ", "ĐA", "CĐ", "L")
ORGANS = (
    "UBND", "HĐND", "TTg", "CP", "TU", "TW", "HU", "ThU", "ĐU", "BNNPTNT", "BTC", "BKHĐT", "BNV", "SNN", "SNNPTNT",
    "VPĐP", "BCĐ", "MTTQ", "MTTQ-BTT", "VP", "STNMT", "SXD", "BTNMT", "BXD", "BYT", "BGDĐT", "UBTVQH14", "QH15",
    "BVHTTDL", "BLĐTBXH", "NHNN", "VPCP", "TNMT", "NNMT", "BCA", "KTHT", "LN", "HND", "HLHPN", "ĐTN", "CCB",
)  # fmt: skip
SHORT = (
    "NTM", "OCOP", "UBND", "HĐND", "MTTQ", "HTX", "THT", "GTNT", "VSMT", "BHYT", "CNTT", "CSVC", "THCS", "THPT",
    "KT-XH", "ĐVT", "STT", "TT", "KV", "MTQG", "DTTS", "BCĐ", "VPĐP", "GRDP", "ATTP", "PCCC", "ANTT", "km", "m2", "m²",
    "m³", "km²", "ha", "ha.", "ATK", "BCH", "ĐBKK", "CNH-HĐH", "ĐTXD", "QHXD", "TTCN", "SXKD", "BVMT", "CSHT",
    "triệu", "đồng/người/năm", "tr.đ", "kg", "MW", "tấn", "%", "≥", "≤", "+", "-", "–", "...", "x", "±", "°C", "&",
)  # fmt: skip
ROMAN = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
    "XVIII", "XIX", "XX", "XXI",
)  # fmt: skip
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" + MARKED
SIGNS = ".,;:/-()%\"'“”‘’+–=*…&<>[]_•≥≤§°½×€$@#!?|"


def make_number(chance: random.Random, in_table: bool = False) -> str:
    """Make something with figures or odd letters, as plans have it: `1.485/KH-UBND`, `ngày 05/8/2022`, `98,5%`."""
    maker = chance.choices(
        (_plain, _share, _date, _symbol, _list, _short, _odd, _range, _roman),
        (40, 18, 10, 3, 8, 8, 4, 6, 3) if in_table else (20, 12, 14, 18, 8, 10, 7, 7, 4),
    )[0]
    return maker(chance)


def _integer(chance: random.Random) -> str:
    value = chance.randrange(10 ** chance.choice((1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 9)))
    if value >= 1000 and chance.random() < 0.6:
        return f"{value:,}".replace(",", chance.choice((".", ".", ".", ",", " ")))
    return f"{value:02d}" if value < 10 and chance.random() < 0.5 else str(value)


def _plain(chance: random.Random) -> str:
    text = _integer(chance)
    if chance.random() < 0.35:
        text += chance.choice((",", ",", ".")) + str(chance.randrange(10 ** chance.choice((1, 1, 2, 3))))
    return text + chance.choice(("", "", "", "", ",", ";", ".", " ha", " km", " xã", " m", " tỷ đồng", " hộ"))


def _share(chance: random.Random) -> str:
    text = str(chance.randint(0, 100))
    if chance.random() < 0.5:
        text += chance.choice((",", ",", ",", ".")) + str(chance.randint(0, 99))
    text = (
        chance.choice(("", "", "", "≥", "≥ ", ">", "<", "≤")) + text + chance.choice(("%", "%", "%", " %", "%,", "%;"))
    )
    if chance.random() < 0.25:
        text = f"{chance.randint(1, 30)}/{chance.randint(5, 30)} xã ({text.strip(',;')})"
    return text


def _date(chance: random.Random) -> str:
    day, month, year = chance.randint(1, 31), chance.randint(1, 12), chance.randint(1990, 2035)
    return chance.choice(
        (
            f"ngày {day}/{month}/{year}",
            f"{day:02d}/{month:02d}/{year}",
            f"ngày {day:02d} tháng {month} năm {year}",
            f"tháng {month:02d}/{year}",
            f"quý {chance.choice(('I', 'II', 'III', 'IV', '1', '2', '3', '4'))}/{year}",
            f"ngày {day:02d}/{month}/{year};",
            f"{day}.{month}.{year}",
            f"năm {year}",
            f"({day}-{month}-{year})",
            f"{year}",
        )
    )


def _symbol(chance: random.Random) -> str:
    number = chance.choice((chance.randint(1, 99), chance.randint(100, 4999)))
    text = f"{number:02d}" if chance.random() < 0.5 else str(number)
    kind, organ = chance.choice(KINDS), chance.choice(ORGANS)
    if chance.random() < 0.4:
        text += f"/{chance.randint(1995, 2032)}"
    text += chance.choice(("/", "/", "/", "-")) + kind + chance.choice(("-", "-", "-", "/", " - ")) + organ
    if chance.random() < 0.1:
        text += "-" + chance.choice(ORGANS)
    return chance.choice(("số ", "số ", "số: ", "", "Số ")) + text + chance.choice(("", "", ",", ";", "."))


def _list(chance: random.Random) -> str:
    number = chance.randint(1, 20)
    return chance.choice(
        (
            f"{number}.",
            f"{number}.{chance.randint(1, 12)}.",
            f"{number})",
            f"({number})",
            f"{chance.choice('abcdđeghiklmn')})",
            f"{number}.{chance.randint(1, 9)}.{chance.randint(1, 9)}",
            f"Điều {number}.",
            f"khoản {number}",
            "-",
            "+",
            "*",
        )
    )


def _short(chance: random.Random) -> str:
    return chance.choice(SHORT)


def _odd(chance: random.Random) -> str:
    """Give letters, figures and signs that make no word, so that the network looks and does not guess."""
    pools = (LETTERS, LETTERS, "0123456789", SIGNS + LETTERS + "0123456789")
    return "".join(chance.choice(chance.choice(pools)) for _ in range(chance.randint(1, 8)))


def _range(chance: random.Random) -> str:
    first = chance.randint(2000, 2030)
    if chance.random() < 0.5:
        return f"{first}{chance.choice(('-', ' - ', '–', ' – '))}{first + 5}"
    low = chance.randint(0, 80)
    high = low + chance.randint(1, 40)
    return f"{low}{chance.choice(('-', ' - ', '–', ' đến '))}{high}{chance.choice(('', '%', ' xã'))}"


def _roman(chance: random.Random) -> str:
    number = chance.choice(ROMAN)
    return chance.choice((f"{number}.", f"{number}.", number, f"{number}/2023", f"khóa {number}", f"Khóa {number},"))
