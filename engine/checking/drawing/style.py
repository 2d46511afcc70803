"""How a drawing looks: its colours by day, by night and on paper, its font, and its small signs."""

from engine.checking.drawing.graph import MarkKind

# Hues of the grounds of places, told apart also by people who see red and green alike.
HUES = (210, 40, 165, 285, 20, 240, 75, 330)
FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',Helvetica,Arial,sans-serif"

_LIGHT = """\
.sheet{fill:#fff}
.name,.title,.row{fill:#1b1f24}
.said,.note,.if{fill:#57606a}
.mark{fill:#3d444d}
.by{fill:#1b1f24}
.box{fill:#fff;stroke:#8c959f}
.start .box{fill:#1f3a5f;stroke:#1f3a5f}
.start .name,.start .said{fill:#fff}
.ending .box,.ends .box{fill:#eaf6ec;stroke:#1a7f37}
.ending .name,.mark.ending{fill:#116329}
.icon.ending{stroke:#116329}
.handover .box{fill:#f3effc;stroke:#6e40c9}
.panel .box{fill:#f6f8fa;stroke:#d0d7de}
.line{stroke:#57606a}
.tip{fill:#57606a}
.light .line{stroke:#949da7}
.light .by,.light .if,.mark.back{fill:#656d76}
.tip.light{fill:#949da7}
.icon{stroke:#57606a}
"""
_DARK = """\
.sheet{fill:#0d1117}
.name,.title,.row{fill:#e6edf3}
.said,.note,.if{fill:#9da7b3}
.mark{fill:#c4ccd4}
.by{fill:#e6edf3}
.box{fill:#161b22;stroke:#6e7681}
.start .box{fill:#bcd4f0;stroke:#bcd4f0}
.start .name,.start .said{fill:#0d1117}
.ending .box,.ends .box{fill:#0f2a18;stroke:#3fb950}
.ending .name,.mark.ending{fill:#7ee29a}
.icon.ending{stroke:#7ee29a}
.handover .box{fill:#21183a;stroke:#a371f7}
.panel .box{fill:#161b22;stroke:#30363d}
.line{stroke:#8b949e}
.tip{fill:#8b949e}
.light .line{stroke:#5c656f}
.light .by,.light .if,.mark.back{fill:#939ca6}
.tip.light{fill:#5c656f}
.icon{stroke:#9da7b3}
"""
_SHAPES = f"""\
text{{font-family:{FONT}}}
.title{{font-size:20px;font-weight:600}}
.name{{font-weight:600}}
.if{{font-style:italic}}
.line{{fill:none;stroke-width:1.4}}
.light .line{{stroke-dasharray:5 4;stroke-width:1.2}}
.box{{stroke-width:1.2}}
.ending .box,.ends .box{{stroke-width:2.2}}
.icon{{fill:none;stroke-width:1.3;stroke-linecap:round;stroke-linejoin:round}}
"""
# Twelve by twelve; lines only, so that they take the colour of the text beside them.
ICONS: dict[MarkKind, str] = {
    "place": "M6 11C3 7.8 2.2 6.2 2.2 4.8a3.8 3.8 0 0 1 7.6 0C9.8 6.2 9 7.8 6 11ZM6 3.6v2.4",
    "sign": "M1.5 1.5h3.4v3.4H1.5ZM7.1 1.5h3.4v3.4H7.1ZM1.5 7.1h3.4v3.4H1.5ZM7.1 7.1v3.4h3.4",
    "walk": "M1.5 6h8M6.5 2.8 9.8 6l-3.3 3.2M1.5 3.5v5",
    "ask": "M3.6 4.2a2.4 2.4 0 1 1 3.6 2.1C6.3 6.8 6 7.2 6 8M6 10.4v.2",
    "timer": "M6 1.4a4.6 4.6 0 1 1 0 9.2 4.6 4.6 0 0 1 0-9.2ZM6 3.6V6l1.8 1.3",
    "checkpoint": "M3 11V1.4M3 2h6.2L7.6 4.2l1.6 2.3H3",
    "back": "M4.6 2.4 1.8 5.2l2.8 2.8M2 5.2h5.2a2.7 2.7 0 0 1 0 5.4H5",
    "again": "M9.8 4.2A4.2 4.2 0 1 0 10.2 7M10.2 1.8v2.6H7.6",
    "ending": "M2 6.4 4.8 9.2 10 3",
}  # fmt: skip


def style() -> str:
    """Give the style sheet of a drawing. Dark only where a screen asks for it: paper is white."""
    light = "".join(
        f".plate.p{n}{{fill:hsl({hue},60%,95%);stroke:hsl({hue},45%,80%)}}\n"
        for n, hue in enumerate(HUES)
    )
    dark = "".join(
        f".plate.p{n}{{fill:hsl({hue},35%,15%);stroke:hsl({hue},30%,30%)}}\n"
        for n, hue in enumerate(HUES)
    )
    night = f"@media screen and (prefers-color-scheme:dark){{\n{_DARK}{dark}}}\n"
    return _SHAPES + _LIGHT + light + night
