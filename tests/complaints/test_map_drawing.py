"""The map without tiles: everything stands on the sheet, north is up, more is larger."""

from hypothesis import given
from hypothesis import strategies as st

from complaints.map_drawing import HEIGHT, LARGEST, SMALLEST, WIDTH, Spot, drawing
from complaints.places import rw_spellings, rw_words

SPOTS = st.builds(Spot, st.floats(-11, 6), st.floats(95, 141), st.integers(1, 10_000))


@given(st.lists(SPOTS, min_size=1, max_size=30), st.lists(SPOTS, max_size=5))
def test_every_dot_and_name_stands_on_the_sheet(spots, names):
    made = drawing(spots, names)

    for dot in (*made.dots, *made.names):
        assert 0 <= float(dot.x) <= WIDTH
        assert 0 <= float(dot.y) <= HEIGHT
    assert all(SMALLEST <= float(dot.radius) <= LARGEST for dot in made.dots)
    assert len(made.dots) == len(spots)


def test_north_is_up_east_is_right_and_more_is_larger():
    few, many = Spot(-7.30, 112.30, 1), Spot(-7.40, 112.40, 50)

    large, small = drawing([few, many]).dots

    assert float(small.y) < float(large.y)
    assert float(small.x) < float(large.x)
    assert float(large.radius) == LARGEST
    assert float(small.radius) == SMALLEST


def test_a_single_dot_stands_in_the_middle_of_about_a_kilometre():
    made = drawing([Spot(-7.36, 112.38, 1)], plain=True)

    assert (made.dots[0].x, made.dots[0].y) == ("320.0", "240.0")
    assert made.scale_text == "200 m"


def test_without_a_spot_there_is_no_map():
    assert drawing([]) is None


def test_an_rw_is_written_and_found_in_every_spelling():
    assert [rw_words(text) for text in ("3", "03", "003", "", "A")] == ["RW 03", "RW 03", "RW 03", "", "RW A"]
    assert rw_spellings("3") == ["003", "03", "3"]
    assert rw_spellings("A") == ["A"]
