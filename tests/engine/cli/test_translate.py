"""`wayside translate`: a file for translators, made and refreshed."""

from pathlib import Path

from engine.cli.translate import translate
from engine.story.build.folder import read_story
from tests.engine.cli.shelf import run, shelve


def translated(file: Path, **texts: str) -> None:
    """Fill in translations, as a translator does."""
    po = file.read_text(encoding="utf-8")
    for text, said in texts.items():
        po = po.replace(f'msgid "{text}"\nmsgstr ""', f'msgid "{text}"\nmsgstr "{said}"')
    file.write_text(po, encoding="utf-8")


def test_a_first_translation_has_all_texts_and_says_what_to_type(tmp_path: Path) -> None:
    folder = shelve(tmp_path, "good")
    result = run(translate, folder, "es")
    assert (result.exit_code, result.stdout) == (0, f"{folder / 'es.po'}: made\n")
    assert result.stderr == (
        "3 to translate.\n"
        "Add it to the story, so that it is told in it: languages: [en, es] in story.yaml.\n"
    )
    po = (folder / "es.po").read_text(encoding="utf-8")
    assert 'msgctxt "a say"\nmsgid "Hello."\nmsgstr ""' in po


def test_what_is_translated_is_told_and_stays(tmp_path: Path) -> None:
    folder = shelve(tmp_path, "good")
    run(translate, folder, "es")
    story = (folder / "story.yaml").read_text(encoding="utf-8")
    (folder / "story.yaml").write_text(story + "languages: [en, es]\n", encoding="utf-8")
    translated(folder / "es.po", **{"Hello.": "Hola.", "Leave": "Salir", "Good": "Bueno"})
    before = (folder / "es.po").read_bytes()
    result = run(translate, folder, "es")
    assert result.stdout == f"{folder / 'es.po'}: as it was\n"
    assert result.stderr == "Everything is translated.\n"
    assert (folder / "es.po").read_bytes() == before
    assert read_story(folder).told_in("es").title == "Bueno"


def test_what_changed_since_is_marked(tmp_path: Path) -> None:
    folder = shelve(tmp_path, "good")
    run(translate, folder, "es")
    translated(folder / "es.po", **{"Hello.": "Hola.", "Leave": "Salir", "Good": "Bueno"})
    story = (folder / "story.yaml").read_text(encoding="utf-8")
    (folder / "story.yaml").write_text(story.replace("Hello.", "Hello!"), encoding="utf-8")
    result = run(translate, folder, "es")
    assert result.stderr.startswith(
        "1 to look at again, because the text changed (marked fuzzy).\n"
    )
    assert "# Was: Hello.\n" in (folder / "es.po").read_text(encoding="utf-8")


def test_a_broken_translation_is_told_of_and_not_lost(tmp_path: Path) -> None:
    folder = shelve(tmp_path, "good")
    (folder / "es.po").write_text('msgid "Hello.\n', encoding="utf-8")
    result = run(translate, folder, "es")
    assert result.exit_code == 1
    assert 'Put this text between two quotes, as the others: "Hello.".' in result.stdout
    assert (folder / "es.po").read_text(encoding="utf-8") == 'msgid "Hello.\n'


def test_the_own_language_and_no_language_are_refused(tmp_path: Path) -> None:
    folder = shelve(tmp_path, "good")
    own = run(translate, folder, "en")
    assert (own.exit_code, "The story is written in 'en'" in own.stderr) == (2, True)
    odd = run(translate, folder, "Spanish")
    assert (odd.exit_code, "'Spanish' is no language tag." in odd.stderr) == (2, True)
    beyond = run(translate, folder, "xx-yy-zz")
    assert (beyond.exit_code, "'xx-yy-zz' is no language tag." in beyond.stderr) == (2, True)
