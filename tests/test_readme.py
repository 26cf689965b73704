"""What the README shows does what it says."""

import re
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parents[1]


def test_the_story_of_the_readme_can_be_told_as_it_stands() -> None:
    readme = (TOP / "README.md").read_text(encoding="utf-8")
    (story,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    assert len([line for line in story.splitlines() if line.strip()]) <= 10
    told = subprocess.run(
        [sys.executable, "-c", story], cwd=TOP, capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.splitlines()[0] == "she may"
