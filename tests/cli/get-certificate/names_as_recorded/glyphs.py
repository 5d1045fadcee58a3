"""Letters of a text whose glyphs, or the parts these are made of, are not in a font that is in a PDF: glyphs.py FILE TEXT"""
import re
import struct
import sys
import zlib


def fonts(pdf):
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.S):
        data = found[1]
        try:
            data = zlib.decompressobj().decompress(data)
        except zlib.error:
            pass
        if data[:4] == b"\0\1\0\0" and b"glyf" in data[:400]:
            yield data


class Font:
    def __init__(self, data):
        self.t = {}
        for i in range(struct.unpack(">H", data[4:6])[0]):
            tag, _, at, size = struct.unpack(">4sIII", data[12 + 16 * i:28 + 16 * i])
            self.t[tag] = data[at:at + size]
        size = struct.unpack(">H", self.t[b"maxp"][4:6])[0] + 1
        is_long = struct.unpack(">h", self.t[b"head"][50:52])[0]
        self.loca = struct.unpack(f">{size}{'I' if is_long else 'H'}", self.t[b"loca"][:size * (4 if is_long else 2)])
        self.loca = self.loca if is_long else [2 * at for at in self.loca]

    def glyph_of(self, point):
        cmap = self.t[b"cmap"]
        for i in range(struct.unpack(">H", cmap[2:4])[0]):
            platform, encoding, at = struct.unpack(">HHI", cmap[4 + 8 * i:12 + 8 * i])
            if (platform, encoding) == (3, 1):
                s = cmap[at:]
                row = struct.unpack(">H", s[6:8])[0]
                for k in range(0, row, 2):
                    end, start, delta, offset = (struct.unpack(">H", s[b + k:b + k + 2])[0] for b in (14, 16 + row, 16 + 2 * row, 16 + 3 * row))
                    if start <= point <= end:
                        b = 16 + 3 * row + k + offset + 2 * (point - start)
                        return (point + delta if offset == 0 else struct.unpack(">H", s[b:b + 2])[0] + delta) % 0x10000
        return 0

    def is_whole(self, glyph):
        data = self.t[b"glyf"][self.loca[glyph]:self.loca[glyph + 1]]
        if len(data) < 10:
            return False
        at = 10
        while struct.unpack(">h", data[:2])[0] < 0:
            flags, part = struct.unpack(">HH", data[at:at + 4])
            if not self.is_whole(part):
                return False
            at += 4 + (4 if flags & 1 else 2) + (2 if flags & 8 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0)
            if not flags & 0x20:
                break
        return True


embedded = [Font(data) for data in fonts(open(sys.argv[1], "rb").read())]
lacking = [letter for letter in sys.argv[2] if letter != " " and not any(font.is_whole(font.glyph_of(ord(letter))) for font in embedded)]
print(f"{len(embedded)} fonts, lacking: {''.join(lacking) or 'nothing'}", file=sys.stderr)
