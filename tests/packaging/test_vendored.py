"""A vendored copy under another name, and the built wheel without the source tree, work as they are."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CODE = """
from datetime import date
terms = rs.LoanTerms(currency="USD", principal="1000.00", rate="0.12", start_date=date(2026, 1, 1),
                     first_due_date=date(2026, 2, 1), phases=[rs.Phase(3)])
schedule = rs.amortize(terms)
print(*(row.payment for row in schedule), rs.__version__)
assert schedule.to_text("zh") == rs.render(schedule, lang="zh") and "应还金额" in schedule.to_text("zh")
assert schedule._repr_html_() == rs.render(schedule, format="html")
assert rs.render(schedule, format="print").startswith("<!DOCTYPE html>")
"""


def run(code: str, cwd: Path, python: str = sys.executable) -> str:
    done = subprocess.run([python, "-c", code], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_vendored_copy_works_under_another_name(tmp_path: Path) -> None:
    (tmp_path / "app" / "_vendor").mkdir(parents=True)
    shutil.copytree(ROOT / "src" / "restructure", tmp_path / "app" / "_vendor" / "restructure")
    code = "import app._vendor.restructure as rs\n" + CODE + "\nimport sys; assert 'restructure' not in sys.modules"
    assert run(code, tmp_path).startswith("340.02 340.02 340.03 ")


def test_the_wheel_is_complete_typed_and_small(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("loan_restructure-*.whl")
    assert wheel.stat().st_size < 1_000_000
    names = zipfile.ZipFile(wheel).namelist()
    modules = {
        f"restructure/{path.relative_to(ROOT / 'src' / 'restructure')}"
        for path in (ROOT / "src" / "restructure").rglob("*.py")
    }
    assert modules | {"restructure/py.typed"} <= set(names)
    assert not [name for name in names if not name.startswith(("restructure/", "loan_restructure-"))]
    unpacked = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(unpacked)
    where = str(unpacked)
    code = f"import sys; sys.path.insert(0, {where!r})\nimport restructure as rs\n"
    code += f"assert rs.__file__.startswith({where!r})\n" + CODE
    assert run(code, tmp_path).startswith("340.02 340.02 340.03 ")
