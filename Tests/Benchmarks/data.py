"""Makes the collection reports that everybody reads: 16 columns, canonical values, from a seed, good or with one fault a row.

Values are canonical, because what we do beyond the rules (half-width kana, eras, 〇 and ×) no other program does. A few
thousand variants of a row come from the seed; what names a report (chassis, ticket, book number) is new in every row.
"""

import random
import re

HEADER = (
    "事業所コード,車台番号区分,車台番号,車両区分,登録番号／車両番号,リサイクル券番号,登録番号不明,引取依頼者氏名・名称,"
    "引取依頼者カナ,引取依頼者区分,引取年月日,フロン類装備,フロン類種別,エアバッグ類装備,最終所有者意思確認,利用者管理番号"
).split(",")
NAMES = (
    "officeCode chassisNoType chassisNo vehicleClass registrationNo recycleTicketNo plateUnknown requesterName requesterKana "
    "requesterType collectionDate fluorocarbonEquipped fluorocarbonType airbagEquipped ownerConsent clientRequestNo"
).split()
CHASSIS, TICKET, BOOK = (NAMES.index(name) for name in ("chassisNo", "recycleTicketNo", "clientRequestNo"))
VARIANTS = 4000
PLACES = ["品川", "なにわ", "袖ヶ浦", "尾張小牧", "堺", "横浜", "札幌", "とちぎ"]
PEOPLE = [("国土 太郎", "コクド タロウ"), ("山田 花子", "ヤマダ ハナコ"), ("佐々木 一", "ササキ ハジメ"), ("みどり自動車株式会社", "ミドリジドウシャ")]

# What one fault of a bad row is: the field and what stands there instead. Every judge sees those of FIELDS, each knowing no
# more than the field; those of RULES hold between fields or against the day, which frictionless has no words for.
FIELDS = {
    "office missing": ("officeCode", ""),
    "office too short": ("officeCode", "13000010002"),
    "chassis type unknown": ("chassisNoType", "7"),
    "chassis missing": ("chassisNo", ""),
    "chassis with other characters": ("chassisNo", "ABC12_345678"),
    "class unknown": ("vehicleClass", "9"),
    "plate without a kana": ("registrationNo", "品川5001234"),
    "ticket with a letter": ("recycleTicketNo", "40000A000000"),
    "name missing": ("requesterName", ""),
    "name too long": ("requesterName", "国" * 61),
    "reading in hiragana": ("requesterKana", "こくど たろう"),
    "no such day": ("collectionDate", "2026-02-30"),
    "no date": ("collectionDate", "yesterday"),
    "equipment unknown": ("airbagEquipped", "5"),
    "book number with a blank": ("clientRequestNo", "ERP 1"),
}
RULES = {
    "day in the future": ("collectionDate", "2026-12-24"),
    "type without equipment": ("fluorocarbonEquipped", "0"),
    "equipment without type": ("fluorocarbonType", ""),
    "no consent": ("ownerConsent", "0"),
    "hyphen at the end": ("chassisNo", "ABC12-"),
    "neither plate nor ticket": ("registrationNo+recycleTicketNo", ""),
}


def variants(dice: random.Random) -> list[list[str]]:
    """Valid rows without their names, reported in time, with a plate, a ticket and fluorocarbons, so that any fault is the only one."""
    made = []
    for _ in range(VARIANTS):
        name, kana = dice.choice(PEOPLE)
        plate = f"{dice.choice(PLACES)}{dice.choice(['500', '3A0', '55'])}{dice.choice('あさわれ')}{dice.randint(1, 9999)}"
        day = f"2026-11-{dice.randint(19, 21)}"
        row = ["130000100002", "1", "", dice.choice("12"), plate, "", "0", name, kana, dice.choice("12"), day]
        made.append([*row, "1", dice.choice("12"), dice.choice("01"), "1", ""])
    return made


def rows(count: int, seed: int, share: float = 0, kinds: dict | None = None, first: int = 0):
    """Rows as lists of cells; a bad one is bad by one fault of `kinds`."""
    dice = random.Random(seed)
    plain = variants(dice)
    kinds = kinds or FIELDS
    names = sorted(kinds)
    for number in range(first, first + count):
        row = plain[number * 2654435761 % VARIANTS].copy()
        row[CHASSIS], row[TICKET], row[BOOK] = f"ZVW{number % 90 + 10}-{number:08d}", f"{400000000000 + number}", f"ERP-{number:08d}"
        if share and dice.random() < share:
            fields, value = kinds[dice.choice(names)]
            for field in fields.split("+"):
                row[NAMES.index(field)] = value
        yield row


def lines(count: int, seed: int, share: float = 0, first: int = 0):
    """Lines of CSV, made quickly where no row is bad."""
    if share:
        for row in rows(count, seed, share, first=first):
            yield ",".join(row) + "\r\n"
        return
    # The three names are put between the texts that stay.
    pieces = []
    for row in variants(random.Random(seed)):
        row[CHASSIS], row[TICKET], row[BOOK] = "\0", "\0", "\0"
        pieces.append(tuple((",".join(row) + "\r\n").split("\0")))
    for number in range(first, first + count):
        a, b, c, d = pieces[number * 2654435761 % VARIANTS]
        yield f"{a}ZVW{number % 90 + 10}-{number:08d}{b}{400000000000 + number}{c}ERP-{number:08d}{d}"


def write_csv(path: str, encoding: str, made) -> None:
    with open(path, "w", encoding=encoding, newline="", buffering=1 << 20) as file:
        file.write(",".join(HEADER) + "\r\n")
        file.writelines(made)


def write_xml(path: str, count: int, seed: int) -> None:
    """Our own shape; no value of these rows needs escaping."""
    with open(path, "w", encoding="utf-8", buffering=1 << 20) as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<rows function="collection-report">\n')
        for row in rows(count, seed):
            file.write("<row>" + "".join(f"<{n}>{v}</{n}>" for n, v in zip(NAMES, row)) + "</row>\n")
        file.write("</rows>\n")


def write_xlsx(path: str, count: int, seed: int) -> None:
    """Twelve columns, text cells as our templates have them; the four left out are optional."""
    import xlsxwriter

    left_out = {"chassisNoType", "requesterKana", "requesterType", "clientRequestNo"}
    kept = [column for column, name in enumerate(NAMES) if name not in left_out]
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("引取報告")
        sheet.write_row(0, 0, [HEADER[column] for column in kept])
        for number, row in enumerate(rows(count, seed), start=1):
            for place, column in enumerate(kept):
                sheet.write_string(number, place, row[column])


def schema_patterns(function: dict) -> dict[str, str]:
    """Each field's pattern as the schema has it, for judges whose engines know the same syntax."""
    found = {field["name"]: field["constraints"].get("pattern") for field in function["fields"] if "constraints" in field}
    return {name: pattern for name, pattern in found.items() if pattern and re.compile(pattern)}
