"""likelihood: what is usual in official prose is likelier; a text's own habits count; scripts and digits are alike."""

import math

from tifaku.repair.likelihood import Likelihood, log_probability


def test_usual_words_are_likelier():
    assert log_probability("党建", "引") > log_probability("党建", "鸭") + 3  # 'Party building leads', 'duck'


def test_scripts_and_digits_are_alike():
    assert log_probability("黨建", "設") == log_probability("党建", "设")
    assert log_probability("20", "1") == log_probability("19", "9")


def test_probabilities_sum_to_about_one():
    ranges = (0x20, 0x30), (0x4E00, 0x9FA6), (0x3000, 0x3020), (0xFF00, 0xFF60)
    followers = [*"0a\n", *(chr(code) for start, end in ranges for code in range(start, end))]
    assert 0.8 < sum(math.exp(log_probability("发展", c)) for c in followers) < 1.6  # half-width marks count as full-width


def test_a_text_has_its_own_habits():
    own = Likelihood("聯順生物公司。" * 20)
    assert own.log_probability("聯順", "生") > log_probability("聯順", "生") + 1


def test_scrambled_text_teaches_nothing():
    scrambled, sound = Likelihood("聯?yōng)樕镝t藥\n" * 20), Likelihood("聯\n" * 20)
    assert scrambled.log_probability("樕镝", "藥") == sound.log_probability("樕镝", "藥")
