"""The minimum of a smooth convex function by L-BFGS (Nocedal and Wright 2006, algorithm 7.4), with Armijo's rule.

SciPy's has bounds and line searches that a convex dual does not need, and its calls of threaded BLAS on small vectors
made the fits three times as slow on a busy machine.
"""

from collections import deque
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Function = Callable[[Floats], tuple[float, Floats]]

MEMORY = 15  # steps that the curvature is learnt from
FLAT = 1e-7  # the largest slope at which the search ends
HALVINGS = 30


def minimum(function: Function, start: Floats, steps: int) -> Floats:
    """The best point found in at most `steps` steps. `function` gives the value and the gradient."""
    point = start
    value, slope = function(point)
    past: deque[tuple[Floats, Floats]] = deque(maxlen=MEMORY)
    for _step in range(steps):
        if np.abs(slope).max() <= FLAT:
            break
        way = _direction(slope, past)
        found = _shorter(function, point, value, way, float(np.vdot(slope, way)))
        if found is None:
            break
        point_after, value, slope_after = found
        past.append((point_after - point, slope_after - slope))
        point, slope = point_after, slope_after
    return point


def _direction(slope: Floats, past: deque[tuple[Floats, Floats]]) -> Floats:
    """Downhill, bent by the curvature that the last steps have shown (the two-loop recursion)."""
    way, weights = -slope, []
    for moved, bent in reversed(past):
        weight = float(np.vdot(moved, way) / np.vdot(moved, bent))
        way = way - weight * bent
        weights.append(weight)
    if past:
        moved, bent = past[-1]
        way = way * float(np.vdot(moved, bent) / np.vdot(bent, bent))
    else:
        way = way / np.abs(slope).sum()  # a first step that is small for sure
    for (moved, bent), weight in zip(past, reversed(weights), strict=True):
        way = way + moved * (weight - float(np.vdot(bent, way) / np.vdot(moved, bent)))
    return way


def _shorter(
    function: Function, point: Floats, value: float, way: Floats, fall: float
) -> tuple[Floats, float, Floats] | None:
    """The first of the steps 1, 1/2, 1/4 … that lowers the value enough and bends upwards; None where none does."""
    length = 1.0
    for _halving in range(HALVINGS):
        after = point + length * way
        value_after, slope_after = function(after)
        if value_after <= value + 1e-4 * length * fall and np.vdot(slope_after, way) > fall:
            return after, value_after, slope_after
        length /= 2
    return None
