"""The kernel's tables, one file a noun."""

from varsel.base.kernel.models.codes import Code
from varsel.base.kernel.models.packs import Confidence, PackEntry

__all__ = ["Code", "Confidence", "PackEntry"]
