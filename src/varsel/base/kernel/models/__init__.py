"""The kernel's tables, one file a noun."""

from varsel.base.kernel.models.codes import Code
from varsel.base.kernel.models.erasure import ErasurePermit, ErasureReceipt
from varsel.base.kernel.models.instance import Instance
from varsel.base.kernel.models.keys import DataKey
from varsel.base.kernel.models.packs import Confidence, PackEntry
from varsel.base.kernel.models.submissions import Submission

__all__ = ["Code", "Confidence", "DataKey", "ErasurePermit", "ErasureReceipt", "Instance", "PackEntry", "Submission"]
