"""The former place of `varsel.base.kernel.setup`."""

from varsel.base.kernel.setup import InstanceDir, django, instance_dir

__all__ = ["InstanceDir", "django", "instance_dir"]
