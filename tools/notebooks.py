"""The notebooks of the documentation: `run` executes them and keeps the outputs, `check` only sees that they run.

The kernel speaks through sockets in a temporary folder, so that neither network nor home directory is needed, and
what is kept holds nothing of the machine: no timing, no version of its Python, no path.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

# Before Jupyter is imported, which reads them once. Short: a socket's path may have 107 characters.
FOLDER = os.environ["JUPYTER_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="nb-", dir="/tmp")
os.environ["JUPYTER_CONFIG_DIR"] = os.environ["IPYTHONDIR"] = os.environ["MPLCONFIGDIR"] = FOLDER
os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = os.environ["JUPYTER_PLATFORM_DIRS"] = "1"

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

NOTEBOOKS = Path(__file__).resolve().parents[1] / "docs" / "notebooks"
SECONDS = 120  # for one cell
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["run", "check"])
    parser.add_argument("notebooks", nargs="*", type=Path, help="files; without any, all of docs/notebooks")
    asked = parser.parse_args(arguments)
    paths = asked.notebooks or sorted(NOTEBOOKS.glob("*.ipynb"))
    try:
        faults = [fault for path in paths for fault in _done(path, keep=asked.what == "run")]
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def _done(path: Path, *, keep: bool) -> list[str]:
    """What is wrong with a notebook; where `keep`, its outputs are written."""
    kept, notebook = _read(path), _read(path)
    try:
        execute(notebook, path.parent)
    except CellExecutionError as error:
        return [f"{path.name}: a cell fails: {error.ename}: {error.evalue}\n{error}"]
    if keep:
        path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
        print(f"{path.name}: executed")
        return []
    return [] if all(_has_run(cell) for cell in kept.cells) else [f"{path.name}: kept without its outputs: run it."]


def _read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def _has_run(cell: nbformat.NotebookNode) -> bool:
    return cell.cell_type != "code" or cell.execution_count is not None


def execute(notebook: nbformat.NotebookNode, folder: Path) -> None:
    """Run every cell in a fresh kernel, as if opened in the folder. CellExecutionError if one fails."""
    client = NotebookClient(
        notebook, timeout=SECONDS, kernel_name="python3", record_timing=False, resources={"metadata": {"path": folder}}
    )
    client.km = client.create_kernel_manager()
    client.km.transport = "ipc"
    client.km.ip = f"{FOLDER}/kernel"
    client.execute()
    notebook.metadata = nbformat.from_dict(METADATA)
    for number, cell in enumerate(notebook.cells, 1):
        cell["id"], cell["metadata"] = f"cell-{number}", nbformat.NotebookNode()


if __name__ == "__main__":
    sys.exit(main())
