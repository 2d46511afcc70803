from engine.checking.costs.cost import Cost, sent
from engine.play.effects import Offer, Say


def test_an_answer_with_a_picture_costs_as_an_mms_whatever_it_says() -> None:
    for files in (Say("Look.", "gate.jpg", "A gate."), Say("Hear.", audio="gate.mp3")):
        assert sent((files, Say("a" * 1_000))) == Cost(texts_out=1, segments_out=3)
    assert sent((Say("Look."), Offer(("Go in",)))) == Cost(texts_out=1, segments_out=1)
    assert sent(()) == Cost()
