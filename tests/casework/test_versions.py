"""The law of undoing: it goes back through the changes that count, doing again comes back by the same way."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from bluelamp.casework.models import PlanVersion
from bluelamp.casework.versions import History


@dataclass
class Editor:
    """What any editor with undo and redo holds: the texts behind, the one on show, and those ahead."""

    behind: list[int]
    shown: int
    ahead: list[int]

    def change(self, text: int) -> None:
        self.behind, self.shown, self.ahead = [*self.behind, self.shown], text, []


def version(number: int, same_as: int | None) -> PlanVersion:
    return PlanVersion(number=number, same_as=same_as, change=f"change {number}")


@given(presses=st.lists(st.sampled_from(["change", "undo", "redo"]), max_size=40))
def test_versions_are_gone_through_as_in_any_editor(presses: list[str]) -> None:
    rows, editor = [version(1, None)], Editor([], 1, [])
    for press in presses:
        history, number = History(tuple(rows)), len(rows) + 1
        turn = history.undo if press == "undo" else history.redo
        if press == "change":
            rows.append(version(number, None))
            editor.change(number)
        elif press == "undo":
            assert (turn is not None) == bool(editor.behind)
            if turn:
                assert turn.words == f"change {editor.shown}"
                editor.ahead.append(editor.shown)
                editor.shown = editor.behind.pop()
                rows.append(version(number, turn.back_to))
        else:
            assert (turn is not None) == bool(editor.ahead)
            if turn:
                editor.behind.append(editor.shown)
                editor.shown = editor.ahead.pop()
                assert turn.words == f"change {editor.shown}"
                rows.append(version(number, turn.back_to))
        assert (rows[-1].same_as or rows[-1].number) == editor.shown


def test_nothing_is_undone_of_no_plan() -> None:
    assert History(()).undo is None
    assert History(()).redo is None
