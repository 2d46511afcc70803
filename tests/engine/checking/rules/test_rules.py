"""Each rule tells of what it should, where it stands and in which words, and of nothing else."""

import pytest

from engine.checking.rules import AMONG_STORIES, RULES, findings
from engine.story.build import FILE, Source, build_written
from engine.story.problems import Problem
from tests.engine.checking.rules.cases import CASES, Case
from tests.engine.checking.rules.examples import MEASURES, contents

TOP = "story: T\nstart: a\n"


def found(case: Case) -> list[Problem]:
    po = {language: text.encode() for language, text in case.po.items()}
    measures = MEASURES | case.measures
    source = Source((TOP + case.text).encode(), FILE, po, contents(measures), measures, case.map)
    return findings(build_written(source, "t"), case.stories)


def told(problem: Problem) -> str:
    span = problem.span
    file = "" if span.file == FILE else f"{span.file}:"
    return f"{file}{span.line}:{span.column} {problem.message}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_rule_tells_its_findings_with_place_fact_and_fix(case: Case) -> None:
    assert [told(each) for each in found(case) if each.rule == case.rule] == case.told


@pytest.mark.parametrize("rule", [*RULES, *AMONG_STORIES])
def test_every_rule_has_a_case_in_which_it_tells_something(rule: str) -> None:
    assert any(case.told for case in CASES if case.rule == rule)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_findings_are_in_order_each_once_with_the_line_it_stands_in(case: Case) -> None:
    problems = found(case)
    lines = {FILE: (TOP + case.text).splitlines()}
    lines |= {f"{language}.po": text.splitlines() for language, text in case.po.items()}
    assert problems == sorted(set(problems))
    assert [each.excerpt for each in problems] == [
        "" if each.span.file == "map.geojson" else lines[each.span.file][each.span.line - 1]
        for each in problems
    ]


def test_nothing_is_told_of_stories_beside_one_that_nobody_looked_for() -> None:
    text = "scenes: {a: {handover: elsewhere}}\n"
    assert found(Case("handover", text, [])) == []
    assert len(found(Case("handover", text, [], stories=()))) == 1
