#!/usr/bin/env python3
"""Digest of how Python's own codec decodes CP932, compared by EncodingTests with ours.

Prints the FNV-1a digest over the UTF-8 of every double-byte pair in order ('-' for a pair that is no character), the
user-defined area left out, which we refuse on purpose. With a file name, exits 1 unless the file has that digest.
"""
import sys

TRAILS = list(range(0x40, 0x7F)) + list(range(0x80, 0xFD))
LEADS = list(range(0x81, 0xA0)) + list(range(0xE0, 0xF0)) + list(range(0xFA, 0xFD))

digest = 0xCBF29CE484222325
for lead in LEADS:
    for trail in TRAILS:
        try:
            text = bytes([lead, trail]).decode("cp932")
            text = text if len(text) == 1 else "-"
        except UnicodeDecodeError:
            text = "-"
        for byte in text.encode("utf-8"):
            digest = (digest ^ byte) * 0x100000001B3 % 2**64

print(f"{digest:x}")
if len(sys.argv) > 1:
    sys.exit(0 if f"{digest:x}" in open(sys.argv[1], encoding="utf-8").read() else 1)
