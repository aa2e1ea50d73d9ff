"""A chart goes into the page as it is: no label may become more than words there."""

from collections.abc import Callable

import pytest

from varsel.knowledge.statistics import charts

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


@pytest.mark.parametrize(("draw", "values"), [(charts.bars, (7,)), (charts.ranges, (7.0, 3.0, 9.0))])
def test_a_label_stays_words(draw: Callable[..., str], values: tuple[float, ...]) -> None:
    chart = draw(((HOSTILE, *values),))
    assert "alert(1)" in chart  # it is shown
    assert "<script" not in chart
    assert "<img" not in chart
