"""A process that is killed between two writes loses nothing it acknowledged and leaves nothing half-written."""

import json
import signal

import pytest

from tests.instance import migrated, python, said

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


def test_a_killed_process_loses_no_acknowledged_write(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = migrated(tmp_path_factory)
    with python(folder, "-c", WRITE, str(folder)) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        told = [writer.stdout.readline().strip() for _ in range(3)]
        writer.send_signal(signal.SIGKILL)
    code, output = said(folder, "-c", READ, str(folder))
    assert code == 0, output
    found = json.loads(output)
    assert set(told) <= set(found["numbers"])
    assert found["opened"] == len(found["numbers"]) == len(found["names"])
    assert found["written"] == found["notes"]
    assert found["drifted"] == 0
    assert said(folder, "-m", "varsel", "audit", "verify", "--dir", str(folder))[0] == 0
