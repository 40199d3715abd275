#!/usr/bin/env python3
"""Compares the verdicts of `elvbridge check` on drops in our own shape of XML with those of `xmllint --schema`.

    xml_drop_oracle.py ELVBRIDGE [SEED]

Documents of rows (rows.py) are mutilated: elements that nobody knows, come twice or are missing, elements within fields,
of a namespace or misspelt, attributes, text between elements, values of every kind of wrongness, and what is wrong outside
of rows. Both must find the same documents right and wrong, and every wrong structure on the same line. Each value that
xmllint refuses must either be blamed by us on its own place or be counted among those that we read all the same. Exits 1 on
any difference.
"""
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
from xml.sax.saxutils import escape

import comparison
import rows as maker

DOCUMENTS, ROWS = 6, 25
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
FILE_FAULTS = {
    "another function": lambda text, name: text.replace(f'function="{name}"', 'function="nothing"', 1),
    "an attribute of the root": lambda text, name: text.replace("<rows ", '<rows by="me" ', 1),
    "text between rows": lambda text, name: text.replace("</row>", "</row>山", 1),
    "text before rows": lambda text, name: text.replace(">\n  <row", "> 12\n  <row", 1),
    "a namespace": lambda text, name: text.replace("<rows ", '<rows xmlns="urn:u" ', 1),
}
KINDS = {"T030": "attribute", "T031": "element", "T032": "element", "T033": "text"}


def mutilated(dice, names, fields, required, counts):
    """Changes the fields of a row, [(name, attributes, content)]; gives the row's own attributes and text."""
    attributes, text = "", ""
    for fault in dice.sample(["element", "missing", "attribute", "text"], dice.choice([0, 0, 1, 1, 2, 3])):
        place = dice.randrange(len(fields) + 1)
        if fault == "element":
            name = dice.choice(["colour", "x", "row", "rows", "u:" + dice.choice(names), "nested", dice.choice(names)])
            if name == "nested":
                # Only in a field that is a value already.
                key, more, content = fields[place % len(fields)]
                fields[place % len(fields)] = (key, more, f"<b>{content}</b>")
            elif name in names and name in [key for key, _, _ in fields] or name not in names:
                fields.insert(place, (name, ' xmlns:u="urn:u"' if name.startswith("u:") else "", "1"))
            else:
                continue
            counts["broken: " + ("a namespace" if name.startswith("u:") else "nested" if name == "nested" else
                                 "twice" if name in names else "unknown")] += 1
            continue
        if fault == "missing":
            gone = dice.sample(sorted(required), min(len(required), dice.choice([1, 1, 2])))
            fields[:] = [field for field in fields if field[0] not in gone] or fields
        elif fault == "attribute" and dice.random() < 0.5:
            attributes = ' id="1"'
        elif fault == "attribute":
            key, more, content = fields[place % len(fields)]
            fields[place % len(fields)] = (key, more + dice.choice([' a="山&amp;"', ' xml:lang="ja"']), content)
        else:
            text = dice.choice(["山", " 12 ", "<![CDATA[ ]]>", "&#x5c71;"])
        counts["broken: " + fault] += 1
    return attributes, text


def document(function, dice, counts):
    """A document and how it is broken as a whole."""
    maker_ = maker.Maker(function, dice)
    names = list(maker_.fields)
    required = {key for key, field in maker_.fields.items() if field.get("constraints", {}).get("required")}
    is_broken = dice.random() < 0.8
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<rows function="{function["name"]}" xmlns:i="{INSTANCE}" i:noNamespaceSchemaLocation="x.xsd">']
    for number in range(ROWS):
        row = maker_.row()
        if is_broken:
            for key in dice.sample(list(row), dice.choice([0, 0, 1, 2])):
                ways = maker.breakages(maker_.fields[key], row[key])
                if ways:
                    what, row[key], _ = dice.choice(ways)
                    counts[f"broken: value, {what}"] += 1
        fields = [(key, "", escape(row[key])) for key in dice.sample(names, len(names))
                  if row[key] or key in required or dice.random() < 0.3]
        tag, attributes, text = "row", "", ""
        # Within a misspelt row and behind it xmllint judges nothing more.
        if is_broken and number == ROWS - 1 and dice.random() < 0.3:
            tag = dice.choice(["Row", "record", "chassisNo"])
            counts["broken: a misspelt row"] += 1
        elif is_broken:
            attributes, text = mutilated(dice, names, fields, required, counts)
        gap = dice.choice(["", "\n    ", "<!-- 山 -->\n    ", "\n    <?p <row>?>\n    "])
        inner = "".join(gap + f"<{key}{more}>{content}</{key.split(' ')[0]}>" for key, more, content in fields)
        lines.append(f"  <{tag}{attributes}>{text}{inner}{gap and chr(10) + '  '}</{tag}>")
    text = "\n".join(lines + ["</rows>"]) + "\n"
    fault = dice.choice(sorted(FILE_FAULTS)) if is_broken and dice.random() < 0.3 else None
    if fault:
        counts[f"broken file: {fault}"] += 1
        text = FILE_FAULTS[fault](text, function["name"])
    return text, fault


def theirs(schema, path):
    """What xmllint says: whether it is valid, {(line, kind)} of the structure, the lines and elements of wrong values."""
    done = subprocess.run(["xmllint", "--noout", "--huge", "--schema", str(schema), path], capture_output=True, text=True)
    if done.returncode not in (0, 3):
        sys.exit(f"xmllint failed: {done.stderr[:2000]}")
    structure, values = set(), collections.Counter()
    for line in done.stderr.splitlines():
        found = re.match(rf"{re.escape(path)}:(\d+): element ([\w-]+): Schemas validity error : (.*)", line)
        if not found:
            if line.endswith((" validates", " fails to validate")):
                continue
            sys.exit(f"xmllint said what is not understood: {line}")
        number, said = int(found[1]), found[3]
        if "Missing child element" in said:
            structure.add((number, "missing"))
        elif "is not expected" in said or "Element content is not allowed" in said:
            structure.add((number, "element"))
        elif "Character content other than" in said:
            structure.add((number, "text"))
        elif "attribute '" in said or "validation root" in said:
            structure.add((number, "attribute"))
        else:
            values[number, found[2]] += 1
    return done.returncode == 0, structure, len(values)


def checked(program, schemas, function, paths):
    """What `elvbridge check` answers about each file."""
    environment = dict(os.environ, ELVBRIDGE_SCHEMAS=str(schemas), ELVBRIDGE_NOW=maker.NOW)
    done = subprocess.run([program, "check", "--json", "--lang", "en", "--function", function["name"], *paths],
                          env=environment, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{program} failed on {function['name']}: {done.stdout}{done.stderr}")
    return json.loads(done.stdout)


def mine(answer):
    """The same of an answer, and what it says against the file as a whole."""
    structure, values, tolerated, whole = set(), set(), 0, set()
    for finding in answer["findings"]:
        if finding["code"] == "T034":
            tolerated = int(re.search(r"(\d+) places", finding["message"])[1])
        elif finding["severity"] == "error":
            whole.add((finding.get("line"), KINDS.get(finding["code"], finding["code"])))
    for finding in answer["badRows"]:
        if finding["code"] in KINDS:
            structure.add((finding["line"], KINDS[finding["code"]]))
        elif "column" in finding:
            # Rows begin in the third column, and no field does.
            if finding["name"] == "required" and finding["column"] == 3:
                structure.add((finding["line"], "missing"))
            else:
                values.add((finding["line"], finding["column"]))
    return not (structure or values or tolerated or whole), structure, len(values) + tolerated, whole


def compare(program, schemas, function, dice, folder, counts):
    schema = schemas / "jars/generated/xsd" / f"{function['bridge']['number']:02}-{function['name']}.xsd"
    differences, paths, faults = [], [], []
    for number in range(DOCUMENTS):
        text, fault = document(function, dice, counts)
        paths.append(os.path.join(folder, f"{number}.xml"))
        faults.append(fault)
        pathlib.Path(paths[-1]).write_text(text, encoding="utf-8")
    answers = checked(program, schemas, function, paths)
    for number, (path, fault, answer) in enumerate(zip(paths, faults, answers, strict=True)):
        their_valid, their_structure, their_values = theirs(schema, path)
        valid, structure, values, whole = mine(answer)
        counts["documents: " + ("right" if their_valid else "wrong")] += 1
        if valid != their_valid:
            differences.append(f"  document {number}: valid for us {valid}, for xmllint {their_valid} ({fault})")
        elif fault:
            # The file is refused for one thing, and not read on. The line of text is that of its element for xmllint.
            kinds = {kind for _, kind in whole}
            if not whole or not (whole <= their_structure or kinds == {"text"} and (2, "text") in their_structure):
                differences.append(f"  document {number}, {fault}: {sorted(whole)}, xmllint {sorted(their_structure)}")
        elif structure != their_structure:
            differences.append(f"  document {number}: only ours {sorted(structure - their_structure)}, only xmllint's "
                               f"{sorted(their_structure - structure)}")
        elif values != their_values:
            differences.append(f"  document {number}: {values} values for us, {their_values} for xmllint")
        else:
            counts["agreed: structures"] += len(structure)
            counts["agreed: values"] += values
    return differences


if __name__ == "__main__":
    version = subprocess.run(["xmllint", "--version"], capture_output=True, text=True).stderr.split("\n")[0]
    comparison.run(__doc__, version, DOCUMENTS * ROWS, compare)
