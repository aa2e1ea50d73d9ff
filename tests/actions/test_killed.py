"""A process that is killed between two writes loses nothing it acknowledged and leaves nothing half-written."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

WRITE = """
import sys
from pathlib import Path
from varsel.base.kernel.setup import django
django(Path(sys.argv[1]))
from varsel.portal.demo.people import fill_the_parts, the_unit
from varsel.portal.instance import bring_up_to_date
from varsel.casework.cases import actions
list(bring_up_to_date())
worker = fill_the_parts()["caseworker"]
print("ready", flush=True)
while True:
    case = actions.open_case(by=worker, unit=the_unit(), working_name="Svale")
    actions.add_note(case, by=worker, text="Opdigtet.")
    print(case.number, flush=True)
"""
READ = """
import json, sys
from pathlib import Path
from varsel.base.kernel.setup import django
django(Path(sys.argv[1]))
from varsel.base.audit.models import Event
from varsel.casework.cases import actions
from varsel.casework.cases.models import Case, Note
cases = list(Case.objects.select_related("person"))
print(json.dumps({
    "numbers": [case.number for case in cases],
    "names": [case.person.working_name.open("test") for case in cases],
    "notes": Note.objects.count(),
    "opened": Event.objects.filter(verb="case:open").count(),
    "written": Event.objects.filter(verb="note:write").count(),
    "drifted": len(actions.check_projections()),
}))
"""


def python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


def test_a_killed_process_loses_no_acknowledged_write(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("VARSEL_", "DJANGO_"))}
    environment["VARSEL_MODE"] = "test"
    with subprocess.Popen(  # noqa: S603
        python("-c", WRITE, str(tmp_path / "instance")), env=environment, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        told = [writer.stdout.readline().strip() for _ in range(3)]
        writer.send_signal(signal.SIGKILL)
    done = subprocess.run(  # noqa: S603
        python("-c", READ, str(tmp_path / "instance")), env=environment, capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    assert set(told) <= set(found["numbers"])
    assert found["opened"] == len(found["numbers"]) == len(found["names"])
    assert found["written"] == found["notes"]
    assert found["drifted"] == 0
    verified = subprocess.run(  # noqa: S603
        python("-m", "varsel", "audit", "verify", "--dir", str(tmp_path / "instance")), env=environment
    )
    assert verified.returncode == 0
