import subprocess
import sys
from pathlib import Path

import kinerja_tui.rules


def test_rules_import_nothing_but_python_itself():
    names = [path.stem for path in Path(kinerja_tui.rules.__file__).parent.glob("*.py") if path.stem != "__init__"]
    assert "ratings" in names
    program = "import sys; before = set(sys.modules)\n"
    program += "".join(f"import kinerja_tui.rules.{name}\n" for name in names)
    program += "print(*{name.partition('.')[0] for name in set(sys.modules) - before})"
    run = subprocess.run(
        [sys.executable, "-S", "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(kinerja_tui.rules.__file__).parents[2],
    )
    foreign = set(run.stdout.split()) - set(sys.stdlib_module_names) - {"kinerja_tui"}
    assert foreign == set()
