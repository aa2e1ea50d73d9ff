"""Overlap tables from the literature, offered so that an analyst sees a whole estimate at once. Nothing is invented."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """A published table: its source, and the file as `varsel estimate` reads it, with the letters of the paper."""

    key: str
    source: str
    csv: str


UNITED_KINGDOM = Example(
    key="uk_2013",
    source=(
        "Silverman B (2014), Modern Slavery: an application of multiple systems estimation, Home Office; "
        "Bales K, Hesketh O and Silverman B (2015), Significance 12(3)"
    ),
    csv="""LA,NG,PF,GO,GP,NCA,count
1,0,0,0,0,0,54
0,1,0,0,0,0,463
0,0,1,0,0,0,907
0,0,0,1,0,0,695
0,0,0,0,1,0,316
0,0,0,0,0,1,57
1,1,0,0,0,0,15
1,0,1,0,0,0,19
1,0,0,1,0,0,3
0,1,1,0,0,0,56
0,1,0,1,0,0,19
0,1,0,0,1,0,1
0,1,0,0,0,1,3
0,0,1,1,0,0,69
0,0,1,0,1,0,10
0,0,1,0,0,1,31
0,0,0,1,1,0,8
0,0,0,1,0,1,6
0,0,0,0,1,1,1
1,1,1,0,0,0,1
1,1,0,1,0,0,1
0,1,1,1,0,0,4
0,1,1,0,0,1,3
0,0,1,1,0,1,1
1,1,1,1,0,0,1
""",
)
EXAMPLES: Mapping[str, Example] = {one.key: one for one in (UNITED_KINGDOM,)}
