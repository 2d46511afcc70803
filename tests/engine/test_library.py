"""The stories of a folder, read once and played together."""

from pathlib import Path

from engine.library import Library, catalog_of, clashes_of, read_stories, story_folders
from engine.play.hear import Catalog
from engine.play.world import Keyword, Sign
from engine.story.build import Source, build_written
from engine.story.build.folder import Written
from engine.story.problems import Problem, Span

STORY = "story: {title}\nstart: a\nscenes: {{a: {{ending: E}}}}\n"


def written(root: Path, name: str, more: str = "") -> Path:
    folder = root / name
    folder.mkdir(parents=True)
    (folder / "story.yaml").write_text(STORY.format(title=name) + more, encoding="utf-8")
    return folder


def test_a_folder_of_stories_is_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("river", "bridge", "Mural"):
        written(tmp_path, name)
    (tmp_path / "notes").mkdir()
    (tmp_path / "story.yaml").write_text("not in a folder of its own", encoding="utf-8")
    assert story_folders(tmp_path) == [tmp_path / name for name in ("Mural", "bridge", "river")]
    library = Library(tmp_path)
    assert list(library.catalog.stories) == ["Mural", "bridge", "river"]
    assert (library.root, library.problems) == (tmp_path, ())


def test_no_folder_is_a_library_without_stories(tmp_path: Path) -> None:
    library = Library(tmp_path / "nowhere")
    assert (library.catalog, library.problems) == (Catalog(), ())


def test_a_story_with_a_problem_does_not_keep_others_from_playing(tmp_path: Path) -> None:
    written(tmp_path, "a", "colour: red\n")
    written(tmp_path, "b")
    written(tmp_path, "c", "about: [x]\n").joinpath("story.yaml").write_bytes(b"\xff")
    library = Library(tmp_path)
    assert list(library.catalog.stories) == ["b"]
    assert [(str(p.span.file), p.span.line, p.rule) for p in library.problems] == [
        (str(tmp_path / "a" / "story.yaml"), 4, "unknown-key"),
        (str(tmp_path / "c" / "story.yaml"), 1, "not-utf-8"),
    ]


def test_what_leads_to_a_story_is_folded(tmp_path: Path) -> None:
    more = (
        "languages: [en, es]\nkeywords: [The Mural!, {HOLA: es}]\n"
        "places: {p: {name: P, code: hands4}, q: {name: Q}}\n"
    )
    written(tmp_path, "mural", more)
    catalog = Library(tmp_path).catalog
    assert catalog.keywords == {"the mural": Keyword("mural"), "hola": Keyword("mural", "es")}
    assert catalog.signs == {"hands4": Sign("mural", "p")}
    assert catalog_of(iter(catalog.stories.values())) == catalog


def test_of_two_stories_with_one_keyword_or_code_the_second_does_not_play(tmp_path: Path) -> None:
    place = "places: {{p: {{name: P, code: {}}}}}\n".format
    written(tmp_path, "a", "keywords: [MURAL, BAND]\n" + place("AB22"))
    written(tmp_path, "b", "keywords: [mural!]\n")
    written(tmp_path, "c", "keywords: [SOLO]\n" + place("ab22"))
    written(tmp_path, "d", "keywords: [SOLO]\n" + place("CD33"))
    stories, problems = read_stories(tmp_path)
    assert [story.id for story in stories] == ["a", "d"]
    assert problems == [
        Problem(
            Span(str(tmp_path / "b" / "story.yaml"), 4, 12),
            "same-keyword",
            "The keyword 'mural!' is already that of 'a'.",
            excerpt="keywords: [mural!]",
        ),
        Problem(
            Span(str(tmp_path / "c" / "story.yaml"), 5, 29),
            "same-code",
            "The code 'AB22' is already that of a sign of 'a'.",
            excerpt="places: {p: {name: P, code: ab22}}",
        ),
    ]


def test_every_clash_of_a_story_is_told(tmp_path: Path) -> None:
    more = "keywords: [A, B]\nplaces: {p: {name: P, code: AB22}, q: {name: Q}}\n"
    source = (STORY.format(title="T") + more).encode()
    one, other = build_written(Source(source), "one"), build_written(Source(source), "other")
    told = [(each.span[1:], each.excerpt, each.message) for each in clashes_of(other, [one.story])]
    places = "places: {p: {name: P, code: AB22}, q: {name: Q}}"
    assert told == [
        ((4, 12), "keywords: [A, B]", "The keyword 'A' is already that of 'one'."),
        ((4, 15), "keywords: [A, B]", "The keyword 'B' is already that of 'one'."),
        ((5, 29), places, "The code 'AB22' is already that of a sign of 'one'."),
    ]
    assert clashes_of(other, []) == ()


def test_codes_and_keywords_of_two_stories_do_not_meet_and_are_not_one_slip_apart() -> None:
    def made(id_: str, more: str) -> Written:
        return build_written(Source((STORY.format(title="T") + more).encode()), id_)

    one = made("one", "keywords: [BRAVE]\nplaces: {p: {name: P, code: HANDS}}\n").story
    other = made(
        "other",
        "keywords: [HANDS]\nplaces: {a: {name: A, code: BRAVE}, b: {name: B, code: HANDT}, "
        "c: {name: C, code: CRAB6}}\n",
    )
    assert [(each.rule, each.message) for each in clashes_of(other, [one])] == [
        ("same-keyword", "The keyword 'HANDS' is the code of a sign of 'one' already."),
        ("same-code", "The code 'BRAVE' is a keyword of 'one' already."),
        (
            "alike-codes",
            (
                "One slip makes the code 'HANDT' that of a sign of 'one', which is 'HANDS'. Let "
                "codes differ in two characters at least."
            ),
        ),
    ]
