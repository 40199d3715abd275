#!/usr/bin/env python3
"""Makes the inputs of samples/profiles anew, with the standard library alone; the profiles beside them are written by hand."""
import io
import os
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
CARS = [  # chassis, class, plate, owner, kana, day of November, fluorocarbons
    ("COL60-000000{0}", "1", "大宮500さ60{0}", "国土 太郎", "ｺｸﾄﾞ ﾀﾛｳ", 18, "1"),
    ("COL60-000000{0}", "1", "熊谷330た60{0}", "環境 花子", "ｶﾝｷｮｳ ﾊﾅｺ", 19, "1"),
    ("COL60-000000{0}", "2", "所沢580う60{0}", "埼玉 次郎", "ｻｲﾀﾏ ｼﾞﾛｳ", 20, "9"),
]


def cars(first):
    for offset, car in enumerate(CARS):
        yield tuple(v.format(first + offset) if isinstance(v, str) else v for v in car)


def put(case, name, data):
    path = os.path.join(HERE, case, "drop", name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def fixed(text, length):
    data = text.encode("cp932")
    assert len(data) <= length, text
    return data + b" " * (length - len(data))


def fixed_width():
    record = lambda *cells: b"".join(fixed(*cell) for cell in cells)
    data = record(("H", 1), ("HIKITORI20261121", 79))
    for chassis, kind, plate, owner, kana, day, gas in cars(1):
        data += record(("D", 1), (chassis, 20), (kind, 1), (plate, 20), (owner, 16), (f"508{11:02}{day:02}", 7), (gas, 1), (kana, 12), ("1", 1), ("1", 1))
    return data + record(("T", 1), ("0000003", 79))


def euc_tsv():
    lines = ["引取一覧表\t\t2026/11/21 作成", "", "車体番号\t種別\tナンバー\t旧所有者\t引取日付\tエアコン\tエアバッグ\t同意"]
    for chassis, kind, plate, owner, _, day, gas in cars(4):
        lines.append("\t".join([chassis, "普通" if kind == "1" else "軽", plate, owner, f"令８・１１・{day}", "有" if gas == "1" else "無", "有", "済"]))
    return ("\n".join(lines) + "\n").encode("euc_jp")


def unicode_text():
    lines = ["車台番号\t車両区分\t登録番号／車両番号\t引取依頼者氏名・名称\t引取年月日\tフロン類装備\tフロン類種別\tエアバッグ類装備\t最終所有者意思確認"]
    for chassis, kind, plate, owner, _, day, gas in cars(1):
        lines.append("\t".join([chassis, kind, plate, f'"{owner}"', f"2026/11/{day}", "有" if gas == "1" else "無", "HFC" if gas == "1" else "", "有", "確認済"]))
    return b"\xff\xfe" + ("\r\n".join(lines) + "\r\n").encode("utf-16-le")


def spreadsheet_2003():
    cell = lambda text, kind="String": f'<Cell><Data ss:Type="{kind}">{text}</Data></Cell>'
    rows = ["<Row>" + "".join(cell(t) for t in ["車台番号", "車両区分", "登録番号／車両番号", "引取依頼者氏名・名称", "引取年月日", "フロン類装備", "フロン類種別", "エアバッグ類装備", "最終所有者意思確認"]) + "</Row>"]
    for chassis, kind, plate, owner, _, day, gas in cars(4):
        rows.append(f'<Row>{cell(chassis)}{cell(kind, "Number")}{cell(plate)}{cell(owner)}{cell(f"2026-11-{day}T00:00:00.000", "DateTime")}{cell("1" if gas == "1" else "0", "Boolean")}{cell("HFC") if gas == "1" else ""}<Cell ss:Index="8"><Data ss:Type="String">有</Data></Cell>{cell("確認済")}</Row>')
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Excel.Sheet"?>\n'
            '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">\n'
            ' <Worksheet ss:Name="引取"><Table>\n  ' + "\n  ".join(rows) + "\n </Table></Worksheet>\n</Workbook>\n").encode()


def own_shape():
    rows = []
    for chassis, kind, plate, owner, _, day, gas in cars(1):
        rows.append(f"  <row><officeCode>130000100002</officeCode><chassisNo>{chassis}</chassisNo><vehicleClass>{kind}</vehicleClass><registrationNo>{plate}</registrationNo><requesterName>{owner}</requesterName><collectionDate>2026-11-{day}</collectionDate><fluorocarbonEquipped>{'1' if gas == '1' else '0'}</fluorocarbonEquipped>{'<fluorocarbonType>2</fluorocarbonType>' if gas == '1' else ''}<airbagEquipped>1</airbagEquipped><ownerConsent>1</ownerConsent></row>")
    return ('<?xml version="1.0" encoding="Shift_JIS"?>\n<rows function="collection-report">\n' + "\n".join(rows) + "\n</rows>\n").encode("cp932")


def foreign_xml():
    rows = []
    for chassis, kind, plate, owner, kana, day, gas in cars(4):
        rows.append(f'  <car id="{chassis}" kind="{kind}"><plate>{plate}</plate><owner><name>{owner}</name></owner><taken>R8.11.{day}</taken><aircon>{gas}</aircon></car>')
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<export><cars>\n' + "\n".join(rows) + "\n</cars></export>\n").encode()


def xlsx():
    strings = []
    def shared(text, reading=None):
        strings.append(f"<si><t>{text}</t>" + (f'<rPh sb="0" eb="2"><t>{reading}</t></rPh><phoneticPr fontId="1"/>' if reading else "") + "</si>")
        return len(strings) - 1
    def text(ref, value, reading=None):
        return f'<c r="{ref}" t="s"><v>{shared(value, reading)}</v></c>'
    heads = ["車台番号", "車両区分", "登録番号／車両番号", "リサイクル券番号", "引取依頼者氏名・名称", "引取年月日", "フロン類装備", "エアバッグ類装備", "最終所有者意思確認", "フロン類種別"]
    rows = ['<row r="1">' + text("A1", "引取台帳（株式会社サンプル）") + "</row>", '<row r="3">' + "".join(text(f"{c}3", h) for c, h in zip("ABCDEFGHIJ", heads)) + "</row>"]
    for index, (chassis, kind, plate, owner, kana, day, gas) in enumerate(cars(7)):
        r = index + 4
        hidden = ' hidden="1"' if index == 1 else ""
        rows.append(f'<row r="{r}"{hidden}>' + text(f"A{r}", chassis) + f'<c r="B{r}"><v>{kind}</v></c>' + text(f"C{r}", plate)
                    + f'<c r="D{r}" s="2"><v>4002626000{r + 3}</v></c>' + text(f"E{r}", owner, "コクドタロウ")
                    + f'<c r="F{r}" s="1"><v>{46326 + day}</v></c>' + f'<c r="G{r}" t="b"><v>{1 if gas == "1" else 0}</v></c>'
                    + f'<c r="H{r}" t="inlineStr"><is><t>有</t></is></c>' + text(f"I{r}", "確認済") + (text(f"J{r}", "HFC") if gas == "1" else "") + "</row>")
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    pack = "http://schemas.openxmlformats.org/package/2006"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{pack}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{pack}/relationships"><Relationship Id="rId1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{rel}"><sheets><sheet name="表紙" sheetId="1" r:id="rId1"/><sheet name="引取" sheetId="2" r:id="rId2"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{pack}/relationships"><Relationship Id="rId1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{rel}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="{rel}/styles" Target="styles.xml"/><Relationship Id="rId4" Type="{rel}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet {main}><numFmts count="2"><numFmt numFmtId="176" formatCode="[$-411]ge\\.m\\.d;@"/><numFmt numFmtId="177" formatCode="000000000000"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="176" applyNumberFormat="1"/><xf numFmtId="177" applyNumberFormat="1"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet {main}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>表紙</t></is></c></row></sheetData></worksheet>',
        "xl/worksheets/sheet2.xml": f'<worksheet {main}><sheetData>{"".join(rows)}</sheetData><mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells></worksheet>',
    }
    parts["xl/sharedStrings.xml"] = f'<sst {main} count="{len(strings)}" uniqueCount="{len(strings)}">{"".join(strings)}</sst>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 21, 2, 10, 0)), head + content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def kana_csv():
    lines = []
    for chassis, kind, plate, owner, kana, day, gas in cars(1):
        lines.append(",".join([chassis, kind, plate, kana, f"2611{day}", gas]))
    return ("\r\n".join(lines) + "\r\n").encode("cp932")


def two_functions():
    lines = ["区分,車台番号,車両区分,登録番号,依頼者,日付,フロン"]
    for chassis, kind, plate, owner, _, day, gas in cars(1):
        lines.append(",".join(["1", chassis, kind, plate, "", "", ""]))
    for chassis, kind, plate, owner, _, day, gas in cars(4):
        lines.append(",".join(["2", chassis, kind, plate, owner, f"2026/11/{day}", gas]))
    lines.append("合計,6,,,,,")
    return ("\r\n".join(lines) + "\r\n").encode("cp932")


put("fixed-width-without-line-ends", "HIKITORI_20261121.TXT", fixed_width())
put("euc-tsv-with-title", "hikitori.tsv", euc_tsv())
put("excel-unicode-text", "unicode.txt", unicode_text())
put("xml-spreadsheet-2003", "hikitori2003.xml", spreadsheet_2003())
put("own-shape-xml", "rows.xml", own_shape())
put("foreign-xml", "export_130000100002.xml", foreign_xml())
put("xlsx-with-furigana", "台帳.xlsx", xlsx())
put("kana-csv-without-header", "HIKITORI.CSV", kana_csv())
put("two-functions", "DAILY_20261121.csv", two_functions())
